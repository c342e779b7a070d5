"""In which order is the register listed? By title, by the status on a day, or by the next date that
matters. Each order is cached while no agreement changes, so that a page of a hundred does not sort
the rest.
"""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce

from treaties.catalogue.register_version import Seen, digest_of, kept
from treaties.catalogue.visibility import visible_to
from treaties.law.values.vocabulary import MATTERS, KeyDateKind, Status
from treaties.models import KeyDate, Participant, StatusSpan, Treaty

SORTS: Final = ("title", "status", "next")

_PLACES: Final = {status.value: place for place, status in enumerate(Status)}


def in_order(
    seen: Seen, sort: str, day: date, among: QuerySet[Treaty] | None = None
) -> Sequence[int]:
    """The primary keys of what is visible, or of those `among` it, by one of SORTS, with a minus
    for descending; by title for "".

    Rows without a status or a next date come last either way. At most two queries if the order is
    cached, three for those who see drafts.
    """
    keys = _whole(seen, sort, day)
    if among is None:
        return keys
    wanted = set(among.order_by().values_list("pk", flat=True))
    return [key for key in keys if key in wanted]


def our_side_first(seen: Seen, keys: Sequence[int]) -> Sequence[int]:
    """The same `keys`, with the agreements of our side before the others."""
    if not settings.OUR_SIDE:
        return keys
    parts = visible_to(seen.reader, Participant.objects.filter(party__code__in=settings.OUR_SIDE))
    ours = set(parts.order_by().values_list("treaty", flat=True))
    return sorted(keys, key=lambda key: key not in ours)


def _whole(seen: Seen, sort: str, day: date) -> Sequence[int]:
    """Everything visible, in order; cached under the version of all of it."""
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
    """`keys` sorted by `places`; the sort is stable, and keys without a place come last."""
    placed = sorted(
        (key for key in keys if key in places), key=places.__getitem__, reverse=backwards
    )
    return array("q", [*placed, *(key for key in keys if key not in places)])


def _statuses(day: date) -> dict[int, int]:
    """The rank of each agreement's status on that day, as in `law.outlook`."""
    return {treaty: _PLACES[status] for treaty, status in _spans_on(day)}


def _next_dates(day: date) -> dict[int, int]:
    """The day to plan on of the next date that matters, as `law.outlook` tells it."""
    ahead = KeyDate.objects.filter(
        reading="", withdrawn_at=None, party=None, kind__in=MATTERS, earliest__gte=day
    )
    # The last day to stop a term that ends anyway asks nothing of anybody.
    ahead = ahead.exclude(kind=KeyDateKind.LAST_NOTICE, cycle__closing="ends")
    first = ahead.order_by().values("treaty").annotate(day=Min(Coalesce("safe", "earliest")))
    return {treaty: found.toordinal() for treaty, found in first.values_list("treaty", "day")}


def _spans_on(day: date) -> QuerySet[StatusSpan, tuple[int, str]]:
    spans = StatusSpan.objects.filter(party=None, reading="", span__contains=day)
    return spans.order_by().values_list("treaty_id", "status")
