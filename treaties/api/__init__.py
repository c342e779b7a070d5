"""Reading by machine: the register as JSON under /api/v1/. Nothing is written here."""
