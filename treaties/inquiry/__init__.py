"""How does it stand, why, what if, how long does it take? Questions answered live while somebody
waits. Nothing here writes, and nothing here knows of pages.
"""
