"""Signing in: how often one may try, what may be a password, what an answer tells a stranger."""

import re
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.builders import a_person
from treaties.models import OutgoingMessage, OutgoingState, Role, User
from treaties.outbox.secrets import ERASED
from treaties.web.signing.backend import account_of

pytestmark = pytest.mark.django_db

DOOR = "/accounts/login/"
RESET = "/accounts/password_reset/"
RIGHT = "heron-copper-lantern-42"
ADDRESS = "the-editor@example.org"
NAME = "the-editor"


@pytest.fixture
def vic() -> User:
    person = a_person(Role.EDITOR)
    person.set_password(RIGHT)
    person.save()
    return person


def try_in(password: str = "wrong", name: str = NAME, at: str = "10.0.0.1", **extra: Any) -> Client:
    client = Client(REMOTE_ADDR=at, headers=extra)
    client.answer = client.post(DOOR, {"username": name, "password": password})  # type: ignore[attr-defined]
    return client


def status(client: Client) -> int:
    return int(client.answer.status_code)  # type: ignore[attr-defined]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", [NAME, ADDRESS, ADDRESS.upper(), f" {NAME} ", NAME.upper()])
def test_one_signs_in_by_name_or_address_however_it_is_written(vic: User, name: str) -> None:
    assert is_in(try_in(RIGHT, name))


def test_a_name_in_two_ways_of_writing_is_each_ones_own(vic: User) -> None:
    other = User.objects.create_user("The-Editor", "other@example.org", RIGHT)
    assert account_of("The-Editor") == other
    assert account_of(NAME) == vic
    assert account_of("THE-EDITOR") is None


def test_sixty_wrong_passwords_and_then_the_right_one_do_not_get_in(vic: User) -> None:
    said = [status(try_in(f"wrong-{n}")) for n in range(6)]
    assert said.index(429) == 5
    late = try_in(RIGHT)
    assert not is_in(late)
    assert "too many wrong passwords" in late.answer.content.decode()  # type: ignore[attr-defined]
    assert {status(try_in(f"wrong-{n}")) for n in range(54)} == {429}
    assert not is_in(try_in(RIGHT))


@pytest.mark.parametrize(
    "names", [[NAME, ADDRESS], [NAME, NAME.upper(), f" {NAME}", ADDRESS.title()]]
)
def test_every_way_to_write_a_name_is_one_account(vic: User, names: list[str]) -> None:
    said = [status(try_in("wrong", names[n % len(names)])) for n in range(8)]
    assert said.index(429) == 5


def test_from_many_addresses_one_account_is_tried_thirty_times_an_hour(vic: User) -> None:
    said = [status(try_in("wrong", at=f"10.1.{n}.1")) for n in range(40)]
    assert said.index(429) == 30
    assert not is_in(try_in(RIGHT, at="10.2.0.1"))


def test_one_address_tries_many_names_thirty_times(vic: User) -> None:
    assert [status(try_in("wrong", f"name-{n}")) for n in range(40)].index(429) == 30


def test_whoever_mistypes_is_not_kept_out_by_a_stranger_elsewhere(vic: User) -> None:
    for _ in range(10):
        try_in("wrong", at="10.0.0.9")
    assert is_in(try_in(RIGHT, at="10.0.0.1"))


def test_a_right_password_does_not_give_back_the_wrong_ones(vic: User) -> None:
    said = []
    for _ in range(10):
        said.append(status(try_in("wrong")))
        try_in(RIGHT)
    assert 429 in said


def test_what_a_client_writes_into_the_header_is_no_address(vic: User) -> None:
    said = [status(try_in("wrong", **{"X-Forwarded-For": f"10.3.0.{n}"})) for n in range(8)]
    assert said.index(429) == 5


def test_an_unknown_name_is_answered_like_a_known_one(vic: User) -> None:
    def page(name: str) -> list[tuple[int, str]]:
        said = [try_in("wrong", name).answer for _ in range(7)]  # type: ignore[attr-defined]
        plain = re.compile(r'value="[^"]*"|nonce="[^"]*"')
        return [(one.status_code, plain.sub("", one.content.decode())) for one in said]

    assert page(NAME) == page("nobody-here")


