"""How do people write a length of time or a day? `ten years`, `1 year and 6 months`, `P90D`;
`12 March 2001`, `2001-03`, `2001~`.
"""

import re
from typing import Final

from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import MONTHS, Period, civil

_NUMBERS: Final = {
    word: number
    for number, words in {
        1: "a an one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 15: "fifteen",
        18: "eighteen", 20: "twenty", 24: "twenty-four", 25: "twenty-five", 30: "thirty",
        40: "forty", 50: "fifty", 60: "sixty", 90: "ninety", 99: "ninety-nine",
    }.items()
    for word in words.split()
}  # fmt: skip
_UNITS: Final = "YMWD"
_PART = re.compile(r"([a-z-]+|\d{1,6})\s*(years?|months?|weeks?|days?|[ymwd])\b", re.ASCII)
_BETWEEN = re.compile(r"[\s,]*(?:and\b)?[\s,]*")
_RIGHT = "write it like 10 years, 6 months, 90 days, or 1 year and 6 months"
_WRITTEN_DAY = re.compile(r"(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)


def length(text: str) -> str:
    """The ISO 8601 duration that `text` means. Raises LawError with a sentence."""
    wanted = text.strip()
    if wanted[:1] in "Pp" and wanted[1:2].isdigit():
        return Period.parse(wanted.upper()).iso
    said = wanted.lower().replace("calendar ", "")
    if said.startswith("-"):
        raise LawError(f"“{text[:40]}” is negative; {_RIGHT}")
    iso, at, unit = "P", 0, -1
    while at < len(said):
        found = _PART.match(said, at)
        amount = _amount(found[1]) if found else None
        if found is None or amount is None:
            raise LawError(f"“{text[:40]}” is not a length of time; {_RIGHT}")
        place = _UNITS.index(found[2][0].upper())
        if place <= unit:
            raise LawError(f"“{text[:40]}” names its units out of order; {_RIGHT}")
        iso, unit = f"{iso}{amount}{_UNITS[place]}", place
        between = _BETWEEN.match(said, found.end())
        at = between.end() if between else found.end()
    return Period.parse(iso).iso


def spoken(iso: str) -> str:
    """The length as a field shows it; `length` of it gives the same again."""
    return Period.parse(iso).words


def day(text: str) -> str:
    """The one day that `text` means, as year-month-day. Raises LawError with a sentence."""
    return civil(_iso(text)).isoformat()


def known_day(text: str) -> str:
    """A day as precise as it is written: one day, a month, a year, about, between (EDTF)."""
    return CivilDate.parse(_iso(text)).edtf


def _iso(text: str) -> str:
    """`12 March 2001` as 2001-03-12; anything else as it is."""
    wanted = " ".join(text.split())
    written = _WRITTEN_DAY.fullmatch(wanted.lower())
    if written is None:
        return wanted
    named = (n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(written[2]))
    month = next(named, None)
    return wanted if month is None else f"{written[3]}-{month:02}-{int(written[1]):02}"


def _amount(text: str) -> int | None:
    return int(text) if text.isdigit() else _NUMBERS.get(text)
