"""Timeline, table and agenda answer the same filter, in a fixed number of queries."""

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.builders import a_treaty
from treaties.views.as_of import Asked

pytestmark = pytest.mark.django_db

LISTS = ("/", "/treaties/", "/upcoming/?days=all")


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/treaties/([^/]+)/', page)


def test_fifty_agreements_ask_as_few_questions_as_one(client: Client) -> None:
    def questions(address: str) -> int:
        for name in ("counts", "process"):
            caches[name].clear()
        with CaptureQueriesContext(connection) as asked:
            shown(client, address)
        return len(asked)

    a_treaty("t-0", published=True)
    for address in LISTS:
        shown(client, address)
    one = {address: questions(address) for address in LISTS}
    for number in range(1, 50):
        a_treaty(f"t-{number}", published=True)
    assert {address: questions(address) for address in LISTS} == one


@pytest.mark.parametrize("query", ["", "?sort=next", "?party=IRN"])
def test_the_table_asks_once_whether_anything_moved(client: Client, query: str) -> None:
    a_treaty("one", published=True)
    for _ in ("nothing kept", "all kept"):
        with CaptureQueriesContext(connection) as asked:
            shown(client, f"/treaties/{query}")
        assert sum("treaties_movement" in one["sql"] for one in asked) == 1


@pytest.mark.parametrize("address", LISTS)
def test_drafts_are_in_no_list_of_a_reader(client: Client, address: str) -> None:
    a_treaty("secret", title="Secret", short_title="Secret")
    assert "/treaties/secret/" not in shown(client, address)


def test_the_timeline_is_complete_without_scripts(client: Client) -> None:
    a_treaty("one", published=True)
    page = shown(client, "/?as_of=2021-04-12")
    assert '<li data-slug="one">' in page
    assert "In force; renewal can no longer be stopped" in page
    assert 'data-as-of="2021-04-12"' in page


def test_the_list_and_the_table_answer_the_same_filter(client: Client) -> None:
    a_treaty("with-iran", published=True)
    a_treaty("with-china", parties=("CHN", "USA"), published=True)
    assert titles(shown(client, "/treaties/?party=IRN")) == ["with-iran"]
    page = shown(client, "/?party=IRN")
    assert 'data-slug="with-iran"' in page
    assert 'data-slug="with-china"' not in page


def test_the_table_sorts_by_the_next_date_both_ways(client: Client) -> None:
    a_treaty("a-late", exchanged="2004-05-01", published=True)
    a_treaty("b-early", exchanged="2003-05-01", published=True)
    there = titles(shown(client, "/treaties/?sort=next&as_of=2010-01-01"))
    back = titles(shown(client, "/treaties/?sort=-next&as_of=2010-01-01"))
    assert there == ["b-early", "a-late"]
    assert back == there[::-1]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/?as_of=2021-13-01", "As of"),
        ("/?as_of=0001-01-01", "As of"),
        ("/?as_of=%00", "As of"),
        ("/treaties/?sort=colour", "Sort"),
        ("/?order=colour", "Order"),
        ("/treaties/?party=NOBODY", "Party"),
        ("/treaties/?status=splendid", "Status"),
        ("/upcoming/?days=7", "Days"),
    ],
)
def test_a_bad_question_names_its_field_and_what_would_be_right(
    client: Client, address: str, name: str
) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert f"<dt>{name}</dt>" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/?status=%00", "/?due=%07", "/treaties/?sort=%00", "/?party=%1b"]
)
def test_a_bad_question_is_told_without_signs_no_page_may_hold(
    client: Client, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 400
    told = response.content.decode()
    assert "\N{REPLACEMENT CHARACTER}" in told
    assert not set(told) & {"\x00", "\x07", "\x1b"}


def test_a_nul_in_a_day_is_named(client: Client) -> None:
    response = client.get("/?as_of=%00")
    assert response.status_code == 400
    assert "\x00" not in response.content.decode()
    assert "A NUL character cannot be part of it; leave it out." in response.content.decode()


def test_decide_by_comes_before_renews_on(client: Client) -> None:
    a_treaty("one", published=True)
    page = shown(client, "/upcoming/?as_of=2020-05-01&days=1825")
    assert page.index("Decide by") < page.index(">Renews<")
    assert '<time datetime="2021-04-05">5 April 2021</time>' in page


def test_why_a_date_is_asked_on_the_day_of_the_agenda(client: Client) -> None:
    a_treaty("one", published=True)
    page = shown(client, "/upcoming/?as_of=2020-05-01&days=1825")
    asked = re.findall(r'class="agenda-why" href="([^"]*)"', page)
    assert asked
    assert all(link.endswith("as_of=2020-05-01") for link in asked)


def test_an_end_by_default_is_marked_as_the_worst(client: Client) -> None:
    a_treaty("ends", renewal="", notice="", published=True)
    page = shown(client, "/upcoming/?as_of=2011-12-01")
    assert '<li class="lapses">' in page
    assert "unless somebody acts" in page


def test_only_our_own_windows_ask_for_a_decision(client: Client, settings: Settings) -> None:
    settings.OUR_SIDE = ("IRN",)
    a_treaty("ours", published=True)
    a_treaty("theirs", parties=("CHN", "USA"), published=True)
    page = shown(client, "/upcoming/?as_of=2020-12-01")
    assert page.count("No decision on record") == 1
    assert page.count("not our side’s decision") == 1


def test_an_empty_time_names_the_next_date(client: Client) -> None:
    a_treaty("one", published=True)
    page = shown(client, "/upcoming/?as_of=2018-01-01&days=30")
    assert "No dates in this time." in page
    assert "5 April 2021" in page


def test_a_closed_register_asks_to_sign_in(client: Client, settings: Settings) -> None:
    settings.PUBLIC_BROWSING = False
    for address in LISTS:
        response = client.get(address)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_links_keep_the_day_asked_about(client: Client) -> None:
    a_treaty("one", published=True)
    assert '"/treaties/one/?as_of=2021-04-12"' in shown(client, "/treaties/?as_of=2021-04-12")
    assert Asked(date(2026, 1, 1), None).day == date(2026, 1, 1)


@pytest.mark.parametrize("address", [*LISTS, "/treaties/one/", "/accounts/login/", "/nowhere/"])
def test_no_page_carries_script_or_style_within_itself(client: Client, address: str) -> None:
    a_treaty("one", published=True)
    page = client.get(address).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)


@pytest.mark.parametrize("address", [*LISTS, "/treaties/one/"])
def test_nobody_sees_the_words_of_the_workshop(client: Client, address: str) -> None:
    a_treaty("one", published=True)
    text = re.sub(r"<[^>]+>", " ", shown(client, address)).lower()
    assert not {"payload", "revision", "outbox"} & set(re.findall(r"\w+", text))


def test_an_end_without_extension_is_told_once(client: Client) -> None:
    a_treaty("ends", renewal="", notice="", published=True)
    page = shown(client, "/upcoming/?as_of=2011-12-01")
    assert (
        page.count('<time datetime="2012-04-05">5 April 2012</time></span><span class="away">') == 1
    )
