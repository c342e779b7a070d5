"""Why does this date fall when it does: article, rule, anchor with its source, arithmetic, other
readings, as a lawyer would set them out (ANS-5, REA-3)?

Computed on demand from the same projection; nothing here decides a date of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, cast

from treaties.law.asking.counting_alternatives import (
    Alternative,
    CountingAlternatives,
    Weight,
    alternatives_to,
)
from treaties.law.clauses.provisions import (
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
from treaties.law.projection import project
from treaties.law.readings.safe_days import safe_under_others
from treaties.law.readings.variants import variants_of
from treaties.law.record.facts import (
    DEPOSITS,
    NOTICES,
    SIGNATURES,
    Act,
    Agreement,
    Clause,
    claims_for,
    order_of,
)
from treaties.law.rules.entry import anchor_of, entry_into_force
from treaties.law.rules.reading_context import ReadingContext, cite
from treaties.law.rules.results import Cycle, KeyDate, Projection, Reading, key_date_of
from treaties.law.values.arithmetic_in_words import add_in_words, subtract_in_words
from treaties.law.values.errors import LawError
from treaties.law.values.outcomes import Fixed, Outcome
from treaties.law.values.periods import LAST_YEAR, Period, words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import (
    DELIVERED_BEFORE,
    ActionKind,
    Basis,
    ClauseKind,
    KeyDateKind,
)

K = KeyDateKind

LONGEST_AHEAD: Final = timedelta(days=366 * 60)


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


def steps_of(context: ReadingContext, reading: Reading, wanted: KeyDate) -> list[Step]:
    """The reasoning from the facts to one key date of a reading."""
    steps = _entry_steps(context)
    if wanted.kind is K.ENTRY_INTO_FORCE:
        return steps
    if not wanted.closes_cycle:
        steps += _fact_steps(context, wanted)
        if wanted.rule == "TER-8":
            steps += _window_steps(context, reading, wanted)
        day = wanted.outcome.earliest
        steps.append(
            Step(wanted.rule, wanted.reason, wanted.clause, _article(context, wanted), day)
        )
        return steps
    cycle = next(c for c in reading.cycles if c.ordinal == wanted.ordinal)
    steps += _term_steps(context, reading, cycle)
    if wanted.kind in (K.LAST_NOTICE, K.WINDOW_OPENS):
        steps += _notice_steps(context, cycle, wanted)
    else:  # a renewal, an expiry, or a decision that is due
        text = wanted.reason
        if wanted.kind is K.RENEWAL and wanted.rule == "REN-1":
            text += "; no act is needed, and no notice against it is recorded"
            if cycle.last_notice is not None:
                text += f" by {cycle.last_notice.words}"
        day = wanted.outcome.earliest
        steps.append(Step(wanted.rule, text, wanted.clause, _article(context, wanted), day))
    return steps


_FACTS: Final = {
    K.PARTY_ENTRY_INTO_FORCE: (DEPOSITS | {ActionKind.ENTRY_INTO_FORCE}, "received"),
    K.PROVISIONAL_APPLICATION: (frozenset({ActionKind.PROVISIONAL_APPLICATION}), "effect_or_act"),
    K.EXIT_EFFECTIVE: (NOTICES | {ActionKind.SUCCESSION}, "received"),
    K.END: (NOTICES | {ActionKind.EXPIRY, ActionKind.TERMINATION}, "received"),
}
"""For each kind of date outside the cycles: the acts it depends on, and which of their days
counts.
"""


def _fact_steps(context: ReadingContext, wanted: KeyDate) -> list[Step]:
    kinds, order = _FACTS.get(wanted.kind, (frozenset(), "acted"))
    found = [a for a in context.acts(kinds) if wanted.party is None or a.party == wanted.party]
    return [step for act in found[-4:] for step in _act_steps(act, order)]


def _act_steps(act: Act, order: str) -> list[Step]:
    """The facts of one act, each with its source (FAC-4)."""
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


def _article(context: ReadingContext, wanted: KeyDate) -> str:
    clauses = (*context.clauses.values(), *context.modes)
    return next((c.article for c in clauses if c.id and c.id == wanted.clause), "")


def _entry_steps(context: ReadingContext) -> list[Step]:
    """The anchor fact with its source, then the rule that derives entry into force from it."""
    entry = entry_into_force(context)
    clause = context.clauses.get(ClauseKind.ENTRY_INTO_FORCE)
    steps: list[Step] = []
    provision = clause.provision if clause else None
    recorded = entry.basis is Basis.RECORDED
    anchors = [_anchor_kinds(provision)] if provision or not recorded else []
    if recorded:
        anchors.append((frozenset({ActionKind.ENTRY_INTO_FORCE}), "effect_or_act"))
    for kinds, order in anchors:
        for act in context.acts(kinds)[-4:]:
            steps += _act_steps(act, order)
    text = entry.sentence(entry.outcome)
    article = clause.article if clause else ""
    ident = (clause.id or None) if clause else None
    if isinstance(provision, EntryRule) and not recorded:
        start, delay = anchor_of(context, provision)
        if isinstance(start, Fixed) and not delay.is_zero:
            said = add_in_words(start.day, delay, context.counting.leap_policy)
            if context.counting.nth_day == "include_first" and delay.days:
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


def _term_steps(context: ReadingContext, reading: Reading, cycle: Cycle) -> list[Step]:
    """The term: from the origin, never from a clamped date (PER-4), or by a recorded extension."""
    duration = context.clauses.get(ClauseKind.DURATION)
    renewal = context.clauses.get(ClauseKind.RENEWAL)
    steps: list[Step] = []
    article = duration.article if duration else ""
    ident = (duration.id or None) if duration else None
    origin = cast("date", reading.cycles[0].start.earliest)
    rule = duration.provision if duration else None
    if isinstance(rule, UntilDate):
        included = "included" if rule.inclusive else "not included"
        text = f"{context.cite(ClauseKind.DURATION)}: until {words(rule.date)}, that day {included}"
        steps.append(Step("DUR-3", text, ident, article, rule.date))
    else:
        rule = cast("FixedTerm", rule)  # no other duration has cycles
        ends = reading.cycles[0].expires
        code = "DUR-2" if rule.from_ == "signature" else "DUR-1"
        anchor = {"eif": "entry into force"}.get(rule.from_, rule.from_.removeprefix("date:"))
        said = add_in_words(origin, rule.period, context.counting.leap_policy)
        text = f"{context.cite(ClauseKind.DURATION)}: {rule.period.words} from {anchor}: {said}"
        if _is_capped(rule, reading):
            text += f"; at the latest {words(cast('date', rule.latest))}, that day included"
            code = "DUR-3"
        steps.append(Step(code, text, ident, article, ends.earliest))
    if cycle.ordinal:
        steps += _renewal_steps(context, reading, cycle, renewal, rule, origin)
    if cycle.expires.earliest != cycle.last_day.earliest:
        text = (
            f"By convention the term ends on {cycle.expires.words} at 00:00, so the last full day "
            f"in force is {cycle.last_day.words}"
        )
    else:
        text = f"By convention {cycle.expires.words} is itself the last day in force"
    steps.append(Step("DUR-4", text, ident, article, cycle.last_day.earliest))
    return steps


def _is_capped(rule: FixedTerm, reading: Reading) -> bool:
    """True if the first term ends, or may end, by the last day that the clause names, not by its
    length.
    """
    return rule.latest is not None and rule.latest == reading.cycles[0].expires.latest


def _renewal_steps(
    context: ReadingContext,
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
            f"{add_in_words(origin, total, context.counting.leap_policy, counted)}"
        )
    text = f"{context.cite(ClauseKind.RENEWAL)}: {said}"
    return [Step("REN-1, PER-4", text, ident, article, cycle.expires.earliest)]


def _window_steps(context: ReadingContext, reading: Reading, wanted: KeyDate) -> list[Step]:
    """A window that the clause opens again and again: each counted from the origin (TER-8)."""
    start = cast("date", reading.entry_into_force.earliest)  # without it no window is dated
    steps: list[Step] = []
    for clause in context.modes:
        mode = clause.provision
        if not isinstance(mode, Window) or (clause.id or None) != wanted.clause:
            continue
        turn = mode.opens_after + mode.cycle.times(wanted.ordinal)
        said = f"the window opens {mode.opens_after.words} after entry into force"
        if wanted.ordinal:
            said += f" and again after every {mode.cycle.words}"
        counted = add_in_words(start, turn, context.leap)
        if wanted.kind is K.LAST_NOTICE:
            said += f" and stays open for {mode.window.words}, both ends included"
            counted = add_in_words(start, turn + mode.window, context.leap)
        text = f"{cite(clause)}: {said}: {counted}"
        day = wanted.outcome.earliest
        steps.append(Step("TER-8, PER-4", text, clause.id or None, clause.article, day))
    return steps


def _notice_steps(context: ReadingContext, cycle: Cycle, wanted: KeyDate) -> list[Step]:
    clause = context.clauses[ClauseKind.NOTICE]
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
            f"{subtract_in_words(boundary, period)}"
        )
        steps.append(
            Step("NOT-4", text, clause.id or None, clause.article, wanted.outcome.earliest)
        )
    else:
        said = subtract_in_words(boundary, period)
        text = f"{cite(clause)}: at least {period.words} before the end: {said}"
        if context.counting.deadline_method == "forward_max" and day:
            text += f"; counted forwards, the latest day that leaves {period.words} is {words(day)}"
        if context.counting.notice_counting == "clear" and day:
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


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a key date is what it is. `alternatives` are its days under other readings, held or only
    mentioned, and under switches of counting. `safe` is the day by which to act under all the held
    ones, `margin_days` earlier than by law; `held` says whether the reading itself is held.
    """

    kind: KeyDateKind
    outcome: Outcome
    steps: tuple[Step, ...]
    alternatives: tuple[Alternative, ...]
    safe: date | None
    margin_days: int = 0
    held: bool = True

    @property
    def day_to_act(self) -> date | None:
        """The day for a calendar: the safe day, or the day itself if nobody has to act
        before it.
        """
        return (self.safe if self.held else None) or self.outcome.earliest

    @property
    def readings(self) -> tuple[Alternative, ...]:
        """The other readings that give another day."""
        return tuple(one for one in self.alternatives if one.weight is not Weight.SWITCH)

    @property
    def mentioned(self) -> tuple[Alternative, ...]:
        """Those of them that are only mentioned: they do not count for the safe day."""
        return tuple(one for one in self.alternatives if one.weight is Weight.MENTIONED)

    @property
    def switches(self) -> tuple[Alternative, ...]:
        """The days with one switch of counting changed."""
        return tuple(one for one in self.alternatives if one.weight is Weight.SWITCH)

    def sentences(self) -> tuple[str, ...]:
        """The steps, then the alternatives, then the safe day (REA-2), each as one sentence."""
        said = [
            f"{step.text} ({rule_named(step.rule)})." if step.rule else f"{step.text}."
            for step in self.steps
        ]
        said += [
            f"{_OPENINGS[one.weight]}, {one.label}: {one.outcome.words} — {one.text}."
            for one in self.alternatives
        ]
        if self.safe is not None and (self.safe != self.outcome.earliest or self.readings):
            apart = "".join(
                f"; {one.label} (mentioned in the press only): {one.outcome.words}"
                for one in self.mentioned
            )
            said.append(
                "Safe under the readings that a party or an authority takes: "
                f"{words(self.safe)}{apart}."
            )
        return tuple(said)


