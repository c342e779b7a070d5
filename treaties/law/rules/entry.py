"""When the treaty enters into force, and when for each party (VCLT 24, 25; rules EIF-1 to
EIF-11).
"""

from datetime import date

from treaties.law.clauses.provisions import (
    AfterNotification,
    EntryRule,
    FirstDayOfMonth,
    LinkedEntry,
    OnDate,
    OnDeposit,
    OnExchange,
    OnSignature,
    Provisional,
    Threshold,
    UnstatedEntry,
)
from treaties.law.record.facts import DEPOSITS, Act, day_of, handed_on, order_of
from treaties.law.rules.reading_context import Derived, ReadingContext
from treaties.law.rules.results import Warning
from treaties.law.rules.thresholds import threshold_met
from treaties.law.values.outcomes import Awaiting, Fixed, Outcome, earliest_of, latest_of, shift
from treaties.law.values.periods import ZERO, Period, counted, first_of_nth_month, words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, Basis, ClauseKind

EIF = ClauseKind.ENTRY_INTO_FORCE


def entry_into_force(context: ReadingContext) -> Derived:
    """The general entry into force. A recorded day beats the computed one; a difference is warned
    of (ANS-3, ANS-4).
    """
    computed = _computed(context)
    recorded = context.of_kind(ActionKind.ENTRY_INTO_FORCE)
    whole = [act for act in recorded if act.party is None]
    if not whole and recorded and (computed is None or isinstance(computed.outcome, Awaiting)):
        days = [day_of(act, "effect_or_act") for act in recorded]
        first = latest_of(days) if context.bilateral else earliest_of(days)
        return Derived(first, "ANS-3", "recorded entry into force for the parties", Basis.RECORDED)
    if not whole:
        if computed is not None:
            return computed
        return Derived(Awaiting("entry into force"), "EIF-11", "no clause and no recorded day")
    given = earliest_of([day_of(act, "effect_or_act") for act in whole])
    if isinstance(given, Awaiting) and computed is not None:
        return computed
    _compare(context, given, computed)
    rule = computed.rule if computed else "ANS-3"
    return Derived(given, rule, f"recorded as in force from {given.words}", Basis.RECORDED)


def conditions_unmet(context: ReadingContext) -> bool:
    """True where the clause names what entry into force waits for and no entry is on record: for
    want of a clause nobody can say that a treaty was not in force.
    """
    rule = context.provision(EIF)
    stated = isinstance(rule, EntryRule) and not isinstance(rule, UnstatedEntry)
    return stated and ActionKind.ENTRY_INTO_FORCE not in context.on_record


def _compare(context: ReadingContext, given: Outcome, computed: Derived | None) -> None:
    """Say by how much a recorded entry into force departs from the clause."""
    if computed is None or given.earliest is None or computed.outcome.earliest is None:
        return
    latest = computed.outcome.latest or computed.outcome.earliest
    if given.earliest > latest or (given.latest or given.earliest) < computed.outcome.earliest:
        apart = abs((given.earliest - computed.outcome.earliest).days)
        context.warnings.append(
            Warning(
                "entry_differs",
                f"recorded as in force from {given.words}; {context.cite(EIF)} gives "
                f"{computed.outcome.words} "
                f"({rule_named(computed.rule)}): {counted(apart, 'day')} apart",
                context.clause_id(EIF),
            )
        )


