"""Which rows follow from the facts of a treaty? Rows to values, values to the law of time, its
answers back to rows: the only writer of what is derived. It does not know who reads them.
"""
