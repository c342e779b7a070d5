"""A typed date is understood in every common form, and what has two readings is refused with one
sentence.
"""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import FIRST_YEAR, LAST_YEAR, MONTHS, words
from treaties.written.days import day, day_of_year, known_day

THE_DAY = date(2001, 3, 12)
DAYS = st.dates(date(1600, 1, 1), date(LAST_YEAR, 12, 31))


def ordinal(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 11 <= number <= 13 else last.get(number % 10, 'th')}"


WRITINGS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "words": words,
    "short month": lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}",
    "short month with a point": lambda d: f"{d.day} {MONTHS[d.month - 1][:3]}. {d.year}",
    "month first": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "ordinal": lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]}, {d.year}",
    "month first, ordinal": lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)} {d.year}",
    "points": lambda d: f"{d.day}.{d.month}.{d.year}",
    "points and noughts": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "points and spaces": lambda d: f"{d.day}. {d.month}. {d.year}",
    "hyphens": lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year}",
    "capitals": lambda d: words(d).upper(),
    "year first": lambda d: f"{d.year}/{d.month}/{d.day}",
    "spaces that do not break": lambda d: f"\u00a0{words(d)} ".replace(" ", "\u202f"),
    "full-width digits": lambda d: "".join(
        chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in d.isoformat()
    ),
    "arabic digits": lambda d: d.isoformat().translate(
        {ord("0") + n: 0x0660 + n for n in range(10)}
    ),
    "marks of direction": lambda d: f"\u200f{words(d)}\u200e",
    "long hyphens": lambda d: d.isoformat().replace("-", "\u2011"),
}


@pytest.mark.parametrize("writing", WRITINGS.values(), ids=WRITINGS)
@given(meant=DAYS)
def test_a_day_in_any_form_is_read_as_that_day(writing: Callable[[date], str], meant: date) -> None:
    assert day(writing(meant)) == meant
    assert known_day(writing(meant)) == CivilDate.of(meant)


@given(
    start=DAYS,
    end=DAYS,
    mark=st.sampled_from("~?%"),
    form=st.sampled_from(["day", "month", "year", "about", "between", "from", "until", "unknown"]),
)
def test_a_date_in_the_words_of_the_pages_is_read_as_that_date(
    start: date, end: date, mark: str, form: str
) -> None:
    start, end = sorted((start, end))
    edtf = {
        "day": f"{start}",
        "month": f"{start:%Y-%m}",
        "year": f"{start:%Y}",
        "about": f"{start:%Y-%m}{mark}",
        "between": f"{start}/{end}",
        "from": f"{start}/..",
        "until": f"../{end}",
        "unknown": "",
    }[form]
    shown = CivilDate.parse(edtf)
    for text in (edtf, shown.words):
        read = known_day(text)
        assert (read.earliest, read.latest, read.approximate) == (
            shown.earliest,
            shown.latest,
            shown.approximate,
        )


def refusal(reader: Callable[[str], object], text: str) -> str:
    try:
        reader(text)
    except LawError as wrong:
        return wrong.text
    return ""


@given(st.text(max_size=120))
def test_no_text_breaks_the_readers(text: str) -> None:
    for reader in (day, known_day, day_of_year):
        assert refusal(reader, text)[-1:] in ("", ".")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("March 2002", "2002-03"),
        ("mar. 2002", "2002-03"),
        ("3/2002", "2002-03"),
        ("2002", "2002"),
        ("about 1998", "1998~"),
        ("c. 1998", "1998~"),
        ("circa March 1998", "1998-03~"),
        ("1998~", "1998~"),
        ("1998?", "1998?"),
        ("between 12 March and 31 March 2002", "2002-03-12/2002-03-31"),
        ("between 12 and 31 March 2002", "2002-03-12/2002-03-31"),
        ("12–31 March 2002", "2002-03-12/2002-03-31"),
        ("from 12 March 2002 to 1 April 2003", "2002-03-12/2003-04-01"),
        ("March to May 2002", "2002-03/2002-05"),
        ("1998–2001", "1998/2001"),
        ("2001-03-12/2001-03-31", "2001-03-12/2001-03-31"),
        ("not before 12 March 2001", "2001-03-12/.."),
        ("not later than 2001", "../2001"),
        ("13/4/2001", "2001-04-13"),
        ("4/13/2001", "2001-04-13"),
        ("5/5/2001", "2001-05-05"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_what_is_known_of_a_date_is_kept(text: str, edtf: str) -> None:
    assert known_day(text).edtf == edtf


RIGHT = "write it like 12 March 2001 or 2001-03-12."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", f"“soon” is not a day; {RIGHT}"),
        ("", f"“” is not a day; {RIGHT}"),
        ("20010312", f"“20010312” is not a day; {RIGHT}"),
        ("March 2002", "Which day of March 2002? Write it like 12 March 2002."),
        ("2002", "Which day of 2002? Write it like 12 March 2002."),
        ("about 2001", f"“about 2001” is not one exact day; {RIGHT}"),
        ("2001-03-12~", f"“2001-03-12~” is not one exact day; {RIGHT}"),
        (
            "3/4/2001",
            "“3/4/2001” is 3 April 2001 to some and 4 March 2001 to others; write out the one that"
            " is meant.",
        ),
        ("12.3.01", f"“12.3.01” lacks a year of four digits; {RIGHT}"),
        ("12 March 01", f"“12 March 01” lacks a year of four digits; {RIGHT}"),
        ("12 March", f"“12 March” lacks a year of four digits; {RIGHT}"),
        ("30 February 2001", "There is no 30 February 2001: February 2001 has 28 days."),
        ("2001-02-30", "There is no 30 February 2001: February 2001 has 28 days."),
        ("2001-13-01", "There is no month 13; the months run from 1 to 12, as in 2001-03-12."),
        (
            "12.13.2001",
            "There is no month 13 in “12.13.2001”; write 13 December 2001 if that is meant.",
        ),
        (
            "12 Febuary 2001",
            "“Febuary” is not a month; write 12 February 2001 if February is meant.",
        ),
        ("12 März 2001", f"“März” is not the English name of a month; {RIGHT}"),
        ("12 Ma 2001", f"“Ma” is not the English name of a month; {RIGHT}"),
        ("12 March 999", f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}; 999 does not."),
        ("9999-12-31", f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}; 9999 does not."),
        ("2001-03-12\x00", "A NUL character cannot be part of it; leave it out."),
        ("1" * 101, "It has 101 characters; 100 are the most."),
        (
            "۱۳۸۰-۰۱-۱۵",
            "“۱۳۸۰-۰۱-۱۵” may be of the Iranian or the Islamic calendar; write the day of the"
            " Gregorian calendar, such as 12 March 2001.",
        ),
    ],
)
def test_what_is_not_one_day_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(LawError) as wrong:
        day(text)
    assert wrong.value.text == sentence


def test_two_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(LawError, match="31 March 2002 is after 12 March 2002"):
        known_day("between 31 March and 12 March 2002")


@pytest.mark.parametrize(
    ("text", "meant"),
    [("30 June", "06-30"), ("June 30th", "06-30"), ("06-30", "06-30"), ("29 Feb", "02-29")],
)
def test_a_day_of_the_year_is_read(text: str, meant: str) -> None:
    assert day_of_year(text) == meant


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("31 June", "June: it has 30 days"),
        ("13-01", "no month 13"),
        ("30 Juneau", "June"),
        ("June", "is not a day of the year"),
    ],
)
def test_what_is_no_day_of_any_year_is_refused(text: str, hint: str) -> None:
    with pytest.raises(LawError, match=hint):
        day_of_year(text)
