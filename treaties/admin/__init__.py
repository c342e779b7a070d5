"""The administration: where registrars enter and correct, and administrators look after people."""

from treaties.admin import reference, treaty

__all__ = ["reference", "treaty"]
