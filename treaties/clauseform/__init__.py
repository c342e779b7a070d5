"""The form in which a person writes clauses: its fields, and the JSON they fill."""
