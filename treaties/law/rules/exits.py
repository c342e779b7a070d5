"""What does a notice effect: on which admissible day does it end a party's obligations, and what is
that day counted from (rules TER-1 to TER-9)?

`effect_of` answers for one exact day, `effect_between` for a day that is not exact: the least and
the most that its days allow, where some of them may not admit the notice (FAC-3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import NamedTuple, cast

from treaties.law.clauses.provisions import (
    EndOfTerm,
    FixedTerm,
    Gate,
    Mode,
    NonRenewalNotice,
    NoticeAtAnyTime,
    SupremeInterests,
    UntilDate,
    Window,
)
from treaties.law.rules.duration import MOST_CYCLES, cycle_chain
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Closing, Cycle
from treaties.law.values.arithmetic_in_words import add_in_words
from treaties.law.values.outcomes import ONE_DAY, Between, Fixed, Outcome, shift
from treaties.law.values.periods import LAST_YEAR, ZERO, Period, first_of_nth_month, subtract, words
from treaties.law.values.vocabulary import ClauseKind

_MOST_YEARS = 1200
_MOST_WINDOWS = 400


@dataclass(frozen=True, slots=True)
class Effect:
    """What one notice does under one way out: its boundary day, or why it does nothing.

    Not in force from 00:00 of `effective`, or from its end if `end_of_day` (31 December clauses).
    `latest` is the last day it may be, where a date that the effect is counted from is not exact;
    `certain` is False where on such a date it hangs whether the notice is admissible at all.
    """

    effective: date | None
    end_of_day: bool = False
    problem: str = ""
    rule: str = ""
    text: str = ""
    latest: date | None = None
    certain: bool = True

    @property
    def outcome(self) -> Outcome | None:
        """The day of effect, or the days between which it lies."""
        if self.effective is None:
            return None
        if self.latest is None or self.latest == self.effective:
            return Fixed(self.effective)
        return Between(self.effective, self.latest, "a date it is counted from is not exact")


class ExitContext(NamedTuple):
    """What gates and windows are counted from: the days of entry into force, and the cycles of the
    treaty.
    """

    context: ReadingContext
    eif: Outcome
    party_eif: Outcome
    cycles: Sequence[Cycle]

    def gate(self, gate: Gate | None, *, late: bool = False) -> date | None:
        """The first day a gate admits (the latest possible of them with `late`); None if nothing
        bars the way.
        """
        if gate is None:
            return None
        day = self.context.gate(gate, self.eif, self.party_eif)
        return day.latest if late else day.earliest

    def admitting(self, mode: NoticeAtAnyTime, notice: date) -> "ExitContext":
        """The same, where the entry into force from which the gate of the notice runs was early
        enough to admit it: of an inexact day, what is left.
        """
        gate = mode.earliest_notice
        own = {"eif": self.eif, "party_eif": self.party_eif}
        counted = own.get(gate.from_) if gate is not None else None
        if gate is None or not isinstance(counted, Between):
            return self
        last = counted.last
        while last > counted.first and self.context.add(last, gate.after) > notice:
            last -= ONE_DAY
        left = Between(counted.first, last, counted.reason)
        return self._replace(
            eif=left if self.eif == counted else self.eif,
            party_eif=left if self.party_eif == counted else self.party_eif,
        )

    @property
    def terms(self) -> Sequence[Cycle]:
        """The cycles that count for the party: its own where its term runs from its own entry into
        force (TER-8: the European Social Charter).
        """
        duration = self.context.provision(ClauseKind.DURATION)
        own = isinstance(duration, FixedTerm | UntilDate) and duration.from_ == "party_eif"
        if not own or self.party_eif == self.eif or not self.cycles:
            return self.cycles
        until = cast("date", self.cycles[-1].start.earliest)
        return cycle_chain(self.context, self.party_eif, until).cycles

    def terms_for(self, notice: date) -> Iterator[Cycle]:
        """The cycles in turn, and further ones for as long as the clause renews: a notice may fall
        into a term that begins only after the horizon, or be due long before its term.
        """
        terms = self.terms
        yield from terms
        eif = self.eif if terms is self.cycles else self.party_eif
        ahead = ONE_DAY
        while terms and terms[-1].closing is Closing.RENEWS and len(terms) < MOST_CYCLES:
            after = terms[-1].expires.latest
            if after is None or after.year > LAST_YEAR:
                return
            further = cycle_chain(self.context, eif, max(notice, after) + ahead).cycles
            yield from further[len(terms) :]
            terms, ahead = further, ahead * 2


def effect_of(mode: Mode, notice: date, exit_context: ExitContext) -> Effect | None:
    """The effect of a notice given on one exact day; None for ways out that are not opened by
    notice.
    """
    if isinstance(mode, NoticeAtAnyTime):
        return _notice(mode, notice, exit_context)
    if isinstance(mode, EndOfTerm):
        return _end_of_term(notice, exit_context)
    if isinstance(mode, SupremeInterests):
        day = _run_out(exit_context.context, notice, mode.period)
        return Effect(day, rule="TER-9", text=_running(exit_context.context, notice, mode.period))
    if isinstance(mode, Window):
        return _window(mode, notice, exit_context)
    return None


def _end_of_term(notice: date, exit_context: ExitContext) -> Effect:
    """TER-1: the first end of a term whose last day of notice is not before the notice (a late one
    stops the next). Where that day is not exact, the notice may be in time or only for the next.
    """
    reached: Effect | None = None
    for cycle in exit_context.terms_for(notice):
        last = cycle.last_notice if cycle.last_notice is not None else cycle.last_day
        end, limit = cycle.expires, last
        if end.earliest is None or limit.earliest is None or notice > (limit.latest or date.max):
            continue
        opens = cycle.first_notice
        first = opens.earliest if opens is not None else None
        if reached is None and first is not None and notice < first:
            problem = f"inadmissible: notice possible only from {first.isoformat()}"
            return Effect(None, problem=problem, rule="NOT-6")
        if reached is None:
            included = end.earliest == cycle.last_day.earliest
            text = (
                f"a notice of {words(notice)} is in time (last day {limit.words}) for the end on "
                f"{end.words}"
            )
            reached = Effect(
                max(end.earliest, _not_before(exit_context.context, notice, cycle.ordinal)),
                included,
                rule="TER-1",
                text=text,
                latest=end.latest,
                certain=opens is None or notice >= (opens.latest or date.max),
            )
        else:
            text = f"{reached.text}, else for the one on {end.words}"
            reached = replace(reached, text=text, latest=end.latest)
        if notice <= limit.earliest:
            return reached
    if reached is not None:
        return replace(reached, certain=False)
    problem = "no later end of a term that this notice could reach"
    return Effect(None, problem=problem, rule="TER-1")


def _not_before(context: ReadingContext, notice: date, ordinal: int) -> date:
    """No term that a notice stops ends before the notice has run: where the end is not exact, this
    is what is left of its days.
    """
    clause = context.provision(ClauseKind.NOTICE)
    if not isinstance(clause, NonRenewalNotice) or clause.form == "within":
        return notice
    return context.add(notice, clause.in_term(ordinal))


def _notice(mode: NoticeAtAnyTime, notice: date, exit_context: ExitContext) -> Effect:
    """TER-2 to TER-7. A gate that is not exact leaves the effect between two days."""
    effect = _by_gates(mode, notice, exit_context, late=False)
    gates = (mode.earliest_notice, mode.earliest_effect, mode.earliest_year_end)
    if effect.effective is None or all(
        exit_context.gate(gate) == exit_context.gate(gate, late=True) for gate in gates
    ):
        return effect
    other = _by_gates(mode, notice, exit_context, late=True)
    if other.effective is None:
        text = f"{effect.text}, if the notice is admissible: {other.problem}"
        admitted = _by_gates(
            replace(mode, earliest_notice=None),
            notice,
            exit_context.admitting(mode, notice),
            late=True,
        )
        return replace(effect, text=text, certain=False, latest=admitted.effective)
    return replace(effect, latest=other.effective)


def _by_gates(
    mode: NoticeAtAnyTime, notice: date, exit_context: ExitContext, *, late: bool
) -> Effect:
    context = exit_context.context
    gate = exit_context.gate(mode.earliest_notice, late=late)
    if gate is not None and notice < gate:
        problem = f"inadmissible: notice possible only from {gate.isoformat()}"
        return Effect(None, problem=problem, rule="TER-3")
    floor = exit_context.gate(mode.earliest_effect, late=late)
    period = mode.period or ZERO
    if mode.effect == "exact":
        raw = _run_out(context, notice, period)
        if floor is not None and raw < floor:
            text = (
                f"{words(notice)} + {period.words} would end before {words(floor)}: effect on "
                "that day"
            )
            return Effect(floor, rule="TER-4", text=text)
        return Effect(raw, rule="TER-2", text=_running(context, notice, period))
    if mode.effect == "first_day_of_month":
        reached = context.add(notice, period)
        day = first_of_nth_month(reached, mode.nth or 1)
        if floor is not None and day < floor:
            day = floor if floor.day == 1 else first_of_nth_month(floor, 1)
        text = f"first day of month {mode.nth or 1} after {words(reached)} = {words(day)}"
        return Effect(day, rule="TER-6", text=text)
    return _in_years(
        mode, notice, exit_context, floor, exit_context.gate(mode.earliest_year_end, late=late)
    )


def _run_out(context: ReadingContext, notice: date, period: Period) -> date:
    """Notice + period; in clear days neither end is counted, so a day later (TER-2: the effect of
    Greece's denunciation of the European Convention on Human Rights).
    """
    day = context.add(notice, period)
    clear = context.counting.notice_counting == "clear" and not period.is_zero
    return day + ONE_DAY if clear else day


def _running(context: ReadingContext, notice: date, period: Period) -> str:
    said = add_in_words(notice, period, context.leap)
    day = _run_out(context, notice, period)
    return said if day == context.add(notice, period) else f"{said}; clear days: {words(day)}"


def _in_years(
    mode: NoticeAtAnyTime,
    notice: date,
    exit_context: ExitContext,
    floor: date | None,
    bar: date | None,
) -> Effect:
    """TER-5 and TER-7: the first year whose fixed day the notice can still reach; effect at the end
    of that day.
    """
    for year in range(notice.year, notice.year + _MOST_YEARS):
        if mode.effect == "fixed_day":
            day = _in_year(year, mode.on or "12-31")
            by = _in_year(year - mode.notice_year_offset, mode.notice_by or mode.on or "12-31")
            if mode.period is not None:
                by = min(by, subtract(day, mode.period))
            rule = "TER-7"
        elif mode.effect == "end_of_next_calendar_year":
            day, by, rule = date(year, 12, 31), date(year - 1, 12, 31), "TER-5"
        else:
            day, rule = date(year, 12, 31), "TER-5"
            by = subtract(day, mode.period or ZERO)
        if notice > by or day < notice or (floor is not None and day < floor):
            continue
        if bar is not None and not _year_admitted(day, bar, exit_context):
            continue
        text = f"{words(notice)} is not later than {words(by)}: effect at the end of {words(day)}"
        if bar is not None:
            begins = exit_context.context.counting.year_rule == "begins_after"
            text += f", of years that {'begin' if begins else 'end'} from {words(bar)} on"
        return Effect(day, True, rule=rule, text=text)
    return Effect(None, problem="no year that this notice could reach", rule="TER-5")


def _in_year(year: int, month_day: str) -> date:
    return date(year, int(month_day[:2]), int(month_day[3:]))


def _year_admitted(day: date, bar: date, exit_context: ExitContext) -> bool:
    if exit_context.context.counting.year_rule == "begins_after":
        return date(day.year, 1, 1) >= bar
    return day >= bar


def windows_of(
    mode: Window, exit_context: ExitContext, until: date
) -> list[tuple[Outcome, Outcome]]:
    """The windows that open by `until`: (opens, closes), both included, on the clock of the general
    entry.
    """
    found: list[tuple[Outcome, Outcome]] = []
    for opens, closes in _windows(mode, exit_context):
        if opens.earliest is None or opens.earliest > until:
            break
        found.append((opens, closes))
    return found


def _windows(mode: Window, exit_context: ExitContext) -> Iterator[tuple[Outcome, Outcome]]:
    for k in range(_MOST_WINDOWS):
        turn = mode.opens_after + mode.cycle.times(k)
        closes = exit_context.context.after(exit_context.eif, turn + mode.window)
        yield exit_context.context.after(exit_context.eif, turn), closes


def _window(mode: Window, notice: date, exit_context: ExitContext) -> Effect:
    """TER-8."""
    for opens, closes in _windows(mode, exit_context):
        if opens.earliest is None or closes.latest is None:
            return Effect(None, problem="entry into force is not known", rule="TER-8")
        if notice < opens.earliest:
            problem = f"inadmissible: next window opens {opens.earliest.isoformat()}"
            return Effect(None, problem=problem, rule="TER-8")
        if notice <= closes.latest:
            day = _run_out(exit_context.context, notice, mode.effect)
            text = (
                f"{words(notice)} lies in the window from {opens.words} to {closes.words}; "
                f"+ {mode.effect.words} = {words(day)}"
            )
            sure = notice >= (opens.latest or date.max) and notice <= (closes.earliest or notice)
            return Effect(day, rule="TER-8", text=text, certain=sure)
    return Effect(None, problem="no window that this notice could use", rule="TER-8")


def earliest_notice(mode: Mode, exit_context: ExitContext) -> Outcome | None:
    """The first admissible day for a notice (TER-3), where the clause sets one."""
    if isinstance(mode, NoticeAtAnyTime) and mode.earliest_notice is not None:
        return exit_context.context.gate(
            mode.earliest_notice, exit_context.eif, exit_context.party_eif
        )
    return None


def earliest_termination(mode: Mode, exit_context: ExitContext) -> Outcome | None:
    """The first day on which the treaty can end by notice (TER-4), where the clause sets a
    floor.
    """
    if not isinstance(mode, NoticeAtAnyTime) or mode.earliest_effect is None:
        return None
    floor = exit_context.context.gate(
        mode.earliest_effect, exit_context.eif, exit_context.party_eif
    )
    if mode.effect == "exact":
        return floor
    return shift(floor, lambda day: _aligned(mode, day))


def _aligned(mode: NoticeAtAnyTime, floor: date) -> date:
    """The first day of effect that the clause knows, not before the floor."""
    if mode.effect == "first_day_of_month":
        return floor if floor.day == 1 else first_of_nth_month(floor, 1)
    month_day = mode.on if mode.effect == "fixed_day" and mode.on else "12-31"
    day = _in_year(floor.year, month_day)
    return day if day >= floor else _in_year(floor.year + 1, month_day)


# A notice whose day is not exact ------------------------------------------------------------------


def effect_between(
    mode: Mode, day: Outcome, exit_context: ExitContext
) -> tuple[Outcome | None, Effect]:
    """The effect of a notice whose day may be inexact or disputed: between the least and the most
    that the days which admit it give (a later notice never takes effect sooner).
    """
    none = Effect(None, problem="the day of the notice is not known")
    first, last = day.earliest, day.latest
    if first is None or last is None:
        return None, none
    if first == last:
        effect = effect_of(mode, first, exit_context) or none
        return effect.outcome, effect
    turns = {d for d in _turns(mode, exit_context, first, last) if first < d < last}
    found = [effect_of(mode, d, exit_context) or none for d in (first, *sorted(turns), last)]
    reached = [e for e in found if e.effective is not None]
    if not reached:
        return None, found[0]
    days = sorted(
        day for e in reached for day in (e.effective, e.latest or e.effective) if day is not None
    )
    outcome: Outcome = Fixed(days[0])
    if days[0] != days[-1]:
        outcome = Between(days[0], days[-1], "the day of the notice is not exact")
    barred = next((e.problem for e in found if e.effective is None), "")
    first_effect = reached[0]
    if barred:
        first_effect = replace(
            first_effect, text=f"{first_effect.text}, if the notice is admissible: {barred}"
        )
    first_effect = replace(first_effect, certain=not barred and all(e.certain for e in reached))
    return outcome, first_effect


def _turns(mode: Mode, exit_context: ExitContext, first: date, last: date) -> Iterator[date]:
    """The days on which a way out opens or shuts: between two of them it does not."""
    if isinstance(mode, Window):
        for opens, closes in windows_of(mode, exit_context, last):
            for edge in (opens, closes):
                yield from _edges(edge)
    elif isinstance(mode, EndOfTerm):
        for cycle in takewhile(lambda c: (c.start.earliest or last) <= last, exit_context.terms):
            for limit in (cycle.first_notice, cycle.last_notice, cycle.last_day):
                yield from _edges(limit)
    elif isinstance(mode, NoticeAtAnyTime):
        for late in (False, True):
            gate = exit_context.gate(mode.earliest_notice, late=late)
            if gate is not None:
                yield gate


def _edges(edge: Outcome | None) -> Iterator[date]:
    """The first and the last day that an edge may be, and the day after."""
    for at in (edge.earliest, edge.latest) if edge is not None else ():
        if at is not None:
            yield at
            yield at + ONE_DAY
