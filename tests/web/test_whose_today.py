"""Which day is today? The house's: on every road the same one, and another from its midnight on."""

from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.builders import a_person, a_treaty
from treaties.models import OutgoingMessage, Role, Treaty
from treaties.outbox.envelope import envelope
from treaties.register.watches import follow
from treaties.reminders.rehearsal import rehearse
from treaties.schedule.rebuild import horizon
from treaties.web.pages.reckon import examples

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 1)

MIDNIGHTS = {
    "Pacific/Auckland": datetime(2026, 11, 30, 11, tzinfo=UTC),
    "Pacific/Honolulu": datetime(2026, 12, 1, 10, tzinfo=UTC),
    "Asia/Tehran": datetime(2026, 11, 30, 20, 30, tzinfo=UTC),
}
"""The instant at which 1 December 2026 begins in each zone."""


class House:
    """The house's zone and its clock, both as a test sets them."""

    def __init__(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        self.settings, self.monkeypatch = settings, monkeypatch

    def at(self, instant: datetime, zone: str) -> None:
        self.settings.TIME_ZONE = zone
        self.monkeypatch.setattr(timezone, "now", lambda: instant)
        self.monkeypatch.setattr(
            "treaties.management.commands.daily_round.database_now", lambda: instant
        )


@pytest.fixture
def house(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(settings, monkeypatch)


SIDES = [
    pytest.param(zone, midnight + step, day, id=f"{zone}-{word}")
    for zone, midnight in MIDNIGHTS.items()
    for word, step, day in (
        ("before", timedelta(seconds=-1), BEFORE),
        ("after", timedelta(), AFTER),
    )
]


def ending_on(day: date) -> Treaty:
    """An agreement of ten years whose last full day is `day`."""
    end = day + timedelta(days=1)
    start = end.replace(year=end.year - 10)
    slug = f"ends-{day.isoformat()}"
    return a_treaty(
        slug,
        signed=start.isoformat(),
        exchanged=start.isoformat(),
        renewal="",
        notice="",
        published=True,
    )


def days_to_end(treaty: Treaty, day: date) -> int:
    """How many days before the end of an agreement `day` is."""
    end = treaty.key_dates.get(kind="expiry").safe
    assert end is not None
    return (end - day).days


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(("zone", "instant", "day"), SIDES)
def test_today_is_the_day_in_the_house_on_every_road(
    client: Client, house: House, zone: str, instant: datetime, day: date
) -> None:
    lasting = ending_on(BEFORE)
    house.at(instant, zone)
    words = f"{day.day} {day:%B %Y}"
    for address in ("/", "/upcoming/", f"/treaties/{lasting.slug}/"):
        page = text_of(client, address)
        assert f'data-today="{words}"' in page, address
        said = f'“Today” is <time datetime="{day}">{words}</time>, by the time of {zone}.'
        assert said in page, address
    assert f'data-today="{day}" data-as-of=""' in text_of(client, "/")
    assert f'data-today="{day}"' in text_of(client, examples()[0]["link"])
    told = client.get(f"/api/v1/treaties/{lasting.slug}/").json()
    assert told["on"] == day.isoformat()
    # The last day of a term counts as long as it runs in the house, and no longer.
    runs = day == BEFORE
    status = "in_force" if runs else "expired"
    assert told["status"]["status"] == status
    listed = client.get("/api/v1/treaties/?status=in_force").json()["count"]
    assert listed == int(runs)
    assert len(client.get("/api/v1/timeline/matches/?status=in_force").json()["ids"]) == int(runs)
    assert (f'data-slug="{lasting.slug}"' in text_of(client, "/?status=in_force")) is runs


@pytest.mark.parametrize("zone", MIDNIGHTS)
def test_what_is_kept_of_a_day_ends_at_midnight_in_the_house(
    client: Client, house: House, zone: str
) -> None:
    """Pages kept by the browser, counts kept by the server: before midnight, after, and again."""
    ending_on(BEFORE)
    house.at(MIDNIGHTS[zone] - timedelta(seconds=1), zone)
    tags = {path: client.get(path)["ETag"] for path in ("/", "/upcoming/", "/treaties/")}
    assert "expired (1)" not in text_of(client, "/filter/")
    assert "in force (1)" in text_of(client, "/filter/")
    house.at(MIDNIGHTS[zone], zone)
    for path, tag in tags.items():
        answer = client.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 200, path
        assert answer["ETag"] != tag
    assert "in force (1)" not in text_of(client, "/filter/")
    assert "expired (1)" in text_of(client, "/filter/")


@pytest.mark.parametrize("zone", MIDNIGHTS)
def test_a_letter_is_due_from_midnight_in_the_house_and_dated_by_its_clock(
    house: House, zone: str
) -> None:
    treaty = ending_on(AFTER + timedelta(days=30))
    reader = a_person(Role.VIEWER)
    follow(person=reader, treaty=treaty, since=date(2020, 1, 1), leads=[days_to_end(treaty, AFTER)])
    house.at(MIDNIGHTS[zone] - timedelta(seconds=1), zone)
    call_command("daily_round")
    assert not OutgoingMessage.objects.exists()
    house.at(MIDNIGHTS[zone], zone)
    call_command("daily_round")
    row = OutgoingMessage.objects.get()
    assert "which were due" not in row.text
    assert "is late" not in row.text
    row.written_at = MIDNIGHTS[zone]
    dated = parsedate_to_datetime(str(envelope(row).message()["Date"]))
    assert (dated, dated.date()) == (MIDNIGHTS[zone], AFTER)


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("America/New_York", date(2026, 3, 7)),  # 2:00 to 3:00 is left out on the 8th
        ("America/New_York", date(2026, 10, 31)),  # 1:00 to 2:00 comes twice on 1 November
        ("Asia/Beirut", date(2026, 3, 28)),  # the 29th begins at 1:00
        ("Africa/Cairo", date(2026, 10, 29)),  # the last hour of the 29th comes twice
        ("Australia/Lord_Howe", date(2026, 4, 4)),  # half an hour comes twice
    ],
)
def test_a_change_of_clocks_neither_repeats_nor_skips_a_letter(
    house: House, zone: str, first: date
) -> None:
    """Rounds every half hour of both nights: one letter for each day that one is due."""
    due = [first + timedelta(days=n) for n in range(2)]
    treaty = ending_on(due[-1] + timedelta(days=60))
    leads = [days_to_end(treaty, day) for day in due]
    follow(person=a_person(Role.VIEWER), treaty=treaty, since=date(2020, 1, 1), leads=leads)
    sent: list[date] = []
    for day in due:
        evening = datetime.combine(day - timedelta(days=1), time(22), ZoneInfo(zone))
        for half in range(10):
            house.at(evening.astimezone(UTC) + half * timedelta(minutes=30), zone)
            before = OutgoingMessage.objects.count()
            call_command("daily_round")
            sent += [timezone.localdate()] * (OutgoingMessage.objects.count() - before)
    assert sent == due


