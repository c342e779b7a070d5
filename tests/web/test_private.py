"""Who may keep an answer, and what a page may ask of the browser."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.builders import a_person, a_treaty
from treaties.models import Role

pytestmark = pytest.mark.django_db

ADDRESSES = (
    *("/", "/treaties/", "/treaties/a-treaty/", "/treaties/a-treaty/card/", "/upcoming/"),
    *("/updates/", "/parties/IRN/", "/filter/", "/reckon/", "/rules/", "/words/", "/reminders/"),
    *("/admin/", "/admin/treaties/treaty/", "/api/v1/treaties/", "/api/v1/timeline/"),
    *("/api/v1/schema/", "/api/docs/", "/nowhere/", "/accounts/login/", "/embed/"),
)


def test_what_is_sent_to_somebody_signed_in_is_for_that_browser_alone(
    client: Client, settings: Settings
) -> None:
    settings.EMBED_ORIGINS = ["https://portal.example.org"]
    a_treaty(published=True)
    client.force_login(a_person(Role.ADMIN))
    for address in ADDRESSES:
        answer = client.get(address)
        assert "private" in answer["Cache-Control"], address
        assert "public" not in answer["Cache-Control"], address
        assert "Cookie" in answer["Vary"], address


def test_a_segment_is_shared_between_visitors_and_with_nobody_signed_in(client: Client) -> None:
    a_treaty(published=True)
    address = client.get("/api/v1/timeline/").json()["segments"][0]["url"]
    assert client.get(address)["Cache-Control"].startswith("public")
    client.force_login(a_person(Role.VIEWER))
    address = client.get("/api/v1/timeline/").json()["segments"][0]["url"]
    assert "public" not in client.get(address)["Cache-Control"]


def test_signing_in_is_private_too(client: Client) -> None:
    person = a_person()
    person.set_password("a long enough secret")
    person.save()
    answer = client.post(
        "/accounts/login/", {"username": person.username, "password": "a long enough secret"}
    )
    assert answer.status_code == 302
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/api/v1/treaties/", "/nowhere/", "/healthz"])
def test_no_page_may_use_a_camera_or_ask_for_a_place(client: Client, address: str) -> None:
    policy = client.get(address)["Permissions-Policy"]
    for name in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{name}=()" in policy
    assert "clipboard-write=(self)" in policy


def test_a_framed_page_asks_without_cookies(client: Client, settings: Settings) -> None:
    """Its script reads this mark: `static/js/timeline/transport/cookies.js`."""
    settings.EMBED_ORIGINS = ["https://portal.example.org"]
    assert '<html lang="en" data-audience="public">' in client.get("/embed/").content.decode()
    assert "data-audience" not in client.get("/").content.decode()