_OPENINGS: Final = {
    Weight.HELD: "Other reading",
    Weight.MENTIONED: "Other reading, mentioned in the press only",
    Weight.SWITCH: "If counted differently",
}


class Reasons:
    """The explanations of one projection (ANS-5): what its dates have in common is computed once,
    on first use.
    """

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self._agreements = {v.key: v.agreement for v in variants_of(projection.agreement)[0]}
        self._beside: dict[str, list[Reading]] = {}
        self._counting: dict[str, CountingAlternatives] = {}

    def steps(self, reading: Reading, wanted: KeyDate) -> tuple[Step, ...]:
        """The steps from fact and clause to a date of one of the readings (ANS-5)."""
        return tuple(steps_of(ReadingContext.of(self._agreements[reading.key]), reading, wanted))

    def of(self, reading: Reading, wanted: KeyDate) -> Explanation:
        """Why a date of one of the readings is what it is, and what else it may be (REA-3)."""
        others = [*self.projection.readings, *self._mentioned_beside(reading)]
        alternatives = _readings(others, reading, wanted)
        said = {one.outcome.words for one in alternatives}
        alternatives += [
            one
            for one in alternatives_to(self._counting_of(reading), wanted)
            if one.outcome.words not in said
        ]
        return self._explanation(reading, wanted, tuple(alternatives))

    def brief(self, reading: Reading, wanted: KeyDate) -> Explanation:
        """The same without alternatives, which take long to compute."""
        return self._explanation(reading, wanted, ())

    def _explanation(
        self, reading: Reading, wanted: KeyDate, alternatives: tuple[Alternative, ...]
    ) -> Explanation:
        margin = self.projection.agreement.settings.delivery_margin_days
        safe = wanted.safe
        if not reading.held:
            safe = safe_under_others(self.projection.readings, reading, wanted, margin)
        return Explanation(
            wanted.kind,
            wanted.outcome,
            self.steps(reading, wanted),
            alternatives,
            safe,
            margin if safe is not None and wanted.kind in DELIVERED_BEFORE else 0,
            reading.held,
        )

    def _mentioned_beside(self, reading: Reading) -> list[Reading]:
        """What is mentioned, combined with a reading that is not the principal one: for example in
        force by itself, and counted from signature.
        """
        if not reading.key:
            return []
        if reading.key not in self._beside:
            variants, _ = variants_of(self._agreements[reading.key])
            until = self.projection.until
            self._beside[reading.key] = [
                project(v.agreement, until).principal._replace(label=v.label, held=False)
                for v in variants
                if not v.held
            ]
        return self._beside[reading.key]

    def _counting_of(self, reading: Reading) -> CountingAlternatives:
        if reading.key not in self._counting:
            agreement = self._agreements[reading.key]
            self._counting[reading.key] = CountingAlternatives.of(agreement, self.projection.until)
        return self._counting[reading.key]


