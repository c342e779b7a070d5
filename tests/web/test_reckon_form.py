"""The clause tester asks one question in two shapes, by its form and as JSON, and by one link."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from tests.web.clausetester import (
    FOUNDING,
    STYLES,
    WEEK_AFTER,
    answer_in,
    ask,
    fault_at,
    words,
)
from treaties.clauseform.filled import fields_of
from treaties.clauseform.form import question_of
from treaties.clauseform.layout import under
from treaties.clauseform.places import BY_NAME, CHOICES, FIELDS, NEEDS
from treaties.inquiry.strict_json import text_of
from treaties.web.pages.reckon_examples import EXAMPLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CHOICES)
def test_every_choice_of_a_list_is_answered_or_told_at_a_field(client: Client, name: str) -> None:
    for code, _ in CHOICES[name]:
        asked = {**FOUNDING, "lasts": "for", **_room_for(name), name: code}
        for field, (other, codes) in NEEDS.items():
            if other == name and code in codes and BY_NAME[field].needed:
                asked.setdefault(field, BY_NAME[field].example)
        page = ask(client, 200, **asked)
        assert "What follows" in page, (name, code)


def _room_for(name: str) -> dict[str, str]:
    """Choices under which the list is asked, with what they need."""
    if name not in NEEDS:
        return {}
    other, codes = NEEDS[name]
    chosen = {other: min(codes), **_room_for(other)}
    for field, (by, when) in NEEDS.items():
        if by in chosen and chosen[by] in when and BY_NAME[field].needed:
            chosen.setdefault(field, BY_NAME[field].example)
    return chosen


def test_what_the_form_cannot_hold_is_kept_as_json_and_named(client: Client) -> None:
    leave = {"type": "notice", "period": "P1Y", "clock": "midnight at the place of receipt"}
    data = {**EXAMPLES[4][3], "clauses": {"termination": {"modes": [leave]}}}
    assert fields_of(data) is None
    said = words(ask(client, q=text_of(data)))
    assert "The form has no fields for all of this question" in said
    assert "It lacks clauses.termination.modes[0].clock, facts.threshold_met." in said


def test_two_ways_out_and_the_way_of_a_notice_are_asked_by_the_form(client: Client) -> None:
    ways = {"leave": "notice", "leave_notice": "1 year", "leave2": "automatic"}
    event = {"event2": "accession", "event_day2": "2030-05-01", "event_away2": "1 day before"}
    asked = {**FOUNDING, **ways, **event, "noticed": "2021-05-31", "through": "leave"}
    data, faults = question_of(asked)
    assert faults == {}
    modes = data["clauses"]["termination"]["modes"]
    assert [mode["type"] for mode in modes] == ["end_of_term", "notice", "automatic"]
    assert modes[2]["offset"] == "-P1D"
    assert data["notices"] == [{"on": "2021-05-31", "mode_index": 1}]
    assert "takes effect on 31 May 2022" in answer_in(ask(client, **asked))
    page = ask(client, 400, **{**asked, "through": "leave2"})
    assert "A notice does not open this way" in fault_at(page, "through")


def test_a_form_is_sent_on_to_the_shortest_link_that_asks_the_same(client: Client) -> None:
    every = {**dict.fromkeys(FIELDS, ""), **FOUNDING, "until": "2030-01-01", "lasts": "for"}
    response = client.get("/reckon/", every)
    assert response.status_code == 303
    assert dict(parse_qsl(urlsplit(response["Location"]).query)) == FOUNDING
    assert client.get(response["Location"]).status_code == 200


def test_pasted_json_is_sent_on_to_its_link(client: Client) -> None:
    pasted = text_of(WEEK_AFTER, indented=True)
    response = client.post("/reckon/", {"q": pasted, "on": "2021-04-12"})
    assert response.status_code == 303
    query = dict(parse_qsl(urlsplit(response["Location"]).query))
    assert query == {"on": "2021-04-12", "q": text_of(WEEK_AFTER)}


def test_what_is_too_long_for_a_link_is_answered_without_one(client: Client) -> None:
    data = {**WEEK_AFTER, "parties": [f"State number {i}" for i in range(390)]}
    response = client.post("/reckon/", {"q": text_of(data), "on": "2021-04-12"})
    assert response.status_code == 200
    said = answer_in(response.content.decode())
    assert "This question is too long for a link (6000 characters are the most)" in said
    assert "It renews to 5 April 2027" in said
    assert "Link to this question" not in said


def test_a_field_that_no_choice_leaves_room_for_is_hidden_and_not_asked() -> None:
    rules = STYLES.read_text()
    assert set(re.findall(r"\.f-(\w+)", rules)) <= set(FIELDS)
    shown = set(
        re.findall(r'#f-(\w+) > \[value="(\w+)"\]:checked\) \[data-under~="([\w-]+)"', rules)
    )
    for name, (other, values) in NEEDS.items():
        assert values < {code for code, _ in CHOICES[other]}, name
        for code in values:
            assert (other, code, f"{other}-{code}") in shown, (name, code)
        assert set(under(name).split()) == {f"{other}-{code}" for code in values}
    hidden_nonsense = dict.fromkeys(("until", "opens", "delay", "met", "nth"), "nonsense")
    data, faults = question_of({**FOUNDING, "entry": "on_signature", **hidden_nonsense})
    assert faults == {}
    assert data["clauses"]["entry_into_force_rule"] == {"type": "on_signature"}
    assert data["clauses"]["duration"] == {"type": "fixed", "period": "P10Y"}