def test_a_rehearsed_mail_is_dated_on_its_day(house: House) -> None:
    treaty = ending_on(AFTER)
    for zone in MIDNIGHTS:
        house.at(MIDNIGHTS[zone], zone)
        for mail in rehearse(treaty, BEFORE, AFTER):
            stamp = next(line for line in mail.letter.calendar.splitlines() if "DTSTAMP" in line)
            made = datetime.strptime(stamp, "DTSTAMP:%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            assert timezone.localdate(made) == mail.day


def test_the_horizon_moves_with_the_year_of_the_house(house: House) -> None:
    house.at(datetime(2026, 12, 31, 11, tzinfo=UTC), "Pacific/Auckland")
    assert horizon().year == 2027 + house.settings.HORIZON_YEARS
    house.at(datetime(2027, 1, 1, 9, tzinfo=UTC), "Pacific/Honolulu")
    assert horizon().year == 2026 + house.settings.HORIZON_YEARS


def test_what_was_sent_is_listed_on_the_day_of_the_house(client: Client, house: House) -> None:
    treaty = ending_on(AFTER + timedelta(days=30))
    reader = a_person(Role.VIEWER)
    follow(person=reader, treaty=treaty, since=date(2020, 1, 1), leads=[days_to_end(treaty, AFTER)])
    house.at(MIDNIGHTS["Pacific/Auckland"], "Pacific/Auckland")
    call_command("daily_round")
    OutgoingMessage.objects.update(sent_at=MIDNIGHTS["Pacific/Auckland"], state="sent")
    client.force_login(reader)
    assert '<td data-head="When"><time datetime="2026-12-01">' in text_of(client, "/reminders/")