@pytest.mark.parametrize("name", [NAME, ADDRESS, "nobody-here", "nobody@example.org"])
def test_every_try_computes_one_hash(
    vic: User, name: str, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    vic.set_password(RIGHT)
    vic.save()
    computed = []

    def hashed(*args: object, **kwargs: object) -> bytes:
        computed.append(args)
        return b"x" * 32

    monkeypatch.setattr("django.contrib.auth.hashers.pbkdf2", hashed)
    assert authenticate(None, username=name, email=name, password="wrong") is None
    assert len(computed) == 1


def test_an_inactive_account_is_no_account(vic: User) -> None:
    User.objects.update(is_active=False)
    client = try_in(RIGHT)
    assert not is_in(client)
    assert "do not match an account" in client.answer.content.decode()  # type: ignore[attr-defined]


def test_the_administration_has_no_door_of_its_own(vic: User) -> None:
    client = Client()
    answer = client.post("/admin/login/?next=/admin/", {"username": NAME, "password": RIGHT})
    assert (answer.status_code, answer["Location"]) == (302, f"{DOOR}?next=/admin/")
    assert not is_in(client)
    assert client.get("/admin/password_change/").status_code == 302


def test_who_may_not_enter_the_administration_is_told_and_not_sent_round() -> None:
    client = Client()
    client.force_login(a_person(Role.VIEWER))
    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize(
    ("next_", "leads"),
    [
        ("/upcoming/?days=90", "/upcoming/?days=90"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver/upcoming/", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(vic: User, next_: str, leads: str) -> None:
    answer = Client().post(DOOR, {"username": NAME, "password": RIGHT, "next": next_})
    assert (answer.status_code, answer["Location"]) == (302, leads)


def test_a_session_from_before_signing_in_is_not_the_one_after(vic: User) -> None:
    client = Client()
    session = client.session
    session["kept"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    client.post(DOOR, {"username": NAME, "password": RIGHT})
    assert is_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/", "/accounts/"])
def test_nobody_signs_up(address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [DOOR, RESET, f"{RESET}done/", "/accounts/reset/done/", "/accounts/reset/1-set-password/"],
)
def test_the_pages_of_signing_in_have_no_script_of_their_own(address: str) -> None:
    page = Client().get(address).content.decode()
    assert 'class="masthead"' in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=|style=", page)


# --- Passwords ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "password",
    [
        *("vic12345", "short-Ab1!", "password1234", "Password2026!", "!!Welcome!!2026"),
        *("123456789012", "qwertyuiop12", "aaaaaaaaaaaaaa", "abcabcabcabc", "1qaz2wsx3edc"),
        *("the-editor-1", "vic12345vic12345"),
    ],
)
def test_what_is_guessed_at_once_is_no_password(vic: User, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, vic)


@pytest.mark.parametrize("password", [RIGHT, "correct horse battery staple", "дом-река-облако-7"])
def test_some_words_that_do_not_belong_together_are(vic: User, password: str) -> None:
    validate_password(password, vic)


def test_the_password_of_the_first_administrator_is_a_good_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("administrator", "root")
    said = re.search(r"password: (\S+)", capsys.readouterr().out)
    assert said
    validate_password(said[1], User.objects.get(username="root"))
    assert is_in(try_in(said[1], "root"))


def test_the_administration_takes_no_weak_password(vic: User) -> None:
    client = Client()
    client.force_login(a_person(Role.ADMIN))
    answer = client.post(
        f"/admin/treaties/user/{vic.pk}/password/",
        {"password1": "vic12345", "password2": "vic12345", "usable_password": "true"},
    )
    assert answer.status_code == 200
    assert "12 characters" in answer.content.decode()
    vic.refresh_from_db()
    assert vic.check_password(RIGHT)


def test_a_changed_password_ends_the_other_sessions(vic: User) -> None:
    here, there = try_in(RIGHT), try_in(RIGHT)
    new = "walnut-harbour-violin-7"
    weak = {"oldpassword": RIGHT, "password1": "vic12345", "password2": "vic12345"}
    assert b"12 characters" in here.post("/accounts/password_change/", weak).content
    done = {"oldpassword": RIGHT, "password1": new, "password2": new}
    assert here.post("/accounts/password_change/", done).status_code == 302
    assert here.get("/reminders/").status_code == 200
    assert there.get("/reminders/").status_code == 302


# --- A forgotten password -------------------------------------------------------------------------
def ask_for_letter(address: str = ADDRESS, host: str = "testserver", at: str = "10.0.0.1") -> Any:
    return Client(REMOTE_ADDR=at).post(RESET, {"email": address}, headers={"Host": host})


def link_in(letter: OutgoingMessage) -> str:
    found = re.search(r"http\S+", letter.text.split("here:")[1])
    assert found
    return found[0]


def test_twenty_five_requests_make_three_letters(vic: User) -> None:
    said = [ask_for_letter(at=f"10.0.{n}.1").status_code for n in range(25)]
    assert OutgoingMessage.objects.count() == 3
    assert said == [302] * 3 + [429] * 22


def test_one_address_asks_for_ten_letters_an_hour(vic: User) -> None:
    said = [ask_for_letter(f"nobody-{n}@example.org").status_code for n in range(12)]
    assert said == [302] * 10 + [429] * 2


def test_the_link_leads_to_the_site_and_not_to_what_the_request_says(
    vic: User, settings: Settings
) -> None:
    settings.SITE_URL = "https://treaties.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    ask_for_letter(host="evil.example:8080")
    letter = OutgoingMessage.objects.get()
    assert link_in(letter).startswith("https://treaties.example.org/accounts/reset/")
    assert "evil" not in letter.text


def test_an_unknown_address_is_answered_alike_and_gets_nothing(vic: User) -> None:
    known, unknown = ask_for_letter(), ask_for_letter("nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [one.address for one in OutgoingMessage.objects.all()] == [ADDRESS]


def test_known_and_unknown_ask_the_database_as_often(vic: User) -> None:
    ask_for_letter("warm@example.org")
    asked = []
    for address in (ADDRESS, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask_for_letter(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("state", ["inactive", "without a password"])
def test_whoever_may_not_sign_in_gets_no_letter(vic: User, state: str) -> None:
    if state == "inactive":
        vic.is_active = False
    else:
        vic.set_unusable_password()
    vic.save()
    ask_for_letter()
    assert not OutgoingMessage.objects.exists()


def test_with_the_link_one_sets_a_password_once_and_is_let_in_at_once(vic: User) -> None:
    for _ in range(6):
        try_in("wrong")
    ask_for_letter()
    path = link_in(OutgoingMessage.objects.get()).removeprefix("http://127.0.0.1:8000")
    client = Client(REMOTE_ADDR="10.0.0.1")
    form = client.get(path)
    assert form.status_code == 302, "the key leaves the address"
    new = "walnut-harbour-violin-7"
    weak = client.post(form["Location"], {"password1": "vic12345", "password2": "vic12345"})
    assert "12 characters" in weak.content.decode()
    answer = client.post(form["Location"], {"password1": new, "password2": new})
    assert answer["Location"] == "/accounts/reset/done/"
    assert is_in(try_in(new)), "the wrong ones before no longer count"
    assert "no longer holds" in Client().get(path).content.decode()


@pytest.mark.parametrize("link", ["1-aaa", "0-x", "zzzzzzzzzzzzz-bcd", "1-set-password"])
def test_a_link_that_was_made_up_is_a_sentence(vic: User, link: str) -> None:
    answer = Client().get(f"/accounts/reset/{link}/")
    assert answer.status_code == 200
    assert "no longer holds" in answer.content.decode()


def test_nobody_reads_a_secret_in_the_administration(vic: User) -> None:
    ask_for_letter()
    letter = OutgoingMessage.objects.get()
    client = Client()
    client.force_login(a_person(Role.ADMIN))
    page = client.get(f"/admin/treaties/outgoingmessage/{letter.pk}/change/").content.decode()
    assert "/accounts/reset/" not in page
    assert "Hidden" in page
    assert letter.state == OutgoingState.WAITING
    assert letter.secret_until is not None
    assert letter.secret_until > timezone.now()
    assert letter.text != ERASED
