"""The sentences a lawyer wants behind a date: article, rule, anchor with its source, arithmetic,
other readings (DOMAIN 10, MODEL 9).

Computed on demand from the same projection; nothing here decides a date of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from treaties.law.asking.counting_alternatives import (
    Alternative,
    Turned,
    Weight,
    key_of,
    switches,
)
from treaties.law.asking.reasoning import Step, steps_of
from treaties.law.projection import project
from treaties.law.readings.safe_days import safe_under_others
from treaties.law.readings.variants import variants_of
from treaties.law.record.facts import Agreement
from treaties.law.rules.reading_context import Frame
from treaties.law.rules.results import KeyDate, Projection, Reading
from treaties.law.values.errors import LawError
from treaties.law.values.outcomes import Outcome
from treaties.law.values.periods import LAST_YEAR, words
from treaties.law.values.vocabulary import DELIVERED_BEFORE, KeyDateKind

LONGEST_AHEAD: Final = timedelta(days=366 * 60)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a key date is what it is. `alternatives` are its days under other readings, held or only
    mentioned, and with a switch for counting turned. `safe` is the day by which to act under all
    the held ones, `margin_days` earlier than by law; `held` whether the reading itself is.
    """

    kind: KeyDateKind
    outcome: Outcome
    steps: tuple[Step, ...]
    alternatives: tuple[Alternative, ...]
    safe: date | None
    margin_days: int = 0
    held: bool = True

    @property
    def readings(self) -> tuple[Alternative, ...]:
        """The other readings that give another day."""
        return tuple(one for one in self.alternatives if one.weight is not Weight.SWITCH)

    @property
    def mentioned(self) -> tuple[Alternative, ...]:
        """Those of them that nobody takes: they do not count for the safe day."""
        return tuple(one for one in self.alternatives if one.weight is Weight.MENTIONED)

    @property
    def switches(self) -> tuple[Alternative, ...]:
        """The days with one switch for counting turned."""
        return tuple(one for one in self.alternatives if one.weight is Weight.SWITCH)

    def sentences(self) -> tuple[str, ...]:
        """The steps, then the alternatives, then the safe day, each as one sentence."""
        said = [
            f"{step.text} ({step.rule})." if step.rule else f"{step.text}." for step in self.steps
        ]
        said += [
            f"{_OPENINGS[one.weight]}, {one.label}: {one.outcome.words} — {one.text}."
            for one in self.alternatives
        ]
        if self.safe is not None and (self.safe != self.outcome.earliest or self.readings):
            apart = "".join(
                f"; {one.label} (mentioned in the press only): {one.outcome.words}"
                for one in self.mentioned
            )
            said.append(
                "Safe under the readings that a party or an authority takes: "
                f"{words(self.safe)}{apart}."
            )
        return tuple(said)


_OPENINGS: Final = {
    Weight.HELD: "Other reading",
    Weight.MENTIONED: "Other reading, mentioned in the press only",
    Weight.SWITCH: "Counted otherwise",
}


class Reasons:
    """The explanations of one projection (DOMAIN 10): what its dates have in common is reckoned
    once, when the first of them asks.
    """

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self._agreements = {v.key: v.agreement for v in variants_of(projection.agreement)[0]}
        self._beside: dict[str, list[Reading]] = {}
        self._turned: dict[str, Turned] = {}

    def steps(self, reading: Reading, wanted: KeyDate) -> tuple[Step, ...]:
        """The steps from fact and clause to a date of one of the readings (DOMAIN 10)."""
        return tuple(steps_of(Frame.of(self._agreements[reading.key]), reading, wanted))

    def of(self, reading: Reading, wanted: KeyDate) -> Explanation:
        """Why a date of one of the readings is what it is, and what else it may be (MODEL 9)."""
        others = [*self.projection.readings, *self._mentioned_beside(reading)]
        alternatives = _readings(others, reading, wanted)
        said = {one.outcome.words for one in alternatives}
        alternatives += [
            one
            for one in switches(self._turned_of(reading), wanted)
            if one.outcome.words not in said
        ]
        return self._explanation(reading, wanted, tuple(alternatives))

    def brief(self, reading: Reading, wanted: KeyDate) -> Explanation:
        """The same without its other days, for which much has to be reckoned."""
        return self._explanation(reading, wanted, ())

    def _explanation(
        self, reading: Reading, wanted: KeyDate, alternatives: tuple[Alternative, ...]
    ) -> Explanation:
        margin = self.projection.agreement.settings.delivery_margin_days
        safe = wanted.safe
        if not reading.held:
            safe = safe_under_others(self.projection.readings, reading, wanted, margin)
        return Explanation(
            wanted.kind,
            wanted.outcome,
            self.steps(reading, wanted),
            alternatives,
            safe,
            margin if safe is not None and wanted.kind in DELIVERED_BEFORE else 0,
            reading.held,
        )

    def _mentioned_beside(self, reading: Reading) -> list[Reading]:
        """What is mentioned, read together with a reading that is not the principal one: in force
        by itself, say, and counted from signature.
        """
        if not reading.key:
            return []
        if reading.key not in self._beside:
            variants, _ = variants_of(self._agreements[reading.key])
            until = self.projection.until
            self._beside[reading.key] = [
                project(v.agreement, until).principal._replace(label=v.label, held=False)
                for v in variants
                if not v.held
            ]
        return self._beside[reading.key]

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


def _readings(readings: Sequence[Reading], chosen: Reading, wanted: KeyDate) -> list[Alternative]:
    """The same date under the other readings, where it differs."""
    found: dict[tuple[str, str], Alternative] = {}
    for other in readings:
        if other is chosen:
            continue
        same = key_of(other, wanted.kind, wanted.ordinal, wanted.party, wanted.clause)
        if same is not None and same.outcome.words != wanted.outcome.words:
            label = other.label or "the principal reading"
            weight = Weight.HELD if other.held else Weight.MENTIONED
            told = Alternative(label, same.outcome, same.reason, weight)
            found.setdefault((label, same.outcome.words), told)
    return list(found.values())
