"""What are days, periods, answers and words made of? Plain values and their arithmetic; nothing
here knows a clause, an act or an agreement."""
