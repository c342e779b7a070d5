"""Ends that follow from who is still a party: too few, or one that the clause names is gone
(TER-11).

Without such a clause a treaty does not end because parties leave, not even when fewer remain than
its entry into force needed (VCLT 55).
"""

from collections.abc import Mapping, Sequence

from treaties.law.clauses.provisions import Automatic
from treaties.law.record.facts import Clause
from treaties.law.rules.cessation import End
from treaties.law.rules.participation import PartyInterval
from treaties.law.rules.reading_context import ReadingContext, cite
from treaties.law.values.outcomes import Outcome, shift
from treaties.law.values.periods import ZERO
from treaties.law.values.vocabulary import Basis, Status

PartyIntervals = Mapping[str, Sequence[PartyInterval]]


def ends_by_number(context: ReadingContext, intervals: PartyIntervals) -> list[End]:
    """The ends that the clauses tie to the number of parties or the departure of one (TER-11)."""
    found: list[End] = []
    for clause in context.modes:
        mode = clause.provision
        if not isinstance(mode, Automatic) or mode.partial or mode.scope:
            continue
        for party in mode.leaves:
            for interval in intervals.get(party, ()):
                if interval.exit is not None:
                    reason = f"{cite(clause)}: ends when {party} leaves"
                    found.append(_end(context, clause, mode, interval.exit.boundary, reason))
        if mode.below is not None:
            day = _fallen_below(intervals, mode.below)
            if day is not None:
                reason = f"{cite(clause)}: ends when fewer than {mode.below} parties remain"
                found.append(_end(context, clause, mode, day, reason))
    return found


def _end(
    context: ReadingContext, clause: Clause, mode: Automatic, day: Outcome, reason: str
) -> End:
    offset = mode.offset or ZERO
    boundary = shift(day, lambda d: context.add(d, offset))
    said = f"{reason}, on {boundary.words} (VCLT 55 does not say so by itself)"
    return End(
        boundary,
        boundary,
        Status.TERMINATED,
        "TER-11",
        said,
        Basis.PROJECTED,
        clause.id or None,
    )


def _fallen_below(intervals: PartyIntervals, least: int) -> Outcome | None:
    """The departure that leaves fewer than `least`, once there were as many."""
    moves: list[tuple[Outcome, int]] = []
    for own in intervals.values():
        for interval in own:
            if interval.entry.earliest is not None:
                moves.append((interval.entry, 1))
                if interval.exit is not None and interval.exit.boundary.earliest is not None:
                    moves.append((interval.exit.boundary, -1))
    number, reached = 0, False
    for day, step in sorted(moves, key=lambda move: (str(move[0].earliest), -move[1])):
        number += step
        reached = reached or number >= least
        if reached and number < least:
            return day
    return None
