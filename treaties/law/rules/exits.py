"""What a notice effects: the admissible day on which it ends a party's obligations (rules TER-1 to
TER-9).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from treaties.law.clauses.provisions import (
    EndOfTerm,
    Mode,
    NonRenewalNotice,
    NoticeAtAnyTime,
    SupremeInterests,
    Window,
)
from treaties.law.rules.exit_context import Effect, Ground
from treaties.law.rules.reading_context import Frame
from treaties.law.values.arithmetic_in_words import forth
from treaties.law.values.outcomes import ONE_DAY, Outcome, shift
from treaties.law.values.periods import (
    ZERO,
    Period,
    first_of_nth_month,
    subtract,
    words,
)
from treaties.law.values.vocabulary import ClauseKind

_MOST_YEARS = 1200
_MOST_WINDOWS = 400


def effect_of(mode: Mode, notice: date, ground: Ground) -> Effect | None:
    """The effect of a notice given on one exact day; None for ways out that are not opened by
    notice.
    """
    if isinstance(mode, NoticeAtAnyTime):
        return _notice(mode, notice, ground)
    if isinstance(mode, EndOfTerm):
        return _end_of_term(notice, ground)
    if isinstance(mode, SupremeInterests):
        day = _run_out(ground.frame, notice, mode.period)
        return Effect(day, rule="TER-9", text=_running(ground.frame, notice, mode.period))
    if isinstance(mode, Window):
        return _window(mode, notice, ground)
    return None


def _end_of_term(notice: date, ground: Ground) -> Effect:
    """TER-1: the first end of a term whose last day of notice is not before the notice (a late one
    stops the next). Where that day is not exact, the notice may be in time or only for the next.
    """
    reached: Effect | None = None
    for cycle in ground.terms_for(notice):
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
                max(end.earliest, _not_before(ground.frame, notice, cycle.ordinal)),
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


def _not_before(frame: Frame, notice: date, ordinal: int) -> date:
    """No term that a notice stops ends before the notice has run: where the end is not exact, this
    is what is left of its days.
    """
    clause = frame.provision(ClauseKind.NOTICE)
    if not isinstance(clause, NonRenewalNotice) or clause.form == "within":
        return notice
    return frame.add(notice, clause.in_term(ordinal))


def _notice(mode: NoticeAtAnyTime, notice: date, ground: Ground) -> Effect:
    """TER-2 to TER-7. A gate that is not exact leaves the effect between two days."""
    effect = _by_gates(mode, notice, ground, late=False)
    gates = (mode.earliest_notice, mode.earliest_effect, mode.earliest_year_end)
    if effect.effective is None or all(
        ground.gate(gate) == ground.gate(gate, late=True) for gate in gates
    ):
        return effect
    other = _by_gates(mode, notice, ground, late=True)
    if other.effective is None:
        text = f"{effect.text}, if the notice is admissible: {other.problem}"
        admitted = _by_gates(
            replace(mode, earliest_notice=None), notice, ground.admitting(mode, notice), late=True
        )
        return replace(effect, text=text, certain=False, latest=admitted.effective)
    return replace(effect, latest=other.effective)


def _by_gates(mode: NoticeAtAnyTime, notice: date, ground: Ground, *, late: bool) -> Effect:
    frame = ground.frame
    gate = ground.gate(mode.earliest_notice, late=late)
    if gate is not None and notice < gate:
        problem = f"inadmissible: notice possible only from {gate.isoformat()}"
        return Effect(None, problem=problem, rule="TER-3")
    floor = ground.gate(mode.earliest_effect, late=late)
    period = mode.period or ZERO
    if mode.effect == "exact":
        raw = _run_out(frame, notice, period)
        if floor is not None and raw < floor:
            text = (
                f"{words(notice)} + {period.words} would end before {words(floor)}: effect on "
                "that day"
            )
            return Effect(floor, rule="TER-4", text=text)
        return Effect(raw, rule="TER-2", text=_running(frame, notice, period))
    if mode.effect == "first_day_of_month":
        reached = frame.add(notice, period)
        day = first_of_nth_month(reached, mode.nth or 1)
        if floor is not None and day < floor:
            day = floor if floor.day == 1 else first_of_nth_month(floor, 1)
        text = f"first day of month {mode.nth or 1} after {words(reached)} = {words(day)}"
        return Effect(day, rule="TER-6", text=text)
    return _in_years(mode, notice, ground, floor, ground.gate(mode.earliest_year_end, late=late))


def _run_out(frame: Frame, notice: date, period: Period) -> date:
    """Notice + period; in clear days neither end is counted, so a day later (TER-2: the effect of
    Greece's denunciation of the European Convention on Human Rights).
    """
    day = frame.add(notice, period)
    clear = frame.counting.notice_counting == "clear" and not period.is_zero
    return day + ONE_DAY if clear else day


def _running(frame: Frame, notice: date, period: Period) -> str:
    said = forth(notice, period, frame.leap)
    day = _run_out(frame, notice, period)
    return said if day == frame.add(notice, period) else f"{said}; clear days: {words(day)}"


def _in_years(
    mode: NoticeAtAnyTime, notice: date, ground: Ground, floor: date | None, bar: date | None
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


def windows_of(mode: Window, ground: Ground, until: date) -> list[tuple[Outcome, Outcome]]:
    """The windows that open by `until`: (opens, closes), both included, on the clock of the general
    entry.
    """
    found: list[tuple[Outcome, Outcome]] = []
    for opens, closes in _windows(mode, ground):
        if opens.earliest is None or opens.earliest > until:
            break
        found.append((opens, closes))
    return found


def _windows(mode: Window, ground: Ground) -> Iterator[tuple[Outcome, Outcome]]:
    for k in range(_MOST_WINDOWS):
        turn = mode.opens_after + mode.cycle.times(k)
        closes = ground.frame.after(ground.eif, turn + mode.window)
        yield ground.frame.after(ground.eif, turn), closes


def _window(mode: Window, notice: date, ground: Ground) -> Effect:
    """TER-8."""
    for opens, closes in _windows(mode, ground):
        if opens.earliest is None or closes.latest is None:
            return Effect(None, problem="entry into force is not known", rule="TER-8")
        if notice < opens.earliest:
            problem = f"inadmissible: next window opens {opens.earliest.isoformat()}"
            return Effect(None, problem=problem, rule="TER-8")
        if notice <= closes.latest:
            day = _run_out(ground.frame, notice, mode.effect)
            text = (
                f"{words(notice)} lies in the window from {opens.words} to {closes.words}; "
                f"+ {mode.effect.words} = {words(day)}"
            )
            sure = notice >= (opens.latest or date.max) and notice <= (closes.earliest or notice)
            return Effect(day, rule="TER-8", text=text, certain=sure)
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
