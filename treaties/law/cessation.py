"""How it ends: notices and their effect, withdrawal of one party, termination, supersession,
suspension, survival.

VCLT 54-59, 65-68, 70; rules TER and SUR, NOT-6 to NOT-8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from treaties.law.duration import Course, day_after
from treaties.law.errors import LawError
from treaties.law.exits import Effect, Ground, effect_of
from treaties.law.facts import NOTICES, Act, Clause, acts_of, day_of
from treaties.law.frame import ONE_DAY, Frame, cite, notice_day
from treaties.law.outcomes import Awaiting, Between, Fixed, Outcome, shift
from treaties.law.provisions import (
    Automatic,
    EndOfTerm,
    Mode,
    NonRenewalNotice,
    NoticeAtAnyTime,
    SupremeInterests,
    Survival,
    UnstatedExit,
    Window,
)
from treaties.law.reckoning import Period, civil, words
from treaties.law.results import Closing, Warning
from treaties.law.vocabulary import ActionKind, Basis, ClauseKind, Status

_END_OF_TERM = EndOfTerm()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with its effect. `boundary` is the first day without force; `named` the day that is
    said.
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


@dataclass(frozen=True, slots=True)
class End:
    """The end of the treaty: `boundary` is the first day without force, `named` the day that is
    said.
    """

    boundary: Outcome
    named: Outcome
    status: Status
    rule: str
    reason: str
    basis: Basis
    clause: str | None = None


def notices(frame: Frame, ground: Ground, party: str | None = None) -> tuple[Notice, ...]:
    """The notices on record, of one party or of all, each with what it effects."""
    found: list[Notice] = []
    for act in acts_of(frame.agreement, NOTICES):
        if party is not None and act.party != party:
            continue
        notice = _effect(frame, ground, act)
        if notice is not None:
            found.append(notice)
    return tuple(found)


def _effect(frame: Frame, ground: Ground, act: Act) -> Notice | None:
    stated = day_of(act, "effective")
    clauses = _ways(frame, act)
    best: tuple[Outcome, Effect, Clause | None, Outcome] | None = None
    problem = ""
    for clause in clauses:
        mode = cast("Mode", clause.provision) if clause else _END_OF_TERM
        basis = _basis(frame, mode)
        day = notice_day(act, basis)
        outcome, effect = _at(mode, day, ground)
        if outcome is None:
            problem = problem or effect.problem
        elif best is None or cast("date", outcome.earliest) < cast("date", best[0].earliest):
            best = (outcome, effect, clause, day)
    day = best[3] if best else notice_day(act, "received")
    if not isinstance(stated, Awaiting):
        if best is not None and best[0].earliest != stated.earliest:
            _differs(frame, act, stated, best[0], best[1])
        reason = f"{act.kind.label} recorded as taking effect on {stated.words}"
        return Notice(
            act,
            act.party,
            day,
            stated,
            stated,
            "TER",
            reason,
            Basis.RECORDED,
            None,
            _revoked(frame, act),
        )
    if best is None:
        if not isinstance(day, Awaiting):
            text = problem or "no clause opens this way out (VCLT 56: fallback, not applied)"
            frame.warnings.append(
                Warning("notice_without_effect", f"{act.kind.label} of {day.words}: {text}", act.id)
            )
        return None
    named, effect, chosen, day = best
    boundary = shift(named, lambda d: d + ONE_DAY) if effect.end_of_day else named
    article = cite(chosen) if chosen is not None else frame.cite(ClauseKind.NOTICE)
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
        _revoked(frame, act),
        scope.startswith("all"),
    )


def _ways(frame: Frame, act: Act) -> list[Clause | None]:
    """The ways out a notice may use; None stands for the end of a term by the clause on notice
    alone.
    """
    wanted = act.details.get("clause")
    found: list[Clause | None] = []
    for clause in frame.modes:
        mode = clause.provision
        if wanted is not None and clause.id != wanted:
            continue
        if act.kind is ActionKind.NOTICE_OF_NON_RENEWAL and not isinstance(mode, EndOfTerm):
            continue
        if wanted is None and _only_if(mode):
            continue
        if isinstance(mode, EndOfTerm | NoticeAtAnyTime | Window | SupremeInterests):
            found.append(clause)
    stated = isinstance(frame.provision(ClauseKind.NOTICE), NonRenewalNotice)
    if stated and not any(c is not None and isinstance(c.provision, EndOfTerm) for c in found):
        found.append(None)
    return found


def _only_if(mode: object) -> bool:
    """A way out without a period that opens only under a condition is never presumed to be the one
    used.
    """
    return isinstance(mode, NoticeAtAnyTime) and bool(mode.condition) and mode.period is None


def _basis(frame: Frame, mode: Mode) -> str:
    if isinstance(mode, NoticeAtAnyTime | Window | SupremeInterests):
        return mode.basis
    notice = frame.provision(ClauseKind.NOTICE)
    return notice.basis if isinstance(notice, NonRenewalNotice) else "unspecified"


def _at(mode: Mode, day: Outcome, ground: Ground) -> tuple[Outcome | None, Effect]:
    """The effect of a notice whose day may be inexact or disputed."""
    none = Effect(None, problem="the day of the notice is not known")
    if day.earliest is None or day.latest is None:
        return None, none
    if day.earliest == day.latest:
        effect = effect_of(mode, day.earliest, ground) or none
        return (Fixed(effect.effective) if effect.effective else None), effect
    ends = [effect_of(mode, d, ground) or none for d in (day.earliest, day.latest)]
    reached = [e for e in ends if e.effective is not None]
    if not reached:
        return None, ends[0]
    days = sorted(cast("date", e.effective) for e in reached)
    outcome: Outcome = Fixed(days[0])
    if days[0] != days[-1]:
        outcome = Between(days[0], days[-1], "the day of the notice is not exact")
    return outcome, reached[0]


def _revoked(frame: Frame, act: Act) -> Outcome | None:
    """The revocation of this notice, if any (VCLT 68, NOT-7)."""
    given = day_of(act).earliest
    for other in acts_of(frame.agreement, {ActionKind.REVOCATION_OF_NOTICE}):
        of = other.details.get("of")
        if of is not None:
            if of == act.id:
                return day_of(other)
        elif other.party == act.party:
            day = day_of(other)
            if given is None or day.earliest is None or day.earliest >= given:
                return day
    return None


def _differs(frame: Frame, act: Act, stated: Outcome, computed: Outcome, effect: Effect) -> None:
    assert stated.earliest is not None
    assert computed.earliest is not None
    apart = abs((stated.earliest - computed.earliest).days)
    frame.warnings.append(
        Warning(
            "effect_differs",
            f"{act.kind.label} recorded as taking effect on {stated.words}; the clause gives "
            f"{computed.words} ({effect.rule}: {effect.text}): {apart} days apart",
            act.id or None,
        )
    )


def in_time(notice: Notice) -> bool:
    """False if the notice was revoked before it took effect (VCLT 68)."""
    if notice.revoked is None or notice.boundary.earliest is None:
        return notice.revoked is None
    return notice.revoked.earliest is None or notice.revoked.earliest >= notice.boundary.earliest


def end_of(frame: Frame, run: Course, given: Sequence[Notice], eif: Outcome) -> End | None:
    """The earliest of all ends of the treaty as a whole that facts and clauses give."""
    ends = [*_by_term(frame, run), *_by_act(frame), *_by_replacement(frame), *_by_event(frame)]
    ends += [
        End(n.boundary, n.named, Status.TERMINATED, n.rule, n.reason, n.basis, n.clause)
        for n in given
        if in_time(n) and (frame.bilateral or n.for_all)
    ]
    dated = [end for end in ends if end.boundary.earliest is not None]
    if not dated:
        return None
    return min(
        dated,
        key=lambda end: (cast("date", end.boundary.earliest), end.basis is not Basis.RECORDED),
    )


def _by_term(frame: Frame, run: Course) -> list[End]:
    if not run.cycles or run.cycles[-1].closing is not Closing.EXPIRES:
        return []
    last = run.cycles[-1]
    clause = frame.clause_id(ClauseKind.DURATION)
    reason = f"{frame.cite(ClauseKind.DURATION)}: the term ends on {last.expires.words} and nothing renews it"
    return [
        End(day_after(last), last.expires, Status.EXPIRED, "DUR", reason, Basis.PROJECTED, clause)
    ]


def _by_act(frame: Frame) -> list[End]:
    ends: list[End] = []
    kinds = {
        ActionKind.TERMINATION,
        ActionKind.EXPIRY,
        ActionKind.IRREGULAR_END,
        ActionKind.SUPERSESSION,
    }
    for act in acts_of(frame.agreement, kinds):
        if act.party is not None and not frame.bilateral:
            continue
        day = day_of(act, "effect_or_act")
        status, rule, reason = Status.TERMINATED, "TER-13", f"recorded as terminated on {day.words}"
        if act.kind is ActionKind.EXPIRY:
            status, rule, reason = Status.EXPIRED, "DUR", f"recorded as expired on {day.words}"
        elif act.kind is ActionKind.IRREGULAR_END:
            how = act.details.get("how")
            rule, reason = (
                "TER-17",
                f"ended outside its clauses on {day.words}" + (f": {how}" if how else ""),
            )
            frame.warnings.append(Warning("irregular_end", reason, act.id or None))
        elif act.kind is ActionKind.SUPERSESSION:
            if act.details.get("scope"):
                continue
            express = act.details.get("express") is True
            status = Status.SUPERSEDED if express else Status.SUPERSEDED_PRESUMED
            rule, reason = (
                "TER-12",
                f"superseded by {act.details.get('by') or 'a later treaty'} on {day.words}",
            )
        ends.append(End(day, day, status, rule, reason, Basis.RECORDED))
    return ends


def _by_replacement(frame: Frame) -> list[End]:
    ends: list[End] = []
    for later in frame.agreement.replaced_by:
        day = later.entry_into_force
        if later.express:
            reason = f"{later.title}, in force {day.words}, expressly replaces this treaty (TER-12)"
            ends.append(End(day, day, Status.SUPERSEDED, "TER-12", reason, Basis.RECORDED))
        elif later.same_parties:
            reason = (
                f"presumed: {later.title}, in force {day.words}, is a later treaty of the same parties on the "
                "same matter, without an express clause (VCLT 59)"
            )
            ends.append(End(day, day, Status.SUPERSEDED_PRESUMED, "TER-12", reason, Basis.PRESUMED))
    return ends


def _by_event(frame: Frame) -> list[End]:
    ends: list[End] = []
    for clause in frame.modes:
        mode = clause.provision
        if not isinstance(mode, Automatic) or mode.partial or mode.scope:
            continue
        day = mode.effective
        if day is None and mode.event_date is not None:
            day = frame.add(mode.event_date, mode.offset or Period())
        if day is not None:
            reason = f"{cite(clause)}: ends by {mode.event or 'an event'} on {words(day)}"
            boundary = Fixed(day + ONE_DAY)
            ends.append(
                End(
                    boundary,
                    Fixed(day),
                    Status.TERMINATED,
                    "TER-11",
                    reason,
                    Basis.PROJECTED,
                    clause.id or None,
                )
            )
    return ends


def survival_of(frame: Frame, end: Outcome) -> Outcome | None:
    """Until when effects survive an end (SUR-1); awaited where the clause names no period."""
    rule = frame.provision(ClauseKind.SURVIVAL)
    if not isinstance(rule, Survival):
        return None
    period = rule.period
    if period is None:
        return Awaiting(rule.until or "completion of what the clause protects")
    return shift(end, lambda day: frame.add(day, period))


def suspensions(frame: Frame, party: str | None) -> list[tuple[Outcome, Outcome, str]]:
    """(from, until, reason) of each suspension (TER-16); the term keeps running meanwhile."""
    found: list[tuple[Outcome, Outcome, str]] = []
    resumptions = acts_of(frame.agreement, {ActionKind.RESUMPTION})
    for act in acts_of(frame.agreement, {ActionKind.SUSPENSION}):
        if party is not None and act.party not in (party, None):
            continue
        if party is None and act.party is not None and not frame.bilateral:
            continue
        start = day_of(act, "effect_or_act")
        until = act.details.get("until")
        end: Outcome = Awaiting("resumption of operation")
        if until is not None:
            try:
                end = Fixed(civil(cast("str", until)))
            except LawError as wrong:
                raise LawError(wrong.text, "details.until") from None
        for other in resumptions:
            day = day_of(other, "effect_or_act")
            if other.party in (act.party, None) and (day.earliest or date.min) >= (
                start.earliest or date.min
            ):
                end = day
                break
        by = f" by {act.party}" if act.party else ""
        found.append((start, end, f"operation suspended{by} from {start.words} (TER-16)"))
    return found


def without_clause(frame: Frame) -> bool:
    """True if nothing says how to leave and the fallback of VCLT 56 would be asked for (TER-10)."""
    return any(isinstance(clause.provision, UnstatedExit) for clause in frame.modes)
