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
from treaties.law.rules.duration import Course, day_after
from treaties.law.rules.notices import Notice, in_time
from treaties.law.rules.reading_context import Frame, cite
from treaties.law.rules.results import Closing, Warning
from treaties.law.values.outcomes import ONE_DAY, Awaiting, Fixed, Outcome, shift
from treaties.law.values.periods import Period, words
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
    frame: Frame, run: Course, given: Sequence[Notice], others: Sequence[End] = ()
) -> End | None:
    """The earliest of all ends of the treaty as a whole that facts and clauses give (VCLT 54-59),
    `others` among them.
    """
    ends = [
        *others,
        *_by_term(frame, run),
        *_by_act(frame),
        *_by_replacement(frame),
        *_by_event(frame),
    ]
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
    reason = (
        f"{frame.cite(ClauseKind.DURATION)}: the term ends on {last.expires.words} and "
        "nothing renews it"
    )
    return [
        End(day_after(last), last.expires, Status.EXPIRED, "DUR", reason, Basis.PROJECTED, clause)
    ]


_ENDINGS: Final = frozenset(
    {
        ActionKind.TERMINATION,
        ActionKind.EXPIRY,
        ActionKind.IRREGULAR_END,
        ActionKind.SUPERSESSION,
    }
)


def _by_act(frame: Frame) -> list[End]:
    ends: list[End] = []
    for act in frame.acts(_ENDINGS):
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
                f"presumed: {later.title}, in force {day.words}, is a later treaty of the "
                "same parties on the "
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
            # “on the day before” names the last day in force; any other day is the first without
            # (MODEL 0), as with a replacement
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


def in_vain(frame: Frame, given: Sequence[Notice], end: End | None) -> tuple[Notice, ...]:
    """The notices without those given when the treaty had ended, each of them warned of: nothing is
    left that they could end (VCLT 70), unless it was revived.
    """
    over = end.boundary.latest if end is not None else None
    if end is None or over is None or ActionKind.REVIVAL in frame.on_record:
        return tuple(given)
    kept: list[Notice] = []
    for notice in given:
        day = notice.day.earliest
        if day is None or day < over or notice.boundary == end.boundary:
            kept.append(notice)
            continue
        text = f"{notice.act.kind.label} of {notice.day.words} comes too late: {end.reason}"
        frame.warnings.append(Warning("notice_after_end", text, notice.act.id or None))
    return tuple(kept)


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
    suspended = frame.of_kind(ActionKind.SUSPENSION)
    if not suspended:
        return found
    resumptions = [
        act for act in frame.of_kind(ActionKind.RESUMPTION) if act.details.get("of") is None
    ]
    for act in suspended:
        if act.details.get("of") is not None:  # of a notice, not of the treaty (NOT-8)
            continue
        if party is not None and act.party not in (party, None):
            continue
        if party is None and act.party is not None and not frame.bilateral:
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
        found.append((start, end, f"operation suspended{by} from {start.words} (TER-16)"))
    return found
