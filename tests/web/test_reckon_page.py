"""The clause tester: dates with their reasons, and nothing kept."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.builders import a_person, a_treaty
from tests.web.clausetester import ANSWERS, FOUNDING, SOME, WEEK_AFTER, answer_in, ask
from treaties.clauseform.filled import fields_of
from treaties.inquiry.strict_json import text_of
from treaties.law.values.dates import CivilDate
from treaties.models import Treaty
from treaties.web.pages.reckon_examples import EXAMPLES

pytestmark = pytest.mark.django_db


def test_a_week_after_the_last_day_of_notice_the_next_period_is_certain(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING))
    assert "On 12 April 2021" in said
    assert "In force; renewal can no longer be stopped" in said
    assert "The last day to stop its renewal was 5 April 2021 (7 days ago)" in said
    assert "It renews to 5 April 2027" in said
    assert "Notice given that day takes effect on 5 April 2027" in said


def test_twenty_years_of_periods_are_listed_with_steps_and_arithmetic(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING))
    for boundary in (2022, 2027, 2032, 2037):
        assert f"renews on 5 April {boundary}" in said
    assert "Calculated until 12 April 2041" in said
    assert "5 April 2002 + 10 years + 2 × 5 years = 5 April 2022" in said
    assert "5 April 2022 − 1 year = 5 April 2021" in said


def test_where_the_text_does_not_say_from_when_both_readings_are_followed(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING))
    assert "The other reading: counted from signature" in said
    assert "Fourth term 12 March 2021 – 12 March 2026" in said
    settled = answer_in(ask(client, **FOUNDING, counted="eif"))
    assert "The other reading: counted from signature" not in settled


def test_before_entry_into_force_nothing_is_counted_from_signature(client: Client) -> None:
    said = answer_in(ask(client, **{**FOUNDING, "met": ""}))
    assert "awaiting exchange of instruments" in said
    assert "counted from signature" not in said


def test_within_is_a_warning_and_a_reading(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING, counted="eif", form="within"))
    assert "is read as a window up to the last day" in said
    assert "The other reading: “within” read as a last day" in said


def test_one_notice_is_counted_with(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING, noticed="1 April 2020", by="RUS"))
    assert "In force, notice given" in said
    assert "takes effect on 5 April 2022" in said


def test_a_notice_one_day_late_ends_it_a_period_later(client: Client) -> None:
    in_time = answer_in(ask(client, **FOUNDING, noticed="5 April 2021"))
    late = answer_in(ask(client, **FOUNDING, noticed="6 April 2021"))
    assert "takes effect on 5 April 2022" in in_time
    assert "takes effect on 5 April 2027" in late


def test_an_effect_that_lies_between_two_days_is_told_by_both_and_the_safe_one(
    client: Client,
) -> None:
    gate = {"after": "P10Y", "from": "eif"}
    mode = {"type": "notice", "period": "P1Y", "earliest_effect": gate}
    data: Any = {
        "facts": {"entry_into_force": "1998-03"},
        "clauses": {"duration": {"type": "indefinite"}, "termination": {"modes": [mode]}},
        "notices": [{"on": "2006-01-01"}],
    }
    said = answer_in(ask(client, q=text_of(data), on="2006-01-01"))
    assert "takes effect on 1 March 2008 at the earliest and 31 March 2008 at the latest" in said
    assert "the safe day to count on is 1 March 2008" in said


def test_notices_of_several_days_are_told_each_by_itself(client: Client) -> None:
    data = {**WEEK_AFTER, "notices": [{"on": "2021-04-05"}, {"on": "2021-04-06"}]}
    said = answer_in(ask(client, q=text_of(data), on="2021-04-12"))
    assert "none of them is part of the dates above" in said
    assert "In force; renewal can no longer be stopped" in said
    assert "takes effect on 5 April 2022" in said
    assert "takes effect on 5 April 2027" in said


SHOWN = (
    "It renews to 5 April 2027",
    "Decide by 23 May 2034",
    "takes effect at the end of 31 December 2011",
    "United States: party, notice given since 4 November 2019, until 4 November 2020",
    "Without limit of time since 5 March 1995",
)


@pytest.mark.parametrize(
    ("number", "sentence"), list(enumerate(SHOWN)), ids=[e[1] for e in EXAMPLES]
)
def test_each_worked_example_is_a_link_that_answers(
    client: Client, number: int, sentence: str
) -> None:
    a_treaty("of-the-states", parties=("USA", "CHN"), published=True)
    page = client.get("/reckon/").content.decode()
    link = re.findall(r'<li><a href="(/reckon/\?[^"]+)">', page)[number]
    response = client.get(unescape(link))
    assert response.status_code == 200
    assert sentence in answer_in(response.content.decode())


@pytest.mark.parametrize("question", SOME, ids=[q["id"] for q in SOME])
def test_a_known_clause_is_answered_with_its_dates(
    client: Client, question: dict[str, Any]
) -> None:
    known = ANSWERS[question["id"]]
    plain = {name: value for name, value in question.items() if name != "notices"}
    said = answer_in(ask(client, q=text_of(plain), on="2020-01-01"))
    if known.get("entry_into_force"):
        assert CivilDate.parse(known["entry_into_force"]).words in said
    for term in known.get("terms", []):
        if isinstance(term.get("last_notice"), str):
            assert CivilDate.parse(term["last_notice"]).words in said
    said = answer_in(ask(client, q=text_of(question), on="2020-01-01"))
    for effect in known.get("what_if", []):
        if effect.get("effective"):
            assert CivilDate.parse(effect["effective"]).words in said


def test_form_and_json_ask_the_same(client: Client) -> None:
    page = ask(client, **FOUNDING)
    link = re.search(r'<a href="(/reckon/\?[^"]+)#question">JSON</a>', page)
    assert link
    other = client.get(unescape(link[1])).content.decode()
    assert answer_in(other).replace("Link to this question", "") == answer_in(page).replace(
        "Link to this question", ""
    )
    back = re.search(r'<a href="(/reckon/\?[^"]+)#question">Form</a>', other)
    assert back
    assert dict(parse_qsl(urlsplit(unescape(back[1])).query)) == FOUNDING


def test_the_questions_json_stands_below_its_form(client: Client) -> None:
    page = ask(client, **FOUNDING)
    shown = re.search(r'<textarea id="as-json"[^>]*>(.*?)</textarea>', page, re.S)
    assert shown
    data = json.loads(unescape(shown[1]))
    assert data["clauses"]["renewal"] == {"type": "tacit", "period": "P5Y"}
    assert fields_of(data) is not None


def test_nothing_is_saved_and_nobody_is_marked(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1) as asked:
        response = client.get("/reckon/", FOUNDING)
    assert all(query["sql"].lstrip().startswith("SELECT") for query in asked.captured_queries)
    client.post("/reckon/", {"q": text_of(WEEK_AFTER)})
    assert not client.cookies
    assert not response.cookies
    assert (Treaty.objects.count(), Session.objects.count()) == (0, 0)


def test_a_form_needs_no_token_because_nothing_is_changed() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_person())
    assert strict.post("/reckon/", {"q": text_of(WEEK_AFTER)}).status_code == 303


def test_where_browsing_is_closed_the_page_asks_to_sign_in(
    client: Client, settings: Settings
) -> None:
    settings.PUBLIC_BROWSING = False
    response = client.get("/reckon/", FOUNDING)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")
    client.force_login(a_person())
    assert client.get("/reckon/", FOUNDING).status_code == 200


def test_names_from_right_to_left_and_with_signs_stand_alone(client: Client) -> None:
    page = ask(client, **{**FOUNDING, "parties": "ایران، <b>Россия</b>"})
    assert "<bdi>ایران</bdi>" in page
    assert "<bdi>&lt;b&gt;Россия&lt;/b&gt;</bdi>" in page
    data = re.search(r'<script id="reckon-data" type="application/json">(.*?)</script>', page)
    assert data
    assert "<" not in data[1]
    assert [p["name"] for p in json.loads(data[1])["parties"]] == ["ایران", "<b>Россия</b>"]


def test_the_page_carries_what_its_timeline_draws(client: Client) -> None:
    page = ask(client, **FOUNDING)
    assert 'data-inline="#reckon-data"' in page
    assert 'data-view="2016-10-13/2041-07-12"' in page
    found = re.search(r'<script id="reckon-data" type="application/json">(.*?)</script>', page)
    assert found
    manifest = json.loads(found[1])
    assert [segment["treaties"]["id"] for segment in manifest["inline"]] == [[0]]
