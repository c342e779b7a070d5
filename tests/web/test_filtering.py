"""The filter form: how much each choice leaves, what is asked now, and how to ask less."""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import a_party, a_person, a_treaty, an_act
from treaties.law.values.vocabulary import ActionKind
from treaties.models import Party, Role, Treaty
from treaties.register.publication import publish, withdraw
from treaties.register.treaties import add_participant, correct_treaty
from treaties.views import next_dates
from treaties.web.pages import overview

pytestmark = pytest.mark.django_db
DAY = "as_of=2021-04-01"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def options(html: str, name: str) -> list[str]:
    """What a field offers, but for "any"."""
    field = re.search(rf'<select name="{name}">(.*?)</select>', html, re.DOTALL)
    assert field is not None
    return re.findall(r'<option value="[^"]+"[^>]*>([^<]*)</option>', field[1])


def chips(html: str) -> dict[str, str]:
    """Each part of what is asked, with where one gets without it."""
    found = re.findall(r'<a class="chip" href="([^"]*)">(.*?)</a>', html, re.DOTALL)
    plain = ((re.sub(r"<[^>]+>|×", "", words), link) for link, words in found)
    return {" ".join(words.replace(": remove", "").split()): link for words, link in plain}


@pytest.fixture
def register() -> None:
    a_treaty("iran-russia", published=True)
    a_treaty("iran-china", parties=("IRN", "CHN"), kind="agreement", published=True)
    a_treaty("china-usa", parties=("CHN", "USA"), exchanged="", published=True)
    a_treaty("draft", parties=("IRN", "USA"))


def test_each_choice_says_how_many_it_leaves(register: None, client: Client) -> None:
    html = page(client, f"/treaties/?{DAY}")
    assert {label.rsplit(" ", 1)[1] for label in options(html, "party")} == {"(1)", "(2)"}
    assert options(html, "kind") == ["treaty (2)", "agreement (1)"]
    for name, counted in (("party", 4), ("status", 2)):
        assert len(options(html, name)) == counted
    # The last day to give notice of both is 5 April 2021; the third is not in force.
    assert options(html, "due")[0] == "within 30 days (2)"


@pytest.mark.parametrize("name", ["party", "kind", "status", "due"])
def test_what_a_choice_promises_is_what_it_shows(register: None, client: Client, name: str) -> None:
    html = page(client, f"/treaties/?{DAY}&party=IRN")
    field = re.search(rf'<select name="{name}">(.*?)</select>', html, re.DOTALL)
    assert field is not None
    promised = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)</option>', field[1])
    assert promised
    for value, count in promised:
        asked = f"/treaties/?{DAY}&{'' if name == 'party' else 'party=IRN&'}{name}={value}"
        told = re.search(r'<caption id="table-title">(\d+) agreement', page(client, asked))
        assert told is not None
        assert told[1] == count, f"{name}={value}"


def test_a_search_counts_too(register: None, client: Client) -> None:
    html = page(client, f"/treaties/?{DAY}&search=iran")
    assert options(html, "kind") == ["treaty (1)", "agreement (1)"]


def test_a_draft_is_counted_for_no_reader(register: None, client: Client) -> None:
    html = page(client, f"/treaties/?{DAY}&party=IRN,USA")
    assert "No agreement matches" in html


def test_what_is_asked_can_be_taken_away_part_by_part(register: None, client: Client) -> None:
    asked = f"/treaties/?{DAY}&search=iran&party=IRN,CHN&kind=agreement&due=30&sort=title"
    found = chips(page(client, asked))
    assert len(found) == 5
    assert {"Search “iran”", "Kind agreement", "To decide within 30 days"} <= set(found)
    for words, link in found.items():
        left = chips(page(client, link))
        assert set(left) == set(found) - {words}
        assert "as_of=2021-04-01" in link
        assert "sort=title" in link


