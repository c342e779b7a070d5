"""What must be decided by when? The few sentences at the top of an agreement, for one reading and
one day (DOMAIN 12).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from treaties.law.values.vocabulary import BINDS, KeyDateKind
from treaties.models import with_names
from treaties.views.readings import CycleView, Day, ReadingView, Stretch


class Urgency(StrEnum):
    """How a deadline weighs: an agreement that ends unless somebody acts weighs most."""

    LAPSES = "lapses"
    RENEWS = "renews"
    CERTAIN = "certain"
    NONE = "quietly"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with a day in it: words before, the day, words after; `away` asks for the
    distance.
    """

    before: str
    day: Day | None = None
    after: str = ""
    until: Day | None = None
    away: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one reading says on one day. `decide_by` is set while a decision is still possible."""

    reading: ReadingView
    status: str
    since: Day
    reason: str
    cycle: CycleView | None
    urgency: Urgency
    decide_by: Day | None = None
    lines: tuple[Line, ...] = field(default=())

    @property
    def next_day(self) -> Day | None:
        """The day that matters next: by which to decide, or else when the cycle ends."""
        if self.decide_by:
            return self.decide_by
        return self.cycle.expires if self.cycle and self.cycle.expires else None

    @property
    def next_kind(self) -> KeyDateKind | None:
        """What happens on that day."""
        if self.cycle is None or self.next_day is None:
            return None
        if self.urgency is Urgency.RENEWS:
            return KeyDateKind.LAST_NOTICE
        return _BOUNDARIES.get(self.cycle.closing)

    @property
    def next_ordinal(self) -> int:
        """Of which cycle that day is; an agreement ends once."""
        if self.cycle is None or self.next_kind is KeyDateKind.END:
            return 0
        return self.cycle.ordinal


_BOUNDARIES = {
    "renews": KeyDateKind.RENEWAL,
    "expires": KeyDateKind.EXPIRY,
    "ends": KeyDateKind.END,
    "runs_on": KeyDateKind.INDEFINITE_FROM,
}
"""What happens on the day a cycle runs up to."""


def verdict(
    reading: ReadingView, day: date, names: Mapping[str, str] = MappingProxyType({})
) -> Verdict:
    """The answer of `reading` on `day`; `names` are those of the parties in its reason, by code."""
    stretch = reading.stretch_on(day)
    status = stretch.status if stretch else ""
    since = stretch.start if stretch else Day(None, None)
    reason = stretch.reason if stretch else "No fact of that day or before is on record."
    cycle = reading.cycle_on(day) if status in BINDS else None
    lines: list[Line] = []
    decide_by: Day | None = None
    urgency = Urgency.NONE
    if cycle is not None:
        lines.append(Line("", cycle.start, "", until=cycle.expires if cycle.expires else None))
        more, decide_by, urgency = _outlook(cycle, status, day)
        lines.extend(more)
    elif status in BINDS:
        lines.extend(_without_cycle(reading, stretch))
    return Verdict(
        reading, status, since, with_names(reason, names), cycle, urgency, decide_by, tuple(lines)
    )


def _outlook(cycle: CycleView, status: str, day: date) -> tuple[list[Line], Day | None, Urgency]:
    if cycle.closing == "renews":
        return _renewing(cycle, status, day)
    if cycle.closing == "expires":
        gone = cycle.expires.earliest is not None and cycle.expires.earliest <= day
        line = Line("It expires on ", cycle.expires, " unless it is extended", away=True)
        return [line], None if gone else cycle.expires, Urgency.LAPSES
    if cycle.closing == "ends":
        return [Line("It ends on ", cycle.expires, away=True)], None, Urgency.NONE
    if cycle.expires:
        return (
            [Line("From ", cycle.expires, " it continues without a fixed end")],
            None,
            Urgency.NONE,
        )
    return [Line("It has no fixed end")], None, Urgency.NONE


def _renewing(cycle: CycleView, status: str, day: date) -> tuple[list[Line], Day | None, Urgency]:
    onward = (
        Line("It renews to ", cycle.next_expires)
        if cycle.next_expires
        else Line("It renews on ", cycle.expires, away=True)
    )
    last = cycle.last_notice
    if not last:
        return [onward], None, Urgency.CERTAIN
    if last.earliest is not None and last.earliest < day:
        passed = Line("The last day to stop its renewal was ", last, away=True)
        return [passed, onward], None, Urgency.CERTAIN
    ahead = Line("The last day to stop its renewal is ", last, away=True)
    return [ahead, onward], last, Urgency.RENEWS


def _without_cycle(reading: ReadingView, stretch: Stretch | None) -> list[Line]:
    if reading.cycles or (stretch is not None and stretch.end):
        return []
    return [Line("It has no fixed end")]
