"""What must leave the house: enqueued once, claimed once, settled only by who holds the claim."""
