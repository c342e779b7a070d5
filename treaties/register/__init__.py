"""The one door for writes: each function is one transaction, says who and why, and leaves the
schedule rebuilt.
"""
