"""The sentences a lawyer wants behind a date: article, rule, anchor with its source, arithmetic,
other readings (DOMAIN 10, MODEL 9).

Computed on demand from the same projection; nothing here decides a date of its own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from treaties.law.asking.counting_alternatives import Turned, key_of, switches
from treaties.law.asking.reasoning import Step, steps_of
from treaties.law.projection import project
from treaties.law.readings.variants import variants_of
from treaties.law.record.facts import Agreement
from treaties.law.rules.reading_context import Frame
from treaties.law.rules.results import KeyDate, Projection, Reading
from treaties.law.values.errors import LawError
from treaties.law.values.outcomes import Outcome
from treaties.law.values.periods import LAST_YEAR, words
from treaties.law.values.vocabulary import KeyDateKind

K = KeyDateKind
LONGEST_AHEAD: Final = timedelta(days=366 * 60)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a key date is what it is. `alternatives` are other readings: (label, outcome, what they
    rest on).
    """

    kind: KeyDateKind
    outcome: Outcome
    steps: tuple[Step, ...]
    alternatives: tuple[tuple[str, Outcome, str], ...]
    safe: date | None

    def sentences(self) -> tuple[str, ...]:
        """The steps, then the alternatives, then the safe day, each as one sentence."""
        said = [
            f"{step.text} ({step.rule})." if step.rule else f"{step.text}." for step in self.steps
        ]
        said += [
            f"Other reading, {label}: {o.words} — {text}." for label, o, text in self.alternatives
        ]
        if self.safe is not None and self.safe != self.outcome.earliest:
            said.append(f"Safe under every reading: {words(self.safe)}.")
        return tuple(said)


class Reasons:
    """The explanations of one projection (DOMAIN 10): what its dates have in common is reckoned
    once, when the first of them asks.
    """

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self._agreements = {v.key: v.agreement for v in variants_of(projection.agreement)[0]}
        self._turned: dict[str, Turned] = {}

    def steps(self, reading: Reading, wanted: KeyDate) -> tuple[Step, ...]:
        """The steps from fact and clause to a date of one of the readings (DOMAIN 10)."""
        return tuple(steps_of(Frame.of(self._agreements[reading.key]), reading, wanted))

    def of(self, reading: Reading, wanted: KeyDate) -> Explanation:
        """Why a date of one of the readings is what it is, and what else it may be (MODEL 9)."""
        alternatives = _readings(self.projection, reading, wanted)
        deadline = wanted.kind in _DEADLINES
        days = [wanted.outcome.safe]
        days += [outcome.safe for _, outcome, _ in alternatives if deadline]
        said = {outcome.words for _, outcome, _ in alternatives}
        for other in switches(self._turned_of(reading), wanted):
            if other.outcome.words not in said:
                alternatives.append((other.label, other.outcome, other.text))
            if deadline and other.safe:
                days.append(other.outcome.safe)
        safe = min((day for day in days if day is not None), default=None)
        margin = self.projection.agreement.settings.delivery_margin_days
        if safe is not None and deadline and margin:
            safe -= timedelta(margin)
        steps = self.steps(reading, wanted)
        return Explanation(wanted.kind, wanted.outcome, steps, tuple(alternatives), safe)

    def _turned_of(self, reading: Reading) -> Turned:
        if reading.key not in self._turned:
            agreement = self._agreements[reading.key]
            self._turned[reading.key] = Turned.of(agreement, self.projection.until)
        return self._turned[reading.key]


def explain(
    agreement: Agreement,
    kind: KeyDateKind,
    ordinal: int = 0,
    party: str | None = None,
    reading: str = "",
    until: date | None = None,
    clause: str | None = None,
) -> Explanation:
    """Why the key date `kind` of cycle `ordinal` falls when it does: the one that `clause` gives
    where several clauses give one, else the first.

    `until` is the horizon; without it, sixty years after the last date on record. Raises LawError
    if the reading has no such date.
    """
    projection = project(agreement, until or _horizon(agreement))
    chosen = next((found for found in projection.readings if found.key == reading), None)
    if chosen is None:
        raise LawError(f"there is no reading {reading!r}", "reading")
    wanted = key_of(chosen, kind, ordinal, party, clause)
    if wanted is None:
        raise LawError(f"the agreement has no “{kind.label}” number {ordinal}", "kind")
    return Reasons(projection).of(chosen, wanted)


def _horizon(agreement: Agreement) -> date:
    days = [
        claim.date.latest
        for act in agreement.acts
        for claim in act.claims
        if claim.date.latest is not None
    ]
    return min(max(days, default=date(2000, 1, 1)) + LONGEST_AHEAD, date(LAST_YEAR, 12, 31))


def _readings(
    projection: Projection, chosen: Reading, wanted: KeyDate
) -> list[tuple[str, Outcome, str]]:
    """The same date under the other readings, where it differs."""
    found: list[tuple[str, Outcome, str]] = []
    for other in projection.readings:
        if other.key == chosen.key:
            continue
        same = key_of(other, wanted.kind, wanted.ordinal, wanted.party, wanted.clause)
        if same is not None and same.outcome.words != wanted.outcome.words:
            found.append((other.label or "the principal reading", same.outcome, same.reason))
    return found


_DEADLINES: Final = frozenset({K.LAST_NOTICE, K.DECISION_DUE})
