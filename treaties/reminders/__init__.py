"""Who is to be told of which date, when, and in which words."""
