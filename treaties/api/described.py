"""How the parameters and answers are described in /api/v1/schema/."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from treaties.api.parameters import LARGEST_PAGE, LAST_PAGE, LONGEST, PAGE_SIZE
from treaties.catalogue.search import LONGEST as LONGEST_SEARCH
from treaties.law.values.periods import FIRST_YEAR, LAST_YEAR
from treaties.law.values.vocabulary import Composition, InstrumentKind, Status


def values_of(kinds: type[StrEnum]) -> list[str]:
    """The words of a vocabulary, as they are written in a question."""
    return [kind.value for kind in kinds]


class Fault(serializers.Serializer[Any]):
    field = serializers.CharField(allow_blank=True, help_text="The parameter; empty if none.")
    message = serializers.CharField(help_text="What is wrong, and what would be right.")


class Faults(serializers.Serializer[Any]):
    errors = Fault(many=True)  # type: ignore[assignment]


def _parameter(name: str, said: str, schema: dict[str, Any]) -> OpenApiParameter:
    """A parameter of the query string; several values are one, separated by commas."""
    if schema["type"] == "array":
        return OpenApiParameter(name, schema, description=said, style="form", explode=False)
    return OpenApiParameter(name, schema, description=said)


def text(name: str, said: str, most: int = LONGEST, **more: Any) -> OpenApiParameter:
    """Any text of at most so many characters."""
    return _parameter(name, said, {"type": "string", "maxLength": most, **more})


def number(name: str, said: str, least: int, most: int, usual: int | None = None) -> Any:
    """A whole number between two bounds, both included."""
    default = {} if usual is None else {"default": usual}
    return _parameter(name, said, {"type": "integer", "minimum": least, "maximum": most, **default})


def day(name: str, said: str) -> OpenApiParameter:
    """A civil day."""
    said = f"{said} From the year {FIRST_YEAR} to {LAST_YEAR}."
    return _parameter(name, said, {"type": "string", "format": "date"})


def word(name: str, said: str, known: Iterable[str]) -> OpenApiParameter:
    """One of some words."""
    return _parameter(name, said, {"type": "string", "enum": list(known)})


def words(name: str, said: str, known: Iterable[str] = (), **each: Any) -> OpenApiParameter:
    """Several, of `known` words where there are such."""
    listed = list(known)
    items = {"type": "string", **({"enum": listed} if listed else {}), **each}
    return _parameter(name, said, {"type": "array", "items": items})


class Described(AutoSchema):
    """Who may ask: anybody where the register is public, so that no cookie is asked for."""

    def get_auth(self) -> list[dict[str, list[str]]]:
        if settings.PUBLIC_BROWSING:
            return []
        found: list[dict[str, list[str]]] = super().get_auth()
        return found


DAY = day("on", "The day of the status; today in the register's time zone if not given.")
AS_OF = day("as_of", "Only what follows from facts dated up to this day.")
PAGES = [
    number("page", "From 1.", 1, LAST_PAGE, 1),
    number("page_size", "Entries of one page.", 1, LARGEST_PAGE, PAGE_SIZE),
]
FILTERS = [
    text(
        "search",
        "Words of titles, parties, numbers and subjects; a misspelt word is found by its likeness.",
        LONGEST_SEARCH,
    ),
    words("party", "Codes; all of them take part.", maxLength=16),
    words("subject", "Codes; any of them.", maxLength=40),
    word("kind", "The kind of instrument.", values_of(InstrumentKind)),
    word("composition", "How many parties it is made for.", values_of(Composition)),
    words("status", "Statuses on the day `on`; any of them.", values_of(Status)),
    number("due", "Days from `on` within which something must be decided.", 0, 36_500),
]
PARTY = words("party", "Codes of parties; all of them take part in the treaty.", maxLength=16)
TREATY = text("treaty", "The slug of a treaty.", pattern="^[a-z0-9]+(-[a-z0-9]+)*$")


def listing(shape: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """One page of things of a shape."""
    name = shape.__name__.removesuffix("Shape").removesuffix("InList")
    return inline_serializer(
        f"{name}Page",
        {
            "count": serializers.IntegerField(),
            "page": serializers.IntegerField(),
            "pages": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": shape(many=True),
        },
    )


def answers(shape: Any, *, missing: bool = False) -> dict[int, Any]:
    """The answers of an address: what was asked for, or what is wrong with the question."""
    found = {200: shape, 400: Faults}
    return {**found, 404: Faults} if missing else found
