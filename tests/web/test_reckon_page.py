"""The clause tester: one question in two shapes, its dates with their reasons, and nothing kept."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.builders import a_party, a_person
from treaties.inquiry.question import text_of
from treaties.law.dates import CivilDate
from treaties.law.provisions import types_of
from treaties.law.vocabulary import ClauseKind
from treaties.law.wire import read_question, write_answer
from treaties.models import Treaty
from treaties.web.clauseexamples import EXAMPLES
from treaties.web.clausefields import beyond, canonical, fields_of
from treaties.web.clauseform import question_of
from treaties.web.clauselayout import under
from treaties.web.clausetable import BY_NAME, CHOICES, FIELDS, NEEDS, PARTS
from treaties.web.clausewords import length

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent.parent / "law" / "data"
QUESTIONS = [json.loads(line) for line in (DATA / "questions.jsonl").read_text().splitlines()]
ANSWERS = {a["id"]: a for a in map(json.loads, (DATA / "answers.jsonl").read_text().splitlines())}
SOME = QUESTIONS[::6]
STYLES = Path(__file__).parents[2] / "static" / "css" / "reckon.css"
FOUNDING = {
    "name": "Iran–Russia 2001",
    "parties": "IRN, RUS",
    "entry": "on_exchange",
    "signed": "2001-03-12",
    "met": "2002-04-05",
    "period": "10 years",
    "renewal": "tacit",
    "renewal_period": "5 years",
    "notice": "1 year",
    "on": "2021-04-12",
}
WEEK_AFTER = EXAMPLES[0][3]


def words(page: str) -> str:
    """The text as a reader sees it, blanks joined."""
    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", unescape(text)))


def ask(client: Client, status: int = 200, /, **query: str) -> str:
    """The page that answers, wherever the question is sent on to."""
    response = client.get("/reckon/", query, follow=True)
    assert response.status_code == status, words(response.content.decode())[-600:]
    return response.content.decode()


def answer_in(page: str) -> str:
    """The part of the page that answers."""
    found = re.search(
        r'<section class="answer".*?</section>\s*<section class="question"', page, re.S
    )
    assert found, words(page)
    return words(found[0])


def fault_at(page: str, name: str) -> str:
    """The sentence at a field; it must be tied to the field for those who do not see it."""
    found = re.search(rf'<p class="field-fault" id="e-{name}">(.*?)</p>', page, re.S)
    assert found, f"no fault at {name}: {words(page)}"
    assert re.search(rf'id="f-{name}"[^>]*aria-invalid="true" aria-describedby="e-{name}"', page)
    return unescape(found[1])


def test_a_week_after_the_last_day_of_notice_the_next_period_is_certain(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING))
    assert "Seen on 12 April 2021" in said
    assert "In force, next period certain" in said
    assert "The last day to stop its renewal was 5 April 2021 (7 days ago)" in said
    assert "It renews to 5 April 2027" in said
    assert "Notice given that day takes effect on 5 April 2027" in said


def test_twenty_years_of_periods_are_listed_with_steps_and_arithmetic(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING))
    for boundary in (2022, 2027, 2032, 2037):
        assert f"renews on 5 April {boundary}" in said
    assert "Reckoned until 12 April 2041" in said
    assert "5 April 2002 + 10 years + 2 × 5 years = 5 April 2022" in said
    assert "5 April 2022 − 1 year = 5 April 2021" in said


def test_where_the_text_does_not_say_from_when_both_readings_are_followed(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING))
    assert "The other reading: counted from signature" in said
    assert "Fourth period 12 March 2021 – 12 March 2026" in said
    settled = answer_in(ask(client, **FOUNDING, counted="eif"))
    assert "counted from signature" not in settled


def test_before_entry_into_force_nothing_is_counted_from_signature(client: Client) -> None:
    said = answer_in(ask(client, **{**FOUNDING, "met": ""}))
    assert "awaiting exchange of instruments" in said
    assert "counted from signature" not in said


def test_within_is_a_warning_and_a_reading(client: Client) -> None:
    said = answer_in(ask(client, **FOUNDING, counted="eif", form="within"))
    assert "is read as a window up to the last day" in said
    assert "The other reading: “within” as a last day" in said


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
    assert "none of them is counted with above" in said
    assert "In force, next period certain" in said
    assert "takes effect on 5 April 2022" in said
    assert "takes effect on 5 April 2027" in said


SHOWN = (
    "It renews to 5 April 2027",
    "Next: window opens 23 May 2033",
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
    a_party("USA")
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


WRONG = [
    ("period", "ten yeers", "10 years"),
    ("period", "", "Say for how long"),
    ("period", "0 years", "period of no length"),
    ("period", "-5 years", "negative"),
    ("period", "6 months 1 year", "out of order"),
    ("period", "1000 years", "longer than 999 years"),
    ("signed", "31 February 2001", "days 1 to 28"),
    ("signed", "lately", "2001-03"),
    ("signed", "3001", "year"),
    ("met", "2002-04-05\x00", "NUL"),
    ("noticed", "2021-04", "is not a day"),
    ("counted", "never", "signature"),
    ("survival", "for ever", "not a length of time"),
    ("horizon", "3500-01-01", "year"),
    ("on", "1400-01-01", "1500 to 2500"),
    ("on", "soon", "is not a day"),
    ("renewal", "always", "tacit"),
    ("times", "often", "whole number"),
    ("times", "0", "whole number"),
    ("name", "n" * 201, "200 are the most"),
    ("parties", ",".join("abcdefgh" for _ in range(401)), "400"),
]


@pytest.mark.parametrize(
    ("field", "typed", "hint"), WRONG, ids=[f"{w[0]}-{w[1][:12]}" for w in WRONG]
)
def test_what_cannot_be_meant_is_told_at_its_field_and_kept(
    client: Client, field: str, typed: str, hint: str
) -> None:
    page = ask(client, 400, **{**FOUNDING, field: typed})
    assert hint in fault_at(page, field)
    assert '<section class="answer"' not in page
    if "\x00" not in typed and field not in CHOICES:
        assert f'value="{typed}"' in page
    assert 'value="Iran–Russia 2001"' in page or field == "name"


def test_a_notice_by_nobody_of_the_parties_is_told_at_its_field(client: Client) -> None:
    page = ask(client, 400, **FOUNDING, noticed="2020-04-01", by="FRA")
    assert "FRA is not a party" in fault_at(page, "by")


BAD_JSON = [
    ("{", "it is not JSON"),
    ("NaN", "NaN is not a number"),
    ('{"clauses": {"counting": Infinity}}', "Infinity is not a number"),
    ('{"a": 1e999}', "too large"),
    ('{"a": 1, "a": 2}', "stands twice"),
    ('{"clauses": {}, "id": "\\u0000"}', "NUL"),
    ('{"clauses": {}, "id": "\\ud800"}', "surrogate"),
    ("[" * 100_000, "nested too deeply"),
    ('{"a":' * 40 + "1" + "}" * 40, "nested too deeply"),
    ("9" * 5000, "too many digits"),
    ("a" * 1_000_000, "more than 256,000 characters"),
    ('"text"', "expected an object"),
    ("[]", "expected an object"),
    ('{"clauses": {"duration": {"type": "fixed"}}}', "clauses.duration.period"),
    ('{"clauses": {"duration": {"type": "fixe"}}}', "clauses.duration.type"),
    ('{"clauses": {}, "facts": {"signature": "x"}}', "facts.signature"),
    ('{"clauses": {}, "notices": [{"on": 5}]}', "notices[0].on"),
    ('{"clauses": {}, "notices": [{"on": "2020-01-01", "party": 5}]}', "notices[0].party"),
]


@pytest.mark.parametrize(("text", "hint"), BAD_JSON, ids=[b[1] for b in BAD_JSON])
def test_what_is_no_question_is_told_with_its_path_and_kept(
    client: Client, text: str, hint: str
) -> None:
    response = client.post("/reckon/", {"q": text})
    assert response.status_code == 400
    page = response.content.decode()
    alert = re.search(r'<p class="form-error" role="alert".*?</p>', page, re.S)
    assert alert
    assert hint.lower() in words(alert[0]).lower()
    kept = re.search(r'<textarea name="q".*?>\n(.*?)</textarea>', page, re.S)
    assert kept
    assert unescape(kept[1]) == text


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
    assert length(said) == meant


TYPED = st.one_of(
    st.sampled_from(["", "10 years", "P1D", "1 year", "2001-03-12", "2001", "1", "IRN, RUS"]),
    st.text(max_size=12),
)
SHEETS = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([code for code, _ in CHOICES[name]]) if name in CHOICES else TYPED
        for name in FIELDS
    },
)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=SHEETS)
def test_a_link_asks_what_its_form_asked(fields: dict[str, str]) -> None:
    short = canonical(fields)
    data, faults = question_of(fields)
    assert canonical(short) == short
    assert question_of(short)[0] == data or faults


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=SHEETS, text=st.one_of(st.none(), st.text(max_size=80)))
def test_no_address_breaks_the_page(fields: dict[str, str], text: str | None) -> None:
    query = {**fields, **({"q": text} if text is not None else {})}
    encoded = urlencode(query, errors="replace")
    response = Client().get(f"/reckon/?{encoded}")
    assert response.status_code in (200, 303, 400)


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**30,
        "",
        "P0D",
        "P999Y",
        "2001-02-30",
        "2999-12-31",
        "2001~",
        [],
        {},
        "eif",
    ]
)


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """A known question with one value put wrong."""
    data = json.loads(json.dumps(draw(st.sampled_from(QUESTIONS))))
    place: Any = data
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        if (
            not isinstance(place[key], dict | list)
            or not place[key]
            or draw(st.integers(0, 4)) == 0
        ):
            place[key] = draw(JUNK)
            return data
        place = place[key]


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=spoiled())
def test_no_question_breaks_the_page(data: Any) -> None:
    response = Client().get("/reckon/", {"q": text_of(data)})
    assert response.status_code in (200, 400)
