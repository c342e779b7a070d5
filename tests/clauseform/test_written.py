"""Lengths and days may be written as people write them."""

import pytest

from treaties.clauseform.written import length


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ten years", "P10Y"),
        ("1 year and 6 months", "P1Y6M"),
        ("twelve calendar months", "P12M"),
        ("90 days", "P90D"),
        ("a year", "P1Y"),
        ("p2w", "P2W"),
    ],
)
def test_a_length_may_be_written_as_people_write_it(said: str, meant: str) -> None:
    assert length(said) == meant
