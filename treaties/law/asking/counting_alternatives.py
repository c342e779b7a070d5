"""What else may a clause mean, by its words or its way of counting, what would a date then be, and
on what evidence would one read it so (REA-3)?

`SWITCHES` has one row a convention: the agreement with that switch turned. `alternatives_to` gives
the same date under each, where it would be another one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, cast

from treaties.law.clauses.provisions import (
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
from treaties.law.projection import project
from treaties.law.record.facts import NOTICES, Agreement, Clause
from treaties.law.rules.entry import provisional_from
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import KeyDate, Reading, key_date_of
from treaties.law.values.outcomes import Awaiting, Fixed, Outcome, shift
from treaties.law.values.periods import ZERO, Period
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import Binding, ClauseKind, KeyDateKind, Rank

K = KeyDateKind
C = ClauseKind
_SENT: Final = frozenset({"dispatched", "date_of_note"})


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch (REA-3): `turn` gives the agreement with the switch turned, or None where
    the row does not apply.
    """

    label: str
    text: str
    turn: Callable[[ReadingContext, date], Agreement | None]


def _with(
    context: ReadingContext, old: Clause | None, kind: ClauseKind, provision: Provision
) -> Agreement:
    """The agreement with one clause saying something else; without an old one it is added."""
    agreement = context.agreement
    if old is None:
        added = Clause(kind, provision, rank=Rank.PREFERRED)
        return replace(agreement, clauses=(*agreement.clauses, added))
    turned = replace(old, provision=provision)
    kept = tuple(turned if clause is old else clause for clause in agreement.clauses)
    return replace(agreement, clauses=kept)


def other_counting(
    name: str, default: str, other: str
) -> Callable[[ReadingContext, date], Agreement]:
    """A switch of the clause on counting, to the position in which it is not."""

    def turn(context: ReadingContext, _: date) -> Agreement:
        value = other if getattr(context.counting, name) == default else default
        turned = Counting.read({**context.counting.write(), name: value}, "counting")
        return _with(context, context.clauses.get(C.COUNTING), C.COUNTING, turned)

    return turn


def _start(other: str) -> Callable[[ReadingContext, date], Agreement | None]:
    """A switch of what the first term is counted from, to `other`."""

    def turn(context: ReadingContext, _: date) -> Agreement | None:
        clause = context.clauses.get(C.DURATION)
        if clause is None or not isinstance(clause.provision, FixedTerm | InitialThenIndefinite):
            return None
        if clause.provision.from_ not in ("eif", "signature") or clause.provision.from_ == other:
            return None
        if other == "signature" and context.signature().earliest is None:
            return None  # nothing is on record to count from
        return _with(context, clause, C.DURATION, replace(clause.provision, from_=other))

    return turn


def _provisional(context: ReadingContext, _: date) -> Agreement | None:
    clause = context.clauses.get(C.DURATION)
    begun = provisional_from(context)
    if clause is None or begun is None or not isinstance(begun.outcome, Fixed):
        return None
    if not isinstance(clause.provision, FixedTerm) or clause.provision.from_ != "eif":
        return None
    named = replace(clause.provision, from_=f"date:{begun.outcome.day.isoformat()}")
    return _with(context, clause, C.DURATION, named)


def _deadline(context: ReadingContext, _: date) -> Agreement | None:
    clause = context.clauses.get(C.NOTICE)
    if clause is None or cast("NonRenewalNotice", clause.provision).form != "within":
        return None
    notice = replace(cast("NonRenewalNotice", clause.provision), form="at_least")
    return _with(context, clause, C.NOTICE, notice)


def _other_basis(basis: str) -> str:
    return "received" if basis in _SENT else "date_of_note"


def _notified(context: ReadingContext, _: date) -> Agreement | None:
    clause = context.clauses.get(C.ENTRY_INTO_FORCE)
    if clause is None or not isinstance(clause.provision, AfterNotification | FirstDayOfMonth):
        return None
    turned = replace(clause.provision, basis=_other_basis(clause.provision.basis))
    return _with(context, clause, C.ENTRY_INTO_FORCE, turned)


def _notice_basis(context: ReadingContext, _: date) -> Agreement | None:
    turned: list[Clause] = []
    for clause in context.agreement.clauses:
        rule = clause.provision
        if isinstance(rule, NoticeAtAnyTime | Window | NonRenewalNotice):
            rule = replace(rule, basis=_other_basis(rule.basis))
            turned.append(replace(clause, provision=rule))
        else:
            turned.append(clause)
    changed = replace(context.agreement, clauses=tuple(turned))
    return None if changed == context.agreement else changed


def _repeated(context: ReadingContext, _: date) -> Agreement | None:
    clause = context.clauses.get(C.RENEWAL)
    if clause is None or not isinstance(clause.provision, Tacit):
        return None
    if clause.provision.max_times != 1:
        return None
    return _with(context, clause, C.RENEWAL, replace(clause.provision, max_times=None))


