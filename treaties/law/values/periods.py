"""How calendar periods are counted (rules PER-1 to PER-6, NOT-1, NOT-2).

Follows the European Convention on the Calculation of Time-Limits 1972, arts 3-4: a period of months
or years ends on the day that bears the number of the day it began; where that day does not exist,
on the last day of the month.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, Self

from treaties.law.values.errors import LawError

LeapPolicy = Literal["clamp", "roll"]

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2999
"""Years a source may name; beyond them stand the sentinels (`9999-12-31`, `0002-11-30`) of other
registers.
"""

_ISO = re.compile(r"(-?)P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?", re.ASCII)
_LONGEST_YEARS = 999
_IN_DAYS: Final = 120
"""Distances between two days are said in days up to this many."""


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar period: months and days, never turned into one another (CON-2, PER-5). P12M
    equals P1Y.
    """

    months: int = 0
    days: int = 0
    text: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str, *, signed: bool = False) -> Self:
        """Read an ISO 8601 duration (`P10Y`, `P6M`, `P90D`, `P2W`); `signed` allows a leading
        minus.

        Raises LawError for anything else, and for periods longer than 999 years.
        """
        match = _ISO.fullmatch(text) if isinstance(text, str) else None
        if match is None or not any(match.groups()[1:]):
            raise LawError(f"{_shown(text)} is not a period; write it like P10Y, P6M, P90D or P2W")
        sign, years, months, weeks, days = (part or "0" for part in match.groups())
        if sign == "-" and not signed:
            raise LawError(f"{text} is negative; a period of this clause runs forward, like P6M")
        factor = -1 if sign == "-" else 1
        whole = int(years) * 12 + int(months)
        single = int(weeks) * 7 + int(days)
        if whole > _LONGEST_YEARS * 12 or single > _LONGEST_YEARS * 366:
            raise LawError(f"{text} is longer than {_LONGEST_YEARS} years; check the digits")
        return cls(factor * whole, factor * single, text)

    @property
    def is_zero(self) -> bool:
        return self.months == 0 and self.days == 0

    @property
    def iso(self) -> str:
        """The duration as it was written, or in its shortest form."""
        if self.text:
            return self.text
        years, months = divmod(abs(self.months), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        parts += f"{abs(self.days)}D" if self.days or not parts else ""
        return ("-" if self.months < 0 or self.days < 0 else "") + "P" + parts

    @property
    def words(self) -> str:
        """`10 years`, `12 months`, `90 days`: in the unit in which it was written."""
        return _in_words(self.iso)

    def __add__(self, other: "Period") -> "Period":
        return _plain(self.months + other.months, self.days + other.days)

    def times(self, count: int) -> "Period":
        """The period `count` times over; boundaries are counted from the origin with this
        (PER-4).
        """
        return _plain(self.months * count, self.days * count)


@lru_cache(maxsize=4096)
def _plain(months: int, days: int) -> Period:
    """The boundaries of most treaties lie a few periods from their origin: each is made once."""
    return Period(months, days)


@lru_cache(maxsize=1024)
def _in_words(iso: str) -> str:
    match = _ISO.fullmatch(iso)
    assert match is not None
    units = ("year", "month", "week", "day")
    said = [
        f"{int(n)} {unit}" + ("" if int(n) == 1 else "s")
        for n, unit in zip(match.groups()[1:], units, strict=True)
        if n is not None and int(n)
    ]
    return " and ".join(said) or "no time"


ZERO: Final = Period(0, 0, "P0D")


def add(day: date, period: Period, times: int = 1, leap_policy: LeapPolicy = "clamp") -> date:
    """`day` + `times` periods: months keep the number of the day (PER-1), clamped to the month's
    end (PER-2).

    `leap_policy="roll"` takes 29 February to 1 March of a common year (PER-3). Raises LawError
    beyond year 9999.
    """
    months, days = period.months, period.days
    if times != 1:
        months, days = months * times, days * times
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        raise LawError(f"{period.iso} from {day.isoformat()} leaves the calendar (years 1 to 9998)")
    number = day.day
    if number > 28 and months:
        last = monthrange(year, month0 + 1)[1]
        if number > last:
            if leap_policy == "roll" and (day.month, number) == (2, 29):
                return date(year, 3, 1) + timedelta(days)
            number = last
    landed = date(year, month0 + 1, number)
    return landed + timedelta(days) if days else landed


def subtract(day: date, period: Period, leap_policy: LeapPolicy = "clamp") -> date:
    """`day` - period, counted backwards in the same way: 31 August - 6 months is the last of
    February (NOT-1).
    """
    return add(day, period, -1, leap_policy)


def forward_max(boundary: date, period: Period, leap_policy: LeapPolicy = "clamp") -> date:
    """The latest day D with D + period not after `boundary` (NOT-2, `deadline_method:
    forward_max`).
    """
    day = subtract(boundary, period, leap_policy) + timedelta(4)
    while add(day, period, 1, leap_policy) > boundary:  # clamping moves a day by at most three
        day -= timedelta(1)
    return day


def first_of_nth_month(day: date, nth: int) -> date:
    """The first day of the `nth` month after the month of `day`; a day on the 1st belongs to its
    month (EIF-5).
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + nth, 12)
    return date(year, month0 + 1, 1)


def distance(day: date, today: date) -> str:
    """How far `day` is from `today`, to be said beside the date and never instead of it: `today`,
    `tomorrow`, `in 90 days`, `in 3 years and 3 months`, `8 months ago`.

    Up to 120 days it is said in days, because the days count for whoever has to act. Beyond that
    it is said in whole months, and from twelve months on in years and months, counted from the
    earlier of the two days as `add` counts them: from 30 November, 39 months reach to the last of
    February. The days that are left over are dropped, so that no deadline seems further away than
    it is. The scripts of the timeline follow the same rule (`distanceInWords`).
    """
    days = (day - today).days
    if abs(days) <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    said = f"{abs(days)} days" if abs(days) <= _IN_DAYS else _months_between(*sorted((day, today)))
    return f"in {said}" if days > 0 else f"{said} ago"


def _months_between(earlier: date, later: date) -> str:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if add(earlier, Period(months)) > later:
        months -= 1
    years, rest = divmod(months, 12)
    return _in_words("P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else ""))


def civil(text: str) -> date:
    """Read one exact day `YYYY-MM-DD` between the years 1000 and 2999 (CON-1); LawError says
    what is wrong.
    """
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise LawError(f"{_shown(text)} is not a day; write it like 2001-03-12")
    year, month, number = int(text[:4]), int(text[5:7]), int(text[8:])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LawError(f"{text}: the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    if not 1 <= month <= 12:
        raise LawError(f"{text}: there is no month {month:02d}; months run from 01 to 12")
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        raise LawError(f"{text}: that month has the days 1 to {last}")
    return date(year, month, number)


def words(day: date) -> str:
    """`5 April 2021`, put together of two small tables. (A memory of whole days grows with the
    register, to megabytes, and crowds out of the processor's caches what is at work.)
    """
    return _DAYS[day.month - 1][day.day] + _YEARS[day.year]


def counted(number: int, thing: str) -> str:
    """`1 day`, `24 days`: a number with its noun."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAYS: Final = tuple(tuple(f"{number} {month} " for number in range(32)) for month in MONTHS)
_YEARS: Final = tuple(str(year) for year in range(10_000))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…" + text[-1]
