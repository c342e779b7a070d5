"""What must leave the house by mail, and has it left? Enqueued once, claimed once, settled only by
whoever holds the claim (ARCHITECTURE 10.7). What a message says is decided by whoever enqueues it.
"""
