"""Questions asked while somebody waits: how it stands, why, what if, how long it takes.

Nothing here writes.
"""
