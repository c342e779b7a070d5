"""The body of a letter with a secret is gone as soon as it is sent or the secret has expired."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from treaties.models import OutgoingMessage, OutgoingState
from treaties.outbox.claim import claim
from treaties.outbox.dispatch import dispatch
from treaties.outbox.enqueue import Letter
from treaties.outbox.secrets import ERASED, enqueue_secret, erase_expired

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
    assert dispatch().sent == 1
    [sent] = mail.outbox
    assert SECRET in sent.body
    letter = OutgoingMessage.objects.get()
    assert (letter.state, letter.text, letter.html) == (OutgoingState.SENT, ERASED, "")


def test_after_it_has_expired_it_is_neither_sent_nor_kept() -> None:
    letter = a_secret()
    assert letter is not None
    later = timezone.now() + timedelta(hours=25)
    assert claim(later) is None
    assert dispatch(now=lambda: later).total == 0
    letter.refresh_from_db()
    assert (letter.state, letter.text) == (OutgoingState.FAILED, ERASED)
    assert "expired" in letter.last_error
    assert erase_expired(later) == 0


def test_until_then_a_refused_one_is_kept() -> None:
    letter = a_secret()
    assert letter is not None
    assert erase_expired(timezone.now()) == 0
    letter.refresh_from_db()
    assert SECRET in letter.text


def test_one_that_is_not_wanted_leaves_nothing() -> None:
    assert a_secret(wanted=False) is None
