"""Which agreements may a person see, and which of them were asked for? The only rules of
visibility, filter, search and order; display and permission to write are decided elsewhere.
"""
