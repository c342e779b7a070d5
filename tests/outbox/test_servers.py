"""What happens to a message for each answer of a mail server: a real server on loopback."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.mailserver import DROP, Server, mail_server
from treaties.models import OutgoingMessage, OutgoingState
from treaties.outbox.dispatch import deliver, dispatch
from treaties.outbox.enqueue import Letter, enqueue

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.EMAIL_TIMEOUT = 5
        yield found


def waiting(key: str = "a", address: str = "reader@example.org") -> OutgoingMessage:
    return enqueue(Letter(key, f"Über {key}", "In words.", "<p>In words.</p>"), address=address)


def later(**span: float) -> datetime:
    return timezone.now() + timedelta(**span)


def test_an_accepted_message_is_sent_once(server: Server) -> None:
    waiting()
    assert dispatch().sent == 1
    assert dispatch().total == 0
    assert [mail["Subject"] for mail in server.mails] == ["Über a"]


def test_one_message_can_be_sent_by_itself(server: Server) -> None:
    first, second = waiting("a"), waiting("b")
    assert deliver(second.pk).sent == 1
    assert deliver(second.pk).total == 0
    first.refresh_from_db()
    assert first.state == OutgoingState.WAITING


def test_a_server_that_is_busy_gets_it_later(server: Server) -> None:
    row = waiting()
    server.script = ["451 4.3.0 busy", "451 4.3.0 busy"]
    assert dispatch().put_off == 1
    row.refresh_from_db()
    assert row.state == OutgoingState.WAITING
    assert "busy" in row.last_error
    assert dispatch().total == 0, "not at once"
    assert dispatch(now=lambda: later(minutes=1)).put_off == 1
    assert dispatch(now=lambda: later(minutes=5)).sent == 1
    assert len(server.accepted) == 1
    row.refresh_from_db()
    assert (row.attempts, row.last_error) == (3, "")


def test_an_answer_lost_after_acceptance_gives_the_same_message_twice(server: Server) -> None:
    waiting()
    server.script = [DROP]
    assert dispatch().put_off == 1
    assert dispatch(now=lambda: later(minutes=1)).sent == 1
    first, second = server.accepted
    assert first == second, "the same bytes"
    assert server.mails[0]["Message-ID"] == server.mails[1]["Message-ID"]


def test_a_refusal_for_good_is_kept_and_the_others_go_on(server: Server) -> None:
    row = waiting("a", "gone@example.org")
    waiting("b")
    server.refused = {"gone@example.org"}
    tally = dispatch()
    assert (tally.failed, tally.sent) == (1, 1)
    row.refresh_from_db()
    assert row.state == OutgoingState.FAILED
    assert "no such mailbox" in row.last_error
    assert dispatch(now=lambda: later(days=30)).total == 0


def test_a_message_refused_for_its_content_is_not_tried_for_ever(server: Server) -> None:
    row = waiting()
    server.script = ["552 5.3.4 too big"]
    assert dispatch().failed == 1
    row.refresh_from_db()
    assert row.state == OutgoingState.FAILED


def test_a_poisoned_message_does_not_keep_the_others_back(server: Server) -> None:
    row = waiting("a")
    waiting("b")
    OutgoingMessage.objects.filter(pk=row.pk).update(headers={"X-Broken": "a\nb"})
    tally = dispatch()
    assert (tally.put_off, tally.sent) == (1, 1)
    row.refresh_from_db()
    assert row.next_attempt_at > later(minutes=55)
    assert "BadHeaderError" in row.last_error


def test_no_server_at_all_keeps_the_mail_waiting(settings: Settings) -> None:
    with mail_server() as gone:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    row = waiting()
    assert dispatch().put_off == 1
    row.refresh_from_db()
    assert row.state == OutgoingState.WAITING
    assert "ConnectionRefusedError" in row.last_error
