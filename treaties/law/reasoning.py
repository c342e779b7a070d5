"""The steps from the facts to one key date, as a lawyer would set them out; used by `explain`
(DOMAIN 10).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from treaties.law.arithmetic import back, forth
from treaties.law.entry import anchor_of, entry_into_force
from treaties.law.facts import (
    DEPOSITS,
    NOTICES,
    SIGNATURES,
    Act,
    Clause,
    claims_for,
    order_of,
)
from treaties.law.frame import Frame, cite
from treaties.law.outcomes import Fixed
from treaties.law.provisions import (
    AfterNotification,
    EntryRule,
    FirstDayOfMonth,
    FixedTerm,
    NonRenewalNotice,
    OnDeposit,
    OnExchange,
    Provision,
    Tacit,
    Threshold,
    UntilDate,
    Window,
)
from treaties.law.reckoning import Period, words
from treaties.law.results import Cycle, KeyDate, Reading
from treaties.law.vocabulary import ActionKind, Basis, ClauseKind, KeyDateKind

K = KeyDateKind
_OF_CYCLES: Final = frozenset({K.LAST_NOTICE, K.WINDOW_OPENS, K.RENEWAL, K.EXPIRY, K.DECISION_DUE})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning: the rule, a sentence, the clause it rests on, and the day it
    arrives at.
    """

    rule: str
    text: str
    clause_id: str | None = None
    article: str = ""
    day: date | None = None


def steps_of(frame: Frame, reading: Reading, wanted: KeyDate) -> list[Step]:
    """The reasoning from the facts to one key date of a reading."""
    steps = _entry_steps(frame)
    if wanted.kind is K.ENTRY_INTO_FORCE:
        return steps
    if wanted.kind not in _OF_CYCLES or wanted.rule == "TER-8":
        steps += _fact_steps(frame, wanted)
        if wanted.rule == "TER-8":
            steps += _window_steps(frame, reading, wanted)
        day = wanted.outcome.earliest
        steps.append(Step(wanted.rule, wanted.reason, wanted.clause, _article(frame, wanted), day))
        return steps
    cycle = next(c for c in reading.cycles if c.ordinal == wanted.ordinal)
    steps += _term_steps(frame, reading, cycle)
    if wanted.kind in (K.LAST_NOTICE, K.WINDOW_OPENS):
        steps += _notice_steps(frame, cycle, wanted)
    else:  # a renewal, an expiry, or a decision that is due
        text = wanted.reason
        if wanted.kind is K.RENEWAL and wanted.rule == "REN-1":
            text += "; no act is needed, and no notice against it is recorded"
            if cycle.last_notice is not None:
                text += f" by {cycle.last_notice.words}"
        day = wanted.outcome.earliest
        steps.append(Step(wanted.rule, text, wanted.clause, _article(frame, wanted), day))
    return steps


_FACTS: Final = {
    K.PARTY_ENTRY_INTO_FORCE: (DEPOSITS | {ActionKind.ENTRY_INTO_FORCE}, "received"),
    K.PROVISIONAL_APPLICATION: (frozenset({ActionKind.PROVISIONAL_APPLICATION}), "effect_or_act"),
    K.EXIT_EFFECTIVE: (NOTICES | {ActionKind.SUCCESSION}, "received"),
    K.END: (NOTICES | {ActionKind.EXPIRY, ActionKind.TERMINATION}, "received"),
}
"""The acts on which a date rests that no cycle gives, and which of their days counts."""


def _fact_steps(frame: Frame, wanted: KeyDate) -> list[Step]:
    kinds, order = _FACTS.get(wanted.kind, (frozenset(), "acted"))
    found = [a for a in frame.acts(kinds) if wanted.party is None or a.party == wanted.party]
    return [step for act in found[-4:] for step in _told(act, order)]


def _told(act: Act, order: str) -> list[Step]:
    """The facts of one act, each with its source (DOMAIN 4)."""
    by = f" by {act.party}" if act.party else ""
    claims = claims_for(act, order) or claims_for(act, "effect_or_act")
    return [
        Step(
            "",
            f"Fact: {act.kind.label}{by} on {claim.date.words}"
            + (f", according to {claim.source}" if claim.source else " (unsourced)"),
            None,
            "",
            claim.date.earliest,
        )
        for claim in claims
    ]


def _article(frame: Frame, wanted: KeyDate) -> str:
    clauses = (*frame.clauses.values(), *frame.modes)
    return next((c.article for c in clauses if c.id and c.id == wanted.clause), "")


