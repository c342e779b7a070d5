"""What day did a person write? `12 March 2001`, `March 12, 2001`, `12.3.2001`, `2001-03-12`; and
where not everything is known: `March 2001`, `about 1998`, `between 12 and 31 March 2002`, EDTF.

What has two readings (`3/4/2001`, a year of two digits) is refused, never guessed. Every refusal is
a LawError with one sentence that says what would be right.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Final

from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import FIRST_YEAR, LAST_YEAR, MONTHS
from treaties.written.text import in_eastern_digits, plain, shown

_DAY_IS_RIGHT: Final = "write it like 12 March 2001 or 2001-03-12"
_DATE_IS_RIGHT: Final = (
    f"{_DAY_IS_RIGHT}, or as much as is known: March 2001, 2001, about 2001,"
    " between 12 and 31 March 2001"
)
_FIRST_YEAR_IN_EASTERN_DIGITS: Final = 1600
"""Below it the Gregorian year cannot be told from one of the Iranian or the Islamic calendar."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII | re.IGNORECASE)


_EDTF = _pattern(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?([~?%]?)")
_COARSE = _pattern(r"\d{4}(-\d\d)?")
_YEAR_FIRST = _pattern(r"(\d{3,})([-./])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = _pattern(r"(\d{1,2})([-./])(\d{1,2})\2(\d+)")
_MONTH_FIRST = _pattern(r"(\d{1,2})[./](\d{3,})")
_AROUND_SIGN = _pattern(r"(?<=\d) ?([./]) ?(?=\d)")
_AROUND_DASHES = _pattern(r"(\d+) ?- ?(\d+) ?- ?(\d+)")
_ORDINAL = _pattern(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_JOINS = _pattern(r"\b(?:of|the)\b|[,.']|(?<=\w)[-/](?=\w)")
_ABOUT = _pattern(r"(?:about|around|approximately|roughly|circa|ca?\.?) ?(?=\w)|~ ?")
_NOT_BEFORE = _pattern(r"(?:not before|not? earlier than) (.+)")
_NOT_AFTER = _pattern(r"(?:not after|not? later than) (.+)")
_SPANS: Final = (
    _pattern(r"([\d.~?%-]*)/([\d.~?%-]*)"),
    _pattern(r"(?:(?:between|from) )?(.+?) (?:and|to|until|till|-) (.+)"),
    _pattern(r"(\d{1,2}|\d{4})-(\d{1,2} [a-z].*|\d{4})"),
)
_OPEN: Final = ("", "..")
_SHORTEST_NAME: Final = 3
"""Letters of a month's name that tell it from the others: Mar, May; Jun, Jul."""


@dataclass(frozen=True, slots=True)
class _Point:
    """A day, a month or a year as written; `mark` is that of EDTF."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def edtf(self) -> str:
        finer = [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join([str(self.year), *finer]) + self.mark


def day(text: str) -> date:
    """The one day that `text` means."""
    found = _known(text, _DAY_IS_RIGHT)
    if found.is_exact and found.earliest is not None:
        return found.earliest
    if _COARSE.fullmatch(found.edtf):
        of_month = found.words if "-" in found.edtf else f"March {found.words}"
        raise LawError(f"Which day of {found.words}? Write it like 12 {of_month}.")
    if found.is_known:
        raise LawError(f"{shown(text)} is not one exact day; {_DAY_IS_RIGHT}.")
    raise LawError(f"{shown(text)} is not a day; {_DAY_IS_RIGHT}.")


def known_day(text: str) -> CivilDate:
    """The date that `text` means, as precise as it is written; unknown if nothing is."""
    return _known(text, _DATE_IS_RIGHT)


def day_of_year(text: str) -> str:
    """`30 June`, `June 30` or `06-30` as month and day (`06-30`); 29 February is one, too."""
    said = plain(text)
    iso, words = re.fullmatch(r"(\d\d)-(\d\d)", said, re.ASCII), _words(said)
    numbers = [word for word in words if word.isdecimal() and len(word) <= 2]
    if iso:
        month, number = int(iso[1]), int(iso[2])
    elif len(words) == 2 and len(numbers) == 1:
        name = next(word for word in words if word not in numbers)
        month, number = _month(name, f"{numbers[0]} {{}}"), int(numbers[0])
    else:
        raise LawError(f"{shown(text)} is not a day of the year; write it like 30 June.")
    if not 1 <= month <= 12:
        raise LawError(f"There is no month {month}; write it like 30 June.")
    last = monthrange(2000, month)[1]
    if not 1 <= number <= last:
        raise LawError(f"There is no {number} {MONTHS[month - 1]}: it has {last} days.")
    return f"{month:02}-{number:02}"


def _known(text: str, right: str) -> CivilDate:
    said = _AROUND_SIGN.sub(r"\1", plain(text))
    said = _AROUND_DASHES.sub(r"\1-\2-\3", said)
    if said.lower() in {"", "unknown", "..", "../.."}:
        return CivilDate.parse("")
    found = CivilDate.parse(_span(said, text, right) or _point(said, text, right).edtf)
    known = found.earliest or found.latest
    if known and known.year < _FIRST_YEAR_IN_EASTERN_DIGITS and in_eastern_digits(text):
        raise LawError(
            f"{shown(text)} may be of the Iranian or the Islamic calendar; write the day of the"
            " Gregorian calendar, such as 12 March 2001."
        )
    return found


def _span(said: str, text: str, right: str) -> str:
    """The EDTF of what lies between two dates, or is open on one side; "" if `said` is one date."""
    if open_end := _NOT_BEFORE.fullmatch(said):
        return f"{_point(open_end[1], text, right).edtf}/.."
    if open_start := _NOT_AFTER.fullmatch(said):
        return f"../{_point(open_start[1], text, right).edtf}"
    matches = (pattern.fullmatch(said) for pattern in _SPANS)
    both = next((found for found in matches if found), None)
    if both is None or said == "/" or _MONTH_FIRST.fullmatch(said):
        return ""
    end = None if both[2] in _OPEN else _point(both[2], text, right)
    start = None if both[1] in _OPEN else _point(_completed(both[1], end), text, right)
    if start and end:
        first, last = CivilDate.parse(start.edtf), CivilDate.parse(end.edtf)
        if first.earliest and last.latest and first.earliest > last.latest:
            raise LawError(f"{first.words} is after {last.words}; write the earlier date first.")
    return f"{start.edtf if start else both[1]}/{end.edtf if end else both[2]}"


def _completed(left: str, end: _Point | None) -> str:
    """`12` or `12 March` with the month and the year of the date it runs to."""
    if end is None or re.search(r"\d{3}|\d[-./]\d", left, re.ASCII):
        return left
    if re.search(r"[^\W\d_]", left):
        return f"{left} {end.year}"
    return f"{left} {MONTHS[end.month - 1]} {end.year}" if end.month and end.day else left


def _point(said: str, text: str, right: str) -> _Point:
    """One date within `text`, checked. What is no date at all is told with `right`."""
    if about := _ABOUT.match(said):
        found = _point(said[about.end() :], text, right)
        return replace(found, mark=found.mark or "~")
    if iso := _EDTF.fullmatch(said):
        return replace(_checked(*iso.groups()[:3]), mark=iso[4])
    if numeric := _YEAR_FIRST.fullmatch(said):
        return _checked(numeric[1], numeric[3], numeric[4])
    if numeric := _YEAR_LAST.fullmatch(said):
        return _year_last(numeric)
    if numeric := _MONTH_FIRST.fullmatch(said):
        return _checked(numeric[2], numeric[1])
    return _in_words(said, text, right)


def _in_words(said: str, text: str, right: str) -> _Point:
    """`12 March 2001`, in any order of its two or three parts."""
    words = _words(said)
    years = [word for word in words if word.isdecimal() and len(word) > 2]
    numbers = [word for word in words if word.isdecimal() and len(word) <= 2]
    names = [word for word in words if word.isalpha()]
    parts = (len(names), len(numbers), len(years))
    if sum(parts) == len(words) and parts in {(1, 1, 1), (1, 0, 1)}:
        month = _month(names[0], " ".join([*numbers, "{}", *years]))
        return _checked(years[0], month, *numbers)
    if sum(parts) == len(words) and parts in {(1, 1, 0), (1, 2, 0)} and _near(names[0]):
        raise LawError(f"{shown(text)} lacks a year of four digits; {_DAY_IS_RIGHT}.")
    thing = "day" if right == _DAY_IS_RIGHT else "date"
    raise LawError(f"{shown(text)} is not a {thing}; {right}.")


def _year_last(found: re.Match[str]) -> _Point:
    """`12.3.2001`: between points the day comes first; between other signs only what has one
    reading is a date.
    """
    first, sign, second, year = found.groups()
    said = shown(found[0])
    if len(year) <= 2:
        raise LawError(f"{said} lacks a year of four digits; {_DAY_IS_RIGHT}.")
    swapped = int(first) <= 12 < int(second)
    if sign == ".":
        if swapped:
            meant = _words_of(_checked(year, first, second))
            raise LawError(f"There is no month {second} in {said}; write {meant} if that is meant.")
        return _checked(year, second, first)
    if swapped or int(first) == int(second):
        return _checked(year, first, second)
    if int(first) > 12:
        return _checked(year, second, first)
    one, other = _checked(year, second, first), _checked(year, first, second)
    raise LawError(
        f"{said} is {_words_of(one)} to some and {_words_of(other)} to others; write out the one"
        " that is meant."
    )


def _checked(year: str, month: str | int | None = None, number: str | None = None) -> _Point:
    """The parts of a date, if the calendar has such a one."""
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise LawError(
            f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}; {year[:12]} does not."
        )
    found = _Point(
        int(year),
        None if month is None else int(month),
        None if number is None else int(number),
    )
    if found.month is None:
        return found
    if not 1 <= found.month <= 12:
        raise LawError(
            f"There is no month {found.month}; the months run from 1 to 12, as in 2001-03-12."
        )
    last = monthrange(found.year, found.month)[1]
    if found.day is not None and not 1 <= found.day <= last:
        name = MONTHS[found.month - 1]
        raise LawError(f"There is no {found.day} {name} {year}: {name} {year} has {last} days.")
    return found


def _words_of(point: _Point) -> str:
    return CivilDate.parse(point.edtf).words


def _words(said: str) -> list[str]:
    """The names and numbers of a date, without what only joins them."""
    return _JOINS.sub(" ", _ORDINAL.sub(r"\1", said)).split()


def _month(name: str, whole: str) -> int:
    """The number of the month; `whole` is the date with room for its right name."""
    near = _near(name)
    if near.lower().startswith(name.lower()) and len(name) >= _SHORTEST_NAME:
        return MONTHS.index(near) + 1
    if near:
        raise LawError(
            f"{shown(name)} is not a month; write {whole.format(near)} if {near} is meant."
        )
    raise LawError(f"{shown(name)} is not the English name of a month; {_DAY_IS_RIGHT}.")


def _near(name: str) -> str:
    """The month that a name is, or nearly is; "" if none."""
    if len(name) < _SHORTEST_NAME:
        return ""
    whole = (month for month in MONTHS if month.lower().startswith(name.lower()))
    return next(whole, "") or next(iter(get_close_matches(name.capitalize(), MONTHS, 1)), "")
