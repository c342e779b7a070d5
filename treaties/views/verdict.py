"""What must be decided by when? The few sentences at the top of an agreement, for one reading and
one day (ANS-7). What is true on the day is `law.outlook`'s answer; here it is put into words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from treaties.law.outlook import NextDate, Outlook, outlook
from treaties.law.rules.results import Closing, Cycle, Reading
from treaties.law.values.outcomes import Outcome
from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import with_names
from treaties.views.cycles import why_of


class Urgency(StrEnum):
    """How a date weighs: an agreement that ends unless somebody acts weighs most."""

    LAPSES = "lapses"
    RENEWS = "renews"
    CERTAIN = "certain"
    NONE = "quietly"


def urgency_of(kind: KeyDateKind, closing: str | None) -> Urgency:
    """How a date of that kind weighs, where it closes a cycle by what follows the cycle."""
    if kind in (KeyDateKind.EXPIRY, KeyDateKind.DECISION_DUE):
        return Urgency.LAPSES
    if kind is KeyDateKind.LAST_NOTICE and closing in (Closing.RENEWS, Closing.RUNS_ON):
        return Urgency.RENEWS
    return Urgency.CERTAIN if kind is KeyDateKind.RENEWAL else Urgency.NONE


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with a day in it: words before, the day, words after; `away` asks for the
    distance.
    """

    before: str
    day: Outcome | None = None
    after: str = ""
    until: Outcome | None = None
    away: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one reading says on one day."""

    outlook: Outlook
    lines: tuple[Line, ...] = field(default=())
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        return self.outlook.reading

    @property
    def cycle(self) -> Cycle | None:
        return self.outlook.cycle

    @property
    def next(self) -> NextDate | None:
        """The next date that matters."""
        return self.outlook.next

    @property
    def status(self) -> str:
        """The code of the status; "" where nothing is on record so early."""
        return self.outlook.status or ""

    @property
    def since(self) -> Outcome | None:
        span = self.outlook.span
        return span.begins if span else None

    @property
    def reason(self) -> str:
        span = self.outlook.span
        if span is None:
            return "No fact of that day or before is on record."
        return with_names(span.reason, self.names)

    @property
    def urgency(self) -> Urgency:
        following = self.outlook.next
        if following is None:
            return Urgency.NONE
        closes = following.cycle.closing if following.cycle else None
        return urgency_of(following.kind, closes)

    @property
    def why_kind(self) -> KeyDateKind | None:
        """The date whose steps explain the cycle of the day."""
        return why_of(self.cycle)[0] if self.cycle else None

    @property
    def why_ordinal(self) -> int:
        return why_of(self.cycle)[1] if self.cycle else 0


def verdict(
    reading: Reading, day: date, names: Mapping[str, str] = MappingProxyType({})
) -> Verdict:
    """The answer of `reading` on `day`; `names` are those of the parties in its reason, by code."""
    found = outlook(reading, day)
    return Verdict(found, tuple(_lines(found)), names)


def _lines(found: Outlook) -> list[Line]:
    cycle = found.cycle
    if cycle is None:
        endless = found.span is not None and found.span.end is None and not found.reading.cycles
        return [Line("It has no fixed end")] if found.binds and endless else []
    fixed = cycle.expires.earliest is not None
    lines = [Line("", cycle.start, until=cycle.expires if fixed else None)]
    if cycle.closing is Closing.RENEWS:
        return [*lines, *_renewing(found, cycle)]
    if cycle.closing is Closing.EXPIRES:
        return [*lines, Line("It expires on ", cycle.expires, " unless it is extended", away=True)]
    if cycle.closing is Closing.ENDS:
        return [*lines, Line("It ends on ", found.reading.end or cycle.expires, away=True)]
    if fixed:
        return [*lines, Line("From ", cycle.expires, " it continues without a fixed end")]
    return [*lines, Line("It has no fixed end")]


def _renewing(found: Outlook, cycle: Cycle) -> list[Line]:
    following = next((c for c in found.reading.cycles if c.ordinal == cycle.ordinal + 1), None)
    onward = (
        Line("It renews to ", following.expires)
        if following is not None and following.expires.earliest is not None
        else Line("It renews on ", cycle.expires, away=True)
    )
    last = cycle.last_notice
    if last is None or last.earliest is None:
        return [onward]
    verb = "was" if last.earliest < found.day else "is"
    return [Line(f"The last day to stop its renewal {verb} ", last, away=True), onward]
