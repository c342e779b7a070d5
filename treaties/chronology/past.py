"""What did the timeline of one treaty look like from the facts dated up to a day?

The projection is the caller's (`inquiry`): this room only turns its readings into the rows that
`lanes` takes, and leaves out the signs of what had not happened yet.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from treaties.catalogue.visibility import Reader
from treaties.chronology.lanes import Cycle, Mark, Span
from treaties.chronology.marks import KeyDateRow, of_key_dates
from treaties.chronology.rows import Roll, Rows, lines_of, marks_of
from treaties.law import results as law
from treaties.law.outcomes import Outcome
from treaties.law.results import Reading
from treaties.law.vocabulary import Composition
from treaties.models import Treaty


def rows_as_of(
    treaty: Treaty, readings: Iterable[Reading], roll: Roll, reader: Reader, day: date
) -> Rows:
    """The treaty's rows as they would have been drawn from what was dated up to `day`."""
    own = Treaty.objects.filter(pk=treaty.pk)
    drafts = treaty.published_at is None
    readings = list(readings)
    happened = [
        mark
        for mark in marks_of(own, roll, reader, drafts=drafts)
        if (mark.latest or mark.day) <= day and mark.kind != "milestone_planned"
    ]
    at = {party.code: position for position, party in enumerate(roll.parties)}
    names = {party.code: party.short_name for party in roll.parties}
    dates = (
        KeyDateRow(
            treaty.pk,
            found.kind,
            _name(reading),
            found.outcome.safe,
            found.outcome.latest,
            names.get(found.party or "", ""),
        )
        for reading in readings
        for found in reading.key_dates
    )
    spans = (span for reading in readings for span in _spans(treaty, reading, at))
    cycles = (_cycle(treaty, reading, cycle) for reading in readings for cycle in reading.cycles)
    marks: list[Mark] = [*happened, *of_key_dates(dates, happened)]
    return Rows(list(lines_of(own, roll, reader, drafts=drafts)), list(spans), list(cycles), marks)


def _spans(treaty: Treaty, reading: Reading, at: dict[str, int]) -> Iterator[Span]:
    for span in reading.spans:
        if span.party and (span.party not in at or treaty.composition == Composition.BILATERAL):
            continue
        yield Span(
            treaty.pk,
            at[span.party] if span.party else None,
            _name(reading),
            span.status.value,
            span.start,
            span.end,
            span.uncertain_start_until,
            span.uncertain_end_from,
        )


def _cycle(treaty: Treaty, reading: Reading, cycle: law.Cycle) -> Cycle:
    return Cycle(
        treaty.pk,
        _name(reading),
        cycle.ordinal,
        cycle.start.earliest,
        cycle.expires.earliest,
        cycle.last_day.earliest,
        _day(cycle.window_opens),
        _day(cycle.last_notice),
        cycle.closing.value,
        cycle.basis.value,
    )


def _name(reading: Reading) -> str:
    return (reading.label or reading.key) if reading.key else ""


def _day(outcome: Outcome | None) -> date | None:
    return outcome.safe if outcome else None
