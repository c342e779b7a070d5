"""How the parameters and answers are described in /api/v1/schema/."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from treaties.api.parameters import LARGEST_PAGE, PAGE_SIZE


class Fault(serializers.Serializer[Any]):
    field = serializers.CharField(allow_blank=True, help_text="The parameter; empty if none.")
    message = serializers.CharField(help_text="What is wrong, and what would be right.")


class Faults(serializers.Serializer[Any]):
    errors = Fault(many=True)  # type: ignore[assignment]


def parameter(name: str, text: str, kind: Any = OpenApiTypes.STR) -> OpenApiParameter:
    """A parameter of the query string."""
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=text)


DAY = parameter(
    "on",
    "The day of the status; today in the register's time zone if not given.",
    OpenApiTypes.DATE,
)
AS_OF = parameter("as_of", "Only what follows from facts dated up to this day.", OpenApiTypes.DATE)
ORDERING = parameter(
    "ordering", "title, -title, published or -published; else by relevance of a search, by title."
)
PAGES = [
    parameter("page", "From 1.", OpenApiTypes.INT),
    parameter("page_size", f"At most {LARGEST_PAGE}; {PAGE_SIZE} if not given.", OpenApiTypes.INT),
]
FILTERS = [
    parameter("search", "Words of titles; a misspelt word is found by its likeness."),
    parameter("party", "Codes, comma-separated; all of them take part."),
    parameter("subject", "Codes, comma-separated; any of them."),
    parameter("kind", "The kind of instrument, such as treaty or memorandum."),
    parameter("composition", "bilateral, plurilateral or multilateral."),
    parameter("status", "Statuses on the day `on`, comma-separated; any of them."),
    parameter("due", "Days from `on` within which something must be decided.", OpenApiTypes.INT),
]
PARTY = parameter("party", "The code of a party that takes part in the treaty.")
TREATY = parameter("treaty", "The slug of a treaty.")
READING = parameter(
    "reading", "all (usual), or principal: without the other readings of a dispute."
)


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
