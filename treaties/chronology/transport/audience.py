"""Who is a segment made for? What one reader of an audience may see, every other may see too.

A segment is shared between readers, so it depends on the audience and never on the person.
"""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from treaties.catalogue.visibility import Reader
from treaties.models import Role, User


class Audience(StrEnum):
    """The three kinds of reader that `catalogue.visibility` knows."""

    PUBLIC = "public"
    HOUSE = "house"
    EDITORS = "editors"

    @classmethod
    def of(cls, reader: Reader) -> "Audience":
        """The audience that a person belongs to."""
        if not isinstance(reader, User) or not reader.is_active:
            return cls.PUBLIC
        return cls.EDITORS if reader.may_enter else cls.HOUSE

    @property
    def reader(self) -> Reader:
        """A reader that represents the audience; not a stored user."""
        if self is Audience.PUBLIC:
            return AnonymousUser()
        return User(role=Role.EDITOR if self is Audience.EDITORS else Role.VIEWER, is_active=True)
