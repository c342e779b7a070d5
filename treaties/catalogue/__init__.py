"""Which agreements may a person see, and which of them was asked for? THE rule of visibility,
filter, search and order; how anything looks, and what may be written, is decided elsewhere.
"""
