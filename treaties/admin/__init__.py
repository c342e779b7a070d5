"""How do registrars enter and correct facts, and administrators look after people, in Django's
administration? Every write goes through `register`; no rule about treaties is decided here.
"""

from treaties.admin import mail, people, reference, treaty

__all__ = ["mail", "people", "reference", "treaty"]
