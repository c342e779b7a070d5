"""Which dates matter next among some agreements? A few of them, the most pressing first, and how
many the agenda has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from treaties.catalogue.visibility import Reader
from treaties.law.values.vocabulary import DECIDED_BEFORE
from treaties.models import Treaty
from treaties.views.agenda import (
    TO_ACT,
    AgendaEntry,
    candidates_between,
    dates_between,
    entries,
    first_of_each,
)

SHOWN: Final = 4
WEIGHED: Final = 20
"""How many agreements' next dates are compared to find the most important."""
LOOKED_AT: Final = 400
"""How many dates are read for that."""
PRESSING: Final = timedelta(days=730)
"""How far ahead a decision comes before what nobody can change any more."""
LOOKS: Final = (365, 1825)
"""How many days ahead the agenda may look, the usual look first; its last look has no end."""


@dataclass(frozen=True, slots=True)
class NextDates:
    """The most pressing dates. `count` are those of the agenda within `days`, the shortest of its
    looks that has as many dates as are shown, or all (None); `more` says that there are more than
    could be counted.
    """

    entries: tuple[AgendaEntry, ...]
    count: int
    days: int | None
    more: bool


def next_dates(
    treaties: QuerySet[Treaty], day: date, ours: Sequence[str], reader: Reader
) -> NextDates:
    """The next dates of `treaties` from `day` on: one of each agreement, in a fixed number of
    queries.
    """
    # Found by the index; further columns are then read for these rows only.
    candidates = candidates_between(day, None).filter(treaty__in=treaties).order_by(TO_ACT)
    near = list(candidates.values_list("pk", "treaty_id")[:LOOKED_AT])
    decided = candidates.filter(
        kind__in=DECIDED_BEFORE, reading="", earliest__lte=_later(day, PRESSING)
    )
    keys = {
        *_of_the_first(near),
        *_of_the_first(decided.values_list("pk", "treaty_id")[:LOOKED_AT]),
    }
    dates = dates_between(treaties, day, None)
    found = first_of_each(entries(dates.filter(pk__in=keys), ours, reader))
    found.sort(key=lambda entry: _place(entry, day))
    shown = tuple(found[:SHOWN])
    within = {
        f"in_{days}": Count("pk", filter=Q(to_act__lte=_later(day, timedelta(days=days))))
        for days in LOOKS
    }
    counted = dates.filter(pk__in=[key for key, _ in near]).order_by().alias(to_act=TO_ACT)
    counts = counted.aggregate(all=Count("pk"), **within)
    enough = (days for days in LOOKS if counts[f"in_{days}"] >= max(1, len(shown)))
    days = next(enough, None)
    count = counts[f"in_{days}" if days else "all"]
    return NextDates(shown, count, days, len(near) == LOOKED_AT and count == counts["all"])


def _of_the_first(dates: Iterable[tuple[int, int]]) -> list[int]:
    """Those dates that come before the first of one agreement too many."""
    keys: list[int] = []
    treaties: set[int] = set()
    for key, treaty in dates:
        treaties.add(treaty)
        if len(treaties) > WEIGHED:
            break
        keys.append(key)
    return keys


def _place(entry: AgendaEntry, day: date) -> tuple[int, date]:
    """First what our side has to decide within PRESSING, then the other dates, last those that only
    another reading gives, such as the renewal of an agreement presumed superseded.
    """
    if entry.key.reading:
        return 2, entry.day
    pressing = entry.decides and entry.ours and entry.day <= _later(day, PRESSING)
    return (0 if pressing else 1), entry.day


def _later(day: date, by: timedelta) -> date:
    return day + min(by, date.max - day)
