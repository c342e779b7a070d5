"""The API calculates as the command does: the same answers, and errors under their path."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.builders import a_person
from treaties.api.reckon import MOST_QUESTIONS
from treaties.inquiry.strict_json import LONGEST
from treaties.law.wire.json_lines import read_question, write_answer
from treaties.management.commands.reckon import reckon

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent.parent / "law" / "data" / "questions.jsonl"
QUESTIONS = [json.loads(line) for line in DATA.read_text().splitlines()]
ADDRESS = "/api/v1/reckon/"
FOUNDING: dict[str, Any] = {
    "facts": {"signature": "2001-03-12", "exchange": "2002-04-05"},
    "clauses": {
        "entry_into_force_rule": {"type": "on_exchange"},
        "duration": {"type": "fixed", "period": "P10Y"},
        "renewal": {"type": "tacit", "period": "P5Y"},
        "notice": {"period": "P1Y"},
    },
    "horizon": "2022-12-31",
}


@pytest.fixture(autouse=True)
def _rested() -> None:
    """Resets the request limit."""
    cache.clear()


def post(data: Any, query: str = "", client: Client | None = None) -> Any:
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    return (client or Client()).post(f"{ADDRESS}{query}", text, content_type="application/json")


def refused(data: Any, status: int = 400) -> dict[str, str]:
    answer = post(data)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def test_every_known_clause_is_answered_as_by_the_command() -> None:
    for start in range(0, len(QUESTIONS), MOST_QUESTIONS):
        some = QUESTIONS[start : start + MOST_QUESTIONS]
        answer = post(some)
        assert answer.status_code == 200
        assert answer.json() == [dict(write_answer(read_question(q))) for q in some]


def test_the_command_and_the_api_explain_alike() -> None:
    for question in QUESTIONS[::12]:
        told = post(question, "?explain=1").json()
        assert told == reckon(json.dumps(question), explained=True)
        assert told["explanations"] or not told.get("terms")


def test_one_question_is_answered_with_its_terms() -> None:
    terms = post(FOUNDING).json()["terms"]
    assert [(t["expires"], t["last_notice"]) for t in terms][2] == ("2022-04-05", "2021-04-05")


def test_explanations_come_with_steps_readings_and_the_safe_day() -> None:
    assert "explanations" not in post(FOUNDING).json()
    found = post(FOUNDING, "?explain=1").json()["explanations"]
    [third] = [e for e in found if (e["kind"], e["n"]) == ("last_notice", 2)]
    assert third["earliest"] == "2021-04-05"
    assert any("5 April 2022 − 1 year = 5 April 2021" in step["text"] for step in third["steps"])
    assert {a["reading"]: a["earliest"] for a in third["alternatives"]}[
        "clear days"
    ] == "2021-04-04"
    assert third["safe"] == "2021-04-05", "another counting is shown and does not count"
    assert any(
        "rules “Tacit renewal” and “Counted from the first day”" in sentence
        for sentence in third["sentences"]
    )


def test_a_fault_in_a_list_is_told_under_its_place_and_refuses_all() -> None:
    wrong = {"clauses": {"duration": {"type": "fixed", "period": "P-1Y"}}}
    assert list(refused([FOUNDING, wrong])) == ["[1].clauses.duration.period"]


@pytest.mark.parametrize(
    ("data", "field", "hint"),
    [
        ("", "", "empty"),
        ("{", "", "not JSON"),
        ("NaN", "", "NaN"),
        (b"\xff", "", "UTF-8"),
        ("[" * 100_000, "", "nested"),
        ([], "", "1 to 100"),
        ([FOUNDING] * 101, "", "101"),
        ("5", "", "object"),
        ([5], "[0]", "object"),
        ({"clauses": {"renewal": {"type": "often"}}}, "clauses.renewal.type", "tacit"),
        ({"clauses": {}, "facts": {"birth": "2001"}}, "facts.birth", "signature"),
        ({"clauses": {}, "id": "\x00"}, "id", "NUL"),
        ({"clauses": {}, "horizon": "9999-12-31"}, "horizon", "2999"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_under_its_path(
    data: Any, field: str, hint: str
) -> None:
    errors = refused(data)
    assert list(errors) == [field]
    assert hint in errors[field]


def test_ten_questions_are_explained_at_once_and_no_more() -> None:
    assert len(post([FOUNDING] * 10, "?explain=1").json()) == 10
    answer = post([FOUNDING] * 11, "?explain=1")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "explain")


def test_of_very_many_dates_only_the_first_are_also_counted_otherwise() -> None:
    monthly = json.loads(json.dumps({**FOUNDING, "horizon": "2150-12-31"}))
    monthly["clauses"]["duration"]["period"] = monthly["clauses"]["renewal"]["period"] = "P1M"
    monthly["clauses"]["notice"]["period"] = "P1D"
    found = post(monthly, "?explain=1").json()["explanations"]
    assert len(found) == 100
    assert found[0]["alternatives"] is not None
    assert found[-1]["alternatives"] is None
    assert all(explanation["steps"] for explanation in found)


def test_an_unknown_parameter_is_refused() -> None:
    assert post(FOUNDING, "?explane=1").json()["errors"][0]["field"] == "explane"
    assert post(FOUNDING, "?explain=yes").status_code == 400


def test_more_than_the_most_bytes_are_not_read() -> None:
    assert f"{LONGEST:,} bytes" in refused(" " * (LONGEST + 1), 413)[""]
    assert post(json.dumps(FOUNDING).ljust(LONGEST)).status_code == 200


def test_nothing_is_read_of_the_register(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert post({**FOUNDING, "parties": ["IRN", "RUS"]}, "?explain=1").status_code == 200


def test_it_is_asked_by_post_only() -> None:
    answer = Client().get(ADDRESS)
    assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")


def test_a_signed_in_browser_needs_no_token_because_nothing_is_changed() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_person())
    assert post(FOUNDING, client=strict).status_code == 200


def test_where_browsing_is_closed_one_must_be_signed_in(settings: Settings) -> None:
    settings.PUBLIC_BROWSING = False
    assert post(FOUNDING).status_code == 403
    client = Client()
    client.force_login(a_person())
    assert post(FOUNDING, client=client).status_code == 200


def test_the_example_in_the_description_is_answered_as_described() -> None:
    described = Client().get("/api/v1/schema/").json()["paths"][ADDRESS]["post"]
    [asked] = described["requestBody"]["content"]["application/json"]["examples"].values()
    [told] = described["responses"]["200"]["content"]["application/json"]["examples"].values()
    answer = post(asked["value"])
    assert answer.json() == told["value"]
    assert answer.json()["terms"][2]["last_notice"] == "2021-04-05"
