"""What does not work is said in words: by /healthz, in the administration, to administrators."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.builders import a_person
from treaties.models import (
    OutgoingMessage,
    OutgoingState,
    PeriodicName,
    PeriodicTask,
    Relay,
    Role,
)
from treaties.operation.alarms import alarms
from treaties.operation.telling import tell
from treaties.outbox import relay
from treaties.outbox.again import send_again
from treaties.outbox.enqueue import Letter, enqueue

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def all_well() -> None:
    """Everything ran a moment ago, as seen from `NOON` and from now."""
    note(timezone.now())


def note(when: datetime) -> None:
    for name in PeriodicName:
        PeriodicTask.objects.update_or_create(
            name=name,
            defaults={
                "day": timezone.localdate(when),
                "finished_at": when,
                "known_since": when - timedelta(days=30),
            },
        )


def waiting(since: timedelta, **values: object) -> OutgoingMessage:
    row = enqueue(Letter(f"a/{since}", "A subject", "Text."), address="reader@example.org")
    OutgoingMessage.objects.filter(pk=row.pk).update(enqueued_at=timezone.now() - since, **values)
    return row


def words() -> list[str]:
    return [alarm.words for alarm in alarms(timezone.now())]


def kinds(now: datetime) -> list[str]:
    return [alarm.kind for alarm in alarms(now)]


HOUR = timedelta(minutes=61)


def test_where_all_works_healthz_has_no_reason(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert set(response.json().values()) == {"ok"}


def test_a_message_that_has_waited_for_an_hour_turns_healthz_red(client: Client) -> None:
    waiting(timedelta(minutes=59))
    assert client.get("/healthz").status_code == 200
    waiting(HOUR)
    response = client.get("/healthz")
    assert response.status_code == 503
    reason = response.json()["mail"]
    assert reason.startswith("Mail is late: 1 message waits to be sent, the oldest since 20")
    assert reason.endswith("No worker sends them.")


def test_the_reason_names_the_relay_and_no_person() -> None:
    waiting(HOUR, next_attempt_at=timezone.now() + timedelta(minutes=10))
    relay.failed("550 <reader@example.org>: relaying denied", timezone.now())
    [alarm] = alarms(timezone.now())
    assert "The mail server has taken nothing since" in alarm.words
    assert "reader@" not in alarm.words
    assert "relaying denied" in alarm.detail


def test_a_single_refusal_with_nothing_to_compare_is_said() -> None:
    waiting(HOUR, refused_after=0, refusal="550 5.1.1")
    assert "no other message shows whether" in words()[0]


def test_a_message_put_off_by_its_own_recipient_is_no_alarm() -> None:
    waiting(HOUR, refused_after=3, refusal="452 4.2.2")
    assert words()
    Relay.objects.update(accepted=4)
    assert words() == []


def test_what_is_sent_again_is_not_late_at_once() -> None:
    row = waiting(HOUR, state=OutgoingState.FAILED, failed_at=timezone.now())
    send_again(OutgoingMessage.objects.filter(pk=row.pk), reason="Mended.", by=None)
    assert words() == []


@pytest.mark.parametrize(
    "moved", [timedelta(minutes=6), timedelta(days=-2)], ids=["silent", "ahead"]
)
def test_a_silent_beat_turns_healthz_red(client: Client, moved: timedelta) -> None:
    note(timezone.now() - moved)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "beat, broker or worker has been silent" in response.json()["beat"]


@pytest.mark.parametrize(
    ("ran", "now", "late"),
    [
        (NOON, NOON + timedelta(hours=13, minutes=59), False),
        (NOON, NOON + timedelta(hours=14, minutes=1), True),
        (NOON + timedelta(days=2), NOON, True),
    ],
    ids=["not yet", "two hours after midnight", "noted by a clock that was ahead"],
)
def test_a_round_is_late_two_hours_after_midnight(ran: datetime, now: datetime, late: bool) -> None:
    note(ran)
    assert ("round" in kinds(now)) is late


def test_midnight_is_that_of_the_house(settings: Settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    note(NOON - timedelta(hours=2))
    assert "round" not in kinds(NOON), "there it is one o'clock"
    assert "round" in kinds(NOON + timedelta(hours=2))


@pytest.mark.parametrize("name", [PeriodicName.HORIZON, PeriodicName.SEGMENTS])
def test_what_else_runs_by_itself_is_late_after_twice_its_interval(name: PeriodicName) -> None:
    PeriodicTask.objects.filter(name=name).update(
        finished_at=timezone.now() - timedelta(days=3), last_error="OperationalError: away"
    )
    [alarm] = alarms(timezone.now())
    assert (alarm.kind, alarm.detail) == (name, "OperationalError: away")


def test_administrators_see_it_on_every_page_of_the_administration(client: Client) -> None:
    waiting(HOUR)
    waiting(timedelta(0), state=OutgoingState.FAILED, failed_at=timezone.now())
    client.force_login(a_person(Role.ADMIN))
    page = client.get("/admin/").content.decode()
    assert "Mail is late: 1 message waits" in page
    assert "1 message could not be sent." in page
    client.force_login(a_person(Role.EDITOR))
    assert "Mail is late" not in client.get("/admin/").content.decode()


def _mail_late() -> None:
    waiting(HOUR)


def _round_late() -> None:
    PeriodicTask.objects.filter(name=PeriodicName.ROUND).update(
        day=timezone.localdate() - timedelta(days=1),
        finished_at=timezone.now() - timedelta(days=1),
    )


@pytest.mark.parametrize(
    ("fault", "at", "subject"),
    [
        (_mail_late, timedelta(0), "Treaty Timeline: Mail is late"),
        (_round_late, timedelta(days=1), "Treaty Timeline: The daily round is late"),
    ],
)
def test_each_administrator_is_told_once(
    fault: Callable[[], None], at: timedelta, subject: str
) -> None:
    a_person(Role.ADMIN)
    a_person(Role.ADMIN, "another")
    a_person(Role.EDITOR)
    now = timezone.now() + at
    now = now.replace(hour=12) if at else now
    fault()
    PeriodicTask.objects.exclude(name=PeriodicName.ROUND).update(finished_at=now)
    assert tell(now) == 2
    assert tell(now + timedelta(minutes=1)) == 0
    told = OutgoingMessage.objects.filter(subject=subject)
    assert {row.address for row in told} == {"the-admin@example.org", "another@example.org"}


def test_that_such_a_message_waits_itself_is_no_further_alarm() -> None:
    a_person(Role.ADMIN)
    waiting(HOUR)
    assert tell(timezone.now()) == 1
    OutgoingMessage.objects.filter(key__startswith="a/").delete()
    OutgoingMessage.objects.update(enqueued_at=timezone.now() - timedelta(days=1))
    assert words() == []


def test_what_was_refused_is_told_on_the_next_day() -> None:
    a_person(Role.ADMIN)
    now = timezone.now()
    waiting(
        timedelta(0), state=OutgoingState.FAILED, failed_at=now, last_error="550 no such mailbox"
    )
    assert tell(now) == 0
    note(now + timedelta(days=1))
    assert tell(now + timedelta(days=1)) == 1
    assert tell(now + timedelta(days=1)) == 0
    text = OutgoingMessage.objects.get(key__startswith="operation/").text
    assert "reader@example.org: 550 no such mailbox" in text
    assert "/admin/treaties/outgoingmessage/?state__exact=failed" in text


def test_what_another_worker_wrote_a_moment_later_is_no_alarm() -> None:
    now = timezone.now()
    note(now + timedelta(seconds=1))
    PeriodicTask.objects.update(known_since=now + timedelta(seconds=1))
    assert kinds(now) == []
    PeriodicTask.objects.update(finished_at=None, day=None)
    assert kinds(now) == [], "the rows have just been made"
