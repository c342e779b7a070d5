"""How far ahead is a typed question calculated? As far as it asks, but not for more terms than one
answer shows: a term of one day renewed for centuries would cost seconds and tell nothing.

`manage.py reckon` has no such limit.
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

from treaties.law.record.facts import Agreement
from treaties.law.rules.duration import cycle_chain
from treaties.law.rules.entry import entry_into_force
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Cycle
from treaties.law.values.errors import LawError
from treaties.law.values.periods import words

MOST_BEFORE: Final = 400
"""Terms before the day on which a question is seen: those of a quarter in a hundred years."""

MOST_AHEAD: Final = 60
"""Terms from that day on."""

_FIRST_STEP: Final = timedelta(days=366)


class Reach(NamedTuple):
    """The horizon to calculate to, and whether it is nearer than the question asks."""

    until: date
    cut: bool


def reach_of_page(agreement: Agreement, until: date, day: date) -> Reach:
    """The horizon of a question seen on `day`.

    Raises LawError where too many terms would have to be calculated to come to that day.
    """
    cycles = _cycles(agreement, until, MOST_BEFORE + MOST_AHEAD, day)
    starts = [c.start.earliest for c in cycles if c.start.earliest is not None]
    before = sum(start <= day for start in starts)
    if before > MOST_BEFORE:
        raise LawError(
            f"more than {MOST_BEFORE} terms would be calculated before {words(day)}; take longer "
            "terms, or see it on an earlier day",
            "clauses.renewal",
        )
    return _cut(starts, before + MOST_AHEAD, until)


def reach_of_list(agreement: Agreement, until: date, most: int) -> Reach:
    """The horizon of a question of which the first `most` terms are told."""
    cycles = _cycles(agreement, until, most, None)
    return _cut([c.start.earliest for c in cycles if c.start.earliest is not None], most, until)


def _cut(starts: list[date], most: int, until: date) -> Reach:
    """A cycle that begins by the horizon is complete, so the horizon is where the last begins."""
    if len(starts) <= most:
        return Reach(until, False)
    return Reach(starts[most - 1], True)


def _cycles(agreement: Agreement, until: date, most: int, day: date | None) -> tuple[Cycle, ...]:
    """More than `most` cycles where there are as many by `until`: found in longer and longer steps,
    so that short terms are not all calculated first.
    """
    context = ReadingContext.of(agreement)
    entry = entry_into_force(context).outcome
    begins = entry.earliest
    step = _FIRST_STEP
    while begins is not None and step < until - begins:
        chain = cycle_chain(context, entry, begins + step)
        if len(chain.cycles) > most:
            return chain.cycles
        step *= 2
    return cycle_chain(context, entry, until).cycles
