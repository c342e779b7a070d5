"""Rows to values, values to the law of time, and its answers back to rows: the only writer of what
is derived.
"""
