"""How is what stands in a field read into JSON, and shown again? One pair of functions for each
kind of value; `show` of what `read` gives is read as the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

from treaties.law.clauses.codec import JSON, FieldKind
from treaties.law.values.errors import LawError
from treaties.law.values.periods import MONTHS, Period
from treaties.written.days import day, day_of_year, known_day
from treaties.written.lengths import length, spoken

_COMMAS: Final = re.compile("[,،;]")
_AWAY = re.compile(r"(.+?)\s+(before|after)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notation:
    """How people write a value. `read` raises LawError with what is wrong; `most` is how many
    characters are read.
    """

    read: Callable[[str], JSON]
    show: Callable[[Any], str] = str
    most: int = 100


def names(text: str) -> list[str]:
    """What commas separate, in any script."""
    return [name for part in _COMMAS.split(text) if (name := part.strip())]


def number(least: int, most: int) -> Notation:
    """A whole number between two bounds, both included."""

    def read(text: str) -> JSON:
        if text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most:
            return int(text)
        raise LawError(f"“{text[:20]}” is not a whole number from {least} to {most}")

    return Notation(read)


def _count(text: str) -> JSON:
    """So many, or in words: all signatories."""
    if not text.isdigit():
        return text
    return number(1, 1000).read(text)


def _share(text: str) -> JSON:
    try:
        share = float(text.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        share = 0.0
    share = round(share / 100, 8) if text.endswith("%") else share
    if not 0 < share <= 1:
        raise LawError(f"“{text[:20]}” is not a share; write it like 55% or 0.55")
    return share


def _show_share(share: float) -> str:
    return f"{share * 100:.6g}%"


def _show_day_of_year(iso: str) -> str:
    return f"{int(iso[3:])} {MONTHS[int(iso[:2]) - 1]}"


def _away(text: str) -> JSON:
    """`1 day before` or `3 months after`: a length with a sign."""
    said = _AWAY.fullmatch(text)
    if said:
        return f"{'-' if said[2].lower() == 'before' else ''}{length(said[1]).iso}"
    if text[:1] == "-" and text[1:2] in "Pp":
        return f"-{length(text[1:]).iso}"
    return length(text).iso


def _show_away(iso: str) -> str:
    return f"{spoken(iso.removeprefix('-'))} {'before' if iso.startswith('-') else 'after'}"


def _lengths(text: str) -> JSON:
    return [length(part).iso for part in names(text)]


def _show_length(iso: str) -> str:
    return "" if Period.parse(iso).is_zero else spoken(iso)


def _from_day(text: str) -> JSON:
    return f"date:{day(text).isoformat()}"


TEXT: Final = Notation(lambda text: text, most=500)
NAME: Final = Notation(lambda text: text, most=200)
NAMES: Final = Notation(lambda text: cast("JSON", names(text)), ", ".join, 4000)
LENGTH: Final = Notation(lambda text: length(text).iso, _show_length)
LENGTHS: Final = Notation(_lengths, lambda parts: ", ".join(map(spoken, parts)), 500)
AWAY: Final = Notation(_away, _show_away)
DAY: Final = Notation(lambda text: day(text).isoformat())
KNOWN_DAY: Final = Notation(lambda text: known_day(text).edtf)
FROM_DAY: Final = Notation(_from_day, lambda text: text.removeprefix("date:"))
DAY_OF_YEAR: Final = Notation(day_of_year, _show_day_of_year)
COUNT: Final = Notation(_count)
SHARE: Final = Notation(_share, _show_share)
MARK: Final = Notation(lambda text: text == "yes", lambda value: "yes" if value else "no")

_OF_KINDS: Final = {
    "period": LENGTH,
    "offset": AWAY,
    "day": DAY,
    "day of the year": DAY_OF_YEAR,
    "anchor": FROM_DAY,
    "count": COUNT,
    "share": SHARE,
}


def notation_of(kind: FieldKind) -> Notation:
    """How people write a value of a kind that a provision has."""
    if kind.name == "number":
        return number(*kind.bounds)
    if kind.item:
        return LENGTHS if kind.item.name == "period" else NAMES
    return _OF_KINDS.get(kind.name, TEXT)