def _computed(context: ReadingContext) -> Derived | None:
    rule = context.provision(EIF)
    if not isinstance(rule, EntryRule):
        return None
    article = context.cite(EIF)
    if isinstance(rule, OnSignature):
        return Derived(context.signature(), "EIF-1", f"{article}: in force on signature")
    if isinstance(rule, OnDate):
        return Derived(Fixed(rule.date), "EIF-2", f"{article}: in force on {words(rule.date)}")
    if isinstance(rule, OnExchange):
        start = context.anchor("exchange", Awaiting(""))
        said = "on" if rule.delay.is_zero else f"{rule.delay.words} after"
        reason = f"{article}: in force {said} the exchange of instruments of ratification"
        return Derived(context.delayed(start, rule.delay), "EIF-3", reason)
    if isinstance(rule, AfterNotification):
        start = _notification(context, rule.which, rule.by, rule.basis)
        said = "on" if rule.delay.is_zero else f"{rule.delay.words} after"
        which = "last notification" if rule.which == "last" else "notification"
        reason = f"{article}: in force {said} the {which} of completed procedures"
        return Derived(context.delayed(start, rule.delay), "EIF-4", reason)
    if isinstance(rule, FirstDayOfMonth):
        return _first_of_month(context, rule, article)
    if isinstance(rule, Threshold):
        met = threshold_met(context, rule)
        outcome = context.delayed(met, rule.delay)
        floor = rule.not_before.date if rule.not_before else None
        if floor is not None:
            outcome = shift(outcome, lambda day: max(day, floor))
        said = "when" if rule.delay.is_zero else f"{rule.delay.words} after"
        return Derived(
            outcome, "EIF-7", f"{article}: in force {said} the required instruments are together"
        )
    if isinstance(rule, OnDeposit):
        return Derived(
            context.delayed(context.anchor("deposit", Awaiting("")), rule.delay),
            "EIF-8",
            f"{article}: in force after the deposit of instruments",
        )
    if isinstance(rule, LinkedEntry):
        what = rule.linked or "the day agreed for entry into force"
        return Derived(
            Awaiting(what), "EIF-9", f"{article}: in force on a day agreed or linked elsewhere"
        )
    return Derived(
        Awaiting("recorded entry into force"),
        "EIF-11",
        "no clause; a recorded day is needed (VCLT 24(2))",
    )


def _first_of_month(context: ReadingContext, rule: FirstDayOfMonth, article: str) -> Derived:
    if rule.after == "notification":
        start = _notification(context, rule.which, rule.by, rule.basis)
    elif rule.after == "threshold_met":
        start = threshold_met(context, Threshold(count=rule.count, named=rule.named))
    else:
        start = context.anchor(rule.after, Awaiting("entry into force"))
    outcome = shift(
        context.delayed(start, rule.wait), lambda day: first_of_nth_month(day, rule.nth)
    )
    code = "EIF-5" if rule.wait.is_zero else "EIF-6"
    waited = "" if rule.wait.is_zero else f"{rule.wait.words} and then "
    return Derived(
        outcome,
        code,
        f"{article}: in force {waited}on the first day of month {rule.nth} following "
        f"the {rule.after.replace('_', ' ')}",
    )


def anchor_of(context: ReadingContext, rule: EntryRule) -> tuple[Outcome, Period]:
    """The day from which a rule of entry into force counts, and what it adds (EIF-3 to EIF-8)."""
    if isinstance(rule, OnExchange):
        return context.anchor("exchange", Awaiting("")), rule.delay
    if isinstance(rule, AfterNotification):
        return _notification(context, rule.which, rule.by, rule.basis), rule.delay
    if isinstance(rule, Threshold):
        return threshold_met(context, rule), rule.delay
    if isinstance(rule, OnDeposit):
        return context.anchor("deposit", Awaiting("")), rule.delay
    return Awaiting("a day that the rule counts from"), ZERO


def _notification(context: ReadingContext, which: str, by: str, basis: str) -> Outcome:
    kind, order = ActionKind.NOTIFICATION_OF_PROCEDURES, order_of(basis)
    if which == "single":
        own = [a for a in context.of_kind(kind) if not by or a.party in (by, None)]
        if not own:
            return Awaiting(f"{kind.label}{' by ' + by if by else ''}")
        return earliest_of([day_of(act, order) for act in own])
    return context.last_by_party(kind, order)


