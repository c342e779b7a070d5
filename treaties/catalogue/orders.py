"""In which order stands the register? By title, by the status of a day, by the next date that
matters; put in order once for as long as no agreement moves, so that a page of a hundred is found
without the rest.
"""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Case, DateField, Q, QuerySet, When
from django.db.models.functions import Coalesce

from treaties.catalogue.register_version import Seen, digest_of, kept
from treaties.law.values.vocabulary import BINDS, Status
from treaties.models import RenewalCycle, StatusSpan, Treaty

SORTS: Final = ("title", "status", "next")

_PLACES: Final = {status.value: place for place, status in enumerate(Status)}


def in_order(
    seen: Seen, sort: str, day: date, among: QuerySet[Treaty] | None = None
) -> Sequence[int]:
    """The keys of what is seen, or of those `among` it, by one of SORTS, with a minus for the
    other way round; by title for "".

    What has no status, or no next date, stands last either way. Of agreements that have not moved
    since they were put in order two queries at most, for those who see drafts one more.
    """
    keys = _whole(seen, sort, day)
    if among is None:
        return keys
    wanted = set(among.order_by().values_list("pk", flat=True))
    return [key for key in keys if key in wanted]


def _whole(seen: Seen, sort: str, day: date) -> Sequence[int]:
    """All that is seen; what it is kept under names every one of them at its version."""
    name, backwards = sort.removeprefix("-") or "title", sort.startswith("-")
    known = digest_of((seen.version, name, backwards, None if name == "title" else day))

    def put() -> "array[int]":
        titles = ("-sort_key", "id") if name == "title" and backwards else ("sort_key", "id")
        keys = array("q", seen.treaties.order_by(*titles).values_list("pk", flat=True))
        if name == "title":
            return keys
        return _placed(keys, _statuses(day) if name == "status" else _next_dates(day), backwards)

    return kept(known, put)


def _placed(keys: "array[int]", places: Mapping[int, int], backwards: bool) -> "array[int]":
    """`keys` by their places; those that share one, or have none, stay as they come."""
    placed = sorted(
        (key for key in keys if key in places), key=places.__getitem__, reverse=backwards
    )
    return array("q", [*placed, *(key for key in keys if key not in places)])


def _statuses(day: date) -> dict[int, int]:
    """The place among all of the status on that day, as `ReadingView.stretch_on` of the principal
    reading.
    """
    return {treaty: _PLACES[status] for treaty, status in _spans_on(day)}


def _next_dates(day: date) -> dict[int, int]:
    """As `Standing.next_date`: the last day of notice where it lies ahead, or else when the period
    of that day ends, while the agreement binds.
    """
    binding = {treaty for treaty, status in _spans_on(day) if status in BINDS}
    ends = Coalesce("last_day_latest", "last_day")
    periods = (
        RenewalCycle.objects.filter(reading="", withdrawn_at=None, start__lte=day)
        .alias(ends=ends)
        .filter(Q(ends=None) | Q(ends__gte=day))
        .annotate(
            matters=Case(
                When(closing="renews", last_notice__gte=day, then="last_notice"),
                default="expires",
                output_field=DateField(),
            )
        )
    )
    first: dict[int, date | None] = {}
    for treaty, matters in periods.order_by("ordinal").values_list("treaty_id", "matters"):
        first.setdefault(treaty, matters)
    return {
        treaty: matters.toordinal()
        for treaty, matters in first.items()
        if matters is not None and treaty in binding
    }


def _spans_on(day: date) -> QuerySet[StatusSpan, tuple[int, str]]:
    spans = StatusSpan.objects.filter(party=None, reading="", span__contains=day)
    return spans.order_by().values_list("treaty_id", "status")
