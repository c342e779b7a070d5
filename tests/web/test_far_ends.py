"""Ends far beyond the horizon, and beginnings long ago: dated by the register and reached on every
road.
"""

import json
import re
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from tests.builders import a_treaty
from treaties.models import KeyDate, RenewalCycle, StatusSpan, Treaty

pytestmark = pytest.mark.django_db

PACTS = {
    "pact-of-1200": ("1200-01-01", "P999Y", date(2199, 1, 1)),
    "pact-of-2001": ("2001-01-01", "P999Y", date(3000, 1, 1)),
    "lease-of-1997": ("1997-07-01", "P99Y", date(2096, 7, 1)),
}


@pytest.fixture(params=PACTS)
def pact(request: pytest.FixtureRequest) -> tuple[Treaty, date, date]:
    """An agreement with the days on which its one term begins and ends."""
    start, term, end = PACTS[request.param]
    treaty = a_treaty(
        request.param, signed=start, exchanged=start, term=term, renewal="", published=True
    )
    return treaty, date.fromisoformat(start), end


Pact = tuple[Treaty, date, date]


def words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def test_the_fixed_end_is_stored_however_far_it_is(pact: Pact) -> None:
    treaty, start, end = pact
    cycle = RenewalCycle.objects.get(treaty=treaty)
    assert (cycle.start, cycle.expires) == (start, end)
    assert KeyDate.objects.get(treaty=treaty, kind="expiry").earliest == end
    spans = StatusSpan.objects.filter(treaty=treaty, party=None)
    assert {span.status for span in spans.filter(span__contains=end)} == {"expired"}
    before = end.replace(year=end.year - 1)
    assert {span.status for span in spans.filter(span__contains=before)} & {
        "in_force",
        "window_open",
    }


def test_pages_show_it_and_can_be_asked_about_days_near_it(client: Client, pact: Pact) -> None:
    treaty, start, end = pact
    page = client.get(f"/treaties/{treaty.slug}/").content.decode()
    assert words(end) in page
    listed = client.get("/upcoming/?days=all").content.decode()
    assert words(end) in listed
    for year in {start.year + 1, min(end.year - 1, 2999)}:
        for path in ("/", "/upcoming/", "/treaties/", f"/treaties/{treaty.slug}/"):
            answer = client.get(f"{path}?as_of={year}-12-31")
            assert answer.status_code == 200, (path, year)
    told = client.get(f"/api/v1/treaties/{treaty.slug}/?on={min(end.year - 1, 2999)}-06-01").json()
    assert told["status"]["binds"]


def test_the_api_lists_it_between_days_around_it(client: Client, pact: Pact) -> None:
    _, _, end = pact
    span = f"from={end.year - 1}-12-31&to={end.year + 1}-01-31"
    found = client.get(f"/api/v1/key-dates/?kind=expiry&{span}").json()
    assert [row["earliest"] for row in found["results"]] == [end.isoformat()]


def test_the_calendar_entry_is_on_the_day(client: Client, pact: Pact) -> None:
    treaty, _, end = pact
    answer = client.get(f"/treaties/{treaty.slug}/calendar/?kind=expiry&n=0")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == end


def test_the_chart_is_sent_it(client: Client, pact: Pact) -> None:
    treaty, start, end = pact
    day = (end - date(1970, 1, 1)).days
    manifest = client.get(f"/api/v1/timeline/?treaty={treaty.slug}").json()
    assert manifest["horizon"] < day
    segment = json.loads(client.get(manifest["segments"][0]["url"]).content)
    assert day in segment["cycles"]["expires"]
    assert (start - date(1970, 1, 1)).days in segment["cycles"]["start"]


def test_a_question_beyond_what_a_source_may_name_is_a_sentence(client: Client) -> None:
    answer = client.get("/?as_of=3000-01-01")
    assert answer.status_code == 400
    assert re.search(r"1000 (and|to) 2999", answer.content.decode())