def explain(
    agreement: Agreement,
    kind: KeyDateKind,
    ordinal: int = 0,
    party: str | None = None,
    reading: str = "",
    until: date | None = None,
    clause: str | None = None,
) -> Explanation:
    """Why the key date `kind` of cycle `ordinal` falls when it does: the one that `clause` gives
    where several clauses give one, else the first.

    `until` is the horizon; without it, sixty years after the last date on record. Raises LawError
    if the reading has no such date.
    """
    projection = project(agreement, until or _horizon(agreement))
    chosen = next((found for found in projection.readings if found.key == reading), None)
    if chosen is None:
        raise LawError(f"there is no reading {reading!r}", "reading")
    wanted = key_date_of(chosen, kind, ordinal, party, clause)
    if wanted is None:
        raise LawError(f"the agreement has no “{kind.label}” number {ordinal}", "kind")
    return Reasons(projection).of(chosen, wanted)


def _horizon(agreement: Agreement) -> date:
    days = [
        claim.date.latest
        for act in agreement.acts
        for claim in act.claims
        if claim.date.latest is not None
    ]
    return min(max(days, default=date(2000, 1, 1)) + LONGEST_AHEAD, date(LAST_YEAR, 12, 31))


def _readings(readings: Sequence[Reading], chosen: Reading, wanted: KeyDate) -> list[Alternative]:
    """The same date under the other readings, where it differs."""
    found: dict[tuple[str, str], Alternative] = {}
    for other in readings:
        if other is chosen:
            continue
        same = key_date_of(other, wanted.kind, wanted.ordinal, wanted.party, wanted.clause)
        if same is not None and same.outcome.words != wanted.outcome.words:
            label = other.label or "the principal reading"
            weight = Weight.HELD if other.held else Weight.MENTIONED
            told = Alternative(label, same.outcome, same.reason, weight)
            found.setdefault((label, same.outcome.words), told)
    return list(found.values())
