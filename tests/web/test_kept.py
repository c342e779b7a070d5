"""A form that outlives its session keeps what was typed; and no other site makes use of that."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.builders import a_treaty
from treaties.models import Role, Subject, User, Watch

pytestmark = pytest.mark.django_db

ADD = "/admin/treaties/subject/add/"
TYPED = {"code": "trade", "name": "Trade & “transit” <b>", "parent": ""}


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor", "e@example.org", "a long enough one", role=Role.ADMIN)


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})


def token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    return {"csrfmiddlewaretoken": found[1]}


def hidden(page: str) -> dict[str, str]:
    """The fields of the form that sends what was kept."""
    form = re.search(r'<form method="post" action="(?!/accounts/)[^"]*">.*?</form>', page, re.S)
    assert form is not None
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in pairs}


@pytest.mark.parametrize("token_is_valid", [True, False])
def test_a_form_sent_after_the_session_ended_is_kept_and_sent_on(
    browser: Client, editor: User, token_is_valid: bool
) -> None:
    browser.force_login(editor)
    typed = TYPED | token(browser.get(ADD).text)
    del browser.cookies["sessionid"]
    if not token_is_valid:
        typed["csrfmiddlewaretoken"] = "a" * 64
    answer = browser.post(ADD, typed)
    if token_is_valid:
        assert answer.status_code == 302
        address = answer["Location"]
    else:
        assert answer.status_code == 403
        address = re.search(r'href="([^"]+)">Sign in and go on', answer.text)[1]  # type: ignore[index]
    kept = re.search(r"next=(/kept/\w+/)", address)
    assert kept is not None
    page = browser.get(address, follow=True)
    assert "What you typed is kept" in page.text or not token_is_valid
    door = page.redirect_chain[-1][0] if page.redirect_chain else address
    secret = {"login": "editor", "password": "a long enough one", "next": kept[1]}
    after = browser.post(door, secret | token(page.text))
    assert after["Location"] == kept[1]
    page = browser.get(kept[1])
    assert "Trade &amp; “transit”" in page.text
    assert not Subject.objects.exists(), "nothing is sent by itself"
    sent = browser.post(ADD, hidden(page.text))
    assert sent.status_code == 302
    assert Subject.objects.get().code == "trade"
    assert browser.session.get_expiry_age() > 24 * 3600, "the session lasts as long as any other"


def test_a_token_of_before_signing_in_keeps_what_was_typed(browser: Client, editor: User) -> None:
    browser.force_login(editor)
    answer = browser.post(ADD, TYPED | {"csrfmiddlewaretoken": "a" * 64})
    assert answer.status_code == 403
    assert hidden(answer.text)["name"] == TYPED["name"]
    assert browser.post(ADD, hidden(answer.text)).status_code == 302


def test_to_follow_something_signs_in_and_goes_on(browser: Client, editor: User) -> None:
    a_treaty(published=True)
    browser.force_login(editor)
    page = browser.get("/treaties/a-treaty/").text
    del browser.cookies["sessionid"]
    follow = "/treaties/a-treaty/follow/"
    answer = browser.post(follow, {"leads": "18 months"} | token(page))
    kept = re.search(r"next=(/kept/\w+/)", answer["Location"])
    assert kept is not None
    browser.force_login(editor)
    sent = browser.post(follow, hidden(browser.get(kept[1]).text))
    assert sent.status_code == 302
    assert Watch.objects.get().leads == [548]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"referer": "https://evil.example/form"},
    ],
    ids=str,
)
def test_what_another_site_sends_is_neither_kept_nor_shown(
    editor: User, headers: dict[str, str]
) -> None:
    stranger = Client(enforce_csrf_checks=True, headers=headers)
    answer = stranger.post(ADD, TYPED)
    assert answer.status_code == 403
    assert "transit" not in answer.text
    assert "kept" not in stranger.session
    stranger.force_login(editor)
    answer = stranger.post(ADD, TYPED)
    assert answer.status_code == 403
    assert "transit" not in answer.text


def test_no_password_is_kept(browser: Client, editor: User) -> None:
    browser.force_login(editor)
    address = f"/admin/treaties/user/{editor.pk}/password/"
    answer = browser.post(address, {"password1": "hush hush", "password2": "hush hush", "a": "b"})
    assert answer.status_code == 403
    assert "hush" not in answer.text
    answer = Client(enforce_csrf_checks=True).post(
        "/accounts/login/", {"login": "editor", "password": "hush hush"}
    )
    assert answer.status_code == 403
    assert "hush" not in answer.text
    assert "editor" not in answer.text


def test_what_is_kept_is_for_an_hour_and_for_its_session(browser: Client, editor: User) -> None:
    answer = browser.post(ADD, TYPED)
    kept = re.search(r"/kept/\w+/", answer.text)
    assert kept is not None
    session = browser.session
    assert session.get_expiry_age() <= 3600
    other = Client()
    other.force_login(editor)
    assert other.get(kept[0]).status_code == 404
    for one in session["kept"].values():
        one["until"] = 0
    browser.force_login(editor)
    mine = browser.session
    mine["kept"] = session["kept"]
    mine.save()
    assert browser.get(kept[0]).status_code == 404


def test_the_api_says_it_in_json() -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/v1/treaties/", {"a": "b"})
    assert answer.status_code in (403, 404, 405)
    assert answer["Content-Type"] == "application/json"
