"""Add to calendar: one date as an entry that the reader's calendar keeps, and who may have it."""

from datetime import date
from html import unescape
from re import S, findall

import pytest
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar, Event
from pytest_django import Settings

from tests.builders import a_person, a_treaty
from treaties.models import KeyDate, Role, Treaty
from treaties.reminders.calendar_entry import uid

pytestmark = pytest.mark.django_db

HERE = "/treaties/iran-russia-2001/calendar/"


@pytest.fixture
def treaty() -> Treaty:
    return a_treaty("iran-russia-2001", from_signature=True, published=True)


def event(client: Client, address: str) -> Event:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [found] = Calendar.from_ical(response.content.decode()).walk("VEVENT")
    assert isinstance(found, Event)
    return found


def test_the_entry_is_a_whole_day_with_its_reason_and_the_way_back(
    client: Client, treaty: Treaty
) -> None:
    found = event(client, f"{HERE}?kind=last_notice&n=3")
    row = KeyDate.objects.get(treaty=treaty, kind="last_notice", ordinal=3, reading="")
    assert found.decoded("DTSTART") == row.earliest
    assert found["UID"] == uid(row.pk), "the mail's entry and this one are the same"
    assert found["SEQUENCE"] == row.revision - 1
    assert found.decoded("DTSTAMP") == row.changed_at.replace(microsecond=0)
    assert "Decide by today" in str(found["SUMMARY"])
    assert "If nobody gives notice by" in str(found["DESCRIPTION"])
    assert row.reason[1:].rstrip(".") in str(found["DESCRIPTION"])
    assert found["URL"] == "http://127.0.0.1:8000/treaties/iran-russia-2001/"


def test_each_reading_has_its_own_day(client: Client, treaty: Treaty) -> None:
    there = KeyDate.objects.exclude(reading="").filter(treaty=treaty, kind="last_notice", ordinal=3)
    found = event(client, f"{HERE}?kind=last_notice&n=3&reading={there.get().reading}")
    assert found.decoded("DTSTART") == there.get().earliest
    assert found["UID"] != event(client, f"{HERE}?kind=last_notice&n=3")["UID"]


def test_a_date_that_asks_nothing_of_anybody_has_words_too(client: Client, treaty: Treaty) -> None:
    found = event(client, f"{HERE}?kind=renewal&n=3")
    assert found["SUMMARY"].startswith("Renews: ")
    assert not found["DESCRIPTION"].startswith("\n")


def test_the_margin_for_delivery_is_that_of_the_mail(
    client: Client, treaty: Treaty, settings: Settings
) -> None:
    settings.DELIVERY_MARGIN_DAYS = 7
    call_command("rebuild", another_margin=True)
    row = KeyDate.objects.get(treaty=treaty, kind="last_notice", ordinal=3, reading="")
    found = event(client, f"{HERE}?kind=last_notice&n=3")
    assert row.earliest is not None
    assert (row.earliest - found.decoded("DTSTART")).days == 7
    assert "7 days are allowed for delivery" in str(found["DESCRIPTION"])


def test_what_was_known_on_a_day_never_replaces_what_is_known_now(
    client: Client, treaty: Treaty
) -> None:
    now = event(client, f"{HERE}?kind=last_notice&n=3")
    then = event(client, f"{HERE}?kind=last_notice&n=3&as_of=2020-04-05")
    assert then["UID"] != now["UID"]
    assert then["STATUS"] == "TENTATIVE"
    assert then["DESCRIPTION"].startswith("As of 5 April 2020")
    assert then["URL"].endswith("?as_of=2020-04-05")
    assert then.decoded("DTSTART") == date(2026, 4, 5)


def test_who_has_the_entry_is_told_that_nothing_changed(client: Client, treaty: Treaty) -> None:
    first = client.get(f"{HERE}?kind=last_notice&n=3")
    assert first["Vary"].find("Cookie") >= 0
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(f"{HERE}?kind=last_notice&n=3", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
    KeyDate.objects.filter(treaty=treaty, kind="last_notice", ordinal=3).update(revision=2)
    moved = client.get(f"{HERE}?kind=last_notice&n=3", HTTP_IF_NONE_MATCH=first["ETag"])
    assert moved.status_code == 200


def test_the_dates_of_a_draft_are_for_those_who_enter(client: Client) -> None:
    a_treaty("a-draft")
    address = "/treaties/a-draft/calendar/?kind=last_notice&n=3"
    assert client.get(address).status_code == 404
    client.force_login(a_person(Role.VIEWER))
    assert client.get(address).status_code == 404
    client.force_login(a_person(Role.EDITOR))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=last_notice&n=900", 404),
        ("kind=last_notice&reading=none-such", 404),
        ("kind=last_notice&n=3&clause=999999999999999999999999", 404),
        ("kind=last_notice&n=3&party=NO", 404),
        ("kind=last_notice&n=3&reading=none-such&as_of=2020-01-01", 404),
        ("kind=nonsense", 400),
        ("", 400),
        ("kind=last_notice&n=-1", 400),
        ("kind=last_notice&as_of=soon", 400),
    ],
)
def test_what_names_no_date_is_refused(
    client: Client, treaty: Treaty, query: str, status: int
) -> None:
    assert client.get(f"{HERE}?{query}").status_code == status


def test_where_the_register_is_closed_nobody_has_its_dates(
    client: Client, treaty: Treaty, settings: Settings
) -> None:
    settings.PUBLIC_BROWSING = False
    assert client.get(f"{HERE}?kind=last_notice&n=3").status_code == 302


@pytest.mark.parametrize(
    "page",
    ["/", "/upcoming/?days=all", "/treaties/iran-russia-2001/", "/treaties/iran-russia-2001/card/",
     "/treaties/iran-russia-2001/why/?kind=last_notice&n=6"],
)  # fmt: skip
def test_a_date_to_come_can_be_added_where_it_is_met(
    client: Client, treaty: Treaty, page: str
) -> None:
    """Each such link answers with the entry of the day it names."""
    links = _links(client.get(page).content.decode())
    assert links, page
    for address, said in links:
        assert event(client, address).decoded("DTSTART").isoformat() == said


def test_a_date_that_has_passed_is_not_offered(client: Client, treaty: Treaty) -> None:
    links = _links(client.get("/treaties/iran-russia-2001/").content.decode())
    assert all(date.fromisoformat(said) >= date.today() for _, said in links)


def _links(page: str) -> list[tuple[str, str]]:
    """The addresses of “Add to calendar”, each with the day it is said to be of."""
    found = findall(r'<a class="to-calendar[^>]*href="([^"]+)".*?datetime="([^"]+)"', page, S)
    return [(unescape(address), said) for address, said in found]
