"""Where what happened and what the clauses say disagree: by how many days, and which rule was
broken (ANS-4: a disagreement above nought days is reported; VCLT 26, 54).

Facts beat projections; this only says so aloud. Entry into force, renewals, the effect of a notice
and late notices are compared where they are computed (`entry`, `extensions`, `notices`).
"""

from datetime import date
from typing import Final

from treaties.law.record.facts import Act, day_of
from treaties.law.rules.duration import CycleChain, day_after
from treaties.law.rules.notices import Notice, in_time
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Warning
from treaties.law.values.periods import counted, words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, ClauseKind

_RECORDED_ENDS: Final = frozenset({ActionKind.EXPIRY, ActionKind.TERMINATION})


def disagreements(
    context: ReadingContext, chain: CycleChain, given: tuple[Notice, ...]
) -> list[Warning]:
    """Recorded ends that lie beside every end the clauses allow, each with its distance (DUR-1,
    TER-1).
    """
    found: list[Warning] = []
    for act in context.acts(_RECORDED_ENDS):
        day = day_of(act, "effect_or_act").earliest
        if day is None or act.party is not None:
            continue
        if act.kind is ActionKind.EXPIRY:
            found += _expiry(context, chain, act, day)
        else:
            found += _end(context, chain, given, act, day)
    return found


def _expiry(context: ReadingContext, chain: CycleChain, act: Act, day: date) -> list[Warning]:
    nearest = _nearest(chain, day)
    if nearest is None:
        article = context.cite(ClauseKind.DURATION)
        text = (
            f"recorded as expired on {words(day)}; {article} sets no term that could end "
            f"({rule_named('DUR-7')})"
        )
    elif nearest == day:
        return []
    else:
        text = (
            f"recorded as expired on {words(day)}; {context.cite(ClauseKind.DURATION)} ends a term "
            f"on {words(nearest)} "
            f"({rule_named('DUR-1')}): {counted(abs((day - nearest).days), 'day')} apart"
        )
    return [Warning("expiry_differs", text, act.id or None)]


def _end(
    context: ReadingContext, chain: CycleChain, given: tuple[Notice, ...], act: Act, day: date
) -> list[Warning]:
    """An end recorded beside the day that a notice gives, or in mid-term without any notice."""
    effects = [
        (n.boundary.earliest, n)
        for n in given
        if in_time(n) and n.boundary.earliest is not None and (context.bilateral or n.for_all)
    ]
    if effects:
        expected, notice = min(effects, key=lambda pair: abs((pair[0] - day).days))
        apart = abs((expected - day).days)
        if day in (expected, notice.named.earliest):
            return []
        text = (
            f"recorded as terminated on {words(day)}; the notice of {notice.day.words} takes "
            f"effect on {notice.named.words} "
            f"({rule_named(notice.rule)}): {counted(apart, 'day')} apart"
        )
        return [Warning("end_differs", text, act.id or None)]
    nearest = _nearest(chain, day)
    if nearest is None or nearest == day:
        return []
    text = (
        f"recorded as terminated on {words(day)} without a notice on record; the nearest end of a "
        f"term is {words(nearest)} "
        f"({rule_named('TER-1')}): {counted(abs((day - nearest).days), 'day')} apart, so "
        "it rests on agreement of the parties (VCLT 54(b))"
    )
    return [Warning("end_differs", text, act.id or None)]


def _nearest(chain: CycleChain, day: date) -> date | None:
    """The end of a term nearest to a day: boundary, last day in force or first day after."""
    ends = {
        end
        for cycle in chain.cycles
        for end in (cycle.expires.earliest, cycle.last_day.earliest, day_after(cycle).earliest)
        if end is not None
    }
    return min(ends, key=lambda end: (abs((end - day).days), end), default=None)
