"""`/timeline.pdf`: who may make which PDF, and which errors the others get."""

import json

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from tests.export.test_pdf import a_page
from treaties.export import apart
from treaties.pacing import spending
from treaties.web.pages import export

ADDRESS = "/timeline.pdf"


def post(client: Client, body: object) -> tuple[int, str, bytes]:
    answer = client.post(ADDRESS, json.dumps(body), content_type="application/json")
    return answer.status_code, answer["Content-Type"], answer.content


def test_pages_come_back_as_a_file_with_the_day_in_its_name(client: Client) -> None:
    answer = client.post(
        ADDRESS,
        json.dumps({"paper": "A4", "pages": [a_page()]}),
        content_type="application/json",
    )
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert 'attachment; filename="treaty-timeline-20' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "body",
    [[], {}, {"paper": "A4"}, {"paper": 4, "pages": []}, {"paper": "A4", "pages": [1]}, "A4", None],
)
def test_what_is_not_a_question_is_a_sentence(client: Client, body: object) -> None:
    status, kind, said = post(client, body)
    assert (status, kind) == (400, "text/plain; charset=utf-8")
    assert said.endswith(b".")


def test_a_page_that_is_not_ours_is_a_sentence(client: Client) -> None:
    status, _, said = post(client, {"paper": "A4", "pages": ["<svg><script/></svg>"]})
    assert (status, said) == (400, b"An element named script has no place in a page.")


def test_more_than_may_be_read_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_BYTES", 1000)
    status, _, said = post(client, {"paper": "A4", "pages": ["x" * 2000]})
    assert status == 413
    assert b"narrow the filter" in said


def test_who_comes_while_another_is_made_is_told_when_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WAIT", 0.01)
    with apart._alone(settings.DATA_DIR / "pdf.lock"):
        answer = client.post(
            ADDRESS,
            json.dumps({"paper": "A4", "pages": [a_page()]}),
            content_type="application/json",
        )
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_who_has_used_the_time_of_a_minute_is_told_when_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spending, "BUDGET", 0)
    answer = client.post(ADDRESS, "{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (429, export.PLAIN)
    assert int(answer["Retry-After"]) >= 1


def test_it_is_only_posted_to_and_only_from_our_own_pages() -> None:
    assert Client().get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    body = {"paper": "A4", "pages": [a_page()]}
    assert post(strict, body)[0] == 403
    given = strict.get("/form-token/")
    assert "no-store" in given["Cache-Control"]
    answer = strict.post(
        ADDRESS,
        json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": given.json()["token"]},
    )
    assert answer.status_code == 200


@pytest.mark.django_db
def test_a_closed_register_binds_nothing_for_strangers(client: Client, settings: Settings) -> None:
    settings.PUBLIC_BROWSING = False
    assert post(client, {"paper": "A4", "pages": [a_page()]})[0] == 302
