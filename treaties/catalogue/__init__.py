"""THE filter, search and visibility rule: what a person may see, and which of it was asked for."""
