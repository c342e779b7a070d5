"""A relay that takes nothing: no message is lost or blamed, and all leave when it is mended."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.mailserver import Server, mail_server
from tests.outbox.test_once import together
from tests.outbox.test_servers import later, state_of, waiting
from treaties.models import OutgoingMessage, OutgoingState, Relay
from treaties.outbox import relay
from treaties.outbox.claim import FAULT_PAUSE
from treaties.reminders.sending import send_due

pytestmark = pytest.mark.django_db

DENIED = "550 5.7.1 relaying denied"


def a_round(size: int = 5) -> list[OutgoingMessage]:
    return [waiting(f"m/{number}", f"reader-{number}@example.org") for number in range(size)]


def states() -> set[str]:
    return set(OutgoingMessage.objects.values_list("state", flat=True))


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("EHLO", "550 we do not know you"),
        ("MAIL", "550 5.7.1 sender not allowed"),
        ("MAIL", "530 5.7.0 sign in first"),
        ("RCPT", DENIED),
        ("RCPT", "554 <everybody>: Relay access denied"),
        ("RCPT", "450 4.7.1 try again later"),
        ("RCPT", "421 4.3.2 closing"),
        ("DATA", "554 5.7.1 not from here"),
        ("DATA", "451 4.3.0 no space"),
    ],
)
def test_an_answer_to_everybody_loses_no_message_however_long_it_lasts(
    server: Server, command: str, answer: str
) -> None:
    a_round()
    server.says = {command: answer}
    for hours in (0, 1, 53, 4 * 24, 30 * 24):
        before = server.greeted
        tally = send_due(now=lambda hours=hours: later(hours=hours))  # type: ignore[misc]
        assert tally.relay_fails
        assert server.greeted - before <= 4, "the round stops"
    assert states() == {OutgoingState.WAITING}
    assert answer[:3] in Relay.objects.get().last_error
    server.says = {}
    assert send_due(now=lambda: later(days=31)).sent == 5
    assert sorted(mail["To"] for mail in server.mails) == [
        f"reader-{number}@example.org" for number in range(5)
    ]
    assert Relay.objects.get().failing_since is None


def test_a_dead_relay_is_tried_on_with_one_message_at_a_time(settings: Settings) -> None:
    with mail_server() as gone:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    rows = a_round(3)
    tally = send_due()
    assert (tally.put_off, tally.relay_fails) == (1, True)
    assert send_due().total == 0, "not at once"
    assert send_due(now=lambda: later(hours=53)).put_off == 1
    assert [state_of(row) for row in rows] == [OutgoingState.WAITING] * 3
    assert sorted(row.attempts for row in rows) == [0, 1, 1], "the next try is with another"
    assert "ConnectionRefusedError" in Relay.objects.get().last_error


def test_a_password_that_cannot_be_sent_is_no_fault_of_a_message(
    server: Server, settings: Settings
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "us", "schlüssel"
    row = waiting()
    assert send_due().relay_fails
    assert state_of(row) == OutgoingState.WAITING
    assert row.faults == 0


def test_the_pauses_double_up_to_a_quarter_of_an_hour() -> None:
    minutes = [relay.pause(tries).total_seconds() / 60 for tries in (1, 2, 3, 6, 7, 5000)]
    assert minutes == [0.5, 1, 2, 15, 15, 15]


def test_while_it_fails_one_worker_tries_in_a_pause(server: Server) -> None:
    waiting()
    server.says = {"MAIL": "550 no"}
    send_due()
    now = later(minutes=1)
    assert relay.may_try(now)
    assert not relay.may_try(now)


def test_a_single_message_that_is_refused_is_held_until_there_is_something_to_compare(
    server: Server,
) -> None:
    row = waiting("a", "gone@example.org")
    server.refused = {"gone@example.org"}
    for days in (0, 1, 10, 30):
        assert send_due(now=lambda days=days: later(days=days)).put_off == 1  # type: ignore[misc]
    assert state_of(row) == OutgoingState.WAITING
    waiting("b")
    tally = send_due(now=lambda: later(days=31))
    assert (tally.sent, tally.failed) == (1, 1)
    assert state_of(row) == OutgoingState.FAILED


def test_a_relay_that_stops_in_the_middle_of_a_round_is_not_taken_for_refusals(
    server: Server,
) -> None:
    a_round()
    server.script = ["250 OK", "250 OK", *["550 5.7.1 too many messages in this hour"] * 9]
    tally = send_due()
    assert (tally.sent, tally.failed, tally.relay_fails) == (2, 0, True)
    server.script = []
    assert send_due(now=lambda: later(hours=1)).sent == 3
    assert states() == {OutgoingState.SENT}


def test_many_wrong_addresses_are_sorted_out_and_the_others_get_their_mail(server: Server) -> None:
    a_round(8)
    server.refused = {f"reader-{number}@example.org" for number in (0, 1, 4, 5, 6)}
    for minutes in (0, 1, 3, 8, 20, 40, 60, 80):
        send_due(now=lambda minutes=minutes: later(minutes=minutes))  # type: ignore[misc]
    assert len(server.accepted) == 3
    assert OutgoingMessage.objects.filter(state=OutgoingState.FAILED).count() == 5


def test_a_recipient_who_is_put_off_alone_stops_nobody_and_is_given_up_after_five_days(
    server: Server,
) -> None:
    row = waiting("a", "full@example.org")
    server.script = ["452 4.2.2 mailbox full"]
    waiting("b")
    tally = send_due()
    assert (tally.sent, tally.put_off, tally.relay_fails) == (1, 1, False)
    server.script = ["452 4.2.2 mailbox full"]
    assert send_due(now=lambda: later(days=4)).put_off == 1
    waiting("c")
    assert send_due(now=lambda: later(days=4, seconds=30)).sent == 1
    server.script = ["452 4.2.2 mailbox full"]
    assert send_due(now=lambda: later(days=6)).failed == 1
    assert state_of(row) == OutgoingState.FAILED


def test_a_message_at_which_the_relay_cuts_the_line_does_not_keep_the_others_back(
    server: Server,
) -> None:
    row = waiting("a", "bad@example.org")
    waiting("b")
    server.cut = {"bad@example.org"}
    assert send_due().relay_fails
    tally = send_due(now=lambda: later(minutes=1))
    assert (tally.sent, tally.relay_fails) == (1, True)
    assert state_of(row) == OutgoingState.WAITING


@pytest.mark.parametrize(
    "written",
    [
        {"next_attempt_at": timedelta(days=2)},
        {"state": OutgoingState.CLAIMED, "claimed_until": timedelta(days=2)},
    ],
    ids=["put off", "claimed"],
)
def test_a_time_written_by_a_clock_that_was_ahead_holds_no_message(
    server: Server, written: dict[str, object]
) -> None:
    row = waiting()
    now = timezone.now()
    values = {k: now + v if isinstance(v, timedelta) else v for k, v in written.items()}
    if "claimed_until" in values:
        values["claim"] = "0" * 32
    OutgoingMessage.objects.filter(pk=row.pk).update(**values)
    assert send_due().sent == 1


def test_a_next_try_written_by_a_clock_that_was_ahead_does_not_stop_mail(server: Server) -> None:
    waiting()
    relay.failed("550 no", timezone.now() + timedelta(days=2))
    assert send_due().sent == 1


def test_no_pause_is_longer_than_what_is_taken_for_a_wrong_clock() -> None:
    assert max(relay.LONGEST_PAUSE, FAULT_PAUSE) == FAULT_PAUSE


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_message_once(server: Server) -> None:
    a_round(6)

    def work() -> None:
        send_due()

    together(3, work)
    assert len(server.accepted) == 6
    assert Relay.objects.get().accepted == 6
