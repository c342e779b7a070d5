"""Tests of the form in which a person writes clauses."""
