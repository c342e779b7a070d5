"""Which rows follow from the facts of a treaty? Rows become values, the law of time computes, its
results become rows. The only writer of derived rows; it does not know who reads them.
"""
