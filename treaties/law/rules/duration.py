"""The cycles of a treaty (its terms of validity): initial term, renewals, recorded extensions, and
the last day to give notice in each.

Rules DUR, REN, NOT. Boundaries are counted from the origin, never from a clamped date (PER-4).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple, cast

from treaties.law.clauses.provisions import (
    ByOrgan,
    Express,
    FixedTerm,
    InitialThenIndefinite,
    NonRenewalNotice,
    Provision,
    ReviewConference,
    Tacit,
    TacitIndefinite,
    UntilDate,
)
from treaties.law.rules.extensions import (
    BoundaryCount,
    Cap,
    against,
    confirmations,
    confirmed,
    extended,
    extensions,
    next_extension,
    renewed,
)
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Closing, Cycle, Warning
from treaties.law.values.outcomes import (
    ONE_DAY,
    Awaiting,
    Fixed,
    Outcome,
    day_before,
    later_of,
    next_day,
    shift,
)
from treaties.law.values.periods import ZERO, Period, forward_max
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import Basis, ClauseKind

MOST_CYCLES: Final = 2000
"""No real clause comes near it; further cycles are cut off, with a warning."""


class CycleChain(NamedTuple):
    """The chain of cycles, and what happens after the last one."""

    cycles: tuple[Cycle, ...]
    indefinite_from: Outcome | None = None
    initial: Cycle | None = None
    review_at: Outcome | None = None
    onward: Basis = Basis.PROJECTED
    """The basis of the first renewal after the last cycle."""


def cycle_chain(context: ReadingContext, eif: Outcome, until: date) -> CycleChain:
    """The cycles that begin by `until` (all of each), from the entry into force `eif`."""
    duration = context.provision(ClauseKind.DURATION)
    renewal = context.provision(ClauseKind.RENEWAL)
    review = None
    if isinstance(renewal, ReviewConference):
        start = context.anchor(renewal.from_, eif)
        review = context.after(start, renewal.at)
    if isinstance(duration, InitialThenIndefinite):
        # Nothing ends here: the lock-in, like a bar on notice or effect, is counted to its
        # boundary, whether or not that day would belong to a term (DUR-5).
        start = context.anchor(duration.from_, eif)
        if isinstance(start, Awaiting):
            return CycleChain((), start, None, review)
        lock = _cycle(
            context,
            _Measure.of(context),
            BoundaryCount(start, duration.initial, start),
            0,
            Basis.PROJECTED,
            Closing.RUNS_ON,
        )
        lock = replace(lock, last_notice=None, window_opens=None)
        return CycleChain((), lock.expires, lock, review)
    count = _first(context, duration, eif)
    if count is None or isinstance(count.named or count.origin, Awaiting):
        return CycleChain((), review_at=review)
    cycles, onward = _run(context, count, renewal, until)
    indefinite = None
    last = cycles[-1]
    if last.closing is Closing.RUNS_ON:
        indefinite = day_after(last)
    return CycleChain(tuple(cycles), indefinite, None, review, onward)


def _first(
    context: ReadingContext, duration: Provision | None, eif: Outcome
) -> BoundaryCount | None:
    if isinstance(duration, FixedTerm):
        start = context.anchor(duration.from_, eif)
        if duration.latest is not None and start.latest is not None:
            return _capped(context, start, duration.period, duration.latest)
        return BoundaryCount(start, duration.period, start)
    if isinstance(duration, UntilDate):
        start = context.anchor(duration.from_, eif)
        end = Fixed(duration.date, "the day named in the clause")
        if duration.inclusive:
            return BoundaryCount(start, ZERO, start, end)
        return BoundaryCount(end, ZERO, start)
    return None


def _capped(context: ReadingContext, start: Outcome, period: Period, cap: date) -> BoundaryCount:
    """A term of a length, or until a named day that is itself in force, whichever ends it sooner:
    from a start that is not exact it may be either.
    """
    ends = context.after(start, period)
    if cast("date", ends.latest) <= cap:
        return BoundaryCount(start, period, start)
    if cast("date", ends.earliest) > cap:
        return BoundaryCount(start, period, start, Fixed(cap, "at the latest"))
    named = shift(ends, lambda day: min(day, cap))
    if context.counting.term_end == "inclusive":
        return BoundaryCount(start, period, start, named, cap=Cap(cap, period, cap))
    last = shift(ends, lambda day: cap if day > cap else day - ONE_DAY)
    return BoundaryCount(start, period, start, named, last, Cap(cap, period, cap + ONE_DAY))


def _run(
    context: ReadingContext, count: BoundaryCount, renewal: Provision | None, until: date
) -> tuple[list[Cycle], Basis]:
    recorded = extensions(context)
    confirming = confirmations(context)
    lengths = _lengths(context, renewal)
    tacit = isinstance(renewal, Tacit) or (
        isinstance(renewal, Express | ByOrgan) and renewal.project
    )
    most = _most(renewal, lengths) if tacit else 0
    cycles: list[Cycle] = []
    basis = projected = Basis.PROJECTED
    closed = False
    measure = _Measure.of(context)
    on, otherwise = Closing.RENEWS, Closing.EXPIRES
    if isinstance(renewal, TacitIndefinite) or _decided_indefinite(renewal):
        otherwise = Closing.RUNS_ON
    for ordinal in range(MOST_CYCLES):
        renews = not closed and ordinal < most
        cycle = _cycle(context, measure, count, ordinal, basis, on if renews else otherwise)
        following = day_after(cycle)
        extension = next_extension(recorded, cycle, tacit and not closed) if recorded else None
        if extension is not None:
            recorded.remove(extension)
            cycles.append(replace(cycle, closing=on))
            before, count = count, extended(context, count, extension, following, lengths, ordinal)
            against(context, extension, cycle, before, count, lengths, ordinal)
            closed = extension.details.get("resumes") is not True
            basis = Basis.RECORDED
        elif renews:
            cycles.append(cycle)
            length = lengths[ordinal] if ordinal < len(lengths) else lengths[-1]
            count = renewed(context, count, following, length)
            basis = projected
        else:
            cycles.append(cycle)
            return confirmed(context, cycles, confirming, following), basis
        begins = cast("date", count.start.earliest)  # an unknown end has left the loop above
        if begins > until and basis is projected:
            if not confirming:
                return cycles, basis
            # The next cycle is computed too: a recorded renewal may be the one that leads to it.
            closing = on if not closed and ordinal + 1 < most else otherwise
            ahead = _cycle(context, measure, count, ordinal + 1, basis, closing)
            *cycles, ahead = confirmed(context, [*cycles, ahead], confirming, day_after(ahead))
            return cycles, ahead.basis
    context.warnings.append(
        Warning(
            "stopped",
            f"the calculation stopped after {MOST_CYCLES} terms; check the length of the renewal",
            context.clause_id(ClauseKind.RENEWAL),
        )
    )
    return confirmed(context, cycles, confirming, None), basis


@dataclass(frozen=True, slots=True)
class _Measure:
    """The values that are the same for every cycle of a treaty."""

    inclusive: bool
    notice: NonRenewalNotice | None
    window: Period
    duration_clause: str | None
    renewal_clause: str | None
    notice_clause: str | None

    @classmethod
    def of(cls, context: ReadingContext) -> "_Measure":
        found = context.provision(ClauseKind.NOTICE)
        notice = found if isinstance(found, NonRenewalNotice) else None
        return cls(
            context.counting.term_end == "inclusive",
            notice,
            (notice and notice.window) or context.agreement.settings.window,
            context.clause_id(ClauseKind.DURATION),
            context.clause_id(ClauseKind.RENEWAL),
            context.clause_id(ClauseKind.NOTICE),
        )


def _cycle(
    context: ReadingContext,
    measure: _Measure,
    count: BoundaryCount,
    ordinal: int,
    basis: Basis,
    closing: Closing,
) -> Cycle:
    if count.named is not None:
        expires = count.named
        last_day = count.last or expires
    elif count.cap is not None:
        cap, total = count.cap, count.total
        expires = shift(count.origin, lambda day: cap.boundary(day, total, context.leap))
        last_day = expires if measure.inclusive else day_before(expires)
    else:
        expires = context.after(count.origin, count.total)
        last_day = expires if measure.inclusive else day_before(expires)
    first = last = opens = None
    if measure.notice is not None:
        first, last, opens = _notice(context, measure, count.start, expires, last_day, ordinal)
    return Cycle(
        ordinal,
        count.start,
        expires,
        last_day,
        opens,
        last,
        first,
        basis,
        closing,
        measure.duration_clause,
        measure.renewal_clause,
        measure.notice_clause,
    )


def _notice(
    context: ReadingContext,
    measure: _Measure,
    start: Outcome,
    expires: Outcome,
    last_day: Outcome,
    ordinal: int,
) -> tuple[Outcome | None, Outcome, Outcome]:
    """First day (only where the clause opens a window), last day, and the opening of the window."""
    notice, window = measure.notice, measure.window
    assert notice is not None
    period = notice.in_term(ordinal)
    latest = context.before(expires, period)
    if notice.form == "within":
        first = later_of(start, latest)
        return first, last_day, first
    last = latest
    if context.counting.deadline_method == "forward_max":
        last = shift(expires, lambda day: forward_max(day, period, context.leap))
    if context.counting.notice_counting == "clear":
        last = day_before(last)
    opens = later_of(start, context.before(last, window))
    return None, last, opens


def day_after(cycle: Cycle) -> Outcome:
    """The first day after a cycle: if its boundary is itself in force (`_cycle` gives boundary and
    last day as one answer), the day after the boundary; if it may be either, the day after its last
    day.
    """
    exact = isinstance(cycle.expires, Fixed) and cycle.expires is not cycle.last_day
    return cycle.expires if exact else next_day(cycle.last_day)


def _lengths(context: ReadingContext, renewal: Provision | None) -> tuple[Period, ...]:
    """The lengths of the renewals in order; the last one repeats. If unstated, the length of the
    previous term (REN-9).
    """
    if not isinstance(renewal, Tacit | Express | ByOrgan):
        return ()
    if renewal.periods:
        return renewal.periods + ((renewal.period,) if renewal.period else ())
    if renewal.period is not None:
        return (renewal.period,)
    duration = context.provision(ClauseKind.DURATION)
    if isinstance(renewal, Tacit) and isinstance(duration, FixedTerm):
        context.warnings.append(
            Warning(
                "length_unstated",
                "the clause renews without saying for how long: read as the same length again; "
                f"the other reading is an indefinite period ({rule_named('REN-9')})",
                context.clause_id(ClauseKind.RENEWAL),
            )
        )
        return (duration.period,)
    return ()


def _most(renewal: Provision | None, lengths: tuple[Period, ...]) -> int:
    if not lengths or not isinstance(renewal, Tacit | Express | ByOrgan):
        return 0
    if renewal.max_times is not None:
        return renewal.max_times
    if renewal.periods and renewal.period is None:
        return len(renewal.periods)
    return MOST_CYCLES if isinstance(renewal, Tacit) else 1


def _decided_indefinite(renewal: Provision | None) -> bool:
    return isinstance(renewal, ReviewConference) and renewal.decided == "indefinite"
