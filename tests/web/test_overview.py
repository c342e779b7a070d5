"""The timeline's page caches its strip and its list for readers who see the same, and never shows
an old one.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.builders import a_party, a_person, a_treaty
from treaties.models import Role
from treaties.register.publication import publish
from treaties.register.treaties import correct_treaty

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_while_nothing_moves_only_what_the_filter_offers_is_asked(client: Client) -> None:
    a_treaty("one", published=True)
    first = shown(client)
    with CaptureQueriesContext(connection) as queries:
        second = shown(client)
    tables = {one["sql"].split(" FROM ")[1].split()[0].strip('"') for one in queries}
    assert tables == {"treaties_movement", "treaties_party", "treaties_subject"}
    assert first == second


def test_an_edit_and_a_publication_are_seen_at_once(client: Client) -> None:
    reviewer = a_person(Role.REVIEWER, "reviewer")
    treaty = a_treaty("one", published=True, short_title="Before")
    assert "Before" in shown(client)
    correct_treaty(treaty, changes={"short_title": "Afterwards"}, by=reviewer, why="renamed")
    page = shown(client)
    assert "Afterwards" in page
    assert "Before" not in page
    draft = a_treaty("two", short_title="Another")
    assert "/treaties/two/" not in shown(client)
    publish(draft, by=reviewer)
    assert "/treaties/two/" in shown(client)


def test_what_one_who_enters_is_told_is_told_to_no_reader(client: Client) -> None:
    a_treaty("open", published=True)
    a_treaty("secret", short_title="Secret")
    editor = Client()
    editor.force_login(a_person(username="editor"))
    assert "/treaties/secret/" in shown(editor)
    assert "/treaties/secret/" not in shown(client)
    viewer = Client()
    viewer.force_login(a_person(Role.VIEWER, "viewer"))
    assert "/treaties/secret/" not in shown(viewer)
    assert "/treaties/secret/" in shown(editor)


def test_each_day_and_each_address_has_its_own(client: Client) -> None:
    a_treaty("one", published=True)
    today, then = shown(client), shown(client, "/?as_of=2002-01-01")
    assert 'href="/treaties/one/"' in today
    assert 'href="/treaties/one/?as_of=2002-01-01"' in then
    assert shown(client).count("as_of=2002") == 0


def test_a_filter_follows_a_party_whose_code_is_corrected(client: Client) -> None:
    a_treaty("one", published=True)
    party = a_party("IRN")
    assert 'data-slug="one"' in shown(client, "/?party=IRN")
    type(party).objects.filter(pk=party.pk).update(code="IRX")
    assert 'data-slug="one"' in shown(client, "/?party=IRX")
    assert client.get("/?party=IRN").status_code == 400


def test_the_first_page_says_in_one_sentence_what_the_site_is(client: Client) -> None:
    sentence = (
        "How long international agreements are in force, when they renew or end, and by when "
        "somebody has to decide."
    )
    assert f'<p class="purpose">{sentence}</p>' in shown(client)


def test_the_list_stands_in_the_order_of_the_drawing(client: Client, settings: Settings) -> None:
    settings.OUR_SIDE = ("IRN",)
    a_treaty("a-late", exchanged="2004-05-01", published=True)
    a_treaty("b-theirs", exchanged="2002-05-01", parties=("CHN", "USA"), published=True)
    a_treaty("c-early", exchanged="2003-05-01", published=True)
    a_treaty("d-draft", exchanged="2001-05-01")

    def listed(query: str) -> list[str]:
        return re.findall(r'data-slug="([^"]+)"', shown(client, f"/?as_of=2010-01-01{query}"))

    assert listed("") == ["c-early", "a-late", "b-theirs"]
    assert listed("&order=name") == ["a-late", "b-theirs", "c-early"]
    assert listed("&party=IRN") == ["c-early", "a-late"]
    assert listed("&party=IRN&order=name") == ["a-late", "c-early"]