def _endless(context: ReadingContext, _: date) -> Agreement | None:
    clause = context.clauses.get(C.RENEWAL)
    if clause is None or not isinstance(clause.provision, Tacit):
        return None
    if clause.provision.period is not None or clause.provision.periods:
        return None
    return _with(context, clause, C.RENEWAL, TacitIndefinite())


def _renewable(context: ReadingContext, _: date) -> Agreement | None:
    """`renewable`: tacit if only an opt-out is regulated, else express."""
    clause = context.clauses.get(C.RENEWAL)
    if clause is None:
        return None
    rule = clause.provision
    if isinstance(rule, Tacit) and "renewable" in clause.quotation.lower():
        return _with(context, clause, C.RENEWAL, Express(period=rule.period))
    if isinstance(rule, UnspecifiedRenewal) or (
        isinstance(rule, Express) and C.NOTICE in context.clauses
    ):
        return _with(context, clause, C.RENEWAL, Tacit(period=rule.period))
    return None


def _denounceable(context: ReadingContext, _: date) -> Agreement | None:
    clause = next((c for c in context.modes if isinstance(c.provision, UnstatedExit)), None)
    if clause is None or context.agreement.binding is not Binding.YES:
        return None
    twelve = NoticeAtAnyTime(period=Period.parse("P12M"))
    return _with(context, clause, C.TERMINATION, twelve)


def _void(context: ReadingContext, horizon: date) -> Agreement | None:
    """Without the notices that came too late for the term in which they were given."""
    acts = context.agreement.acts
    if not any(act.kind in NOTICES for act in acts):
        return None
    said = project(context.agreement, horizon).warnings
    late = {warning.clause for warning in said if warning.code == "notice_late"}
    kept = tuple(act for act in acts if act.kind not in NOTICES or (act.id or None) not in late)
    return None if kept == acts else replace(context.agreement, acts=kept)


SWITCHES: Final = (
    Switch(
        "counted from signature instead",
        f"the press usually counts from signature; the clause says from when "
        f"({rule_named('DUR-2')})",
        _start("signature"),
    ),
    Switch(
        "counted from entry into force instead",
        f"the press usually counts from signature; the clause says from when "
        f"({rule_named('DUR-2')})",
        _start("eif"),
    ),
    Switch(
        "29 February moved to 1 March",
        f"English and Commonwealth practice ({rule_named('PER-3')})",
        other_counting("leap_policy", "clamp", "roll"),
    ),
    Switch(
        "deadline counted forwards",
        f"the latest day that still leaves the whole period ({rule_named('NOT-2')})",
        other_counting("deadline_method", "backward", "forward_max"),
    ),
    Switch(
        "clear days",
        f"neither end of the period is counted ({rule_named('NOT-2')})",
        other_counting("notice_counting", "calendar", "clear"),
    ),
    Switch(
        "“within” read as a deadline",
        f"the day the window opens is the last ({rule_named('NOT-4')})",
        _deadline,
    ),
    Switch(
        "the day of the note counts, not its receipt",
        f"or the other way round, by the words of the text (VCLT 78(b), {rule_named('EIF-4')})",
        _notified,
    ),
    Switch(
        "the day of the notice counts, not its receipt",
        f"or the other way round, by the words of the text (VCLT 78(b), {rule_named('NOT-5')})",
        _notice_basis,
    ),
    Switch(
        "the day itself counted as the first",
        f"where a text says “including” ({rule_named('PER-6')})",
        other_counting("nth_day", "exclude_first", "include_first"),
    ),
    Switch(
        "calendar years that begin after the minimum",
        f"full years only ({rule_named('TER-5')})",
        other_counting("year_rule", "ends_after", "begins_after"),
    ),
    Switch(
        "“a further period” read as successive periods",
        f"where the context repeats ({rule_named('REN-2')})",
        _repeated,
    ),
    Switch(
        "renewed without limit of time", f"no length is stated ({rule_named('REN-9')})", _endless
    ),
    Switch(
        "“renewable” read the other way",
        f"tacit if only an opt-out is regulated, else express ({rule_named('REN-10')})",
        _renewable,
    ),
    Switch(
        "counted from provisional application",
        f"where the text makes it start the term ({rule_named('EIF-10')})",
        _provisional,
    ),
    Switch(
        "denounced on twelve months' notice",
        "VCLT 56(2): a fallback, only if the parties meant it or the nature of the treaty implies "
        f"it ({rule_named('TER-10')})",
        _denounceable,
    ),
    Switch(
        "a late notice is void",
        f"it does not stop the next renewal either ({rule_named('NOT-6')})",
        _void,
    ),
)
"""The switches (REA-3) but for the last day, the gates and `in advance`, which name another kind of
day (`_beside`).
"""


