"""By which day must somebody act, whichever of the held readings is right? (REA-2)

The safe day of a deadline is the earliest of its days under the held readings, each counted by its
own clauses, less the house's margin if something has to be delivered. Readings that are only
mentioned, and other positions of a switch of counting, do not count.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from treaties.law.rules.results import KeyDate, Reading
from treaties.law.values.vocabulary import DECIDED_BEFORE, DELIVERED_BEFORE, KeyDateKind


def with_safe_days(readings: Sequence[Reading], margin_days: int) -> tuple[Reading, ...]:
    """The same readings; each date before which somebody has to act gets its safe day. The dates of
    a reading that is only mentioned get none.
    """
    held = [_Deadlines.of(r) for r in readings if r.held] if len(readings) > 1 else []
    found: list[Reading] = []
    for reading in readings:
        if not reading.held:
            found.append(reading)
            continue
        own = next((d for d in held if d.reading is reading), None)
        dates = []
        for key in reading.key_dates:
            day = key.outcome.earliest if key.kind in DECIDED_BEFORE else None
            if day is None:
                dates.append(key)
                continue
            if own is not None:
                day = min(day, *(d.same(own, key) or day for d in held))
            dates.append(_with_safe(key, _less(day, key.kind, margin_days)))
        found.append(reading._replace(key_dates=tuple(dates)))
    return tuple(found)


def safe_under_others(
    readings: Sequence[Reading], of: Reading, wanted: KeyDate, margin_days: int
) -> date | None:
    """The safe day of `wanted`, a deadline of the reading `of`, which is only mentioned: the
    earliest over the held ones of `readings`; None if they have no such deadline.
    """
    if wanted.kind not in DECIDED_BEFORE:
        return None
    own = _Deadlines.of(of)
    days = [day for r in readings if r.held and (day := _Deadlines.of(r).same(own, wanted))]
    return _less(min(days), wanted.kind, margin_days) if days else None


def _less(day: date, kind: KeyDateKind, margin_days: int) -> date:
    if not margin_days or kind not in DELIVERED_BEFORE:
        return day
    return day - timedelta(days=min(margin_days, day.toordinal() - 1))


def _with_safe(key: KeyDate, safe: date) -> KeyDate:
    return KeyDate(
        key.kind,
        key.clause,
        key.party,
        key.ordinal,
        key.outcome,
        key.basis,
        key.reason,
        key.rule,
        safe,
    )


class _Deadlines(NamedTuple):
    """The deadlines of one reading by their identity across readings, and the days of its cycles by
    ordinal.
    """

    reading: Reading
    closing: dict[tuple[KeyDateKind, int], date]
    others: dict[tuple[KeyDateKind, int, str | None, str | None], date]
    cycles: dict[int, tuple[int, int]]

    @classmethod
    def of(cls, reading: Reading) -> "_Deadlines":
        found = cls(reading, {}, {}, {})
        for key in reading.key_dates:
            day = key.outcome.earliest
            if key.kind not in DECIDED_BEFORE or day is None:
                continue
            if key.closes_cycle:
                found.closing[key.kind, key.ordinal] = day
            else:
                found.others[key.kind, key.ordinal, key.party, key.clause] = day
        for cycle in reading.cycles:
            # What is not known is taken for as wide as may be.
            start, end = cycle.start.earliest or date.min, cycle.expires.earliest or date.max
            found.cycles[cycle.ordinal] = (start.toordinal(), end.toordinal())
        return found

    def same(self, of: "_Deadlines", wanted: KeyDate) -> date | None:
        """The day of this reading for the deadline `wanted` of the reading `of`: if it closes a
        cycle, the day that closes the cycle of the same ordinal, or, if that cycle is elsewhere, of
        the cycle that overlaps it by more than half.
        """
        if not wanted.closes_cycle:
            return self.others.get((wanted.kind, wanted.ordinal, wanted.party, wanted.clause))
        cycle = of.cycles[wanted.ordinal]
        ordinal: int | None = wanted.ordinal
        if not _shared(cycle, self.cycles.get(wanted.ordinal, (0, 0))):
            length = cycle[1] - cycle[0]
            over = (n for n, other in self.cycles.items() if 2 * _shared(cycle, other) > length)
            ordinal = next(over, None)
        return None if ordinal is None else self.closing.get((wanted.kind, ordinal))


def _shared(cycle: tuple[int, int], other: tuple[int, int]) -> int:
    """How many days two cycles share, by the earliest days of their ends."""
    return max(min(cycle[1], other[1]) - max(cycle[0], other[0]), 0)