def test_the_form_keeps_what_its_fields_cannot_hold(register: None, client: Client) -> None:
    html = page(client, f"/?{DAY}&party=IRN,CHN&lanes=status")
    form = html[html.index('class="filter"') :]
    for name, value in (("as_of", "2021-04-01"), ("party", "CHN"), ("lanes", "status")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert "data-filtered" in html


@pytest.mark.parametrize("address", ["/", "/treaties/"])
def test_where_nothing_matches_it_says_what_was_asked_and_what_could_go(
    register: None, client: Client, address: str
) -> None:
    html = page(client, f"{address}?{DAY}&party=USA&kind=agreement")
    said = re.search(r"No agreement matches (.*?)</(?:li|td)>", html, re.DOTALL)
    assert said is not None
    assert said[1].startswith("Party")
    assert "Kind agreement" in said[1]
    without = re.search(r'href="([^"]*)">Remove Kind agreement', said[1])
    assert without is not None
    assert "china-usa" in page(client, without[1])


def test_an_unfiltered_timeline_counts_only_when_it_is_asked_to(
    register: None, client: Client
) -> None:
    html = page(client, f"/?{DAY}")
    assert options(html, "kind")[0] == "treaty"
    opened = re.search(r'hx-get="([^"]*)"', html)
    assert opened is not None
    assert options(page(client, opened[1]), "kind")[0] == "treaty (2)"


def test_counting_asks_as_few_questions_of_fifty_agreements_as_of_one(client: Client) -> None:
    a_treaty("t-0", published=True)
    address = f"/filter/?{DAY}&party=IRN&status=in_force,window_open&due=365"
    page(client, address)
    caches["counts"].clear()
    with CaptureQueriesContext(connection) as one:
        page(client, address)
    for number in range(1, 50):
        a_treaty(f"t-{number}", published=True)
    with CaptureQueriesContext(connection) as fifty:
        assert "(50)" in page(client, address)
    assert len(fifty) == len(one) <= 18


def questions(client: Client, address: str) -> list[str]:
    """What a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return [query["sql"] for query in asked]


def test_what_has_not_moved_is_not_counted_again(register: None, client: Client) -> None:
    address = f"/filter/?{DAY}&search=iran&kind=treaty"
    first = page(client, address)
    again = questions(client, address)
    assert page(client, address) == first
    assert not [sql for sql in again if "GROUP BY" in sql]
    # With a party chosen, all parts except the parties are counted again.
    page(client, f"/filter/?{DAY}")
    other = questions(client, f"/filter/?{DAY}&party=IRN")
    assert not [sql for sql in other if sql.startswith('SELECT "treaties_participant"."party_id"')]


def test_whatever_moves_an_agreement_is_counted_at_once(register: None, client: Client) -> None:
    def told(name: str, asked: str = DAY) -> dict[str, str]:
        found = (label.rsplit(" ", 1) for label in options(page(client, f"/filter/?{asked}"), name))
        return {label: count.strip("()") for label, count in found}

    assert told("party")["Russia"] == "1"
    treaty = Treaty.objects.get(slug="iran-china")
    add_participant(treaty=treaty, party=a_party("RUS"), by=a_person())
    assert told("party")["Russia"] == "1", "a draft is counted for no visitor"
    publish(treaty, by=a_person(Role.REVIEWER))
    assert told("party")["Russia"] == "2"

    assert told("kind") == {"treaty": "2", "agreement": "1"}
    reviewer = a_person(Role.REVIEWER)
    correct_treaty(treaty, changes={"kind": "protocol"}, by=reviewer, why="The kind was wrong.")
    assert told("kind") == {"treaty": "2", "protocol": "1"}

    assert told("status")["signed, not in force"] == "1"
    an_act(Treaty.objects.get(slug="china-usa"), ActionKind.EXCHANGE_OF_INSTRUMENTS, "2002-04-05")
    publish(Treaty.objects.get(slug="china-usa"), by=reviewer)
    assert "signed, not in force" not in told("status")

    assert told("status") != told("status", "as_of=2001-06-01"), "each day has its own"
    withdraw(treaty, reason="Entered twice.", by=reviewer)
    assert told("kind") == {"treaty": "2"}


def test_what_one_reader_has_counted_is_told_to_none_who_sees_less(
    register: None, client: Client
) -> None:
    asked = f"/filter/?{DAY}"
    before = page(client, asked)
    client.force_login(a_person(Role.EDITOR))
    assert options(page(client, asked), "kind")[0] == "treaty (3)"
    client.logout()
    assert page(client, asked) == before
    client.force_login(a_person(Role.VIEWER))
    assert options(page(client, asked), "kind")[0] == "treaty (2)"


def test_a_party_that_is_renamed_is_counted_under_its_new_code(
    register: None, client: Client
) -> None:
    assert "IRN" in page(client, f"/filter/?{DAY}")
    Party.objects.filter(code="IRN").update(code="IRI")
    assert 'value="IRI">Iran (2)' in page(client, f"/filter/?{DAY}")


@pytest.mark.parametrize("place", ["/", "/treaties/", "/filter/"])
@pytest.mark.parametrize("days", ["0" * 9 + "9" * 20, "0" * 9 + "9" * 400, "-1", "36501", "³"])
def test_a_number_of_days_that_cannot_be_meant_is_a_sentence(
    client: Client, place: str, days: str
) -> None:
    answer = client.get(place, {"due": days})
    assert answer.status_code == 400
    assert "is not a number of days" in answer.content.decode()


@pytest.mark.parametrize("place", ["/", "/treaties/", "/filter/"])
def test_a_value_of_the_filter_that_is_too_long_is_a_sentence(client: Client, place: str) -> None:
    answer = client.get(place, {"due": "0" * 9 + "9" * 5000})
    assert answer.status_code == 400
    assert "5,009 characters" in answer.content.decode()


def test_the_timeline_lists_so_many_and_says_where_the_rest_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "LISTED", 1)
    monkeypatch.setattr(overview, "BEGINNING", 1)
    a_treaty("first", published=True)
    a_treaty("second", published=True)
    html = client.get("/?party=IRN").content.decode()
    assert html.count("<li data-slug=") == 1
    assert "The first 1 of 2 agreements." in html
    assert "(2<span> shown</span>)" in html
    assert 'data-matches="/api/v1/timeline/matches/?party=IRN"' in html


@pytest.mark.parametrize("path", ["/", "/treaties/"])
def test_fields_left_empty_do_not_stay_in_the_address(client: Client, path: str) -> None:
    a_treaty("iran-russia", published=True)
    sent = client.get(f"{path}?search=&party=IRN&party=&subject=&due=&lanes=pair&as_of=")
    assert sent.status_code == 302
    assert sent["Location"] == f"{path}?party=IRN&lanes=pair"
    assert client.get(sent["Location"]).status_code == 200
    assert client.get(f"{path}?search=")["Location"] == path


def test_the_next_dates_are_of_several_agreements_also_where_one_has_many(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_dates, "WEIGHED", 3)
    for number in range(5):
        a_treaty(f"t-{number}", published=True)
    html = client.get("/?as_of=2021-01-01").content.decode()
    assert html.count('class="strip-which"') == 3
