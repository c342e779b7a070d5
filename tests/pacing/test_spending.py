"""One account of processor time for each client, the same on pages and in the API."""

import json
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.http import urlencode

from tests.builders import a_person, a_treaty
from treaties.inquiry.reach import MOST_AHEAD, MOST_BEFORE
from treaties.pacing import spending
from treaties.pacing.spending import TooMuch, paid_by

pytestmark = pytest.mark.django_db

API = "/api/v1/reckon/"
QUESTION: dict[str, Any] = {
    "facts": {"signature": "2001-03-12", "entry_into_force": "2001-04-05"},
    "clauses": {
        "duration": {"type": "fixed", "period": "P10Y"},
        "renewal": {"type": "tacit", "period": "P5Y"},
        "notice": {"period": "P1Y"},
    },
}
PAGE = f"/reckon/?{urlencode({'q': json.dumps(QUESTION)})}"


def daily(first: str = "1500-01-01", **more: Any) -> dict[str, Any]:
    day = {"period": "P1D"}
    return {
        "facts": {"signature": first, "entry_into_force": first},
        "clauses": {
            "duration": {"type": "fixed", **day},
            "renewal": {"type": "tacit", **day},
            "notice": {**day, "form": "within"},
        },
        "horizon": "2999-12-31",
        **more,
    }


def ask_api(data: Any = QUESTION, query: str = "", at: str = "10.0.0.1", **headers: str) -> Any:
    text = json.dumps(data)
    client = Client(REMOTE_ADDR=at, headers=headers)
    return client.post(f"{API}{query}", text, content_type="application/json")


def ask_page(at: str = "10.0.0.1", **headers: str) -> Any:
    return Client(REMOTE_ADDR=at, headers=headers).get(PAGE)


@pytest.fixture
def poor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget for two questions."""
    monkeypatch.setattr(spending, "BUDGET", 2 * spending.LEAST)
    monkeypatch.setattr("treaties.pacing.spending.time.thread_time", lambda: 0.0)
    monkeypatch.setattr(spending, "WINDOW", 10**12)  # no minute ends during this test


@pytest.mark.usefixtures("poor")
def test_page_and_api_are_paid_from_one_account() -> None:
    assert [ask_page().status_code, ask_api().status_code] == [200, 200]
    page, api = ask_page(), ask_api()
    assert (page.status_code, api.status_code) == (429, 429)
    assert int(page["Retry-After"]) >= 1
    assert int(api["Retry-After"]) >= 1
    assert "computing" in page.content.decode()
    assert "computing" in api.json()["errors"][0]["message"]
    assert ask_page(at="10.0.0.2").status_code == 200


@pytest.mark.usefixtures("poor")
def test_a_fresh_header_is_no_fresh_account() -> None:
    said = [ask_api(**{"X-Forwarded-For": f"1.2.3.{n}"}).status_code for n in range(4)]
    assert said == [200, 200, 429, 429]
    said = [ask_page(**{"X-Forwarded-For": f"1.2.4.{n}"}).status_code for n in range(2)]
    assert said == [429, 429]


@pytest.mark.usefixtures("poor")
def test_whoever_is_signed_in_has_an_account_of_their_own() -> None:
    for _ in range(3):
        ask_page()
    reader = Client(REMOTE_ADDR="10.0.0.1")
    reader.force_login(a_person())
    assert reader.get(PAGE).status_code == 200


@pytest.mark.usefixtures("poor")
def test_what_is_asked_of_one_agreement_is_paid_too() -> None:
    a_treaty("one", published=True)
    for _ in range(3):
        ask_page()
    client = Client(REMOTE_ADDR="10.0.0.1")
    for address in (
        "/treaties/one/?suppose=nothing",
        "/treaties/one/?as_of=2001-01-01",
        "/treaties/one/card/?as_of=2001-01-01",
        "/treaties/one/why/?kind=expiry",
        "/treaties/one/calendar/?kind=expiry",
        "/api/v1/treaties/one/what-if/?suppose=nothing",
        "/api/v1/treaties/one/?as_of=2001-01-01",
    ):
        assert client.get(address).status_code == 429, address
    assert client.get("/treaties/one/").status_code == 200, "a page without a question is free"
    assert client.get("/reckon/").status_code == 200


def test_a_question_is_charged_before_it_is_answered_and_by_what_it_took(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spending, "WINDOW", 10**12)
    request = RequestFactory().get("/", REMOTE_ADDR="10.9.0.1")
    with paid_by(request) as bill:
        bill.add(spending.BUDGET - spending.LEAST)
    with paid_by(request):
        pass  # the last that the account holds
    with pytest.raises(TooMuch), paid_by(request):
        pass
    other = RequestFactory().get("/", REMOTE_ADDR="10.9.0.2")
    most = spending.BUDGET // spending.LEAST
    open_at_once = [paid_by(other) for _ in range(most + 1)]
    for one in open_at_once[:most]:
        one.__enter__()
    with pytest.raises(TooMuch):
        open_at_once[-1].__enter__()


# --- Answers are cut at what is shown -------------------------------------------------------------
def test_the_api_cuts_a_long_list_and_says_how_to_go_on() -> None:
    whole: list[int] = []
    query = ""
    for _ in range(3):
        told = ask_api(daily(), query).json()
        whole += [term["n"] for term in told["terms"]]
        assert f"?after={told['cut']['after']}" in told["cut"]["text"]
        query = f"?after={told['cut']['after']}"
    assert whole == list(range(600))
    assert "cut" not in ask_api().json()
    last = ask_api(daily(horizon="1500-10-01"), "?after=200").json()
    assert [last["terms"][0]["n"], "cut" in last] == [200, False]


@pytest.mark.parametrize("after", ["-1", "x", "99999", "1e3", "²"])
def test_an_after_that_is_no_number_is_a_sentence(after: str) -> None:
    answer = ask_api(QUESTION, f"?after={after}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "after")


def test_the_page_refuses_what_would_take_thousands_of_terms() -> None:
    answer = Client().get(f"/reckon/?{urlencode({'q': json.dumps(daily())})}")
    assert answer.status_code == 400
    said = answer.content.decode()
    assert f"ore than {MOST_BEFORE} terms would be calculated before" in said


def test_the_page_cuts_what_lies_far_ahead_and_says_so() -> None:
    query = urlencode({"on": "1500-01-31", "q": json.dumps(daily())})
    page = Client().get(f"/reckon/?{query}").content.decode()
    assert "and cut there: more terms follow than one answer shows" in page
    assert page.count("<tr") < 12 * MOST_AHEAD
    plain = Client().get(PAGE).content.decode()
    assert "cut there" not in plain
