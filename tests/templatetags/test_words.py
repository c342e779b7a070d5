"""How days, distances and terms are said on the screen."""

import json
import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.template import Context, Template

from treaties.law.values.dates import CivilDate
from treaties.law.values.outcomes import Awaiting
from treaties.law.values.periods import Period, add
from treaties.law.values.vocabulary import PartyStatus, Status
from treaties.models import with_names
from treaties.templatetags.days import away, day, known
from treaties.templatetags.names import language
from treaties.templatetags.terms import DEFINITIONS, label, ordinal, tone, under

TODAY = date(2021, 4, 12)
DISTANCES = json.loads((settings.BASE_DIR / "tests/distances.json").read_text(encoding="utf-8"))
"""Which distances are said how: on the pages, in mail and on the timeline alike."""


def test_a_distance_is_said_in_days_up_to_120_then_in_months_then_in_years() -> None:
    for row in DISTANCES:
        day, today = date.fromisoformat(row["day"]), date.fromisoformat(row["from"])
        assert away(day, today) == row["said"], row


def test_no_deadline_is_said_to_be_further_away_than_it_is() -> None:
    for number in range(121, 3000):
        day = TODAY + timedelta(days=number)
        count = re.fullmatch(r"in (?:(\d+) years?)?(?: and )?(?:(\d+) months?)?", away(day, TODAY))
        assert count is not None
        months = Period(int(count[1] or 0) * 12 + int(count[2] or 0))
        assert add(TODAY, months) <= day < add(TODAY, months + Period(1))


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


def test_a_language_is_called_by_its_name() -> None:
    assert [language(code) for code in ("fa", "ru", "zh", "uk")] == [
        "Persian",
        "Russian",
        "Chinese",
        "Ukrainian",
    ]
    assert language("tlh") == "tlh"


def test_a_reading_that_begins_with_if_needs_no_other_introduction() -> None:
    assert under("counted from signature") == "other reading: counted from signature"
    assert under("if the treaty of 2025 did not replace it") == (
        "if the treaty of 2025 did not replace it"
    )


def test_a_party_is_named_in_a_sentence_but_not_within_a_rule_or_a_longer_word() -> None:
    names = {"PER": "Peru", "THA": "Thailand"}
    assert with_names("notice by THA of 1 May (PER-4); THAT", names) == (
        "notice by Thailand of 1 May (PER-4); THAT"
    )
    assert with_names("notice by THA", {}) == "notice by THA"
