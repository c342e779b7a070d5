"""In which ways may the facts and clauses of one agreement be read? Makes the readings and the
warnings on them; computes no date but to show that two readings differ."""
