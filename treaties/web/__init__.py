"""Which page is at which address, and what do all pages share: who reads, on which day, with
which filter? What is said about an agreement is in `views`; what it means, in `law`.
"""
