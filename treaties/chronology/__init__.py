"""What the timeline draws: the register as compact columns, in segments with a version each."""
