"""The days worth knowing that follow from one reading, each with its rule and a sentence that cites
the article (ANS-5, ANS-7).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple, cast

from treaties.law.clauses.provisions import (
    ByOrgan,
    Express,
    Mode,
    NonRenewalNotice,
    Survival,
    Tacit,
    TacitIndefinite,
    Window,
)
from treaties.law.rules.cessation import End, survival_of
from treaties.law.rules.duration import CycleChain
from treaties.law.rules.exits import ExitContext, earliest_notice, earliest_termination, windows_of
from treaties.law.rules.notices import Notice, in_time
from treaties.law.rules.participation import PartyInterval
from treaties.law.rules.reading_context import Derived, ReadingContext, cite
from treaties.law.rules.results import Closing, Cycle, KeyDate
from treaties.law.values.outcomes import Awaiting, Outcome, shift
from treaties.law.values.periods import Period, subtract
from treaties.law.values.vocabulary import Basis, ClauseKind, KeyDateKind

K = KeyDateKind
_WINDOW_OPENS, _LAST_NOTICE = K.WINDOW_OPENS, K.LAST_NOTICE  # of every cycle


def key_dates(
    context: ReadingContext,
    entry: Derived,
    provisional: Derived | None,
    chain: CycleChain,
    given: Sequence[Notice],
    intervals: Mapping[str, Sequence[PartyInterval]],
    end: End | None,
    until: date,
) -> tuple[KeyDate, ...]:
    """Every key date of the reading; what would lie after its end is left out."""
    eif = entry.outcome
    clause = context.clause_id(ClauseKind.ENTRY_INTO_FORCE)
    found = [
        KeyDate(K.ENTRY_INTO_FORCE, clause, None, 0, eif, entry.basis, entry.reason, entry.rule)
    ]
    if provisional is not None:
        found.append(
            KeyDate(
                K.PROVISIONAL_APPLICATION,
                clause,
                None,
                0,
                provisional.outcome,
                provisional.basis,
                provisional.reason,
                provisional.rule,
            )
        )
    found += _of_cycles(context, chain)
    found += _of_chain(context, chain)
    found += _of_modes(context, eif, chain, until)
    limit = end.boundary.earliest if end is not None else None
    if limit is not None:
        found = [k for k in found if k.outcome.earliest is None or k.outcome.earliest <= limit]
    if not context.bilateral:
        for party, own in intervals.items():
            for ordinal, interval in enumerate(own):
                reason = f"bound from {interval.entry.words}"
                basis = Basis.PROJECTED
                found.append(
                    KeyDate(
                        K.PARTY_ENTRY_INTO_FORCE,
                        clause,
                        party,
                        ordinal,
                        interval.entry,
                        basis,
                        reason,
                        "EIF-8",
                    )
                )
                left = [n for n in interval.notices[:1] if in_time(n) and not _is_late(n, end)]
                found += [_exit(context, n, ordinal) for n in left]
                if interval.exit is not None and interval.exit not in interval.notices[:1]:
                    found.append(_exit(context, interval.exit, ordinal))
    else:
        found += [_exit(context, n, i) for i, n in enumerate(given) if in_time(n)]
    if end is not None:
        found.append(
            KeyDate(K.END, end.clause, None, 0, end.named, end.basis, end.reason, end.rule)
        )
        found += _survival(context, end)
    return tuple(found)


def _of_cycles(context: ReadingContext, chain: CycleChain) -> list[KeyDate]:
    """The key dates of each cycle; a renewal stands on what the cycle it leads to stands on."""
    found: list[KeyDate] = []
    notice = context.provision(ClauseKind.NOTICE)
    period = prevention = None
    article = context.cite(ClauseKind.RENEWAL)
    renews, expires = Closing.RENEWS, Closing.EXPIRES
    renewal, recorded = K.RENEWAL, Basis.RECORDED
    stoppable = {renews, Closing.RUNS_ON}
    if isinstance(context.provision(ClauseKind.RENEWAL), Tacit | TacitIndefinite):
        stoppable.add(Closing.ENDS)
    for cycle, following in zip_longest(chain.cycles, chain.cycles[1:]):
        closing, n = cycle.closing, cycle.ordinal
        ends = cycle.expires.words
        if isinstance(notice, NonRenewalNotice) and closing in stoppable:
            if prevention is None or notice.in_term(n) is not period:
                period = notice.in_term(n)
                prevention = _Prevention.of(context, notice, period)
            found += prevention.dates(cycle, ends)
        if closing is renews:
            basis = following.basis if following else chain.onward
            rule = "REN-7" if basis is recorded else "REN-1"
            reason = f"{article}: renewed on {ends}, when term {n + 1} ends"
            ident = cycle.renewal_clause
            found.append(KeyDate(renewal, ident, None, n, cycle.expires, basis, reason, rule))
        elif closing is expires:
            found += _expiry(context, cycle)
    return found


class _Prevention(NamedTuple):
    """From when and until when a renewal can be prevented: what is said alike of every cycle."""

    window_rule: str
    notice_rule: str
    window_reason: str
    notice_reason: str

    @classmethod
    def of(cls, context: ReadingContext, notice: NonRenewalNotice, period: Period) -> "_Prevention":
        article = context.cite(ClauseKind.NOTICE)
        if notice.form == "within":
            within = f"{article}: notice within {period.words} before "
            return cls("NOT-4", "NOT-4", within, f"{within}the end of the term on ")
        return cls(
            "ANS-7",
            "NOT-3" if period is notice.later_terms else "NOT-1",
            f"{context.agreement.settings.window.words} before the last day to give notice, "
            "not before the term began (our convention, not the treaty's)",
            f"{article}: notice at least {period.words} before the end of the term on ",
        )

    def dates(self, cycle: Cycle, ends: str) -> tuple[KeyDate, ...]:
        """The two days of a cycle that ends on the day written `ends`."""
        # a clause on notice gives both to every cycle
        opens, last = cast("Outcome", cycle.window_opens), cast("Outcome", cycle.last_notice)
        ident, n, basis = cycle.notice_clause, cycle.ordinal, cycle.basis
        rule, reason = self.window_rule, self.window_reason
        if rule == "NOT-4":
            reason += ends
        by_then = self.notice_reason + ends
        return (
            KeyDate(_WINDOW_OPENS, ident, None, n, opens, basis, reason, rule),
            KeyDate(_LAST_NOTICE, ident, None, n, last, basis, by_then, self.notice_rule),
        )


def _expiry(context: ReadingContext, cycle: Cycle) -> list[KeyDate]:
    article = context.cite(ClauseKind.DURATION)
    n = cycle.ordinal
    found = [
        KeyDate(
            K.EXPIRY,
            cycle.duration_clause,
            None,
            n,
            cycle.expires,
            cycle.basis,
            f"{article}: the term ends on {cycle.expires.words}; last full day "
            f"{cycle.last_day.words}",
            "DUR-3" if cycle.expires == cycle.last_day else "DUR-1",
        )
    ]
    renewal = context.provision(ClauseKind.RENEWAL)
    if isinstance(renewal, Express | ByOrgan) and (
        renewal.max_times is None or n < renewal.max_times
    ):
        due: Outcome = cycle.expires
        by = renewal.by or "agreement of the parties"
        if isinstance(renewal, ByOrgan) and renewal.decide_by is not None:
            ahead = renewal.decide_by
            due = shift(due, lambda day: subtract(day, ahead))
        found.append(
            KeyDate(
                K.DECISION_DUE,
                cycle.renewal_clause,
                None,
                n,
                due,
                cycle.basis,
                f"{context.cite(ClauseKind.RENEWAL)}: extension only by {by}; none is recorded",
                "REN-5" if isinstance(renewal, ByOrgan) else "REN-4",
            )
        )
    return found


def _of_chain(context: ReadingContext, chain: CycleChain) -> list[KeyDate]:
    found: list[KeyDate] = []
    if chain.indefinite_from is not None:
        lock = chain.initial is not None
        kind = ClauseKind.DURATION if lock else ClauseKind.RENEWAL
        found.append(
            KeyDate(
                K.INDEFINITE_FROM,
                context.clause_id(kind),
                None,
                0,
                chain.indefinite_from,
                Basis.PROJECTED,
                f"{context.cite(kind)}: from {chain.indefinite_from.words} without limit of time",
                "DUR-5" if lock else "REN-3",
            )
        )
    if chain.review_at is not None:
        found.append(
            KeyDate(
                K.REVIEW,
                context.clause_id(ClauseKind.RENEWAL),
                None,
                0,
                chain.review_at,
                Basis.PROJECTED,
                f"{context.cite(ClauseKind.RENEWAL)}: "
                f"a review conference from {chain.review_at.words}",
                "REN-6",
            )
        )
    return found


def _of_modes(
    context: ReadingContext, eif: Outcome, chain: CycleChain, until: date
) -> list[KeyDate]:
    found: list[KeyDate] = []
    exit_context = ExitContext(context, eif, eif, chain.cycles)
    for clause in context.modes:
        mode = cast("Mode", clause.provision)
        ident = clause.id or None
        first = earliest_notice(mode, exit_context)
        if first is not None:
            reason = f"{cite(clause)}: notice only from {first.words}"
            found.append(
                KeyDate(K.EARLIEST_NOTICE, ident, None, 0, first, Basis.PROJECTED, reason, "TER-3")
            )
        floor = earliest_termination(mode, exit_context)
        if floor is not None:
            reason = f"{cite(clause)}: no end by notice before {floor.words}"
            found.append(
                KeyDate(
                    K.EARLIEST_TERMINATION, ident, None, 0, floor, Basis.PROJECTED, reason, "TER-4"
                )
            )
        if isinstance(mode, Window):
            for n, (opens, closes) in enumerate(windows_of(mode, exit_context, until)):
                reason = f"{cite(clause)}: denunciation from {opens.words} to {closes.words}"
                for kind, day in ((K.WINDOW_OPENS, opens), (K.LAST_NOTICE, closes)):
                    found.append(
                        KeyDate(kind, ident, None, n, day, Basis.PROJECTED, reason, "TER-8")
                    )
    return found


def _exit(context: ReadingContext, notice: Notice, ordinal: int) -> KeyDate:
    return KeyDate(
        K.EXIT_EFFECTIVE,
        notice.clause,
        notice.party,
        ordinal,
        notice.named,
        notice.basis,
        notice.reason,
        notice.rule,
    )


def _is_late(notice: Notice, end: End | None) -> bool:
    """True if the treaty had ended when the notice was given."""
    over = end.boundary.latest if end is not None else None
    day = notice.day.earliest
    return over is not None and day is not None and day >= over


def _survival(context: ReadingContext, end: End) -> list[KeyDate]:
    until = survival_of(context, end.named)
    rule = context.provision(ClauseKind.SURVIVAL)
    if until is None or not isinstance(rule, Survival):
        return []
    length = rule.period.words if rule.period else (rule.until or "completion")
    scope = f" for {rule.scope}" if rule.scope else ""
    said = "" if isinstance(until, Awaiting) else f", {until.words}"
    return [
        KeyDate(
            K.SURVIVAL_END,
            context.clause_id(ClauseKind.SURVIVAL),
            None,
            0,
            until,
            Basis.PROJECTED,
            f"{context.cite(ClauseKind.SURVIVAL)}: effects go on{scope} until {length} "
            f"after the end{said}",
            "SUR-1",
        )
    ]
