"""The clause tester asks one question in two shapes, by its form and as JSON, and by one link."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from tests.web.clausetester import (
    FOUNDING,
    QUESTIONS,
    STYLES,
    WEEK_AFTER,
    answer_in,
    ask,
    fault_at,
    words,
)
from treaties.clauseform.filled import beyond, fields_of
from treaties.clauseform.form import question_of
from treaties.clauseform.layout import under
from treaties.clauseform.table import BY_NAME, CHOICES, FIELDS, NEEDS, PARTS
from treaties.inquiry.strict_json import text_of
from treaties.law.clauses.provisions import types_of
from treaties.law.values.vocabulary import ClauseKind
from treaties.law.wire.json_lines import read_question, write_answer
from treaties.web.pages.reckon_examples import EXAMPLES
from treaties.written.lengths import length

pytestmark = pytest.mark.django_db

NOT_HELD = {
    "air_-NLD-HKG-1986": "clock",
    "air_-NLD-PAK-1952": "withdrawable",
    "air_-NLD-GEO-1995": "withdrawable",
    "air_-NLD-IND-1951": "withdrawable",
    "defe-M-BEL-1949": "depositary",
    "defe-NLD-USA-1959": "partial",
    "defe-SUN-EST-1932": "",
    "fish-M-IWC-1946": "depositary",
    "fish-M-CAN-1952": "scope",
    "arms-M-OPCW-1993": "rule",
    "huma-M-ICC-1998": "later_date_allowed",
    "inve-M-ECT-1994": "later_date_allowed",
    "envi-M-UNFCCC-2015": "later_date_allowed",
    "labo-M-ILO-1951": "scope",
    "trad-M-AUS-2009": "modes[2].type",
    "trad-AUS-NZL-1965": "precondition",
    "trad-SVN-BIH-2001": "effective",
    "trad-M-RUS-2022": "modes[0].type",
    "envi-CAN-USA-1989": "first_to_occur",
    "tran-CSK-HUN-1968": "from",
    "arms-USA-RUS-2010": "no_more_than",
}
"""Of the 112 known clauses those that the form cannot hold whole, and what it lacks."""


@pytest.mark.parametrize("question", QUESTIONS, ids=[q["id"] for q in QUESTIONS])
def test_a_known_clause_is_asked_by_the_form_or_named_for_what_it_lacks(
    question: dict[str, Any],
) -> None:
    plain = {name: value for name, value in question.items() if name != "notices"}
    fields = fields_of(plain)
    if question["id"] in NOT_HELD:
        assert fields is None
        lacks = NOT_HELD[question["id"]]
        assert not lacks or any(place.endswith(lacks) for place in beyond(plain))
        return
    assert fields is not None
    again, faults = question_of(fields)
    assert faults == {}
    said, meant = (write_answer(read_question(data)) for data in (again, plain))
    assert said == meant


@pytest.mark.parametrize("kind", ClauseKind)
def test_every_kind_of_clause_can_be_asked_by_the_form(kind: ClauseKind) -> None:
    written = {rule.const.get("type") for part in PARTS for rule in part.rules.values()}
    # The end of a term is a way out by the notice against renewal that the form asks for.
    assert set(types_of(kind)) - written <= {"end_of_term"}


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


@pytest.mark.parametrize(
    ("fields", "place", "meant"),
    [
        ({"entry": "threshold", "share": "55 %"}, "entry_into_force_rule.weight", {"share": 0.55}),
        ({"entry": "threshold", "needed": "all"}, "entry_into_force_rule.count", "all"),
        ({"counted": "date", "counted_day": "1 March 2000"}, "duration.from", "date:2000-03-01"),
        (
            {"renewal": "decision", "renewal_periods": "5 years, a year"},
            "renewal.periods",
            ["P5Y", "P1Y"],
        ),
        ({"notice_later": "six months"}, "notice.later_terms", "P6M"),
    ],
    ids=["share", "all", "from a day", "in turn", "later notice"],
)
def test_what_is_written_as_people_write_it_is_asked_as_the_law_reads_it(
    fields: dict[str, str], place: str, meant: object
) -> None:
    data, faults = question_of({**FOUNDING, **fields})
    clause, key = place.split(".")
    assert faults == {}
    assert data["clauses"][clause][key] == meant
    assert fields_of(data) is not None


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
    assert length(said).iso == meant
