"""What a notice effects: the admissible day on which it ends a party's obligations (rules TER-1 to
TER-9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from treaties.law.arithmetic import forth
from treaties.law.frame import Frame
from treaties.law.outcomes import Outcome, shift
from treaties.law.provisions import (
    EndOfTerm,
    Gate,
    Mode,
    NoticeAtAnyTime,
    SupremeInterests,
    Window,
)
from treaties.law.reckoning import ZERO, LeapPolicy, first_of_nth_month, subtract, words
from treaties.law.results import Cycle

_MOST_YEARS = 1200
_MOST_WINDOWS = 400


@dataclass(frozen=True, slots=True)
class Effect:
    """What one notice does under one way out: its boundary day, or why it does nothing.

    Not in force from 00:00 of `effective`, or from its end if `end_of_day` (31 December clauses).
    """

    effective: date | None
    end_of_day: bool = False
    problem: str = ""
    rule: str = ""
    text: str = ""


class Ground(NamedTuple):
    """What gates and windows are counted from: exact days of entry into force, and the cycles of
    the treaty.
    """

    frame: Frame
    eif: Outcome
    party_eif: Outcome
    cycles: Sequence[Cycle]

    def gate(self, gate: Gate | None, *, late: bool = False) -> date | None:
        """The first day a gate admits (the latest possible of them with `late`); None if nothing
        bars the way.
        """
        if gate is None:
            return None
        day = self.frame.gate(gate, self.eif, self.party_eif)
        return day.latest if late else day.earliest


def effect_of(mode: Mode, notice: date, ground: Ground) -> Effect | None:
    """The effect of a notice given on one exact day; None for ways out that are not opened by
    notice.
    """
    if isinstance(mode, NoticeAtAnyTime):
        return _notice(mode, notice, ground)
    if isinstance(mode, EndOfTerm):
        return _end_of_term(notice, ground)
    if isinstance(mode, SupremeInterests):
        day = ground.frame.add(notice, mode.period)
        text = forth(notice, mode.period, ground.frame.leap)
        return Effect(day, rule="TER-9", text=text)
    if isinstance(mode, Window):
        return _window(mode, notice, ground)
    return None


def _end_of_term(notice: date, ground: Ground) -> Effect:
    """TER-1: the first end of a term whose last day of notice is not before the notice (a late one
    stops the next).
    """
    for cycle in ground.cycles:
        last = cycle.last_notice if cycle.last_notice is not None else cycle.last_day
        end, limit = cycle.expires.earliest, last.earliest
        if end is None or limit is None or notice > limit:
            continue
        first = cycle.first_notice.earliest if cycle.first_notice is not None else None
        if first is not None and notice < first:
            problem = f"inadmissible: notice possible only from {first.isoformat()}"
            return Effect(None, problem=problem, rule="NOT-6")
        included = cycle.expires.earliest == cycle.last_day.earliest
        text = (
            f"a notice of {words(notice)} is in time (last day {words(limit)}) for the end on "
            f"{words(end)}"
        )
        return Effect(end, included, rule="TER-1", text=text)
    return Effect(None, problem="no later end of a term that this notice could reach", rule="TER-1")


def _notice(mode: NoticeAtAnyTime, notice: date, ground: Ground) -> Effect:
    frame = ground.frame
    gate = ground.gate(mode.earliest_notice)
    if gate is not None and notice < gate:
        problem = f"inadmissible: notice possible only from {gate.isoformat()}"
        return Effect(None, problem=problem, rule="TER-3")
    floor = ground.gate(mode.earliest_effect)
    period = mode.period or ZERO
    if mode.effect == "exact":
        raw = frame.add(notice, period)
        if floor is not None and raw < floor:
            text = (
                f"{words(notice)} + {period.words} would end before {words(floor)}: effect on "
                "that day"
            )
            return Effect(floor, rule="TER-4", text=text)
        return Effect(raw, rule="TER-2", text=forth(notice, period, frame.leap))
    if mode.effect == "first_day_of_month":
        reached = frame.add(notice, period)
        day = first_of_nth_month(reached, mode.nth or 1)
        if floor is not None and day < floor:
            day = floor if floor.day == 1 else first_of_nth_month(floor, 1)
        text = f"first day of month {mode.nth or 1} after {words(reached)} = {words(day)}"
        return Effect(day, rule="TER-6", text=text)
    return _in_years(mode, notice, ground, floor)


def _in_years(mode: NoticeAtAnyTime, notice: date, ground: Ground, floor: date | None) -> Effect:
    """TER-5 and TER-7: the first year whose fixed day the notice can still reach; effect at the end
    of that day.
    """
    leap: LeapPolicy = "roll" if ground.frame.counting.leap_policy == "roll" else "clamp"
    bar = ground.gate(mode.earliest_year_end)
    for year in range(notice.year, notice.year + _MOST_YEARS):
        if mode.effect == "fixed_day":
            day = _in_year(year, mode.on or "12-31")
            by = _in_year(year - mode.notice_year_offset, mode.notice_by or mode.on or "12-31")
            if mode.period is not None:
                by = min(by, subtract(day, mode.period, leap))
            rule = "TER-7"
        elif mode.effect == "end_of_next_calendar_year":
            day, by, rule = date(year, 12, 31), date(year - 1, 12, 31), "TER-5"
        else:
            day, rule = date(year, 12, 31), "TER-5"
            by = subtract(day, mode.period or ZERO, leap)
        if notice > by or day < notice or (floor is not None and day < floor):
            continue
        if bar is not None and not _year_admitted(day, bar, ground):
            continue
        text = f"{words(notice)} is not later than {words(by)}: effect at the end of {words(day)}"
        if bar is not None:
            begins = ground.frame.counting.year_rule == "begins_after"
            text += f", of years that {'begin' if begins else 'end'} from {words(bar)} on"
        return Effect(day, True, rule=rule, text=text)
    return Effect(None, problem="no year that this notice could reach", rule="TER-5")


def _in_year(year: int, month_day: str) -> date:
    return date(year, int(month_day[:2]), int(month_day[3:]))


def _year_admitted(day: date, bar: date, ground: Ground) -> bool:
    if ground.frame.counting.year_rule == "begins_after":
        return date(day.year, 1, 1) >= bar
    return day >= bar


def windows_of(mode: Window, ground: Ground, until: date) -> list[tuple[date, date]]:
    """The windows that open by `until`: (opens, closes), both included, on the clock of the general
    entry.
    """
    start = ground.eif.earliest
    found: list[tuple[date, date]] = []
    if start is None:
        return found
    for k in range(_MOST_WINDOWS):
        turn = mode.opens_after + mode.cycle.times(k)
        opens = ground.frame.add(start, turn)
        if opens > until:
            break
        found.append((opens, ground.frame.add(start, turn + mode.window)))
    return found


def _window(mode: Window, notice: date, ground: Ground) -> Effect:
    """TER-8."""
    start = ground.eif.earliest
    if start is None:
        return Effect(None, problem="entry into force is not known", rule="TER-8")
    for k in range(_MOST_WINDOWS):
        turn = mode.opens_after + mode.cycle.times(k)
        opens = ground.frame.add(start, turn)
        closes = ground.frame.add(start, turn + mode.window)
        if notice < opens:
            problem = f"inadmissible: next window opens {opens.isoformat()}"
            return Effect(None, problem=problem, rule="TER-8")
        if notice <= closes:
            day = ground.frame.add(notice, mode.effect)
            text = (
                f"{words(notice)} lies in the window from {words(opens)} to {words(closes)}; "
                f"+ {mode.effect.words} = {words(day)}"
            )
            return Effect(day, rule="TER-8", text=text)
    return Effect(None, problem="no window that this notice could use", rule="TER-8")


def earliest_notice(mode: Mode, ground: Ground) -> Outcome | None:
    """The first admissible day for a notice (TER-3), where the clause sets one."""
    if isinstance(mode, NoticeAtAnyTime) and mode.earliest_notice is not None:
        return ground.frame.gate(mode.earliest_notice, ground.eif, ground.party_eif)
    return None


def earliest_termination(mode: Mode, ground: Ground) -> Outcome | None:
    """The first day on which the treaty can end by notice (TER-4), where the clause sets a
    floor.
    """
    if not isinstance(mode, NoticeAtAnyTime) or mode.earliest_effect is None:
        return None
    floor = ground.frame.gate(mode.earliest_effect, ground.eif, ground.party_eif)
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
