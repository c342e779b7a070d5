"""An invalid query is refused under its field; never a 500, never ignored."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import a_person, a_treaty
from treaties.models import Role, Treaty

pytestmark = pytest.mark.django_db

WRONG = [
    ("treaties/?on=2021-02-30", "on", "2021-04-12"),
    ("treaties/?on=tomorrow", "on", "year-month-day"),
    ("treaties/?on=2021-W15-1", "on", "year-month-day"),
    ("treaties/?on=0001-01-01", "on", "between"),
    ("treaties/?party=XXX", "party", "XXX"),
    ("treaties/?subject=nonsense", "subject", "nonsense"),
    ("treaties/?status=alive", "status", "in_force"),
    ("treaties/?kind=pact", "kind", "treaty"),
    ("treaties/?due=soon", "due", "30"),
    ("treaties/?due=00000000099999999999999", "due", "30"),
    ("treaties/?ordering=colour", "ordering", "-title"),
    ("treaties/?colour=red", "colour", "search"),
    ("treaties/?format=xml", "format", "search"),
    ("treaties/?on=2021-01-01&on=2021-01-02", "on", "once"),
    ("treaties/?search=a%00b", "search", "NUL"),
    ("treaties/?party=%00", "party", "NUL"),
    (f"treaties/?search={'a' * 201}", "search", "200"),
    (f"treaties/?search={'a' * 501}", "search", "500"),
    ("treaties/?page=0", "page", "between"),
    ("treaties/?page=2", "page", "the last is 1"),
    ("treaties/?page=-1", "page", "whole number"),
    ("treaties/?page=%D9%A3", "page", "whole number"),
    ("treaties/?page_size=201", "page_size", "200"),
    ("treaties/?page_size=many", "page_size", "whole number"),
    ("treaties/a-treaty/?on=x", "on", "year-month-day"),
    ("treaties/a-treaty/?party=IRN", "party", "as_of"),
    ("key-dates/?from=2021-13-01", "from", "calendar"),
    ("key-dates/?from=2021-02-01&to=2021-01-01", "to", "before"),
    ("key-dates/?kind=birthday", "kind", "last_notice"),
    ("key-dates/?treaty=nought", "treaty", "nought"),
    ("key-dates/?party=iran-", "party", "IRN"),
    ("key-dates/?reading=second", "reading", "principal"),
    ("cycles/?from=2021-01-01", "from", "treaty"),
    ("parties/?kind=planet", "kind", "state"),
    ("timeline/?as_of=yesterday", "as_of", "year-month-day"),
    ("timeline/?v=1", "v", "as_of"),
    ("timeline/0/?as_of=2021-01-01", "as_of", "one treaty"),
    ("?x=1", "x", "none"),
]


@pytest.mark.parametrize(("address", "field", "hint"), WRONG, ids=[w[0][:50] for w in WRONG])
def test_what_cannot_be_meant_is_refused_under_its_field(
    address: str, field: str, hint: str
) -> None:
    a_treaty(published=True)
    answer = Client().get(f"/api/v1/{address}")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/json"
    errors = {error["field"]: error["message"] for error in answer.json()["errors"]}
    assert list(errors) == [field]
    assert hint in errors[field]


def test_every_fault_of_a_question_is_told_at_once() -> None:
    answer = Client().get("/api/v1/treaties/?on=x&party=XXX&page_size=0&colour=red")
    assert {e["field"] for e in answer.json()["errors"]} == {"on", "party", "page_size", "colour"}


@pytest.mark.parametrize(
    "path",
    [
        "v1/nothing/",
        "",
        "v2/",
        "v1/treaties/nought/",
        "v1/treaties/a%00b/",
        "v1/a%0Ab/",
        "v1/timeline/x/",
        "v1/timeline/" + "9" * 40 + "/",
        "v1/treaties/a/b/",
    ],
)
def test_an_address_that_leads_nowhere_says_so_as_json(path: str) -> None:
    answer = Client().get(f"/api/{path}")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["message"]


def test_an_address_without_its_slash_leads_to_the_one_with_it() -> None:
    answer = Client().get("/api/v1/treaties?page=1")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/treaties/?page=1")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("role", [None, Role.ADMIN])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "treaties/",
        "treaties/a-treaty/",
        "key-dates/",
        "cycles/",
        "parties/",
        "timeline/",
        "timeline/0/",
    ],
)
def test_nothing_is_written_here(path: str, role: str | None, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if role:
        client.force_login(a_person(role))
    answer = getattr(client, method)(f"/api/v1/{path}", "{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer.json()["errors"]
    assert "GET" in answer["Allow"]


NAMES = [
    "search",
    "party",
    "subject",
    "kind",
    "composition",
    "status",
    "due",
    "on",
    "as_of",
    "ordering",
    "page",
    "page_size",
    "from",
    "to",
    "treaty",
    "reading",
    "v",
    "format",
    "lang",
    "version",
]
PATHS = [
    "",
    "treaties/",
    "treaties/a-treaty/",
    "key-dates/",
    "cycles/",
    "parties/",
    "timeline/",
    "timeline/0/",
    "timeline/t1/",
    "schema/",
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "2021-04-12",
            "1000-01-01",
            "2999-12-31",
            "9999-12-31",
            "36500",
            "1",
            "200",
            "IRN",
            "a-treaty",
            "last_notice",
            "in_force",
            "all",
            "title",
            "% & | ! :* '",
            "\\",
            "a'b\"c",
            "<->",
            "\x00",
            "\ud7ff",
            "１",
            "٣",
            "-0",
            "1e9",
            "null",
        ]
    ),
    st.integers().map(str),
    st.dates().map(str),
)
QUERIES = st.lists(
    st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), VALUES), max_size=4
)


@given(path=st.sampled_from(PATHS), query=QUERIES)
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
def test_no_question_whatsoever_is_a_server_error(path: str, query: list[Any]) -> None:
    if not Treaty.objects.exists():
        a_treaty(published=True)
    text = "&".join(
        f"{quote(k.encode('utf-8', 'replace'))}={quote(v.encode('utf-8', 'replace'))}"
        for k, v in query
    )
    answer = Client().get(f"/api/v1/{path}?{text}")
    assert answer.status_code in (200, 400, 404), (path, text, answer.content)
    if answer.status_code != 200:
        assert answer.json()["errors"]
