"""The periods of validity: initial term, renewals, recorded extensions, and the last day to give
notice.

Rules DUR, REN, NOT. Boundaries are counted from the origin, never from a clamped date (PER-4).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from treaties.law.errors import LawError
from treaties.law.facts import Act, acts_of, claims_for, day_of
from treaties.law.frame import ONE_DAY, Frame
from treaties.law.outcomes import Awaiting, Fixed, Outcome, latest_of, shift
from treaties.law.provisions import (
    ByOrgan,
    Coterminous,
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
from treaties.law.reckoning import ZERO, LeapPolicy, Period, civil, forward_max, subtract, words
from treaties.law.results import Closing, Cycle, Warning
from treaties.law.vocabulary import ActionKind, Basis, ClauseKind, DateRole

MOST_CYCLES: Final = 2000
"""No real clause comes near it; a shorter period than the horizon allows is cut here, with a
warning.
"""


@dataclass(frozen=True, slots=True)
class Course:
    """The chain of cycles and what becomes of the treaty after the last one."""

    cycles: tuple[Cycle, ...]
    indefinite_from: Outcome | None = None
    initial: Cycle | None = None
    review_at: Outcome | None = None


@dataclass(frozen=True, slots=True)
class _Chain:
    """Where the boundaries are counted from: `origin` + `total`; `named` if the end is a day named
    as such.
    """

    origin: Outcome
    total: Period
    start: Outcome
    named: Outcome | None = None


def course(frame: Frame, eif: Outcome, until: date) -> Course:
    """The cycles that begin by `until` (all of each), from the entry into force `eif`."""
    duration = frame.provision(ClauseKind.DURATION)
    renewal = frame.provision(ClauseKind.RENEWAL)
    review = None
    if isinstance(renewal, ReviewConference):
        start = frame.anchor(renewal.from_, eif)
        at = renewal.at
        review = shift(start, lambda day: frame.add(day, at))
    if isinstance(duration, InitialThenIndefinite):
        start = frame.anchor(duration.from_, eif)
        if isinstance(start, Awaiting):
            return Course((), start, None, review)
        lock = _cycle(frame, _Chain(start, duration.initial, start), 0, Basis.PROJECTED)
        lock = replace(lock, last_notice=None, window_opens=None, closing=Closing.RUNS_ON)
        return Course((), day_after(lock), lock, review)
    chain = _first(frame, duration, eif)
    if chain is None or isinstance(chain.start, Awaiting):
        return Course((), review_at=review)
    cycles = _run(frame, chain, renewal, until)
    indefinite = None
    last = cycles[-1]
    if last.closing is Closing.RUNS_ON:
        indefinite = day_after(last)
    return Course(tuple(cycles), indefinite, None, review)


def _first(frame: Frame, duration: Provision | None, eif: Outcome) -> _Chain | None:
    if isinstance(duration, FixedTerm):
        start = frame.anchor(duration.from_, eif)
        named: Outcome | None = None
        if duration.latest is not None and start.latest is not None:
            cap = duration.latest
            if frame.add(start.latest, duration.period) > cap:
                named = Fixed(cap, "at the latest")
        return _Chain(start, duration.period, start, named)
    if isinstance(duration, UntilDate):
        start = frame.anchor(duration.from_, eif)
        end = Fixed(duration.date, "the day named in the clause")
        if duration.inclusive:
            return _Chain(start, ZERO, start, end)
        return _Chain(end, ZERO, start)
    return None


def _run(frame: Frame, chain: _Chain, renewal: Provision | None, until: date) -> list[Cycle]:
    extensions = _extensions(frame)
    confirmations = _confirmations(frame)
    lengths = _lengths(frame, renewal)
    most = _most(renewal, lengths)
    tacit = isinstance(renewal, Tacit) or (
        isinstance(renewal, Express | ByOrgan) and renewal.project
    )
    cycles: list[Cycle] = []
    basis = Basis.PROJECTED
    extended = False
    for ordinal in range(MOST_CYCLES):
        cycle = _cycle(frame, chain, ordinal, basis)
        following = day_after(cycle)
        extension = _next_extension(extensions, cycle, tacit and not extended)
        if extension is not None:
            extensions.remove(extension)
            cycles.append(replace(cycle, closing=Closing.RENEWS))
            chain = _extended(chain, extension, following, lengths, ordinal)
            extended = extension.details.get("resumes") is not True
            basis = Basis.RECORDED
        elif tacit and not extended and (most is None or ordinal < most) and lengths:
            length = lengths[min(ordinal, len(lengths) - 1)]
            cycles.append(replace(cycle, closing=Closing.RENEWS))
            chain = _renewed(chain, following, length)
            basis = Basis.PROJECTED
        elif isinstance(renewal, TacitIndefinite) or _decided_indefinite(renewal):
            cycles.append(replace(cycle, closing=Closing.RUNS_ON))
            return cycles
        else:
            cycles.append(cycle)
            return cycles
        begins = chain.start.earliest
        if begins is None or (begins > until and basis is not Basis.RECORDED):
            return _confirmed(frame, cycles, confirmations)
    frame.warnings.append(
        Warning(
            "stopped",
            f"the projection stopped after {MOST_CYCLES} periods; check the length of the renewal",
            frame.clause_id(ClauseKind.RENEWAL),
        )
    )
    return _confirmed(frame, cycles, confirmations)


def _cycle(frame: Frame, chain: _Chain, ordinal: int, basis: Basis) -> Cycle:
    total = chain.total
    inclusive = frame.counting.term_end == "inclusive"
    if chain.named is not None:
        expires = last_day = chain.named
    else:
        expires = shift(chain.origin, lambda day: frame.add(day, total))
        last_day = expires if inclusive else shift(expires, lambda day: day - ONE_DAY)
    notice = frame.provision(ClauseKind.NOTICE)
    first = last = opens = None
    if isinstance(notice, NonRenewalNotice):
        first, last, opens = _notice(frame, notice, chain.start, expires, last_day, ordinal)
    return Cycle(
        ordinal,
        chain.start,
        expires,
        last_day,
        opens,
        last,
        first,
        basis,
        Closing.EXPIRES,
        frame.clause_id(ClauseKind.DURATION),
        frame.clause_id(ClauseKind.RENEWAL),
        frame.clause_id(ClauseKind.NOTICE),
    )


def _notice(
    frame: Frame,
    notice: NonRenewalNotice,
    start: Outcome,
    expires: Outcome,
    last_day: Outcome,
    ordinal: int,
) -> tuple[Outcome | None, Outcome, Outcome]:
    """First day (only where the clause opens a window), last day, and the opening of the window."""
    period = notice.later_terms if ordinal and notice.later_terms else notice.period
    leap = cast("LeapPolicy", frame.counting.leap_policy)
    back = shift(expires, lambda day: subtract(day, period, leap))
    if notice.form == "within":
        first = latest_of([start, back])
        return first, last_day, first
    last = back
    if frame.counting.deadline_method == "forward_max":
        last = shift(expires, lambda day: forward_max(day, period, leap))
    if frame.counting.notice_counting == "clear":
        last = shift(last, lambda day: day - ONE_DAY)
    window = notice.window or frame.agreement.settings.window
    opens = latest_of([start, shift(last, lambda day: subtract(day, window, leap))])
    return None, last, opens


def day_after(cycle: Cycle) -> Outcome:
    """The first day after a cycle."""
    if same_day(cycle.expires, cycle.last_day):
        return shift(cycle.last_day, lambda day: day + ONE_DAY)
    return cycle.expires


def same_day(a: Outcome, b: Outcome) -> bool:
    """True if two answers give the same days: the boundary itself is still in force."""
    return a is b or (a.earliest, a.latest) == (b.earliest, b.latest)


def _renewed(chain: _Chain, following: Outcome, length: Period) -> _Chain:
    if chain.named is not None:
        return _Chain(following, length, following)
    return _Chain(chain.origin, chain.total + length, following)


def _extended(
    chain: _Chain,
    extension: Act,
    following: Outcome,
    lengths: tuple[Period, ...],
    renewals: int,
) -> _Chain:
    """The chain after a recorded extension (REN-7): to a named day, or by a period."""
    until = extension.details.get("until")
    if until is not None:
        return _until(chain, following, _day(until, "until"))
    period = extension.details.get("period")
    length = Period.parse(cast("str", period)) if period else None
    if length is None and lengths:
        length = lengths[min(renewals, len(lengths) - 1)]
    if length is None:
        missing: Outcome = Awaiting("length of the extension")
        return _Chain(missing, ZERO, following)
    if chain.named is not None:
        return _Chain(following, length, following)
    return _Chain(chain.origin, chain.total + length, following)


def _until(chain: _Chain, following: Outcome, day: date) -> _Chain:
    """A day named as the end is in force (MODEL 4.2), unless it is an anniversary of the boundary
    before it.

    `extended until 5 February 2026` of a term that ended on a 5 February names the boundary.
    """
    begins = following.earliest
    if (
        begins is not None
        and chain.named is None
        and (begins.month, begins.day) == (day.month, day.day)
    ):
        return _Chain(Fixed(day), ZERO, following)
    return _Chain(Fixed(day), ZERO, following, Fixed(day))


def _extensions(frame: Frame) -> list[Act]:
    expressly = isinstance(frame.provision(ClauseKind.RENEWAL), Express | ByOrgan)
    return [
        act
        for act in acts_of(frame.agreement, {ActionKind.EXTENSION, ActionKind.RENEWAL})
        if act.party is None
        and (
            act.kind is ActionKind.EXTENSION
            or expressly
            or act.details.get("until")
            or act.details.get("period")
        )
    ]


def _next_extension(extensions: list[Act], cycle: Cycle, goes_on: bool) -> Act | None:
    """The extension decided while this cycle ran, or, if nothing else carries the treaty on,
    whenever decided.
    """
    if not extensions:
        return None
    act = extensions[0]
    decided = day_of(act).earliest
    boundary = cycle.expires.earliest
    if boundary is None:
        return None
    if not goes_on or decided is None or decided <= boundary:
        return act
    return None


def _confirmations(frame: Frame) -> list[Act]:
    taken = {id(act) for act in _extensions(frame)}
    found = acts_of(frame.agreement, {ActionKind.RENEWAL})
    return [act for act in found if id(act) not in taken and act.party is None]


def _confirmed(frame: Frame, cycles: list[Cycle], acts: list[Act]) -> list[Cycle]:
    """Mark the cycles whose renewal is recorded; say where a recorded day departs from the
    boundary.
    """
    for act in acts:
        day = day_of(act, "effect_or_act").earliest
        if day is None:
            continue
        candidates = [
            (abs((c.start.earliest - day).days), index)
            for index, c in enumerate(cycles)
            if index and c.start.earliest is not None
        ]
        if not candidates:
            continue
        apart, index = min(candidates)
        cycles[index] = replace(cycles[index], basis=Basis.RECORDED)
        effective = any(c.role is DateRole.EFFECTIVE for c in claims_for(act, "effect_or_act"))
        if apart and effective:
            frame.warnings.append(
                Warning(
                    "renewal_differs",
                    f"a renewal is recorded from {words(day)}; the clause gives "
                    f"{cycles[index].start.words} (REN-1): {apart} days apart",
                    frame.clause_id(ClauseKind.RENEWAL),
                )
            )
    return cycles


def _lengths(frame: Frame, renewal: Provision | None) -> tuple[Period, ...]:
    """The lengths of the renewals in turn; the last goes on. Unstated: the length of the term
    before (REN-9).
    """
    if not isinstance(renewal, Tacit | Express | ByOrgan):
        return ()
    if renewal.periods:
        return renewal.periods + ((renewal.period,) if renewal.period else ())
    if renewal.period is not None:
        return (renewal.period,)
    duration = frame.provision(ClauseKind.DURATION)
    if isinstance(renewal, Tacit) and isinstance(duration, FixedTerm):
        frame.warnings.append(
            Warning(
                "length_unstated",
                "the clause renews without saying for how long: read as the same length again; "
                "the other reading is an indefinite period (REN-9)",
                frame.clause_id(ClauseKind.RENEWAL),
            )
        )
        return (duration.period,)
    return ()


def _most(renewal: Provision | None, lengths: tuple[Period, ...]) -> int | None:
    if not isinstance(renewal, Tacit | Express | ByOrgan):
        return 0
    if renewal.max_times is not None:
        return renewal.max_times
    if renewal.periods and renewal.period is None:
        return len(renewal.periods)
    return None if isinstance(renewal, Tacit) else 1


def _decided_indefinite(renewal: Provision | None) -> bool:
    return isinstance(renewal, ReviewConference) and renewal.decided == "indefinite"


def _day(value: object, key: str) -> date:
    try:
        return civil(cast("str", value))
    except LawError as wrong:
        raise LawError(wrong.text, f"details.{key}") from None


def lasts_with(duration: Provision | None) -> str:
    """The treaty whose life this one shares (DUR-9), or nothing."""
    return duration.with_ if isinstance(duration, Coterminous) else ""