def _entry_steps(frame: Frame) -> list[Step]:
    """The anchor fact with its source, then the rule that leads from it to entry into force."""
    entry = entry_into_force(frame)
    clause = frame.clauses.get(ClauseKind.ENTRY_INTO_FORCE)
    steps: list[Step] = []
    provision = clause.provision if clause else None
    recorded = entry.basis is Basis.RECORDED
    anchors = [_anchor_kinds(provision)] if provision or not recorded else []
    if recorded:
        anchors.append((frozenset({ActionKind.ENTRY_INTO_FORCE}), "effect_or_act"))
    for kinds, order in anchors:
        for act in frame.acts(kinds)[-4:]:
            steps += _told(act, order)
    text = entry.sentence(entry.outcome)
    article = clause.article if clause else ""
    ident = (clause.id or None) if clause else None
    if isinstance(provision, EntryRule) and not recorded:
        start, delay = anchor_of(frame, provision)
        if isinstance(start, Fixed) and not delay.is_zero:
            said = forth(start.day, delay, frame.counting.leap_policy)
            if frame.counting.nth_day == "include_first" and delay.days:
                said += "; the first day is counted, so one day earlier"
            steps.append(Step(entry.rule, said, ident, article, entry.outcome.earliest))
    steps.append(Step(entry.rule, text, ident, article, entry.outcome.earliest))
    return steps


def _anchor_kinds(provision: Provision | None) -> tuple[frozenset[ActionKind], str]:
    if isinstance(provision, OnExchange):
        return frozenset({ActionKind.EXCHANGE_OF_INSTRUMENTS}), "acted"
    if isinstance(provision, AfterNotification):
        return frozenset({ActionKind.NOTIFICATION_OF_PROCEDURES}), order_of(provision.basis)
    if isinstance(provision, FirstDayOfMonth) and provision.after == "notification":
        return frozenset({ActionKind.NOTIFICATION_OF_PROCEDURES}), order_of(provision.basis)
    if isinstance(provision, FirstDayOfMonth) and provision.after == "exchange":
        return frozenset({ActionKind.EXCHANGE_OF_INSTRUMENTS}), "acted"
    if isinstance(provision, Threshold | FirstDayOfMonth):
        return frozenset({ActionKind.THRESHOLD_MET}), "acted"
    if isinstance(provision, OnDeposit):
        return DEPOSITS, "received"
    return SIGNATURES, "acted"


def _term_steps(frame: Frame, reading: Reading, cycle: Cycle) -> list[Step]:
    """The term: from the origin, never from a clamped date (PER-4), or by a recorded extension."""
    duration = frame.clauses.get(ClauseKind.DURATION)
    renewal = frame.clauses.get(ClauseKind.RENEWAL)
    steps: list[Step] = []
    article = duration.article if duration else ""
    ident = (duration.id or None) if duration else None
    origin = cast("date", reading.cycles[0].start.earliest)
    rule = duration.provision if duration else None
    if isinstance(rule, UntilDate):
        included = "included" if rule.inclusive else "not included"
        text = f"{frame.cite(ClauseKind.DURATION)}: until {words(rule.date)}, that day {included}"
        steps.append(Step("DUR-3", text, ident, article, rule.date))
    else:
        rule = cast("FixedTerm", rule)  # no other duration has cycles
        ends = reading.cycles[0].expires
        code = "DUR-2" if rule.from_ == "signature" else "DUR-1"
        anchor = {"eif": "entry into force"}.get(rule.from_, rule.from_.removeprefix("date:"))
        said = forth(origin, rule.period, frame.counting.leap_policy)
        text = f"{frame.cite(ClauseKind.DURATION)}: {rule.period.words} from {anchor}: {said}"
        if _is_capped(rule, reading):
            text += f"; at the latest {words(cast('date', rule.latest))}, that day included"
            code = "DUR-3"
        steps.append(Step(code, text, ident, article, ends.earliest))
    if cycle.ordinal:
        steps += _renewal_steps(frame, reading, cycle, renewal, rule, origin)
    if cycle.expires.earliest != cycle.last_day.earliest:
        text = (
            f"By convention the term ends on {cycle.expires.words} at 00:00, so the last full day "
            f"in force is {cycle.last_day.words}"
        )
    else:
        text = f"By convention {cycle.expires.words} is itself the last day in force"
    steps.append(Step("MODEL 4.2", text, ident, article, cycle.last_day.earliest))
    return steps


def _is_capped(rule: FixedTerm, reading: Reading) -> bool:
    """True if the first term ends, or may end, by the last day that the clause names, not by its
    length.
    """
    return rule.latest is not None and rule.latest == reading.cycles[0].expires.latest


