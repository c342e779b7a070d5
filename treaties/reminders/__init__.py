"""Who is reminded of which date, when, and in which words? `outbox` sends, and `law` calculates the
dates.
"""
