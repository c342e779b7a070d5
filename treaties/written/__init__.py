"""What day, or what length of time, did a person write, and which signs may a text hold? Text typed
at a door (a page, the administration, a command) becomes a value of the law here, or one sentence
that says what is right.

Not here: the wire formats (ISO 8601, EDTF), which `law` reads itself; no clock, no Django.
"""
