"""The clause tester shows each error at its field and keeps the input; no page breaks."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clauseform.test_form import SHEETS
from tests.web.clausetester import FOUNDING, QUESTIONS, ask, fault_at, words
from treaties.clauseform.places import CHOICES
from treaties.inquiry.strict_json import text_of

pytestmark = pytest.mark.django_db

WRONG = [
    ("period", "ten yeers", "10 years"),
    ("period", "", "Say for how long"),
    ("period", "0 years", "period of no length"),
    ("period", "-5 years", "negative"),
    ("period", "6 months 1 year", "out of order"),
    ("period", "1000 years", "longer than 999 years"),
    ("signed", "31 February 2001", "February 2001 has 28 days"),
    ("signed", "lately", "about 2001"),
    ("signed", "3001", "year"),
    ("met", "2002-04-05\x00", "NUL"),
    ("noticed", "2021-04", "Which day of April 2021?"),
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
    alert = re.search(r'<div class="fault-summary".*?</div>', page, re.S)
    assert alert
    assert hint.lower() in words(alert[0]).lower()
    kept = re.search(r'<textarea name="q".*?>\n(.*?)</textarea>', page, re.S)
    assert kept
    assert unescape(kept[1]) == text


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
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


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(data=spoiled())
def test_no_question_breaks_the_page(data: Any) -> None:
    response = Client().get("/reckon/", {"q": text_of(data)})
    assert response.status_code in (200, 400)
