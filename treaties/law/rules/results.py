"""The shapes of what is projected: readings with their cycles, key dates and spans, each with its
reason (ANS-1, ANS-5).

Those made by the dozen are kept from being written to by mypy alone, as `outcomes.Fixed` is.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from treaties.law.record.facts import Agreement
from treaties.law.values.outcomes import Between, Fixed, Outcome
from treaties.law.values.vocabulary import (
    OF_CYCLES,
    Basis,
    KeyDateKind,
    PartyStatus,
    Status,
)


class Closing(StrEnum):
    """What follows a cycle in the projection."""

    RENEWS = "renews"
    EXPIRES = "expires"
    RUNS_ON = "runs_on"
    ENDS = "ends"


class Warning(NamedTuple):
    """An ambiguity of a clause, or an irregularity of the facts; `code` is stable, `clause` the
    clause's id.
    """

    code: str
    text: str
    clause: str | None = None


@dataclass(slots=True, unsafe_hash=True)
class Cycle:
    """One term of validity. `ordinal` 0 is the initial term.

    `expires` is the boundary that foreign ministries publish and notices are counted from,
    `last_day` the last full day in force (DUR-4). `window_opens` to `last_notice`, both
    included, is when non-renewal can be notified. `first_notice` is set only if the clause itself
    opens the window.
    """

    ordinal: Final[int]
    start: Final[Outcome]
    expires: Final[Outcome]
    last_day: Final[Outcome]
    window_opens: Final[Outcome | None]
    last_notice: Final[Outcome | None]
    first_notice: Final[Outcome | None]
    basis: Final[Basis]
    closing: Final[Closing]
    duration_clause: Final[str | None] = None
    renewal_clause: Final[str | None] = None
    notice_clause: Final[str | None] = None


@dataclass(slots=True, unsafe_hash=True)
class KeyDate:
    """A day worth knowing: unique by (kind, clause, party, ordinal) within one reading.

    `safe` is the day by which to act under every held reading (`readings.safe_days`); None where
    nobody has to act before the date, no day is known, or the reading is only mentioned.
    """

    kind: Final[KeyDateKind]
    clause: Final[str | None]
    party: Final[str | None]
    ordinal: Final[int]
    outcome: Final[Outcome]
    basis: Final[Basis]
    reason: Final[str]
    rule: Final[str]
    safe: Final[date | None] = None

    @property
    def closes_cycle(self) -> bool:
        """Whether it belongs to the cycle of its ordinal; the windows in which a treaty can be
        left (TER-8) are numbered by themselves.
        """
        return self.kind in OF_CYCLES and not self.rule.startswith("TER")


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """A status from `start` to `end` (exclusive; None is open).

    Where a bound is not exact, `start` is its earliest day and `uncertain_start_until` its latest,
    and the span before carries the same day in `uncertain_end_from`.
    """

    status: Final[Status | PartyStatus]
    party: Final[str | None]
    start: Final[date | None]
    end: Final[date | None]
    uncertain_start_until: Final[date | None] = None
    uncertain_end_from: Final[date | None] = None
    reason: Final[str] = ""

    @property
    def begins(self) -> Outcome | None:
        """Its first day; None is unknown."""
        return _between(self.start, self.uncertain_start_until)

    @property
    def ends(self) -> Outcome | None:
        """The first day after it; None is open."""
        return _between(self.uncertain_end_from or self.end, self.end)

    def of(self, party: str) -> "Span":
        """The same of another party."""
        return Span(
            self.status,
            party,
            self.start,
            self.end,
            self.uncertain_start_until,
            self.uncertain_end_from,
            self.reason,
        )


def _between(first: date | None, last: date | None) -> Outcome | None:
    if first is None:
        return None
    return Fixed(first) if last is None or first == last else Between(first, last)


class Reading(NamedTuple):
    """One consistent way to read clauses and facts. The principal one has the key ""."""

    key: str
    label: str
    entry_into_force: Outcome
    cycles: tuple[Cycle, ...]
    key_dates: tuple[KeyDate, ...]
    spans: tuple[Span, ...]
    indefinite_from: Outcome | None = None
    end: Outcome | None = None
    held: bool = True

    def status_on(self, day: date, party: str | None = None) -> Span | None:
        """The span that holds `day`, of the treaty or of one party."""
        for span in self.spans:
            if span.party != party or (span.start is not None and day < span.start):
                continue
            if span.end is None or day < span.end:
                return span
        return None

    def cycle_on(self, day: date) -> Cycle | None:
        """The cycle whose days certainly or possibly hold `day`."""
        for cycle in self.cycles:
            start, last = cycle.start.earliest, cycle.last_day.latest
            if start is not None and start <= day and (last is None or day <= last):
                return cycle
        return None


class Projection(NamedTuple):
    """The readings of one agreement up to a horizon, the principal one first, and what is doubtful
    in its clauses.
    """

    agreement: Agreement
    until: date
    readings: tuple[Reading, ...]
    warnings: tuple[Warning, ...] = ()

    @property
    def principal(self) -> Reading:
        return self.readings[0]

    def reading(self, key: str) -> Reading:
        """The reading with this key; KeyError if there is none."""
        for found in self.readings:
            if found.key == key:
                return found
        raise KeyError(key)


def key_date_of(
    reading: Reading,
    kind: KeyDateKind,
    ordinal: int,
    party: str | None,
    clause: str | None = None,
) -> KeyDate | None:
    """The key date of a kind, ordinal and party in a reading (ANS-5): of `clause` where several
    give one, else the first. Another reading may give its only one by another clause.
    """
    found = [
        k
        for k in reading.key_dates
        if (k.kind, k.ordinal) == (kind, ordinal) and (party is None or k.party == party)
    ]
    if clause is not None and len(found) > 1:
        return next((k for k in found if k.clause == clause), None)
    return found[0] if found else None
