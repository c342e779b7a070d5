"""What length of time did a person write? `18 months`, `a year and a half`, `1 year 6 months`,
`90 days`, `a fortnight`, `P18M`.

Years and months stay apart from weeks and days, as in `Period` (PER-5). Part of a year is read
where it is whole months; of a month, a week or a day it is refused, with what would be right.
"""

import re
from fractions import Fraction
from typing import Final

from treaties.law.values.errors import LawError
from treaties.law.values.nearest import nearest
from treaties.law.values.periods import Period, counted
from treaties.written.text import plain, shown

_RIGHT: Final = "write it like 10 years, 18 months, 90 days, or 1 year and 6 months"

_NUMBERS: Final = {
    word: number
    for number, words in {
        0: "no zero", 1: "a an one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six",
        7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen",
        14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen",
        19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty",
        70: "seventy", 80: "eighty", 90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip

_UNITS: Final = {
    word: (letter, many)
    for letter, many, words in (
        ("Y", 1, "year years yr yrs y"),
        ("M", 1, "month months mth mths mo mos m"),
        ("W", 1, "week weeks wk wks w"),
        ("W", 2, "fortnight fortnights"),
        ("D", 1, "day days d"),
    )
    for word in words.split()
}
_NAMES: Final = ("years", "months", "weeks", "fortnights", "days")
_LETTERS: Final = "YMWD"
_CALLED: Final = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_INSTEAD: Final = {"M": "1 month and 15 days", "W": "1 week and 4 days", "D": "2 days"}

_ISO = re.compile(r"p[\dymwd.]+", re.ASCII)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]|_")
_HALF = re.compile(r"\b(?:a )?half (?:an? |of an? )?(year|month|week|day)s?\b")
_AND_A_HALF = re.compile(r"\b(\d+|[a-z]+) (\w+) and a half\b|\b(\d+|[a-z]+) and a half (\w+)\b")
_QUARTER = re.compile(r"(\d*)([½¼¾])")
_QUARTERS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}


def length(text: str) -> Period:
    """The length that `text` means. Raises LawError with one sentence that says what is right."""
    said = plain(text).lower()
    if said.startswith("-"):
        raise LawError(f"{shown(text)} is negative; {_RIGHT}.")
    if _ISO.fullmatch(said):
        return _iso(said.upper(), text)
    iso, unit = "P", -1
    for amount, letter in _parts(_fractions(said.replace("calendar ", "")), text):
        number, letter = _whole(amount, letter, text)
        place = _LETTERS.index(letter)
        if number > 999_999:
            raise LawError(f"{shown(text)} is longer than 999 years; check the digits.")
        if place <= unit:
            raise LawError(f"{shown(text)} names its units out of order or twice; {_RIGHT}.")
        iso, unit = f"{iso}{number}{letter}", place
    return _iso(iso, text)


def spoken(iso: str) -> str:
    """The length as a field shows it; `length` of it gives the same again."""
    return Period.parse(iso).words


def _iso(iso: str, text: str) -> Period:
    if not re.fullmatch(r"P(\d{1,6}Y)?(\d{1,6}M)?(\d{1,6}W)?(\d{1,6}D)?", iso) or iso == "P":
        raise LawError(f"{shown(text)} is not a length of time; {_RIGHT}.")
    try:
        return Period.parse(iso)
    except LawError:
        raise LawError(f"{shown(text)} is longer than 999 years; check the digits.") from None


def _fractions(said: str) -> str:
    """Halves as decimals: `a year and a half` is 1.5 years, `half a year` 0.5."""

    def and_a_half(found: re.Match[str]) -> str:
        amount, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
        number = amount if amount.isdecimal() else _NUMBERS.get(amount)
        return found[0] if number is None else f"{number}.5 {unit}"

    said = _QUARTER.sub(lambda found: (found[1] or "0") + _QUARTERS[found[2]], said)
    return _HALF.sub(r"0.5 \1s", _AND_A_HALF.sub(and_a_half, said))


def _parts(said: str, text: str) -> list[tuple[Fraction, str]]:
    """Each number with the letter of its unit, in the order in which they are written."""
    found: list[tuple[Fraction, str]] = []
    amount: Fraction | None = None
    in_words = 0
    for token in _TOKEN.findall(said):
        if token in _UNITS and amount is not None:
            letter, many = _UNITS[token]
            found.append((amount * many, letter))
            amount, in_words = None, 0
        elif token == "fortnight":
            found.append((Fraction(2), "W"))
        elif token[0].isdecimal() and amount is None:
            amount = Fraction(token)
        elif token in _NUMBERS and (amount is None or _goes_on(in_words, _NUMBERS[token])):
            in_words += _NUMBERS[token]
            amount = Fraction(in_words)
        elif token == "hundred" and 1 <= in_words <= 9:
            in_words *= 100
            amount = Fraction(in_words)
        elif token == "-" or (token in {"and", ","} and (amount is None or in_words >= 100)):
            continue
        else:
            raise LawError(_not_a_part(token, amount, text))
    if amount is not None:
        bare = f"{float(amount):g}"
        raise LawError(f"{shown(text)} lacks its unit; write {bare} days, months or years.")
    if not found:
        raise LawError(f"{shown(text)} is not a length of time; {_RIGHT}.")
    return found


def _goes_on(in_words: int, more: int) -> bool:
    """Whether a number goes on so: twenty-five, a hundred and eighty."""
    tens = in_words % 100
    return in_words > 0 and (tens == 0 or (tens >= 20 and tens % 10 == 0 and 0 < more < 10))


def _not_a_part(token: str, amount: Fraction | None, text: str) -> str:
    near = nearest(token, _NAMES)
    if amount is not None and near:
        return (
            f"{shown(token)} is not a unit of time; write {float(amount):g} {near} if {near}"
            " are meant."
        )
    return f"{shown(text)} is not a length of time; {_RIGHT}."


def _whole(amount: Fraction, letter: str, text: str) -> tuple[int, str]:
    """Whole units; half a year is six months."""
    if amount.denominator == 1:
        return int(amount), letter
    months = amount * 12
    if letter == "Y" and months.denominator == 1:
        return int(months), "M"
    right = counted(round(months), "month") if letter == "Y" else _INSTEAD[letter]
    raise LawError(
        f"{shown(text)} holds part of a {_CALLED[letter]}; write whole numbers, such as {right}."
    )
