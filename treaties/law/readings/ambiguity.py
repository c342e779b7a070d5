"""What in a clause as written can be read in two ways, and what depends on the choice (REA-4).

Each warning names both readings and, where the facts give one, the first date that hangs on them.
The same switches, turned for one date, are in `asking.counting_alternatives`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from treaties.law.clauses.provisions import (
    Express,
    NonRenewalNotice,
    NoticeAtAnyTime,
    Tacit,
    UnspecifiedRenewal,
    UnstatedExit,
)
from treaties.law.record.facts import NOTICES, TWELVE_MONTHS, acts_of
from treaties.law.rules.duration import cycle_chain
from treaties.law.rules.reading_context import ReadingContext, cite, notice_day
from treaties.law.rules.results import Cycle, Reading, Warning
from treaties.law.values.arithmetic_in_words import add_in_words
from treaties.law.values.outcomes import Awaiting, Fixed, shift
from treaties.law.values.periods import Period, forward_max, subtract, words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import Binding, ClauseKind


def ambiguities(context: ReadingContext, reading: Reading) -> list[Warning]:
    """The doubtful points of the clauses of one reading (REA-4), each with both readings and what
    depends on the choice.
    """
    found = [*_of_notice(context, reading), *_of_renewal(context, reading)]
    for clause in context.modes:
        mode, ident = clause.provision, clause.id or None
        if isinstance(mode, UnstatedExit) and context.agreement.binding is Binding.YES:
            found.append(Warning("vclt56", _fallback(context), ident))
        if isinstance(mode, NoticeAtAnyTime):
            if mode.condition:
                text = f"{cite(clause)} opens only on a condition: {mode.condition}"
                if mode.period is not None:
                    text += f"; the dates hold only if it is fulfilled ({rule_named('TER-18')})"
                found.append(Warning("condition", text, ident))
            if mode.earliest_notice is not None and mode.period is not None:
                found.append(
                    Warning("minimum", _minimum(cite(clause), mode, reading, ident), ident)
                )
    return found


def _of_notice(context: ReadingContext, reading: Reading) -> Iterator[Warning]:
    notice = context.provision(ClauseKind.NOTICE)
    if not isinstance(notice, NonRenewalNotice):
        return
    where, article = context.clause_id(ClauseKind.NOTICE), context.cite(ClauseKind.NOTICE)
    first = next((c for c in reading.cycles if c.last_notice is not None), None)
    if notice.form == "within":
        text = (
            f"{article}: “within {notice.period.words}” is read as a window up to the last day; it "
            "may be meant as a deadline, and then the day the window opens is the last day to "
            f"give notice ({rule_named('NOT-4')})"
        )
        if first is not None and first.first_notice is not None and first.last_notice is not None:
            text += (
                f"; for the end on {first.expires.words}: from {first.first_notice.words} to "
                f"{first.last_notice.words}, or not later than {first.first_notice.words}"
            )
        yield Warning("within", text, where)
    if notice.basis == "unspecified":
        text = (
            f"{article} does not say whether giving or receiving the notice counts; receipt is "
            "taken (VCLT 78(b)), so a notice should have arrived by the last day"
        )
        if first is not None and first.last_notice is not None:
            text += (
                f"; a notice sent by {first.last_notice.words} and received later would be in time "
                f"for {first.expires.words} only if giving counts"
            )
        yield Warning("basis_unspecified", text, where)
    if notice.form != "within" and context.counting.deadline_method == "backward":
        for cycle in reading.cycles:
            boundary = cycle.expires.earliest
            if boundary is None or boundary.day < 28:  # every month has the day
                continue
            doubtful = _month_end(notice, cycle.ordinal, boundary)
            if doubtful is not None:
                yield Warning("month_end", f"{article}: {doubtful}", where)
                break


def _month_end(notice: NonRenewalNotice, ordinal: int, boundary: date) -> str | None:
    """Both ways of counting from the end of a short month, where they part (NOT-2)."""
    period = notice.in_term(ordinal)
    if not period.months:
        return None
    backwards, forwards = subtract(boundary, period), forward_max(boundary, period)
    if backwards == forwards:
        return None
    return (
        f"{period.words} before {words(boundary)} is {words(backwards)} counted backwards and "
        f"{words(forwards)} counted forwards "
        f"({rule_named('NOT-2')}); {words(min(backwards, forwards))} is safe"
    )


def _of_renewal(context: ReadingContext, reading: Reading) -> Iterator[Warning]:
    renewal = context.provision(ClauseKind.RENEWAL)
    where, article = context.clause_id(ClauseKind.RENEWAL), context.cite(ClauseKind.RENEWAL)
    last = reading.cycles[-1] if reading.cycles else None
    if isinstance(renewal, Tacit) and renewal.max_times == 1:
        text = (
            f"{article}: “a further period” is read as once only; read as successive periods the "
            f"treaty would go on ({rule_named('REN-2')})"
        )
        if last is not None and last.ordinal == 1:
            successive = replace(renewal, max_times=None)
            text += f"; it ends on {_or_next_end(context, reading, last, successive)}"
        yield Warning("once_or_successive", text, where)
    if isinstance(renewal, UnspecifiedRenewal):
        text = (
            f"{article}: who renews, and how it is stopped, is not said; nothing is projected. "
            f"Read as tacit it would be renewed, read as express it would end "
            f"({rule_named('REN-10')})"
        )
        if last is not None:
            tacit = Tacit(period=renewal.period)
            text += f"; it ends on {_or_next_end(context, reading, last, tacit)}"
        yield Warning("renewal_unspecified", text, where)
    if isinstance(renewal, Express) and ClauseKind.NOTICE in context.clauses:
        text = (
            f"{article} renews by agreement only, yet {context.cite(ClauseKind.NOTICE)} regulates "
            f"how to opt out: it may be meant as tacit ({rule_named('REN-10')})"
        )
        if last is not None:
            tacit = Tacit(period=renewal.period)
            text += f"; it ends on {_or_next_end(context, reading, last, tacit)}"
        yield Warning("renewable", text, where)


def _or_next_end(context: ReadingContext, reading: Reading, last: Cycle, renewal: Tacit) -> str:
    """The end of the last cycle, and the one after it where the clause is read as renewing."""
    clause = replace(context.clauses[ClauseKind.RENEWAL], provision=renewal)
    turned = replace(context, clauses={**context.clauses, ClauseKind.RENEWAL: clause}, warnings=[])
    until = last.expires.latest
    cycles = cycle_chain(turned, reading.entry_into_force, until).cycles if until else ()
    following = next((c for c in cycles if c.ordinal == last.ordinal + 1), None)
    said = f"{last.expires.words}, or is renewed then"
    if following is None:
        return said
    said += f" until {following.expires.words}"
    if following.last_notice is not None:
        said += f" (last day to give notice {following.last_notice.words})"
    return said


def _fallback(context: ReadingContext) -> str:
    """The fallback of VCLT 56, named and not applied (ANS-8, TER-10)."""
    text = (
        "no clause on leaving: under VCLT 56 (fallback, not applied) it may be denounced only if "
        "the parties meant it or its nature implies it, and then on twelve months' notice"
    )
    for act in acts_of(context.agreement, NOTICES):
        day = notice_day(act, "received")
        if not isinstance(day, Awaiting):
            effect = shift(day, lambda d: context.add(d, TWELVE_MONTHS))
            said = (
                f"{text}: the notice of {day.words} would end it on {effect.words}, or not at all"
            )
            if isinstance(day, Fixed):
                said += f" ({add_in_words(day.day, TWELVE_MONTHS, context.leap)})"
            return said
    return text


def _minimum(article: str, mode: NoticeAtAnyTime, reading: Reading, ident: str | None) -> str:
    """A minimum may bar the notice or its effect (TER-4)."""
    period = mode.period or Period()
    text = (
        f"{article}: the minimum is read as barring the notice "
        f"({rule_named('TER-3')}); it may bar only the effect "
        f"({rule_named('TER-4')})"
    )
    gate = next((k for k in reading.key_dates if k.clause == ident and k.rule == "TER-3"), None)
    if gate is None or isinstance(gate.outcome, Awaiting):
        return text
    day = shift(gate.outcome, lambda d: subtract(d, period))
    return f"{text}: notice from {gate.outcome.words}, or from {day.words}"


def apart(principal: Reading, other: Reading, clause: str | None) -> Warning | None:
    """What depends on which of two sentences that disagree is followed: the first date that differs
    (REA-4).
    """
    ours = {(k.kind, k.party, k.ordinal): k.outcome for k in principal.key_dates}
    for key in other.key_dates:
        outcome = ours.get((key.kind, key.party, key.ordinal))
        if outcome is not None and outcome.words != key.outcome.words:
            text = (
                f"two sentences disagree; the principal reading gives {key.kind.label} "
                f"{outcome.words}, the reading “{other.label}” {key.outcome.words}"
            )
            return Warning("sentences_disagree", text, clause)
    return None
