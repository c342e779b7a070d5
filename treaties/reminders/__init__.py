"""Who is to be told of which date, when, and in which words (EXPERIENCE: Mail)? Sending is left to
`outbox`, and what the dates are to `law`.
"""
