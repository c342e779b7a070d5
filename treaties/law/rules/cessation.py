"""How it ends: notices and their effect, withdrawal of one party, termination, supersession,
suspension, survival.

VCLT 54-59, 65-68, 70; rules TER and SUR, NOT-6 to NOT-8.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple, cast

from treaties.law.clauses.provisions import (
    Automatic,
    Survival,
)
from treaties.law.record.details import day_in
from treaties.law.record.facts import day_of
from treaties.law.rules.duration import CycleChain, day_after
from treaties.law.rules.notices import Notice, in_time
from treaties.law.rules.reading_context import ReadingContext, cite
from treaties.law.rules.results import Closing, Warning
from treaties.law.values.outcomes import ONE_DAY, Awaiting, Fixed, Outcome, shift
from treaties.law.values.periods import Period, words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, Basis, ClauseKind, Status


class End(NamedTuple):
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


def end_of(
    context: ReadingContext, chain: CycleChain, given: Sequence[Notice], others: Sequence[End] = ()
) -> End | None:
    """The earliest of all ends of the treaty as a whole that facts and clauses give (VCLT 54-59),
    `others` among them.
    """
    ends = [
        *others,
        *_by_term(context, chain),
        *_by_act(context),
        *_by_replacement(context),
        *_by_event(context),
    ]
    ends += [
        End(n.boundary, n.named, Status.TERMINATED, n.rule, n.reason, n.basis, n.clause)
        for n in given
        if in_time(n) and (context.bilateral or n.for_all)
    ]
    dated = [end for end in ends if end.boundary.earliest is not None]
    if not dated:
        return None
    return min(
        dated,
        key=lambda end: (cast("date", end.boundary.earliest), end.basis is not Basis.RECORDED),
    )


def _by_term(context: ReadingContext, chain: CycleChain) -> list[End]:
    if not chain.cycles or chain.cycles[-1].closing is not Closing.EXPIRES:
        return []
    last = chain.cycles[-1]
    clause = context.clause_id(ClauseKind.DURATION)
    reason = (
        f"{context.cite(ClauseKind.DURATION)}: the term ends on {last.expires.words} and "
        "nothing renews it"
    )
    return [
        End(day_after(last), last.expires, Status.EXPIRED, "DUR-1", reason, Basis.PROJECTED, clause)
    ]


_ENDINGS: Final = frozenset(
    {
        ActionKind.TERMINATION,
        ActionKind.EXPIRY,
        ActionKind.IRREGULAR_END,
        ActionKind.SUPERSESSION,
    }
)


def _by_act(context: ReadingContext) -> list[End]:
    ends: list[End] = []
    for act in context.acts(_ENDINGS):
        if act.party is not None and not context.bilateral:
            continue
        day = day_of(act, "effect_or_act")
        status, rule, reason = Status.TERMINATED, "TER-13", f"recorded as terminated on {day.words}"
        if act.kind is ActionKind.EXPIRY:
            status, rule, reason = Status.EXPIRED, "ANS-3", f"recorded as expired on {day.words}"
        elif act.kind is ActionKind.IRREGULAR_END:
            how = act.details.get("how")
            rule, reason = (
                "TER-17",
                f"ended outside its clauses on {day.words}" + (f": {how}" if how else ""),
            )
            context.warnings.append(Warning("irregular_end", reason, act.id or None))
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


def _by_replacement(context: ReadingContext) -> list[End]:
    ends: list[End] = []
    for later in context.agreement.replaced_by:
        day = later.entry_into_force
        if later.express:
            reason = (
                f"{later.title}, in force {day.words}, expressly replaces this treaty "
                f"({rule_named('TER-12')})"
            )
            ends.append(End(day, day, Status.SUPERSEDED, "TER-12", reason, Basis.RECORDED))
        elif later.same_parties:
            reason = (
                f"presumed: {later.title}, in force {day.words}, is a later treaty of the "
                "same parties on the "
                "same matter, without an express clause (VCLT 59)"
            )
            ends.append(End(day, day, Status.SUPERSEDED_PRESUMED, "TER-12", reason, Basis.PRESUMED))
    return ends


def _by_event(context: ReadingContext) -> list[End]:
    ends: list[End] = []
    for clause in context.modes:
        mode = clause.provision
        if not isinstance(mode, Automatic) or mode.partial or mode.scope:
            continue
        day = mode.effective
        if day is None and mode.event_date is not None:
            day = context.add(mode.event_date, mode.offset or Period())
        if day is not None:
            reason = f"{cite(clause)}: ends by {mode.event or 'an event'} on {words(day)}"
            # “on the day before” names the last day in force; any other day is the first without
            # (CON-4), as with a replacement
            before = mode.offset is not None and (mode.offset.months < 0 or mode.offset.days < 0)
            boundary = Fixed(day + ONE_DAY if before else day)
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


def in_vain(
    context: ReadingContext, given: Sequence[Notice], end: End | None
) -> tuple[Notice, ...]:
    """The notices without those given when the treaty had ended, each of them warned of: nothing is
    left that they could end (VCLT 70), unless it was revived.
    """
    over = end.boundary.latest if end is not None else None
    if end is None or over is None or ActionKind.REVIVAL in context.on_record:
        return tuple(given)
    kept: list[Notice] = []
    for notice in given:
        day = notice.day.earliest
        if day is None or day < over or notice.boundary == end.boundary:
            kept.append(notice)
            continue
        text = f"{notice.act.kind.label} of {notice.day.words} comes too late: {end.reason}"
        context.warnings.append(Warning("notice_after_end", text, notice.act.id or None))
    return tuple(kept)


def survival_of(context: ReadingContext, end: Outcome) -> Outcome | None:
    """Until when effects survive an end (SUR-1); awaited where the clause names no period."""
    rule = context.provision(ClauseKind.SURVIVAL)
    if not isinstance(rule, Survival):
        return None
    period = rule.period
    if period is None:
        return Awaiting(rule.until or "completion of what the clause protects")
    return shift(end, lambda day: context.add(day, period))


def suspensions(context: ReadingContext, party: str | None) -> list[tuple[Outcome, Outcome, str]]:
    """(from, until, reason) of each suspension (TER-16); the term keeps running meanwhile."""
    found: list[tuple[Outcome, Outcome, str]] = []
    suspended = context.of_kind(ActionKind.SUSPENSION)
    if not suspended:
        return found
    resumptions = [
        act for act in context.of_kind(ActionKind.RESUMPTION) if act.details.get("of") is None
    ]
    for act in suspended:
        if act.details.get("of") is not None:  # of a notice, not of the treaty (NOT-8)
            continue
        if party is not None and act.party not in (party, None):
            continue
        if party is None and act.party is not None and not context.bilateral:
            continue
        start = day_of(act, "effect_or_act")
        until = act.details.get("until")
        end: Outcome = Awaiting("resumption of operation")
        if until is not None:
            end = Fixed(day_in(act.details, "until"))
        for other in resumptions:
            day = day_of(other, "effect_or_act")
            if other.party in (act.party, None) and (day.earliest or date.min) >= (
                start.earliest or date.min
            ):
                end = day
                break
        by = f" by {act.party}" if act.party else ""
        found.append(
            (start, end, f"operation suspended{by} from {start.words} ({rule_named('TER-16')})")
        )
    return found
