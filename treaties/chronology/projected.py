"""Which rows does `columns` take from a projection? Its spans, periods and dates under every
reading.

Pure: no database and no clock. Stored agreements and hypothetical ones are drawn by the same code.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from treaties.chronology.columns import MENTIONED, Cycle, Line, Mark, Span
from treaties.chronology.marks import ClaimRow, KeyDateRow, of_claims
from treaties.law.record.facts import Agreement
from treaties.law.rules import results as law
from treaties.law.rules.results import Projection, Reading
from treaties.law.values.outcomes import Outcome
from treaties.law.values.vocabulary import Composition


class Drawn(NamedTuple):
    """Whose rows: the id of the treaty, and the position in the manifest and the drawn name of each
    party, by code.
    """

    treaty: int
    composition: str
    names: Mapping[str, str]


def spans_of(drawn: Drawn, readings: Iterable[Reading]) -> Iterator[Span]:
    """The spans; of bilaterals without their parties', which would only repeat them (VCLT 70)."""
    at = {code: position for position, code in enumerate(drawn.names)}
    for reading in readings:
        for span in reading.spans:
            if span.party and (span.party not in at or drawn.composition == Composition.BILATERAL):
                continue
            yield Span(
                drawn.treaty,
                at[span.party] if span.party else None,
                name_of(reading),
                span.status.value,
                span.start,
                span.end,
                span.uncertain_start_until,
                span.uncertain_end_from,
            )


def cycles_of(drawn: Drawn, readings: Iterable[Reading]) -> Iterator[Cycle]:
    """The periods of validity; for an inexact date, its earliest day."""
    for reading in readings:
        for cycle in reading.cycles:
            yield _cycle(drawn, reading, cycle)


def dates_of(drawn: Drawn, readings: Iterable[Reading]) -> list[KeyDateRow]:
    """The dates that follow."""
    closings = {
        (reading.key, cycle.ordinal): cycle.closing.value
        for reading in readings
        for cycle in reading.cycles
    }
    return [
        KeyDateRow(
            drawn.treaty,
            found.kind,
            name_of(reading),
            found.outcome.safe,
            found.outcome.latest,
            drawn.names.get(found.party or "", ""),
            found.safe,
            closings.get((reading.key, found.ordinal), "") if found.closes_cycle else "",
        )
        for reading in readings
        for found in reading.key_dates
    ]


def acts_of(drawn: Drawn, agreement: Agreement) -> Iterator[Mark]:
    """The marks of the recorded acts."""
    return of_claims(
        ClaimRow(
            drawn.treaty,
            number,
            act.kind,
            drawn.names.get(act.party or "", act.party or ""),
            claim.role,
            claim.rank,
            claim.date.earliest,
            claim.date.latest,
        )
        for number, act in enumerate(agreement.acts)
        for claim in act.claims
    )


def line_of(drawn: Drawn, agreement: Agreement, slug: str) -> Line:
    """The row of an agreement that is not stored."""
    parties = list(range(len(drawn.names)))
    title, binding = agreement.title, agreement.binding.value
    return Line(drawn.treaty, slug, title, title, drawn.composition, binding, parties)


def within(projection: Projection, names: Mapping[str, str]) -> Drawn:
    """`Drawn` for a projection without the register; a party without an entry in `names` is shown
    by its code.
    """
    agreement = projection.agreement
    codes = dict.fromkeys(
        (*agreement.parties, *(act.party for act in agreement.acts if act.party is not None))
    )
    return Drawn(0, agreement.composition.value, {code: names.get(code, code) for code in codes})


def name_of(reading: Reading) -> str:
    """The name shown for a reading, marked if nobody holds it; "" is the principal one."""
    name = (reading.label or reading.key) if reading.key else ""
    return name if reading.held else MENTIONED + name


def _cycle(drawn: Drawn, reading: Reading, cycle: law.Cycle) -> Cycle:
    return Cycle(
        drawn.treaty,
        name_of(reading),
        cycle.ordinal,
        cycle.start.earliest,
        cycle.expires.earliest,
        cycle.last_day.latest,
        _day(cycle.window_opens),
        _day(cycle.last_notice),
        cycle.closing.value,
        cycle.basis.value,
    )


def _day(outcome: Outcome | None) -> date | None:
    return outcome.safe if outcome else None