def _renewal_steps(
    frame: Frame,
    reading: Reading,
    cycle: Cycle,
    renewal: Clause | None,
    duration: Provision | None,
    origin: date,
) -> list[Step]:
    article = renewal.article if renewal else ""
    ident = (renewal.id or None) if renewal else None
    n = cycle.ordinal
    rule = renewal.provision if renewal else None
    recorded = [c for c in reading.cycles[1 : n + 1] if c.basis is Basis.RECORDED]
    if recorded:
        text = f"Recorded: term {n + 1} from {cycle.start.words} to {cycle.expires.words}"
        return [Step("REN-7", text, ident, article, cycle.expires.earliest)]
    if not (isinstance(rule, Tacit) and rule.period and isinstance(duration, FixedTerm)):
        text = f"Term {n + 1} from {cycle.start.words} to {cycle.expires.words}"
        return [Step("REN-1", text, ident, article, cycle.expires.earliest)]
    total = duration.period + rule.period.times(n)
    times = "once" if n == 1 else f"{n} times"
    said = f"renewed {times} for {rule.period.words}"
    if not _is_capped(duration, reading):
        whole = Period.parse(duration.period.iso)
        counted = f"{whole.words} + {n} × {rule.period.words}"
        said += (
            ", counted from the first day: "
            f"{forth(origin, total, frame.counting.leap_policy, counted)}"
        )
    text = f"{frame.cite(ClauseKind.RENEWAL)}: {said}"
    return [Step("REN-1, PER-4", text, ident, article, cycle.expires.earliest)]


def _window_steps(frame: Frame, reading: Reading, wanted: KeyDate) -> list[Step]:
    """A window that the clause opens again and again: each counted from the origin (TER-8)."""
    start = cast("date", reading.entry_into_force.earliest)  # without it no window is dated
    steps: list[Step] = []
    for clause in frame.modes:
        mode = clause.provision
        if not isinstance(mode, Window) or (clause.id or None) != wanted.clause:
            continue
        turn = mode.opens_after + mode.cycle.times(wanted.ordinal)
        said = f"the window opens {mode.opens_after.words} after entry into force"
        if wanted.ordinal:
            said += f" and again after every {mode.cycle.words}"
        counted = forth(start, turn, frame.leap)
        if wanted.kind is K.LAST_NOTICE:
            said += f" and stays open for {mode.window.words}, both ends included"
            counted = forth(start, turn + mode.window, frame.leap)
        text = f"{cite(clause)}: {said}: {counted}"
        day = wanted.outcome.earliest
        steps.append(Step("TER-8, PER-4", text, clause.id or None, clause.article, day))
    return steps


def _notice_steps(frame: Frame, cycle: Cycle, wanted: KeyDate) -> list[Step]:
    clause = frame.clauses[ClauseKind.NOTICE]
    notice = clause.provision
    assert isinstance(notice, NonRenewalNotice)
    period = notice.in_term(cycle.ordinal)
    steps: list[Step] = []
    boundary = cast("date", cycle.expires.earliest)  # notice is given before a known boundary
    assert cycle.last_notice is not None
    day = cycle.last_notice.earliest
    if notice.form == "within":
        text = (
            f"{cite(clause)}: notice within {period.words} before {words(boundary)}: "
            f"{back(boundary, period)}"
        )
        steps.append(
            Step("NOT-4", text, clause.id or None, clause.article, wanted.outcome.earliest)
        )
    else:
        said = back(boundary, period)
        text = f"{cite(clause)}: at least {period.words} before the end: {said}"
        if frame.counting.deadline_method == "forward_max" and day:
            text += f"; counted forwards, the latest day that leaves {period.words} is {words(day)}"
        if frame.counting.notice_counting == "clear" and day:
            text += f"; clear days: one day earlier, {words(day)}"
        text += "; a notice on that day is in time"
        steps.append(
            Step(
                wanted.rule if wanted.rule.startswith("NOT") else "NOT-1",
                text,
                clause.id or None,
                clause.article,
                day,
            )
        )
        received = notice.basis in ("received", "unspecified", "given")
        what = "be received" if received else f"count by its {notice.basis.replace('_', ' ')}"
        steps.append(
            Step(
                "NOT-5",
                f"By that day the notice must {what} (VCLT 78(b))",
                clause.id or None,
                clause.article,
            )
        )
    if wanted.kind is K.WINDOW_OPENS:
        steps.append(
            Step(
                wanted.rule,
                wanted.reason,
                clause.id or None,
                clause.article,
                wanted.outcome.earliest,
            )
        )
    return steps
