"""How do templates say days, distances between days and legal terms in words? Only values are put
into words: no query, and no rule.
"""
