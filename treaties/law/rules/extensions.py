"""Renewals and extensions on record, and how they carry the chain of cycles on (REN-7, REN-8;
facts beat projections).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from treaties.law.clauses.provisions import ByOrgan, Express, Tacit
from treaties.law.record.details import day_in
from treaties.law.record.facts import CARRYING_ON, Act, claims_for, day_of
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Closing, Cycle, Warning
from treaties.law.values.outcomes import Awaiting, Fixed, Outcome
from treaties.law.values.periods import ZERO, LeapPolicy, Period, add, counted, subtract, words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, Basis, ClauseKind, DateRole


@dataclass(slots=True)
class BoundaryCount:
    """Where the boundaries are counted from: `origin` + `total`; `named` if the end is a day named
    as such, `last` the last day in force where that is another than the named one.
    """

    origin: Final[Outcome]
    total: Final[Period]
    start: Final[Outcome]
    named: Final[Outcome | None] = None
    last: Final[Outcome | None] = None
    cap: Final["Cap | None"] = None


@dataclass(frozen=True, slots=True)
class Cap:
    """A day named as the latest for a first term whose beginning is not exact: of the days that it
    may have begun on, boundaries go on from the origin where `initial` ends by `day`, and from
    `onward` where it would not (DUR-3, PER-4).
    """

    day: date
    initial: Period
    onward: date
    since: Period = ZERO

    def boundary(self, start: date, total: Period, leap: LeapPolicy) -> date:
        """The end of the term that has reached `total` from the origin, `since` after the cap."""
        if add(start, self.initial, 1, leap) <= self.day:
            return add(start, total, 1, leap)
        return add(self.onward, self.since, 1, leap)


def renewed(
    context: ReadingContext, count: BoundaryCount, following: Outcome, length: Period
) -> BoundaryCount:
    """The count after a renewal by the clause, counted from the origin (REN-1, PER-4). After a
    named last day that is the day after it, or, where the first day of a term is not counted, the
    last day itself (DUR-4: inclusive).
    """
    if count.cap is not None:
        cap = replace(count.cap, since=count.cap.since + length)
        return BoundaryCount(count.origin, count.total + length, following, cap=cap)
    if count.named is not None:
        inclusive = context.counting.term_end == "inclusive"
        return BoundaryCount(count.named if inclusive else following, length, following)
    return BoundaryCount(count.origin, count.total + length, following)


def extended(
    context: ReadingContext,
    count: BoundaryCount,
    extension: Act,
    following: Outcome,
    lengths: tuple[Period, ...],
    renewals: int,
) -> BoundaryCount:
    """The count after a recorded extension (REN-7): to a named day, or by a period."""
    until = extension.details.get("until")
    if until is not None:
        return _until(count, following, day_in(extension.details, "until"))
    period = extension.details.get("period")
    length = Period.parse(cast("str", period)) if period else None
    if length is None and lengths:
        length = lengths[min(renewals, len(lengths) - 1)]
    if length is None:
        missing: Outcome = Awaiting("length of the extension")
        return BoundaryCount(missing, ZERO, following)
    return renewed(context, count, following, length)


def _until(count: BoundaryCount, following: Outcome, day: date) -> BoundaryCount:
    """A day named as the end is in force (DUR-4), unless it is an anniversary of the boundary
    before it.

    `extended until 5 February 2026` of a term that ended on a 5 February names the boundary.
    """
    begins = following.earliest
    if (
        begins is not None
        and count.named is None
        and (begins.month, begins.day) == (day.month, day.day)
    ):
        return BoundaryCount(Fixed(day), ZERO, following)
    return BoundaryCount(Fixed(day), ZERO, following, Fixed(day))


def against(
    context: ReadingContext,
    extension: Act,
    cycle: Cycle,
    before: BoundaryCount,
    after: BoundaryCount,
    lengths: tuple[Period, ...],
    renewals: int,
) -> None:
    """Say where a recorded extension departs from the clause: once too often, for another time, or
    only after the term had ended (REN-2, REN-4, REN-5, REN-8). Facts count all the same.
    """
    where, article = context.clause_id(ClauseKind.RENEWAL), context.cite(ClauseKind.RENEWAL)
    renewal = context.provision(ClauseKind.RENEWAL)
    said = f"extension agreed on {day_of(extension).words}"
    most = renewal.max_times if isinstance(renewal, Tacit | Express | ByOrgan) else None
    if most is not None and renewals >= most:
        text = f"{said} is number {renewals + 1}; {article} allows {most} ({rule_named('REN-2')})"
        context.warnings.append(Warning("extension_beyond", text, where))
    length = lengths[min(renewals, len(lengths) - 1)] if lengths else None
    origin, ends = before.origin.earliest, _ends(context, after)
    if length is not None and origin is not None and ends is not None:
        if before.named is None:
            expected = context.add(origin, before.total + length)
        else:
            expected = context.add(
                cast("date", renewed(context, before, after.start, length).origin.earliest), length
            )
        apart = (ends - expected).days
        shorter = isinstance(renewal, Express) and renewal.no_more_than and apart < 0
        included = after.named is not None and apart == -1  # the last day itself is named
        if apart and not shorter and not included:
            rule = "REN-5" if isinstance(renewal, ByOrgan) else "REN-4"
            text = (
                f"{said} carries to {words(ends)}; {article} gives {length.words}, to "
                f"{words(expected)} ({rule_named(rule)}): {counted(abs(apart), 'day')} apart"
            )
            context.warnings.append(Warning("extension_differs", text, where))
    _belated(context, day_of(extension), cycle, said)


def _ends(context: ReadingContext, count: BoundaryCount) -> date | None:
    if count.named is not None:
        return count.named.earliest
    origin = count.origin.earliest
    return None if origin is None else context.add(origin, count.total)


def _belated(context: ReadingContext, decided: Outcome, cycle: Cycle, said: str) -> None:
    renewal = context.provision(ClauseKind.RENEWAL)
    day, boundary = decided.earliest, cycle.expires.latest
    if day is None or boundary is None:
        return
    late, rule, what = (day - boundary).days, "REN-8", "the term had ended"
    if late <= 0 and isinstance(renewal, ByOrgan) and renewal.decide_by is not None:
        due = subtract(boundary, renewal.decide_by)
        late, rule, what = (day - due).days, "REN-5", "the last day for the decision"
    if late > 0:
        text = f"{said} came {counted(late, 'day')} after {what} ({rule_named(rule)})"
        where = context.clause_id(ClauseKind.RENEWAL)
        context.warnings.append(Warning("extension_late", text, where))


def extensions(context: ReadingContext) -> list[Act]:
    """The recorded acts that carry the treaty on (REN-4, REN-5, REN-7)."""
    expressly = isinstance(context.provision(ClauseKind.RENEWAL), Express | ByOrgan)
    return [
        act
        for act in context.acts(CARRYING_ON)
        if act.party is None
        and (
            act.kind is ActionKind.EXTENSION
            or expressly
            or act.details.get("until")
            or act.details.get("period")
        )
    ]


def next_extension(extensions: list[Act], cycle: Cycle, goes_on: bool) -> Act | None:
    """The extension decided while this cycle ran, or, if nothing else carries the treaty on,
    whenever decided.
    """
    act = extensions[0]
    decided = day_of(act).earliest
    boundary = cycle.expires.earliest
    if boundary is None:
        return None
    if not goes_on or decided is None or decided <= boundary:
        return act
    return None


def confirmations(context: ReadingContext) -> list[Act]:
    """The recorded renewals that only confirm what the clause does by itself (REN-1)."""
    taken = {id(act) for act in extensions(context)}
    found = context.of_kind(ActionKind.RENEWAL)
    return [act for act in found if id(act) not in taken and act.party is None]


def confirmed(
    context: ReadingContext, cycles: list[Cycle], acts: list[Act], after: Outcome | None
) -> list[Cycle]:
    """Mark the cycles whose renewal is recorded; say where a recorded day departs from the
    boundary. A renewal nearest to `after`, the day after the last cycle, speaks of none of these.
    """
    if not acts:
        return cycles
    starts = [*(cycle.start for cycle in cycles), *([after] if after is not None else ())]
    for act in acts:
        day = day_of(act, "effect_or_act").earliest
        candidates = [
            (abs((start.earliest - day).days), index)
            for index, start in enumerate(starts)
            if index and start.earliest is not None and day is not None
        ]
        if not candidates:
            continue
        apart, index = min(candidates)
        if index == len(cycles):
            if cycles[-1].closing is Closing.EXPIRES:
                text = (
                    f"a renewal is recorded on {words(cast('date', day))}; the clause knows none "
                    f"after {cycles[-1].expires.words} "
                    f"({rule_named('REN-2')}): record an extension to carry it on"
                )
                where = context.clause_id(ClauseKind.RENEWAL)
                context.warnings.append(Warning("renewal_beyond", text, where))
            continue
        cycles[index] = replace(cycles[index], basis=Basis.RECORDED)
        effective = any(c.role is DateRole.EFFECTIVE for c in claims_for(act, "effect_or_act"))
        if apart and effective:
            context.warnings.append(
                Warning(
                    "renewal_differs",
                    f"a renewal is recorded from {day_of(act, 'effect_or_act').words}; the clause "
                    f"gives {cycles[index].start.words} "
                    f"({rule_named('REN-1')}): {counted(apart, 'day')} apart",
                    context.clause_id(ClauseKind.RENEWAL),
                )
            )
    return cycles
