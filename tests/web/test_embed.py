"""`/embed/`: who may show the timeline within a page, and that no other page of ours may be."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.builders import a_treaty
from treaties.models import User

pytestmark = pytest.mark.django_db

PORTAL = "https://portal.example.org"


@pytest.fixture(autouse=True)
def allowed(settings: Settings) -> None:
    settings.EMBED_ORIGINS = [PORTAL]


def test_the_embedded_page_may_be_framed_by_those_sites_and_no_others(client: Client) -> None:
    answer = client.get("/embed/")
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy["frame-ancestors"] == PORTAL
    assert policy["script-src"] == "'self'"


def test_a_question_it_cannot_answer_may_be_read_in_the_frame_too(client: Client) -> None:
    answer = client.get("/embed/?as_of=soon")
    assert answer.status_code == 400
    assert "X-Frame-Options" not in answer
    assert f"frame-ancestors {PORTAL}" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/treaties/", "/accounts/login/", "/filter/", "/nowhere"])
def test_every_other_page_may_be_framed_by_nobody(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_where_no_site_is_named_there_is_nothing_to_embed(
    client: Client, settings: Settings
) -> None:
    settings.EMBED_ORIGINS = []
    answer = client.get("/embed/")
    assert answer.status_code == 404
    assert answer["X-Frame-Options"] == "DENY"
    assert "data-embed-url" not in client.get("/").content.decode()


def test_a_closed_register_is_not_embedded(client: Client, settings: Settings) -> None:
    settings.PUBLIC_BROWSING = False
    assert client.get("/embed/").status_code == 404


def test_drafts_are_not_shown_in_a_frame_even_to_their_editor(client: Client) -> None:
    a_treaty("secret")
    a_treaty("open", published=True)
    client.force_login(User.objects.create_superuser("editor", "e@example.org", "x"))
    assert 'data-slug="secret"' in client.get("/").content.decode()
    framed = client.get("/embed/").content.decode()
    assert 'data-slug="open"' in framed
    assert 'data-slug="secret"' not in framed


def test_the_code_to_embed_is_offered_where_it_works(client: Client) -> None:
    assert 'data-embed-url="/embed/"' in client.get("/").content.decode()
