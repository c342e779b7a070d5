"""The strip of next dates and the agenda answer the filter that the timeline answers; what must be
decided comes first, and what follows is said in words.
"""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings

from tests.builders import a_person, a_treaty
from tests.web.test_updates import an_update
from treaties.models import Role
from treaties.register.publication import publish
from treaties.register.updates import mark_done
from treaties.views import next_dates

pytestmark = pytest.mark.django_db
DAY = "as_of=2021-04-01"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def strip(html: str) -> str:
    found = re.search(r'<section class="strip".*?</section>', html, re.DOTALL)
    assert found is not None
    return found[0]


def led(html: str) -> list[str]:
    """The agreements of the strip, in its order."""
    return re.findall(r'class="strip-which"><a href="/treaties/([^/]+)/', strip(html))


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def register() -> None:
    a_treaty("iran-russia", published=True)
    a_treaty("china-usa", parties=("CHN", "USA"), exchanged="2003-04-05", published=True)


@pytest.mark.parametrize("address", ["/", "/filter/"])
def test_the_strip_follows_the_filter(register: None, client: Client, address: str) -> None:
    assert led(page(client, f"{address}?{DAY}")) == ["iran-russia", "china-usa"]
    assert led(page(client, f"{address}?{DAY}&party=CHN")) == ["china-usa"]
    none = strip(page(client, f"{address}?{DAY}&search=atlantis"))
    assert "No upcoming date is known of these agreements." in none


@pytest.mark.parametrize("query", ["", "party=IRN", "party=CHN", "status=in_force"])
def test_the_strip_counts_what_its_link_shows(register: None, client: Client, query: str) -> None:
    found = strip(page(client, f"/?{DAY}&{query}"))
    link = re.search(r'class="strip-all" href="([^"]+)">(.*?)</a>', found)
    assert link is not None
    assert query in link[1]
    shown = page(client, link[1]).count('<div class="agenda-when">')
    assert re.search(
        rf"All {shown} dates|The one date" if shown == 1 else f"All {shown} dates", link[2]
    )


def test_where_there_are_too_many_to_count_it_says_so(
    register: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_dates, "LOOKED_AT", 3)
    assert "More than" in strip(page(client, f"/?{DAY}"))


def test_what_our_side_must_decide_comes_before_what_only_happens(
    client: Client, settings: Settings
) -> None:
    a_treaty("renews-soon", exchanged="2002-05-05", published=True)
    a_treaty("decide-later", exchanged="2003-09-05", published=True)
    assert led(page(client, "/?as_of=2022-01-01")) == ["decide-later", "renews-soon"]
    settings.OUR_SIDE = ("CHN",)
    caches["process"].clear()
    assert led(page(client, "/?as_of=2022-01-01")) == ["renews-soon", "decide-later"]


@pytest.mark.usefixtures("register_of_seeds")
@pytest.mark.parametrize("query", ["", "&party=IRN"])
def test_what_only_another_reading_gives_comes_last_and_is_marked(
    client: Client, query: str
) -> None:
    html = page(client, f"/?as_of=2026-03-01{query}")
    assert led(html)[-1] == "iran-russia-2001"
    card = re.findall(r"<li .*?</li>", strip(html), re.DOTALL)[-1]
    assert "other-mark" in card
    assert ("us-china-science-1979" in led(html)) == (query == "")


def test_each_edge_says_in_words_what_follows(register: None, client: Client) -> None:
    a_treaty("ends", renewal="", notice="", exchanged="2011-04-05", published=True)
    html = page(client, f"/?{DAY}")
    for card in re.findall(r"<li .*?</li>", strip(html), re.DOTALL):
        edge = re.search(r'<li class="(\w+)"', card)
        assert edge is not None
        said = {"lapses": "ends unless somebody acts", "renews": "renews unless notice is given"}
        assert said[edge[1]] in card
    key = page(client, f"/upcoming/?{DAY}&days=all")
    assert all(f'<li class="{edge}">' in key for edge in ("lapses", "renews", "certain"))


def test_the_agenda_takes_the_filter_and_keeps_it(register: None, client: Client) -> None:
    html = page(client, f"/upcoming/?{DAY}&days=all&party=CHN")
    assert "/treaties/china-usa/" in html
    assert "/treaties/iran-russia/" not in html
    assert "Party China" in text(html)
    looks = re.search(r'<nav class="switch.*?</nav>', html, re.DOTALL)
    assert looks is not None
    assert looks[0].count("party=CHN") == 5
    assert '<input type="hidden" name="days" value="all">' in html
    assert client.get("/upcoming/?party=NOBODY").status_code == 400
    empty = page(client, f"/upcoming/?{DAY}&days=30&search=atlantis")
    assert "No dates in this time for Search “atlantis”." in text(empty)


def test_the_pages_of_a_filtered_agenda_keep_the_filter(
    register: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treaties.web.pages.upcoming.PER_PAGE", 2)
    html = page(client, f"/upcoming/?{DAY}&days=all&party=CHN")
    later = re.search(r'href="([^"]+)" rel="next"', html)
    assert later is not None
    assert "party=CHN" in later[1]
    assert "/treaties/iran-russia/" not in page(client, f"/upcoming/{later[1]}")


def test_the_updates_and_the_page_of_a_party_take_the_filter_too(client: Client) -> None:
    an_update(a_treaty("one"), "Ours", "P1M")
    an_update(a_treaty("two", parties=("CHN", "USA")), "Theirs", "P1M")
    html = page(client, f"/updates/?{DAY}&party=CHN")
    assert "1 update under way." in text(html)
    assert "Ours" not in html
    done = an_update(a_treaty("three", parties=("CHN", "USA")), "Over", "P1M")
    mark_done(milestone=done.milestones.get(), date="2021-01-01", by=a_person())
    publish(done.treaty, by=a_person(Role.REVIEWER))
    assert "Over" in page(client, "/updates/?party=CHN")
    assert "Over" not in page(client, "/updates/?party=IRN")
    assert "No update is under way for Search “atlantis”" in text(
        page(client, f"/updates/?{DAY}&search=atlantis")
    )
    assert "/treaties/one/" in page(client, f"/parties/IRN/?{DAY}")
    assert "/treaties/one/" not in page(client, f"/parties/IRN/?{DAY}&status=expired")
