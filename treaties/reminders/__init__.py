"""Who is reminded of which date, when, and in which words (EXPERIENCE: Mail)? `outbox` sends, and
`law` calculates the dates.
"""
