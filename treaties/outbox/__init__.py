"""What must leave the house: enqueued once, claimed once, settled only by whoever holds the claim
(ARCHITECTURE 10.7).
"""
