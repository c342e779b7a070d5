"""What a notice effects whose day is not exact: the least and the most that its days allow, where
some of them may not admit it (TER-1 to TER-9, MODEL 0).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import takewhile

from treaties.law.clauses.provisions import EndOfTerm, Mode, NoticeAtAnyTime, Window
from treaties.law.rules.exit_context import Effect, Ground
from treaties.law.rules.exits import effect_of, windows_of
from treaties.law.values.outcomes import ONE_DAY, Between, Fixed, Outcome


def effect_between(mode: Mode, day: Outcome, ground: Ground) -> tuple[Outcome | None, Effect]:
    """The effect of a notice whose day may be inexact or disputed: between the least and the most
    that the days which admit it give (a later notice never takes effect sooner).
    """
    none = Effect(None, problem="the day of the notice is not known")
    first, last = day.earliest, day.latest
    if first is None or last is None:
        return None, none
    if first == last:
        effect = effect_of(mode, first, ground) or none
        return effect.outcome, effect
    turns = {d for d in _turns(mode, ground, first, last) if first < d < last}
    found = [effect_of(mode, d, ground) or none for d in (first, *sorted(turns), last)]
    reached = [e for e in found if e.effective is not None]
    if not reached:
        return None, found[0]
    days = sorted(
        day for e in reached for day in (e.effective, e.latest or e.effective) if day is not None
    )
    outcome: Outcome = Fixed(days[0])
    if days[0] != days[-1]:
        outcome = Between(days[0], days[-1], "the day of the notice is not exact")
    barred = next((e.problem for e in found if e.effective is None), "")
    told = reached[0]
    if barred:
        told = replace(told, text=f"{told.text}, if the notice is admissible: {barred}")
    told = replace(told, certain=not barred and all(e.certain for e in reached))
    return outcome, told


def _turns(mode: Mode, ground: Ground, first: date, last: date) -> Iterator[date]:
    """The days on which a way out opens or shuts: between two of them it does not."""
    if isinstance(mode, Window):
        for opens, closes in windows_of(mode, ground, last):
            for edge in (opens, closes):
                yield from _edges(edge)
    elif isinstance(mode, EndOfTerm):
        for cycle in takewhile(lambda c: (c.start.earliest or last) <= last, ground.terms):
            for limit in (cycle.first_notice, cycle.last_notice, cycle.last_day):
                yield from _edges(limit)
    elif isinstance(mode, NoticeAtAnyTime):
        for late in (False, True):
            gate = ground.gate(mode.earliest_notice, late=late)
            if gate is not None:
                yield gate


def _edges(edge: Outcome | None) -> Iterator[date]:
    """The first and the last day that an edge may be, and the day after."""
    for at in (edge.earliest, edge.latest) if edge is not None else ():
        if at is not None:
            yield at
            yield at + ONE_DAY
