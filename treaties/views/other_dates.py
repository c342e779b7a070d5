"""Which dates of an agreement are no part of a term: entry into force, reviews, the end, residual
effects? Each once, with what the other readings say where they say another day.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import KeyDate, Treaty, with_names

KINDS: Final = (
    KeyDateKind.ENTRY_INTO_FORCE,
    KeyDateKind.REVIEW,
    KeyDateKind.DECISION_DUE,
    KeyDateKind.EARLIEST_NOTICE,
    KeyDateKind.EARLIEST_TERMINATION,
    KeyDateKind.END,
    KeyDateKind.SURVIVAL_END,
)
ONCE: Final = frozenset({KeyDateKind.ENTRY_INTO_FORCE, KeyDateKind.END})
"""What happens once to an agreement, whichever clause or act a reading takes it from."""
OPEN: Final = 3
LISTED: Final = 48


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date, by the principal reading where that has it; `others` are the readings with another
    day.
    """

    key: KeyDate
    others: tuple[KeyDate, ...]

    @property
    def to_act(self) -> date | None:
        return self.key.safe or self.key.earliest


@dataclass(frozen=True, slots=True)
class OtherDates:
    """`near` is shown at once: what is not known yet and the next ones; `rest` behind a fold, the
    next of it first, which leaves out `left`.
    """

    near: tuple[DateRow, ...]
    rest: tuple[DateRow, ...]
    left: int
    following: DateRow | None
    """The first of the folded dates that is still to come."""

    @property
    def rest_count(self) -> int:
        return len(self.rest) + self.left


def other_dates(treaty: Treaty, day: date, names: Mapping[str, str]) -> OtherDates:
    """The dates of `treaty`, those from `day` on first; `names` are its parties by their codes."""
    rows = KeyDate.objects.filter(treaty=treaty, withdrawn_at=None, party=None, kind__in=KINDS)
    found: dict[tuple[object, ...], list[KeyDate]] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows.order_by("reading", "earliest", "id"):
        row.reason = with_names(row.reason, names)
        which: tuple[object, ...] = (row.kind, row.ordinal, row.clause_id)
        if row.kind in ONCE:
            counted[row.reading, row.kind] += 1
            which = (row.kind, counted[row.reading, row.kind])
        found.setdefault(which, []).append(row)
    dates = [_row(keys) for keys in found.values()]
    ahead = [row for row in dates if row.key.latest is None or row.key.latest >= day]
    ahead.sort(key=lambda row: (row.to_act or date.min, row.key.pk))
    past = [row for row in dates if row not in ahead]
    past.sort(key=lambda row: (row.to_act or date.min, row.key.pk), reverse=True)
    rest = [*ahead[OPEN:], *past]
    following = ahead[OPEN] if len(ahead) > OPEN else None
    return OtherDates(
        tuple(ahead[:OPEN]), tuple(rest[:LISTED]), max(0, len(rest) - LISTED), following
    )


def _row(keys: list[KeyDate]) -> DateRow:
    """The principal reading sorts first, its key being empty."""
    first, *rest = keys
    days = (first.earliest, first.latest)
    return DateRow(first, tuple(key for key in rest if (key.earliest, key.latest) != days))
