"""What must be mailed, and has it left? Enqueued once, claimed once, settled only by the holder of
the claim. The caller that enqueues a message decides what it says.
"""
