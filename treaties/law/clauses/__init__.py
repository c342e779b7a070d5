"""What can a final clause provide? One frozen dataclass a kind of rule, and the only codec between
them and JSON; no facts, and nothing that works out a date."""
