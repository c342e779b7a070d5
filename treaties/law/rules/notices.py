"""Notices on record and what each effects, revoked ones included (VCLT 65-68, 78; rules NOT-5 to
NOT-8, TER-15).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, cast

from treaties.law.clauses.provisions import (
    EndOfTerm,
    Mode,
    NonRenewalNotice,
    NoticeAtAnyTime,
    SupremeInterests,
    Window,
)
from treaties.law.record.details import day_in
from treaties.law.record.facts import NOTICES, Act, Clause, day_of
from treaties.law.rules.exits import Effect, ExitContext, effect_between
from treaties.law.rules.reading_context import ReadingContext, cite, notice_day
from treaties.law.rules.results import Warning
from treaties.law.values.outcomes import (
    Awaiting,
    Between,
    Fixed,
    Outcome,
    day_before,
    next_day,
    shift,
)
from treaties.law.values.periods import Period, counted
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, Basis, ClauseKind

_END_OF_TERM = EndOfTerm()
_INEXACT = "which way of ending it is open depends on a date that is not exact"


class _Way(NamedTuple):
    """One way out that a notice may use, and what it effects by it: the day that is said."""

    named: Outcome
    effect: Effect
    clause: Clause | None
    day: Outcome

    @property
    def boundary(self) -> Outcome:
        """The first day without force."""
        return next_day(self.named) if self.effect.end_of_day else self.named


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with its effect. `boundary` is the first day without force; `named` the day that is
    said; `certain` is False where on an inexact date hangs whether it has any.
    """

    act: Act
    party: str | None
    day: Outcome
    named: Outcome
    boundary: Outcome
    rule: str
    reason: str
    basis: Basis
    clause: str | None = None
    revoked: Outcome | None = None
    for_all: bool = False
    certain: bool = True


def notices(
    context: ReadingContext, exit_context: ExitContext, party: str | None = None
) -> tuple[Notice, ...]:
    """The notices on record, of one party or of all, each with what it effects."""
    found: list[Notice] = []
    for act in context.acts(NOTICES) if party is None else context.acts_by(NOTICES, party):
        notice = _effect(context, exit_context, act)
        if notice is not None:
            found.append(notice)
    return tuple(found)


def _effect(context: ReadingContext, exit_context: ExitContext, act: Act) -> Notice | None:
    stated = day_of(act, "effective")
    open_ways: list[_Way] = []
    problem = ""
    for clause in _ways(context, act):
        mode = cast("Mode", clause.provision) if clause else _END_OF_TERM
        day = _counted(context, mode, act)
        outcome, effect = effect_between(mode, day, exit_context)
        if outcome is None:
            problem = problem or effect.problem
        else:
            open_ways.append(_Way(outcome, effect, clause, day))
    best = _earliest(open_ways) if open_ways else None
    day = best.day if best else notice_day(act, "received")
    if not isinstance(stated, Awaiting):
        if best is not None and best.named.earliest != stated.earliest:
            _differs(context, act, stated, best.named, best.effect)
        reason = f"{act.kind.label} recorded as taking effect on {stated.words}"
        return Notice(
            act,
            act.party,
            day,
            stated,
            stated,
            "ANS-3",
            reason,
            Basis.RECORDED,
            None,
            _revoked(context, act),
        )
    if best is None:
        if not isinstance(day, Awaiting):
            text = problem or "no clause allows ending it this way (VCLT 56: fallback, not applied)"
            context.warnings.append(
                Warning("notice_without_effect", f"{act.kind.label} of {day.words}: {text}", act.id)
            )
        return None
    _, effect, chosen, _ = best
    named = held_back(context, act, best.named)
    boundary = next_day(named) if effect.end_of_day else named
    if effect.rule == "TER-1":
        _late(context, exit_context, act, day, named)
    article = cite(chosen) if chosen is not None else context.cite(ClauseKind.NOTICE)
    scope = cast("Mode", chosen.provision).scope if chosen is not None else ""
    return Notice(
        act,
        act.party,
        day,
        named,
        boundary,
        effect.rule,
        f"{article}: {effect.text}",
        Basis.PROJECTED,
        (chosen.id or None) if chosen is not None else None,
        _revoked(context, act),
        scope.startswith("all"),
        any(way.effect.certain for way in open_ways),
    )


def _earliest(ways: list[_Way]) -> _Way:
    """The way out by which a notice counts: of those it may use, the one that ends first (TER-15).

    Where it hangs on an inexact date whether that way is open, the answer reaches to the last day
    of the next that may be used instead.
    """
    if len(ways) == 1:
        return ways[0]
    ways = sorted(ways, key=lambda way: cast("date", way.boundary.earliest))
    best = ways[0]
    sure = [way for way in ways if way.effect.certain]
    bound = min(sure, key=_latest) if sure else max(ways, key=_latest)
    if _latest(bound) == _latest(best):
        return best
    first = cast("date", best.boundary.earliest)
    last = _latest(bound)
    boundary = Fixed(first) if first == last else Between(first, last, _INEXACT)
    unless = "where that is sooner" if best.effect.certain else "if that way is not open"
    text = f"{best.effect.text}; {unless}, {bound.effect.text}"
    named = day_before(boundary) if best.effect.end_of_day else boundary
    return best._replace(named=named, effect=replace(best.effect, text=text))


def _latest(way: _Way) -> date:
    return cast("date", way.boundary.latest)