class Weight(StrEnum):
    """Who stands behind another day: only a reading that is held counts for the safe day."""

    HELD = "held"
    MENTIONED = "mentioned"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A date under another reading, or under the other position of a switch (REA-3): its label,
    the answer, what it rests on.
    """

    label: str
    outcome: Outcome
    text: str
    weight: Weight = Weight.SWITCH


@dataclass(frozen=True, slots=True)
class CountingAlternatives:
    """What an agreement comes to with each switch turned that applies to it (REA-3): reckoned
    once, for however many of its dates.
    """

    context: ReadingContext
    readings: tuple[tuple[Switch, Reading], ...]
    last_days: tuple[Reading, Reading]
    """As it is, and with the boundary of a term counted the other way (DUR-4)."""

    @classmethod
    def of(cls, agreement: Agreement, horizon: date) -> "CountingAlternatives":
        """Turn every switch of one reading of an agreement (REA-3)."""
        context = ReadingContext.of(agreement)
        turned = [(row, row.turn(context, horizon)) for row in SWITCHES]
        other_end = other_counting("term_end", "exclusive", "inclusive")(context, horizon)
        return cls(
            context,
            tuple(
                (row, project(changed, horizon).principal)
                for row, changed in turned
                if changed is not None
            ),
            (project(agreement, horizon).principal, project(other_end, horizon).principal),
        )


def alternatives_to(alternatives: CountingAlternatives, wanted: KeyDate) -> list[Alternative]:
    """The same date with one switch turned (REA-3), where that changes it."""
    found: list[Alternative] = []
    for row, reading in alternatives.readings:
        same = key_date_of(reading, wanted.kind, wanted.ordinal, wanted.party, wanted.clause)
        outcome = same.outcome if same is not None else _instead(reading, wanted)
        if outcome is None or (same is not None and outcome.words == wanted.outcome.words):
            continue
        text = row.text if same is not None else f"in place of this date; {row.text}"
        found.append(Alternative(row.label, outcome, text))
    return [*found, *_beside(alternatives, wanted)]


def _instead(changed: Reading, wanted: KeyDate) -> Outcome | None:
    """What takes the place of a date that the turned switch takes away: the end of the cycle that
    follows, or the end, or none.
    """
    if wanted.kind not in (K.EXPIRY, K.RENEWAL, K.END, K.EXIT_EFFECTIVE):
        return None
    following = next((c for c in changed.cycles if c.ordinal == wanted.ordinal + 1), None)
    if wanted.kind is K.EXPIRY and following is not None:
        return following.expires
    if changed.end is not None:
        return changed.end
    return Awaiting("an end: it would run on")


# Where the other position names another kind of day ----------------------------------------------


def _beside(alternatives: CountingAlternatives, wanted: KeyDate) -> Iterator[Alternative]:
    """The rows under which not this date moves but one that belongs to it: the last day of a term
    beside its boundary, a gate on effect beside a gate on notice, no deadline at all.
    """
    context = alternatives.context
    if wanted.kind in (K.EXPIRY, K.RENEWAL):
        yield from _last_day(alternatives, wanted)
    if wanted.kind in (K.EARLIEST_NOTICE, K.EARLIEST_TERMINATION):
        yield from _gates(context, wanted)
    notice = context.clauses.get(C.NOTICE)
    if wanted.kind is K.LAST_NOTICE and notice and "in advance" in notice.quotation.lower():
        length = cast("NonRenewalNotice", notice.provision).period.words
        yield Alternative(
            "“in advance” read as notice at any time",
            Awaiting(f"a notice, possible on any day, with effect {length} later"),
            f"practice takes it as notice against renewal ({rule_named('REA-3')})",
        )


def _last_day(alternatives: CountingAlternatives, wanted: KeyDate) -> Iterator[Alternative]:
    cycles = [cycle for reading in alternatives.last_days for cycle in reading.cycles]
    days = [cycle.last_day for cycle in cycles if cycle.ordinal == wanted.ordinal]
    if len(days) == 2 and days[0].words != days[1].words:
        included = alternatives.context.counting.term_end == "exclusive"
        label = "the end date itself is still in force" if included else "the end date is excluded"
        text = (
            f"then the last day in force is {days[1].words}, not {days[0].words} "
            f"({rule_named('DUR-4')})"
        )
        yield Alternative(label, days[1], text)


def _gates(context: ReadingContext, wanted: KeyDate) -> Iterator[Alternative]:
    modes = [c.provision for c in context.modes if (c.id or None) == wanted.clause]
    mode = next((mode for mode in modes if isinstance(mode, NoticeAtAnyTime)), None)
    period = mode.period or ZERO if mode is not None else ZERO
    if wanted.kind is K.EARLIEST_NOTICE:
        day = context.before(wanted.outcome, period)
        text = (
            f"the minimum bars the effect, not the notice: notice from this day "
            f"({rule_named('TER-4')})"
        )
        yield Alternative("read as a bar on the effect", day, text)
    else:
        day = shift(wanted.outcome, lambda d: context.add(d, period))
        text = (
            f"the minimum bars the notice: the first effect is on this day ({rule_named('TER-3')})"
        )
        yield Alternative("read as a bar on notice", day, text)
