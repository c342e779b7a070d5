"""A date as known: exact, a month, a year, approximate, between two days, or unknown (FAC-3).

Written in the Extended Date/Time Format (ISO 8601-2, levels 0 and 1); what is not exact keeps its
earliest and latest day and is never rounded to an invented 1 January.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from treaties.law.values.errors import LawError
from treaties.law.values.periods import FIRST_YEAR, LAST_YEAR, MONTHS, civil, words

_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)", re.ASCII)
_RIGHT = "write 2001-03-12, 2001-03, 2001, 2001~ (about) or 2001-03-12/2002-03-31 (between)"


@dataclass(frozen=True, slots=True)
class CivilDate:
    """A civil day of the Gregorian calendar as precise as its source; no time, no zone.

    `earliest` and `latest` are inclusive days, or None on a side that nobody knows.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    approximate: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read EDTF; the empty string is an unknown date. Raises LawError (a ValueError) with one
        sentence.
        """
        if not isinstance(text, str):
            raise LawError(f"a date is text, not {type(text).__name__}; {_RIGHT}")
        text = text.strip()
        if len(text) > 30:
            raise LawError(f"{text[:20]!r}… is too long for a date; {_RIGHT}")
        if not text or text in {"..", "../.."}:
            return cls("", None, None)
        if "/" not in text:
            return cls(text, *_point(text))
        left, _, right = text.partition("/")
        start = _point(left) if left not in {"", ".."} else (None, None, False)
        end = _point(right) if right not in {"", ".."} else (None, None, False)
        if start[0] and end[1] and start[0] > end[1]:
            raise LawError(f"{text} ends before it begins; write the earlier date first")
        return cls(text, start[0], end[1], start[2] or end[2])

    @classmethod
    def of(cls, day: date) -> Self:
        """The exact day."""
        return cls(day.isoformat(), day, day)

    @property
    def is_exact(self) -> bool:
        """True if one day is meant and the source is sure of it."""
        return self.earliest is not None and self.earliest == self.latest and not self.approximate

    @property
    def is_known(self) -> bool:
        """False only if neither side is known."""
        return self.earliest is not None or self.latest is not None

    def within(self, other: "CivilDate") -> bool:
        """True if every day this date may be is a day the other may be: the finer agrees with the
        coarser.
        """
        return (
            other.earliest is None
            or (self.earliest is not None and self.earliest >= other.earliest)
        ) and (other.latest is None or (self.latest is not None and self.latest <= other.latest))

    @property
    def words(self) -> str:
        """`12 March 2001`, `March 2001`, `about 2002`, `between … and …`, `unknown`."""
        if not self.edtf:
            return "unknown"
        if "/" in self.edtf:
            if self.earliest is None or self.latest is None:
                known = self.earliest or self.latest
                side = "not before" if self.latest is None else "not after"
                return f"{side} {words(known)}" if known else "unknown"
            return f"between {words(self.earliest)} and {words(self.latest)}"
        parts = self.edtf.rstrip("~?%").split("-")
        said = parts[0]
        if len(parts) > 1:
            said = f"{MONTHS[int(parts[1]) - 1]} {said}"
        if len(parts) > 2:
            said = f"{int(parts[2])} {said}"
        return f"about {said}" if self.approximate else said


def _point(text: str) -> tuple[date, date, bool]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise LawError(f"{text!r} is not a date; {_RIGHT}")
    year, month, day, mark = match.groups()
    approximate = bool(mark)
    if day:
        exact = civil(f"{year}-{month}-{day}")
        return exact, exact, approximate
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise LawError(f"{text}: the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31), approximate
    if not 1 <= int(month) <= 12:
        raise LawError(f"{text}: there is no month {month}; months run from 01 to 12")
    last = monthrange(int(year), int(month))[1]
    return date(int(year), int(month), 1), date(int(year), int(month), last), approximate
