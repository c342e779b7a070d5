"""A typed length is understood in words and as ISO 8601; what is no whole number of units is
refused with what would be right.
"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaties.law.values.errors import LawError
from treaties.written.leads import leads
from treaties.written.lengths import length, spoken


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("18 months", "P18M"),
        ("ten years", "P10Y"),
        ("a year", "P1Y"),
        ("twelve calendar months", "P12M"),
        ("P18M", "P18M"),
        ("p2w", "P2W"),
        ("a year and a half", "P18M"),
        ("two and a half years", "P30M"),
        ("1½ years", "P18M"),
        ("1.5 years", "P18M"),
        ("half a year", "P6M"),
        ("a fortnight", "P2W"),
        ("two fortnights", "P4W"),
        ("540 days", "P540D"),
        ("90-day", "P90D"),
        ("1 year 6 months", "P1Y6M"),
        ("1 year, 6 months and 3 days", "P1Y6M3D"),
        ("10 years and 90 days", "P10Y90D"),
        ("six months", "P6M"),
        ("Twenty-five Years", "P25Y"),
        ("one hundred and eighty days", "P180D"),
        ("١٨\u00a0months", "P18M"),
        ("1y 6m", "P1Y6M"),
    ],
)
def test_a_length_in_any_form_is_read(text: str, iso: str) -> None:
    assert length(text).iso == iso


PART = st.integers(0, 400)


@given(years=PART, months=PART, weeks=PART, days=PART)
def test_a_length_shown_in_words_is_read_as_the_same(
    years: int, months: int, weeks: int, days: int
) -> None:
    parts = [(years, "Y"), (months, "M"), (weeks, "W"), (days, "D")]
    iso = "P" + "".join(f"{number}{unit}" for number, unit in parts if number)
    if iso != "P":
        assert length(spoken(iso)).iso == iso
        assert length(iso).iso == iso


def refusal(reader: Callable[[str], object], text: str) -> str:
    try:
        reader(text)
    except LawError as wrong:
        return wrong.text
    return ""


@given(st.text(max_size=120))
def test_no_text_breaks_the_readers(text: str) -> None:
    for reader in (length, leads):
        assert refusal(reader, text)[-1:] in ("", ".")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1.5 months", "holds part of a month; write whole numbers, such as 1 month and 15 days."),
        ("half a month", "holds part of a month"),
        ("a week and a half", "such as 1 week and 4 days"),
        ("1.3 years", "holds part of a year; write whole numbers, such as 16 months."),
        ("ten yeers", "“yeers” is not a unit of time; write 10 years if years are meant."),
        ("90", "“90” lacks its unit; write 90 days, months or years."),
        ("-5 years", "negative"),
        ("6 months 1 year", "out of order or twice"),
        ("1 year 1 year", "out of order or twice"),
        ("1000 years", "longer than 999 years"),
        ("9" * 50 + " days", "longer than 999 years"),
        ("one two days", "is not a length of time"),
        ("for ever", "is not a length of time"),
        ("", "is not a length of time"),
        ("P", "is not a length of time"),
        ("P1.5M", "is not a length of time"),
        ("1 month\x00", "NUL"),
        ("1" * 101, "100 are the most"),
    ],
)
def test_what_is_no_length_is_refused_with_what_would_be_right(text: str, hint: str) -> None:
    with pytest.raises(LawError) as wrong:
        length(text)
    assert hint in wrong.value.text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("365, 180, 90, 30, 7", [365, 180, 90, 30, 7]),
        ("7; 30 days", [30, 7]),
        ("18 months, 90 days", [548, 90]),
        ("1 year, 6 months", [365, 183]),
        ("6 months, 183", [183]),
        ("0", [0]),
    ],
)
def test_leads_are_days_and_months_are_counted_by_their_mean(text: str, days: list[int]) -> None:
    assert [lead.days for lead in leads(text)] == days


def test_a_lead_in_months_is_said_back_in_days() -> None:
    assert [lead.words for lead in leads("18 months, 90")] == ["18 months (548 days)", "90 days"]


@pytest.mark.parametrize("text", ["soon", "-1", "99999", "1.5", "9" * 30, " , ", "1," * 30])
def test_what_is_no_lead_is_refused(text: str) -> None:
    with pytest.raises(LawError):
        leads(text)
