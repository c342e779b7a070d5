"""How does a reading stand on a day: its status, its cycle, whether it binds, and the next date
that matters (ANS-2, REA-2)?

The only place that answers this for pages, tables, the timeline, the API and the order of the
register. Pure: the day is an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from treaties.law.rules.results import Closing, Cycle, KeyDate, Reading, Span
from treaties.law.values.outcomes import Fixed, Outcome
from treaties.law.values.vocabulary import (
    BINDS,
    DECIDED_BEFORE,
    DELIVERED_BEFORE,
    MATTERS,
    TOLD_BY,
    KeyDateKind,
    PartyStatus,
    Status,
)

DECIDE_BY: Final = "Decide by"
_LABELS: Final = {
    KeyDateKind.LAST_NOTICE: DECIDE_BY,
    KeyDateKind.DECISION_DUE: DECIDE_BY,
    KeyDateKind.EXPIRY: "Expires",
    KeyDateKind.RENEWAL: "Renews",
    KeyDateKind.ENTRY_INTO_FORCE: "Enters into force",
    KeyDateKind.INDEFINITE_FROM: "Continues without a fixed end from",
    KeyDateKind.REVIEW: "Review",
    KeyDateKind.END: "Ends",
    KeyDateKind.EXIT_EFFECTIVE: "Exit takes effect",
    KeyDateKind.SURVIVAL_END: "Residual effects end",
}
_PLACES: Final = {kind: place for place, kind in enumerate(MATTERS)}


def label_of(kind: KeyDateKind, day: date | None = None, safe: date | None = None) -> str:
    """The words before a date, everywhere. If another reading requires acting before the date's own
    day, the words are "decide by".
    """
    if kind in DELIVERED_BEFORE or (safe is not None and safe != day):
        return DECIDE_BY
    return _LABELS.get(kind) or kind.label[:1].upper() + kind.label[1:]


@dataclass(frozen=True, slots=True)
class NextDate:
    """The next date that matters. `cycle` is the one it closes, if any."""

    key: KeyDate
    cycle: Cycle | None

    @property
    def kind(self) -> KeyDateKind:
        return self.key.kind

    @property
    def ordinal(self) -> int:
        return self.key.ordinal

    @property
    def day(self) -> Outcome:
        """The day itself, by this reading, with its earliest and latest."""
        return self.key.outcome

    @property
    def shown(self) -> Outcome:
        """The day after the label: the day to act by, or else the date itself, with its
        precision.
        """
        return Fixed(self.to_act) if self.decide else self.day

    @property
    def apart(self) -> Outcome | None:
        """The day itself, if `shown` is another day."""
        return None if _days(self.shown) == _days(self.day) else self.day

    @property
    def to_act(self) -> date:
        """The day to plan on: the safe day, or the earliest possible day if nobody has to act
        before it.
        """
        day = self.key.safe or self.key.outcome.earliest
        assert day is not None
        return day

    @property
    def decide(self) -> bool:
        """Whether somebody has to act before it."""
        return self.kind in DECIDED_BEFORE

    @property
    def label(self) -> str:
        """The words before the day: `Decide by`, `Renews`."""
        return label_of(self.kind, self.key.outcome.earliest, self.key.safe)

    @property
    def default(self) -> Closing | None:
        """What follows at the cycle's boundary if nobody acts; None if nothing follows."""
        return self.cycle.closing if self.decide and self.cycle is not None else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """How one reading stands on a day. `possible` are the spans that may contain the day; empty if
    nothing is on record that early.
    """

    reading: Reading
    day: date
    possible: tuple[Span, ...]
    cycle: Cycle | None
    next: NextDate | None

    @property
    def span(self) -> Span | None:
        return self.possible[0] if self.possible else None

    @property
    def status(self) -> Status | PartyStatus | None:
        return self.possible[0].status if self.possible else None

    @property
    def binds(self) -> bool:
        """Whether the agreement binds, also provisionally."""
        return any(span.status in BINDS for span in self.possible)


def outlook(reading: Reading, day: date) -> Outlook:
    """How `reading` stands on `day`. A cycle is given only while the agreement binds, because
    calculated cycles may go on hypothetically afterwards.
    """
    span = reading.status_on(day)
    possible = () if span is None else (span,)
    binds = any(span.status in BINDS for span in possible)
    return Outlook(
        reading,
        day,
        possible,
        reading.cycle_on(day) if binds else None,
        next_date(reading, day),
    )


def differs(other: Outlook, principal: Outlook) -> bool:
    """Whether a reading says anything else on its day than the principal one."""
    return _says(other) != _says(principal)


def _says(found: Outlook) -> tuple[object, ...]:
    """The parts that a page shows; the reading's name is left out of the comparison."""
    cycle, following = found.cycle, found.next
    return (
        [span.status for span in found.possible],
        cycle and [_days(day) for day in (cycle.start, cycle.expires, cycle.last_notice)],
        following and (following.kind, _days(following.day)),
    )


def _days(day: Outcome | None) -> tuple[date | None, date | None]:
    return (None, None) if day is None else (day.earliest, day.latest)


def next_date(reading: Reading, day: date) -> NextDate | None:
    """The first date of the treaty as a whole, from `day` on, of the kinds that matter."""
    ahead = [key for key in reading.key_dates if _matters(key, day)]
    cycles = {cycle.ordinal: cycle for cycle in reading.cycles}
    closed = {key: cycles.get(key.ordinal) if key.closes_cycle else None for key in ahead}
    told = [key for key in ahead if not _is_given(key, closed[key]) and not _told(key, ahead)]
    if not told:
        return None
    first = min(told, key=_order)
    return NextDate(first, closed[first])


def _matters(key: KeyDate, day: date) -> bool:
    if key.party is not None or key.kind not in _PLACES:
        return False
    return key.outcome.earliest is not None and key.outcome.earliest >= day


def _is_given(key: KeyDate, cycle: Cycle | None) -> bool:
    """Whether it is the last day to stop a term that ends anyway."""
    ends = cycle is not None and cycle.closing is Closing.ENDS
    return ends and key.kind is KeyDateKind.LAST_NOTICE


def _told(key: KeyDate, others: Iterable[KeyDate]) -> bool:
    by = TOLD_BY.get(key.kind, ())
    return any(o.kind in by and o.outcome.earliest == key.outcome.earliest for o in others)


def _order(key: KeyDate) -> tuple[date, int, int]:
    day = key.safe or key.outcome.earliest
    assert day is not None
    return day, _PLACES[key.kind], key.ordinal
