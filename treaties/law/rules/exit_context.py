"""What a notice is measured against, and what it effects: the entries into force, the terms, the
gates (rules TER-1 to TER-9).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from treaties.law.clauses.provisions import FixedTerm, Gate, NoticeAtAnyTime, UntilDate
from treaties.law.rules.duration import MOST_CYCLES, course
from treaties.law.rules.reading_context import Frame
from treaties.law.rules.results import Closing, Cycle
from treaties.law.values.outcomes import ONE_DAY, Between, Fixed, Outcome
from treaties.law.values.periods import LAST_YEAR
from treaties.law.values.vocabulary import ClauseKind


@dataclass(frozen=True, slots=True)
class Effect:
    """What one notice does under one way out: its boundary day, or why it does nothing.

    Not in force from 00:00 of `effective`, or from its end if `end_of_day` (31 December clauses).
    `latest` is the last day it may be, where a date that the effect is counted from is not exact;
    `certain` is False where on such a date it hangs whether the notice is admissible at all.
    """

    effective: date | None
    end_of_day: bool = False
    problem: str = ""
    rule: str = ""
    text: str = ""
    latest: date | None = None
    certain: bool = True

    @property
    def outcome(self) -> Outcome | None:
        """The day of effect, or the days between which it lies."""
        if self.effective is None:
            return None
        if self.latest is None or self.latest == self.effective:
            return Fixed(self.effective)
        return Between(self.effective, self.latest, "a date it is counted from is not exact")


class Ground(NamedTuple):
    """What gates and windows are counted from: the days of entry into force, and the cycles of the
    treaty.
    """

    frame: Frame
    eif: Outcome
    party_eif: Outcome
    cycles: Sequence[Cycle]

    def gate(self, gate: Gate | None, *, late: bool = False) -> date | None:
        """The first day a gate admits (the latest possible of them with `late`); None if nothing
        bars the way.
        """
        if gate is None:
            return None
        day = self.frame.gate(gate, self.eif, self.party_eif)
        return day.latest if late else day.earliest

    def admitting(self, mode: NoticeAtAnyTime, notice: date) -> "Ground":
        """The same, where the entry into force from which the gate of the notice runs was early
        enough to admit it: of an inexact day, what is left.
        """
        gate = mode.earliest_notice
        own = {"eif": self.eif, "party_eif": self.party_eif}
        counted = own.get(gate.from_) if gate is not None else None
        if gate is None or not isinstance(counted, Between):
            return self
        last = counted.last
        while last > counted.first and self.frame.add(last, gate.after) > notice:
            last -= ONE_DAY
        left = Between(counted.first, last, counted.reason)
        return self._replace(
            eif=left if self.eif == counted else self.eif,
            party_eif=left if self.party_eif == counted else self.party_eif,
        )

    @property
    def terms(self) -> Sequence[Cycle]:
        """The cycles that count for the party: its own where its term runs from its own entry into
        force (TER-8: the European Social Charter).
        """
        duration = self.frame.provision(ClauseKind.DURATION)
        own = isinstance(duration, FixedTerm | UntilDate) and duration.from_ == "party_eif"
        if not own or self.party_eif == self.eif or not self.cycles:
            return self.cycles
        until = cast("date", self.cycles[-1].start.earliest)
        return course(self.frame, self.party_eif, until).cycles

    def terms_for(self, notice: date) -> Iterator[Cycle]:
        """The cycles in turn, and further ones for as long as the clause renews: a notice may fall
        into a term that begins only after the horizon, or be due long before its term.
        """
        terms = self.terms
        yield from terms
        eif = self.eif if terms is self.cycles else self.party_eif
        ahead = ONE_DAY
        while terms and terms[-1].closing is Closing.RENEWS and len(terms) < MOST_CYCLES:
            after = terms[-1].expires.latest
            if after is None or after.year > LAST_YEAR:
                return
            further = course(self.frame, eif, max(notice, after) + ahead).cycles
            yield from further[len(terms) :]
            terms, ahead = further, ahead * 2
