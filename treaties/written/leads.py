"""How long before a date does a person want to be reminded? `365, 90, 7` or `18 months, 90 days`.

A lead is kept as a number of days, because what is due is counted in days (`reminders/planner`).
A lead in months or years is therefore converted once, when it is written, by the mean length of a
month (30.436875 days; 18 months are 548 days); it is not counted in the calendar from each date,
which differs from that by at most two days. The page says the number of days back.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period, counted
from treaties.written.lengths import length
from treaties.written.text import plain, shown

MOST: Final = 20
LONGEST_DAYS: Final = 3650
_DAYS_OF_A_MONTH: Final = Fraction(146_097, 4_800)
"""The Gregorian calendar repeats after 400 years: 146,097 days, 4,800 months."""


@dataclass(frozen=True, slots=True)
class Lead:
    """So many days before a date, and the words in which to say it back."""

    days: int
    words: str


def leads(text: str) -> list[Lead]:
    """What commas separate, longest first; a bare number is of days. Raises LawError with one
    sentence.
    """
    parts = [part.strip() for part in plain(text).replace(";", ",").split(",")]
    found = [_lead(part) for part in parts if part]
    if not found:
        raise LawError("Say how long before the date, such as 18 months, 90 days, 7 days.")
    if len(found) > MOST:
        raise LawError(f"These are {len(found)} reminders of one date; {MOST} are the most.")
    return sorted({lead.days: lead for lead in found}.values(), key=lambda lead: -lead.days)


def days_of(period: Period) -> int:
    """A length as a number of days, a month by its mean."""
    return round(period.months * _DAYS_OF_A_MONTH) + period.days


def _lead(text: str) -> Lead:
    bare = text.isdecimal()
    period = length(f"{text} days" if bare else text)
    days = days_of(period)
    if days > LONGEST_DAYS:
        raise LawError(
            f"{shown(text)} is too long before a date; {LONGEST_DAYS} days (10 years) are the most."
        )
    in_days = counted(days, "day")
    return Lead(days, f"{period.words} ({in_days})" if period.months else in_days)
