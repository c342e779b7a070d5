"""How days, distances and terms are said on the screen."""

from datetime import date

import pytest
from django.template import Context, Template

from treaties.law.values.dates import CivilDate
from treaties.law.values.outcomes import Awaiting
from treaties.law.values.vocabulary import PartyStatus, Status
from treaties.templatetags.days import away, day, known
from treaties.templatetags.terms import DEFINITIONS, label, ordinal, tone

TODAY = date(2021, 4, 12)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (date(2021, 4, 12), "today"),
        (date(2021, 4, 13), "tomorrow"),
        (date(2021, 4, 11), "yesterday"),
        (date(2021, 4, 5), "7 days ago"),
        (date(2021, 7, 11), "in 90 days"),
        (date(2023, 4, 12), "in 730 days"),
        (date(2026, 10, 23), "in 5 years"),
        (date(2039, 2, 17), "in almost 18 years"),
        (date(2003, 12, 12), "17 years ago"),
        (date(2031, 4, 11), "in 10 years"),
    ],
)
def test_a_distance_is_said_in_days_up_to_two_years(to: date, said: str) -> None:
    assert away(to, TODAY) == said


def test_a_day_is_written_out_and_machine_readable() -> None:
    assert day(date(2001, 3, 12)) == '<time datetime="2001-03-12">12 March 2001</time>'


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2002-03", '<time datetime="2002-03">March 2002</time>'),
        ("2002~", '<time datetime="2002">about 2002</time>'),
        ("2001-03-12/2002-03-31", "between 12 March 2001 and 31 March 2002"),
        ("", "date unknown"),
    ],
)
def test_a_date_is_as_precise_as_its_source(edtf: str, said: str) -> None:
    assert known(CivilDate.parse(edtf)) == said


def test_what_is_not_known_is_said_and_not_invented() -> None:
    assert known(Awaiting("an exchange")) == "not yet known"


def test_every_status_has_words_a_definition_and_a_look() -> None:
    for status in Status:
        assert label(status) == status.label
        assert DEFINITIONS[status]
        assert tone(status)
    for position in PartyStatus:
        assert label(position)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "First"), (2, "Third"), (10, "11th"), (20, "21st"), (22, "23rd")]
)
def test_periods_are_counted_from_the_first(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_a_term_opens_its_definition_by_keyboard_and_each_use_has_a_name_of_its_own() -> None:
    page = Template('{% load terms %}{% term "notice" %}').render(Context())
    assert '<button type="button" class="term" popovertarget=' in page
    assert DEFINITIONS["notice"] in page.replace("&#x27;", "'")
