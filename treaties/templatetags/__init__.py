"""What templates say in words: days, distances between days, legal terms."""
