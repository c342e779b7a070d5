"""What does the timeline of one treaty look like from readings that are not stored: from the facts
dated up to a day, or with a supposition?

The caller projects (`inquiry`); this module turns the readings into the rows that `columns` takes,
and leaves out the marks of what had not happened yet.
"""

from collections.abc import Iterable
from datetime import date

from treaties.catalogue.visibility import Reader
from treaties.chronology.columns import Mark
from treaties.chronology.projected import Drawn, cycles_of, dates_of, spans_of
from treaties.chronology.rows import Roll, Rows, lines_of, marks_of
from treaties.law.rules.results import Reading
from treaties.models import Treaty


def rows_as_of(
    treaty: Treaty, readings: Iterable[Reading], roll: Roll, reader: Reader, day: date | None
) -> Rows:
    """The treaty's rows from the facts dated up to `day`, or from all facts."""
    own = Treaty.objects.filter(pk=treaty.pk)
    drafts = treaty.published_at is None
    readings = list(readings)
    happened = [
        mark
        for mark in marks_of(own, roll, reader, drafts=drafts)
        if day is None or ((mark.latest or mark.day) <= day and mark.kind != "milestone_planned")
    ]
    names = {party.code: party.short_name for party in roll.parties}
    drawn = Drawn(treaty.pk, treaty.composition, names)
    marks: list[Mark] = [*happened, *dates_of(drawn, readings, happened)]
    return Rows(
        list(lines_of(own, roll, reader, drafts=drafts)),
        list(spans_of(drawn, readings)),
        list(cycles_of(drawn, readings)),
        marks,
    )