def _ways(context: ReadingContext, act: Act) -> list[Clause | None]:
    """The ways out a notice may use; None stands for the end of a term by the clause on notice
    alone.
    """
    wanted = act.details.get("clause")
    found: list[Clause | None] = []
    for clause in context.modes:
        mode = clause.provision
        if wanted is not None and clause.id != wanted:
            continue
        if act.kind is ActionKind.NOTICE_OF_NON_RENEWAL and not isinstance(mode, EndOfTerm):
            continue
        if wanted is None and _only_if(mode):
            continue
        if isinstance(mode, EndOfTerm | NoticeAtAnyTime | Window | SupremeInterests):
            found.append(clause)
    stated = isinstance(context.provision(ClauseKind.NOTICE), NonRenewalNotice)
    if stated and not any(c is not None and isinstance(c.provision, EndOfTerm) for c in found):
        found.append(None)
    return found


def _only_if(mode: object) -> bool:
    """A way out without a period that opens only under a condition is never presumed to be the one
    used.
    """
    return isinstance(mode, NoticeAtAnyTime) and bool(mode.condition) and mode.period is None


def _counted(context: ReadingContext, mode: Mode, act: Act) -> Outcome:
    """The day that counts for a notice under one way out (NOT-5): by the clause's basis; where
    nobody acknowledged it and the clause deems it received, some time after another receipt
    (`details.deemed_from`: the day on which ICAO had it).
    """
    deemed = mode.deemed_receipt if isinstance(mode, NoticeAtAnyTime) else None
    other = act.details.get("deemed_from")
    if deemed is None or other is None or not isinstance(day_of(act, "receipt"), Awaiting):
        return notice_day(act, _basis(context, mode))
    start = Fixed(day_in(act.details, "deemed_from"))
    return shift(start, lambda day: context.add(day, deemed.after), "deemed received")


def held_back(context: ReadingContext, act: Act, named: Outcome) -> Outcome:
    """The effect of a notice whose running was suspended (NOT-8): later by the time for which the
    clock stood still; awaited while nobody has said until when.

    A suspension of a notice is an act of suspension with `details.of`, the notice, and either
    `until`, `period`, or an act of resumption with the same `of`.
    """
    for pause in context.of_kind(ActionKind.SUSPENSION):
        if not act.id or pause.details.get("of") != act.id:
            continue
        start = day_of(pause, "effect_or_act")
        period = pause.details.get("period")
        if isinstance(period, str):
            length = Period.parse(period)
            named = shift(named, lambda day, by=length: context.add(day, by))  # type: ignore[misc]
            continue
        until = _until(context, act, pause)
        if start.earliest is None or until is None:
            return Awaiting("the end of the suspension of the notice")
        stood = until - start.earliest
        named = shift(named, lambda day, by=stood: day + by)  # type: ignore[misc]
    return named


def _until(context: ReadingContext, act: Act, pause: Act) -> date | None:
    if pause.details.get("until") is not None:
        return day_in(pause.details, "until")
    for other in context.of_kind(ActionKind.RESUMPTION):
        if other.details.get("of") == act.id:
            return day_of(other, "effect_or_act").earliest
    return None


def _late(
    context: ReadingContext, exit_context: ExitContext, act: Act, day: Outcome, named: Outcome
) -> None:
    """Say by how much a notice came too late for the term in which it was given (NOT-6)."""
    given = cast("date", day.earliest)  # a notice without a day has no effect
    running = next(
        (
            c
            for c in exit_context.terms_for(given)
            if c.last_day.latest and given <= c.last_day.latest
        ),
        None,
    )
    last = running.last_notice if running is not None else None
    if last is None or last.latest is None or given <= last.latest:
        return
    late = (given - last.latest).days
    context.warnings.append(
        Warning(
            "notice_late",
            f"{act.kind.label} of {day.words} came {counted(late, 'day')} after the last "
            f"day to give notice, {last.words} "
            f"({rule_named('NOT-1')}): it stops only the renewal after that, on "
            f"{named.words}; the other reading is that it is void ({rule_named('NOT-6')})",
            act.id or None,
        )
    )


def _basis(context: ReadingContext, mode: Mode) -> str:
    if isinstance(mode, NoticeAtAnyTime | Window | SupremeInterests):
        return mode.basis
    notice = context.provision(ClauseKind.NOTICE)
    return notice.basis if isinstance(notice, NonRenewalNotice) else "unspecified"


def _revoked(context: ReadingContext, act: Act) -> Outcome | None:
    """The revocation of this notice, if any (VCLT 68, NOT-7)."""
    given = day_of(act).earliest
    for other in context.of_kind(ActionKind.REVOCATION_OF_NOTICE):
        of = other.details.get("of")
        if of is not None:
            if of == act.id:
                return day_of(other)
        elif other.party == act.party:
            day = day_of(other)
            if given is None or day.earliest is None or day.earliest >= given:
                return day
    return None


def _differs(
    context: ReadingContext, act: Act, stated: Outcome, computed: Outcome, effect: Effect
) -> None:
    assert stated.earliest is not None
    assert computed.earliest is not None
    apart = abs((stated.earliest - computed.earliest).days)
    context.warnings.append(
        Warning(
            "effect_differs",
            f"{act.kind.label} recorded as taking effect on {stated.words}; the clause gives "
            f"{computed.words} "
            f"({rule_named(effect.rule)}: {effect.text}): {counted(apart, 'day')} apart",
            act.id or None,
        )
    )


def in_time(notice: Notice) -> bool:
    """False if the notice was revoked before it took effect (VCLT 68)."""
    if notice.revoked is None or notice.boundary.earliest is None:
        return notice.revoked is None
    return notice.revoked.earliest is None or notice.revoked.earliest >= notice.boundary.earliest
