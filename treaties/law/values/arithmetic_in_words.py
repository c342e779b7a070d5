"""A calculation in words: `31 August 2011 - 6 months: February has no 31st, so 28 February 2011`
(PER-1 to PER-5; European Convention on the Calculation of Time-Limits 1972, arts 3-4).
"""

from calendar import monthrange
from datetime import date
from typing import cast

from treaties.law.values.periods import MONTHS, LeapPolicy, Period, add, words


def add_in_words(day: date, period: Period, leap_policy: str = "clamp", said: str = "") -> str:
    """`5 April 2002 + 10 years = 5 April 2012`; `said` replaces the words for the period."""
    return _said(day, period, 1, leap_policy, said or period.words)


def subtract_in_words(day: date, period: Period) -> str:
    """`5 April 2022 - 1 year = 5 April 2021`."""
    return _said(day, period, -1, "clamp", period.words)


def _said(day: date, period: Period, sign: int, leap_policy: str, said: str) -> str:
    result = add(day, period, sign, cast("LeapPolicy", leap_policy))
    operator = "+" if sign > 0 else "−"
    if period.months and not period.days:
        month0 = (day.year * 12 + day.month - 1 + sign * period.months) % 12
        year = (day.year * 12 + day.month - 1 + sign * period.months) // 12
        if monthrange(year, month0 + 1)[1] < day.day:
            return (
                f"{words(day)} {operator} {said}: {MONTHS[month0]} {year} has no "
                f"{_ordinal(day.day)}, "
                f"so {words(result)}"
            )
    return f"{words(day)} {operator} {said} = {words(result)}"


def _ordinal(number: int) -> str:
    return f"{number}st" if number == 31 else f"{number}th"
