"""The administration: where registrars enter and correct, and administrators look after people."""

from treaties.admin import rest, treaty

__all__ = ["rest", "treaty"]
