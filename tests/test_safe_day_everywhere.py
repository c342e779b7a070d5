"""The safe day of a date is the same wherever it is told: page, agenda, table, letter, calendar
entry and API. For every date of every seed before which somebody must act.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar
from pytest_django.fixtures import Settings

from treaties.catalogue.visibility import treaties_visible_to
from treaties.law.values.periods import words
from treaties.law.values.vocabulary import DECIDED_BEFORE, DELIVERED_BEFORE
from treaties.models import KeyDate
from treaties.reminders.compose import Recipient, compose
from treaties.reminders.deadlines import deadline, without_doubles
from treaties.reminders.particulars import particulars
from treaties.reminders.planner import Due
from treaties.views.agenda import dates_between, entries

pytestmark = [pytest.mark.usefixtures("register_of_seeds"), pytest.mark.django_db]
NOBODY = AnonymousUser()
MARGIN = 14


@pytest.fixture(autouse=True)
def _a_margin(settings: Settings) -> None:
    """So that the safe day is seldom the day itself."""
    settings.DELIVERY_MARGIN_DAYS = MARGIN
    call_command("rebuild", another_margin=True)


def with_a_safe_day() -> list[KeyDate]:
    rows = KeyDate.objects.filter(withdrawn_at=None, safe__isnull=False)
    return list(rows.select_related("treaty", "cycle").order_by("safe", "id"))


def address(row: KeyDate, page: str) -> str:
    asked = {"kind": row.kind, "n": row.ordinal, "reading": row.reading}
    if row.clause_id:
        asked["clause"] = row.clause_id
    return f"/treaties/{row.treaty.slug}/{page}/?{urlencode(asked)}"


def test_every_date_to_act_before_has_one_and_no_other_has() -> None:
    rows = KeyDate.objects.filter(withdrawn_at=None, earliest__isnull=False)
    found = {(row.kind in DECIDED_BEFORE and row.held, row.safe is not None) for row in rows}
    assert found == {(True, True), (False, False)}


def test_the_page_that_explains_a_date_names_it(client: Client) -> None:
    for row in with_a_safe_day():
        page = client.get(address(row, "why")).content.decode()
        told = re.search(r'class="safe-day">.*?<strong><time datetime="([-0-9]+)"', page, re.S)
        assert told, address(row, "why")
        assert told[1] == str(row.safe), address(row, "why")


def test_the_calendar_entry_stands_on_it(client: Client) -> None:
    for row in without_doubles(with_a_safe_day()):
        answer = client.get(address(row, "calendar"))
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event.decoded("DTSTART") == row.safe, address(row, "calendar")


def test_the_letter_tells_it() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for row in without_doubles(with_a_safe_day()):
        assert row.safe is not None
        due = Due(deadline(row, row.safe), (0,), (row.safe,))
        letter = compose(
            particulars(row, ()), due, Recipient(None, "x", ("y",)), row.safe, now, key="k"
        )
        assert f" {words(row.safe)} (today)" in letter.subject
        assert f"DTSTART;VALUE=DATE:{row.safe:%Y%m%d}" in letter.calendar


def test_machines_read_it(client: Client) -> None:
    told: dict[tuple[str, str, int, str], set[str | None]] = {}
    address = "/api/v1/key-dates/?page_size=100"
    while address:
        page = client.get(address).json()
        for one in page["results"]:
            key = (one["treaty"]["slug"], one["kind"], one["ordinal"], one["reading"])
            told.setdefault(key, set()).add(one["safe"])
        address = page["next"]
    for row in with_a_safe_day():
        assert str(row.safe) in told[row.treaty.slug, row.kind, row.ordinal, row.reading]


def test_the_agenda_stands_in_its_order() -> None:
    every = treaties_visible_to(NOBODY)
    found = entries(dates_between(every, date(1900, 1, 1), None), (), NOBODY)
    assert any(entry.decides for entry in found)
    for entry in found:
        assert entry.day == (entry.key.safe or entry.key.earliest)
    assert [entry.day for entry in found] == sorted(entry.day for entry in found)


def days_before(row: KeyDate) -> Iterator[date]:
    """A day on which the date is ahead, its safe day, and a day between that and itself."""
    assert row.safe
    assert row.earliest
    yield row.safe - timedelta(days=1)
    yield row.safe
    if row.safe < row.earliest:
        yield row.earliest


@pytest.mark.parametrize("sort", ["next", "-next"])
def test_the_table_and_the_api_name_it_as_the_next_date_that_matters(
    client: Client, sort: str
) -> None:
    rows = [row for row in with_a_safe_day() if not row.reading and row.kind in DELIVERED_BEFORE]
    assert rows
    for row in rows[:: max(1, len(rows) // 12)]:
        for day in days_before(row):
            detail = client.get(f"/api/v1/treaties/{row.treaty.slug}/?on={day}").json()
            following = detail["status"]["next_date"]
            table = client.get(f"/treaties/?as_of={day}&sort={sort}").content.decode()
            found = re.search(
                rf'/treaties/{row.treaty.slug}/.*?data-head="Next"><span[^>]*>([^<]*)'
                r'<time datetime="([-0-9]+)"',
                table,
                re.S,
            )
            assert found
            assert (found[1].strip(), found[2]) == (following["label"], following["day"])
