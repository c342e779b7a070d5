"""What may a person ask about a projection: why, what if, by when to begin, what was known then?
Reads what is projected, and decides no date of its own."""
