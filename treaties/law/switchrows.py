"""The switches of MODEL 9, each as the agreement with the switch turned: what else a clause may
mean, and on what evidence.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from treaties.law.entry import provisional_from
from treaties.law.facts import NOTICES, Agreement, Clause
from treaties.law.frame import Frame
from treaties.law.outcomes import Fixed
from treaties.law.projection import project
from treaties.law.provisions import (
    AfterNotification,
    Counting,
    Express,
    FirstDayOfMonth,
    FixedTerm,
    InitialThenIndefinite,
    NonRenewalNotice,
    NoticeAtAnyTime,
    Provision,
    Tacit,
    TacitIndefinite,
    UnspecifiedRenewal,
    UnstatedExit,
    Window,
)
from treaties.law.reckoning import Period
from treaties.law.vocabulary import Binding, ClauseKind, Rank

C = ClauseKind
_SENT: Final = frozenset({"dispatched", "date_of_note"})


@dataclass(frozen=True, slots=True)
class Switch:
    """One row of the switchboard (MODEL 9): `turn` gives the agreement with the switch turned, or
    None where the row does not apply.
    """

    label: str
    text: str
    turn: Callable[[Frame, date], Agreement | None]
    safe: bool = True


def _with(frame: Frame, old: Clause | None, kind: ClauseKind, provision: Provision) -> Agreement:
    """The agreement with one clause saying something else; without an old one it is added."""
    agreement = frame.agreement
    if old is None:
        added = Clause(kind, provision, rank=Rank.PREFERRED)
        return replace(agreement, clauses=(*agreement.clauses, added))
    turned = replace(old, provision=provision)
    kept = tuple(turned if clause is old else clause for clause in agreement.clauses)
    return replace(agreement, clauses=kept)


def counting_turned(name: str, default: str, other: str) -> Callable[[Frame, date], Agreement]:
    """A switch of the clause on counting, to the position in which it is not."""

    def turn(frame: Frame, _: date) -> Agreement:
        value = other if getattr(frame.counting, name) == default else default
        turned = Counting.read({**frame.counting.write(), name: value}, "counting")
        return _with(frame, frame.clauses.get(C.COUNTING), C.COUNTING, turned)

    return turn


def _start(other: str) -> Callable[[Frame, date], Agreement | None]:
    """A switch of what the first term is counted from, to `other`."""

    def turn(frame: Frame, _: date) -> Agreement | None:
        clause = frame.clauses.get(C.DURATION)
        if clause is None or not isinstance(clause.provision, FixedTerm | InitialThenIndefinite):
            return None
        if clause.provision.from_ not in ("eif", "signature") or clause.provision.from_ == other:
            return None
        if other == "signature" and frame.signature().earliest is None:
            return None  # nothing is on record to count from
        return _with(frame, clause, C.DURATION, replace(clause.provision, from_=other))

    return turn


def _provisional(frame: Frame, _: date) -> Agreement | None:
    clause = frame.clauses.get(C.DURATION)
    begun = provisional_from(frame)
    if clause is None or begun is None or not isinstance(begun.outcome, Fixed):
        return None
    if not isinstance(clause.provision, FixedTerm) or clause.provision.from_ != "eif":
        return None
    named = replace(clause.provision, from_=f"date:{begun.outcome.day.isoformat()}")
    return _with(frame, clause, C.DURATION, named)


def _deadline(frame: Frame, _: date) -> Agreement | None:
    clause = frame.clauses.get(C.NOTICE)
    if clause is None or cast("NonRenewalNotice", clause.provision).form != "within":
        return None
    notice = replace(cast("NonRenewalNotice", clause.provision), form="at_least")
    return _with(frame, clause, C.NOTICE, notice)


def _other_basis(basis: str) -> str:
    return "received" if basis in _SENT else "date_of_note"


def _notified(frame: Frame, _: date) -> Agreement | None:
    clause = frame.clauses.get(C.ENTRY_INTO_FORCE)
    if clause is None or not isinstance(clause.provision, AfterNotification | FirstDayOfMonth):
        return None
    turned = replace(clause.provision, basis=_other_basis(clause.provision.basis))
    return _with(frame, clause, C.ENTRY_INTO_FORCE, turned)


def _notice_basis(frame: Frame, _: date) -> Agreement | None:
    turned: list[Clause] = []
    for clause in frame.agreement.clauses:
        rule = clause.provision
        if isinstance(rule, NoticeAtAnyTime | Window | NonRenewalNotice):
            rule = replace(rule, basis=_other_basis(rule.basis))
            turned.append(replace(clause, provision=rule))
        else:
            turned.append(clause)
    changed = replace(frame.agreement, clauses=tuple(turned))
    return None if changed == frame.agreement else changed


def _repeated(frame: Frame, _: date) -> Agreement | None:
    clause = frame.clauses.get(C.RENEWAL)
    if clause is None or not isinstance(clause.provision, Tacit):
        return None
    if clause.provision.max_times != 1:
        return None
    return _with(frame, clause, C.RENEWAL, replace(clause.provision, max_times=None))


def _endless(frame: Frame, _: date) -> Agreement | None:
    clause = frame.clauses.get(C.RENEWAL)
    if clause is None or not isinstance(clause.provision, Tacit):
        return None
    if clause.provision.period is not None or clause.provision.periods:
        return None
    return _with(frame, clause, C.RENEWAL, TacitIndefinite())


def _renewable(frame: Frame, _: date) -> Agreement | None:
    """`renewable`: tacit if only an opt-out is regulated, else express."""
    clause = frame.clauses.get(C.RENEWAL)
    if clause is None:
        return None
    rule = clause.provision
    if isinstance(rule, Tacit) and "renewable" in clause.quotation.lower():
        return _with(frame, clause, C.RENEWAL, Express(period=rule.period))
    if isinstance(rule, UnspecifiedRenewal) or (
        isinstance(rule, Express) and C.NOTICE in frame.clauses
    ):
        return _with(frame, clause, C.RENEWAL, Tacit(period=rule.period))
    return None


def _denounceable(frame: Frame, _: date) -> Agreement | None:
    clause = next((c for c in frame.modes if isinstance(c.provision, UnstatedExit)), None)
    if clause is None or frame.agreement.binding is not Binding.YES:
        return None
    twelve = NoticeAtAnyTime(period=Period.parse("P12M"))
    return _with(frame, clause, C.TERMINATION, twelve)


def _void(frame: Frame, horizon: date) -> Agreement | None:
    """Without the notices that came too late for the term in which they were given."""
    acts = frame.agreement.acts
    if not any(act.kind in NOTICES for act in acts):
        return None
    said = project(frame.agreement, horizon).warnings
    late = {warning.clause for warning in said if warning.code == "notice_late"}
    kept = tuple(act for act in acts if act.kind not in NOTICES or (act.id or None) not in late)
    return None if kept == acts else replace(frame.agreement, acts=kept)


ROWS: Final = (
    Switch(
        "counted from signature instead",
        "the press usually counts from signature; the clause says from when (DUR-2)",
        _start("signature"),
        safe=False,
    ),
    Switch(
        "counted from entry into force instead",
        "the press usually counts from signature; the clause says from when (DUR-2)",
        _start("eif"),
        safe=False,
    ),
    Switch(
        "29 February moved to 1 March",
        "English and Commonwealth practice (PER-3)",
        counting_turned("leap_policy", "clamp", "roll"),
    ),
    Switch(
        "deadline counted forwards",
        "the latest day that still leaves the whole period (NOT-2)",
        counting_turned("deadline_method", "backward", "forward_max"),
    ),
    Switch(
        "clear days",
        "neither end of the period is counted (NOT-2)",
        counting_turned("notice_counting", "calendar", "clear"),
    ),
    Switch(
        "“within” read as a deadline",
        "the day the window opens is the last (NOT-4)",
        _deadline,
    ),
    Switch(
        "the day of the note counts, not its receipt",
        "or the other way round, by the words of the text (VCLT 78(b), EIF-4)",
        _notified,
    ),
    Switch(
        "the day of the notice counts, not its receipt",
        "or the other way round, by the words of the text (VCLT 78(b), NOT-5)",
        _notice_basis,
    ),
    Switch(
        "the day itself counted as the first",
        "where a text says “including” (PER-6)",
        counting_turned("nth_day", "exclude_first", "include_first"),
    ),
    Switch(
        "calendar years that begin after the minimum",
        "full years only (TER-5)",
        counting_turned("year_rule", "ends_after", "begins_after"),
    ),
    Switch(
        "“a further period” read as successive periods",
        "where the context repeats (REN-2)",
        _repeated,
    ),
    Switch("renewed without limit of time", "no length is stated (REN-9)", _endless),
    Switch(
        "“renewable” read the other way",
        "tacit if only an opt-out is regulated, else express (MODEL 9)",
        _renewable,
    ),
    Switch(
        "counted from provisional application",
        "where the text makes it start the term (EIF-10)",
        _provisional,
    ),
    Switch(
        "denounced on twelve months' notice",
        "VCLT 56(2): a fallback, only if the parties meant it or the nature of the treaty implies "
        "it (TER-10)",
        _denounceable,
        safe=False,
    ),
    Switch("a late notice is void", "it does not stop the next renewal either (NOT-6)", _void),
)
"""MODEL 9 but for the last day, the gates and `in advance`, which name another kind of day
(`switchboard`).
"""