def provisional_from(context: ReadingContext) -> Derived | None:
    """When provisional application begins (VCLT 25, EIF-10); a recorded act beats the clause."""
    recorded = [a for a in context.of_kind(ActionKind.PROVISIONAL_APPLICATION) if a.party is None]
    if recorded:
        day = earliest_of([day_of(act, "effect_or_act") for act in recorded])
        return Derived(day, "EIF-10", "recorded provisional application", Basis.RECORDED)
    rule = context.provision(ClauseKind.PROVISIONAL_APPLICATION)
    entry = context.provision(EIF)
    if not isinstance(rule, Provisional):
        rule = entry.provisional if isinstance(entry, EntryRule) else None
    if rule is None:
        return None
    reason = "the text applies provisionally pending entry into force (VCLT 25)"
    if rule.date is not None:
        return Derived(Fixed(rule.date), "EIF-10", reason)
    start = context.anchor(rule.after or rule.from_, Awaiting("entry into force"))
    if rule.rule == "first_day_of_month":
        return Derived(shift(start, lambda d: first_of_nth_month(d, rule.nth)), "EIF-10", reason)
    return Derived(context.delayed(start, rule.delay), "EIF-10", reason)


def party_entries(
    context: ReadingContext, party: str, general: Outcome
) -> list[tuple[Act | None, Outcome]]:
    """Each time the party's own participation begins: the act of consent and the day (EIF-8).

    In a bilateral the treaty binds both from its own entry into force. In the others a party enters
    by its own instrument and delay, but never before the treaty does.
    """
    consents = context.acts_by(DEPOSITS, party)
    if context.bilateral:
        place = [act for act in consents if handed_on(act)]
        if place:
            return [(place[0], _own_entry(context, place[0], general))]
        return [(consents[0] if consents else None, general)]
    recorded = context.acts_by({ActionKind.ENTRY_INTO_FORCE}, party)
    entries: list[tuple[Act | None, Outcome]] = []
    for act in consents:
        entries.append((act, _own_entry(context, act, general)))
    for act in recorded:
        day = day_of(act, "effect_or_act")
        near = _nearest(entries, day)
        if near is None:
            entries.append((None, day))
        else:
            entries[near] = (entries[near][0], day)
    if not entries and not _consents_recorded(context) and party in context.agreement.parties:
        entries.append((None, general))
    entries.sort(key=lambda entry: entry[1].earliest or date.max)
    return entries


def _consents_recorded(context: ReadingContext) -> bool:
    rule = context.provision(EIF)
    by_instrument = isinstance(rule, Threshold | OnDeposit) or (
        isinstance(rule, FirstDayOfMonth) and rule.after in ("threshold_met", "deposit")
    )
    return by_instrument or any(act.kind in DEPOSITS for act in context.agreement.acts)


def _nearest(entries: list[tuple[Act | None, Outcome]], day: Outcome) -> int | None:
    """The entry that a recorded day speaks of: the last whose instrument came before it."""
    if day.earliest is None:
        return None
    found = None
    for index, (act, _) in enumerate(entries):
        deposited = day_of(act, "received").earliest if act else None
        if deposited is not None and deposited <= day.earliest:
            found = index
    return found


def _own_entry(context: ReadingContext, act: Act, general: Outcome) -> Outcome:
    rule = context.provision(EIF)
    own = rule.per_party if isinstance(rule, Threshold | FirstDayOfMonth) else rule
    day = day_of(act, "received")
    stated = day_of(act, "effective")
    if not isinstance(stated, Awaiting):
        return stated
    if act.kind is ActionKind.SUCCESSION:
        return latest_of([general, day])
    if isinstance(own, FirstDayOfMonth):
        wait, nth = own.wait, own.nth
        day = shift(context.delayed(day, wait), lambda d: first_of_nth_month(d, nth))
    elif isinstance(own, OnDeposit):
        day = context.delayed(day, own.delay)
    elif isinstance(rule, Threshold):
        day = context.delayed(day, rule.delay)
    return latest_of([general, day])
