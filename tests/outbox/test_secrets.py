"""The body of a letter with a secret is gone as soon as it is sent or the secret has expired."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.builders import a_person
from treaties.models import OutgoingMessage, OutgoingState, Role
from treaties.outbox.again import drop, send_again
from treaties.outbox.claim import claim
from treaties.outbox.enqueue import Letter
from treaties.outbox.secrets import ERASED, enqueue_secret, erase_expired
from treaties.reminders.sending import send_due

pytestmark = pytest.mark.django_db
SECRET = "https://treaties.example.org/accounts/reset/1-secret/"


def a_secret(hours: int = 24, *, wanted: bool = True) -> OutgoingMessage | None:
    enqueue_secret(
        Letter("new-password:1", "A new password", f"Here: {SECRET}"),
        address="reader@example.org",
        person_id=None,
        until=timezone.now() + timedelta(hours=hours),
        wanted=wanted,
    )
    return OutgoingMessage.objects.first()


def test_it_is_sent_whole_and_then_erased() -> None:
    a_secret()
    assert send_due().sent == 1
    [sent] = mail.outbox
    assert SECRET in sent.body
    letter = OutgoingMessage.objects.get()
    assert (letter.state, letter.text, letter.html) == (OutgoingState.SENT, ERASED, "")


def test_after_it_has_expired_it_is_neither_sent_nor_kept() -> None:
    letter = a_secret()
    assert letter is not None
    later = timezone.now() + timedelta(hours=25)
    assert claim(later) is None
    assert send_due(now=lambda: later).total == 0
    letter.refresh_from_db()
    assert (letter.state, letter.text) == (OutgoingState.DROPPED, ERASED)
    assert "expired" in letter.dropped_because
    assert erase_expired(later) == 0


def test_until_then_a_refused_one_is_kept() -> None:
    letter = a_secret()
    assert letter is not None
    assert erase_expired(timezone.now()) == 0
    letter.refresh_from_db()
    assert SECRET in letter.text


@pytest.mark.parametrize("expired", [False, True])
def test_a_refused_one_is_not_sent_again_without_its_body(expired: bool) -> None:
    letter = a_secret()
    assert letter is not None
    now = timezone.now()
    OutgoingMessage.objects.update(state=OutgoingState.FAILED, failed_at=now)
    erase_expired(now + timedelta(hours=25 if expired else 1))
    assert send_again(OutgoingMessage.objects.all(), reason="Mended.", by=None) == (not expired)
    assert send_due().sent == (not expired)


def test_one_that_is_dropped_is_erased() -> None:
    a_secret()
    drop(OutgoingMessage.objects.all(), reason="Asked by mistake.", by=a_person(Role.ADMIN))
    assert OutgoingMessage.objects.get().text == ERASED


def test_it_does_not_follow_its_reader_to_another_address() -> None:
    a_secret()
    person = a_person(Role.VIEWER)
    OutgoingMessage.objects.update(person=person)
    assert send_due().dropped == 1
    assert OutgoingMessage.objects.get().text == ERASED


def test_one_that_is_not_wanted_leaves_nothing() -> None:
    assert a_secret(wanted=False) is None
