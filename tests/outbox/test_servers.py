"""What happens to a message for each answer of a mail server: a real server on loopback."""

import smtplib
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.mailserver import DROP, Server
from treaties.models import OutgoingMessage, OutgoingState
from treaties.outbox.enqueue import Letter, enqueue
from treaties.outbox.verdict import About, answer_of, comparable
from treaties.reminders.sending import send_due, send_one

pytestmark = pytest.mark.django_db


def waiting(key: str = "a", address: str = "reader@example.org") -> OutgoingMessage:
    return enqueue(Letter(key, f"Über {key}", "In words.", "<p>In words.</p>"), address=address)


def later(**span: float) -> datetime:
    return timezone.now() + timedelta(**span)


def state_of(row: OutgoingMessage) -> str:
    row.refresh_from_db()
    return row.state


def test_an_accepted_message_is_sent_once(server: Server) -> None:
    waiting()
    assert send_due().sent == 1
    assert send_due().total == 0
    assert [mail["Subject"] for mail in server.mails] == ["Über a"]


def test_one_message_can_be_sent_by_itself(server: Server) -> None:
    first, second = waiting("a"), waiting("b")
    assert send_one(second.pk).sent == 1
    assert send_one(second.pk).total == 0
    assert state_of(first) == OutgoingState.WAITING


def test_a_server_that_is_busy_gets_it_later(server: Server) -> None:
    row = waiting()
    server.script = ["451 4.3.0 busy", "451 4.3.0 busy"]
    assert send_due().put_off == 1
    assert state_of(row) == OutgoingState.WAITING
    assert "busy" in row.last_error
    assert send_due().total == 0, "not at once"
    assert send_due(now=lambda: later(minutes=1)).put_off == 1
    assert send_due(now=lambda: later(minutes=5)).sent == 1
    assert len(server.accepted) == 1
    row.refresh_from_db()
    assert (row.attempts, row.last_error) == (3, "")


def test_an_answer_lost_after_acceptance_gives_the_same_message_twice(server: Server) -> None:
    waiting()
    server.script = [DROP]
    assert send_due().put_off == 1
    assert send_due(now=lambda: later(minutes=1)).sent == 1
    first, second = server.accepted
    assert first == second, "the same bytes"
    assert server.mails[0]["Message-ID"] == server.mails[1]["Message-ID"]


def test_a_refusal_of_one_recipient_is_kept_and_the_others_go_on(server: Server) -> None:
    row = waiting("a", "gone@example.org")
    waiting("b")
    server.refused = {"gone@example.org"}
    tally = send_due()
    assert (tally.failed, tally.sent) == (1, 1)
    assert server.tries.count("gone@example.org") == 2, "asked again after another was accepted"
    assert state_of(row) == OutgoingState.FAILED
    assert "no such mailbox" in row.last_error
    assert send_due(now=lambda: later(days=30)).total == 0


def test_a_message_refused_for_its_content_is_not_tried_for_ever(server: Server) -> None:
    row = waiting()
    server.script = ["552 5.3.4 too big", "250 OK", "552 5.3.4 too big"]
    waiting("b")
    assert send_due().failed == 1
    assert state_of(row) == OutgoingState.FAILED


def test_a_poisoned_message_does_not_keep_the_others_back(server: Server) -> None:
    row = waiting("a")
    waiting("b")
    OutgoingMessage.objects.filter(pk=row.pk).update(headers={"X-Broken": "a\nb"})
    tally = send_due()
    assert (tally.put_off, tally.sent) == (1, 1)
    row.refresh_from_db()
    assert row.next_attempt_at > later(minutes=55)
    assert "BadHeaderError" in row.last_error


@pytest.mark.parametrize(
    ("error", "about"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"5.1.1 no")}), About.THIS_FOR_GOOD),
        (smtplib.SMTPRecipientsRefused({"a@b": (452, b"4.2.2 full")}), About.THIS_FOR_NOW),
        (smtplib.SMTPRecipientsRefused({"a@b": (421, b"closing")}), About.RELAY),
        (smtplib.SMTPRecipientsRefused({"a@b": (530, b"5.7.0 sign in")}), About.RELAY),
        (smtplib.SMTPDataError(554, b"spam"), About.THIS_FOR_GOOD),
        (smtplib.SMTPDataError(451, b"later"), About.THIS_FOR_NOW),
        (smtplib.SMTPDataError(-1, b""), About.RELAY),
        (smtplib.SMTPSenderRefused(550, b"no relaying", "a@b"), About.RELAY),
        (smtplib.SMTPSenderRefused(552, b"5.3.4 too big", "a@b"), About.THIS_FOR_GOOD),
        (smtplib.SMTPHeloError(550, b"who are you"), About.RELAY),
        (smtplib.SMTPAuthenticationError(535, b"no"), About.RELAY),
        (smtplib.SMTPConnectError(554, b"no service"), About.RELAY),
        (smtplib.SMTPServerDisconnected("gone"), About.RELAY),
        (smtplib.SMTPNotSupportedError("no STARTTLS"), About.RELAY),
        (TimeoutError("timed out"), About.RELAY),
    ],
    ids=lambda value: str(value) if isinstance(value, Exception) else "",
)
def test_an_answer_is_about_the_message_or_about_the_relay(
    error: smtplib.SMTPException | OSError, about: About
) -> None:
    assert answer_of(error).about is about


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5.7.1 <a@b.org>: Relay access denied", "5.7.1 <c@d.org>: Relay access denied", True),
        ("Relaying to <a@b.org> denied [id 4f5]", "Relaying to <c@d.org> denied [id 9a1]", True),
        ("5.1.1 no such mailbox", "5.2.2 mailbox full", False),
        ("No such mailbox", "Mailbox full", False),
    ],
)
def test_answers_to_two_recipients_are_compared_without_what_is_particular(
    one: str, other: str, same: bool
) -> None:
    assert (comparable(550, one) == comparable(550, other)) is same
