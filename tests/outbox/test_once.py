"""Enqueued once, claimed once, settled only by the holder of the claim."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from treaties.models import OutgoingMessage, OutgoingState
from treaties.outbox import settle
from treaties.outbox.claim import MOST_FAULTS, Claimed, claim
from treaties.outbox.enqueue import Letter, enqueue
from treaties.outbox.envelope import envelope
from treaties.outbox.settle import Outcome
from treaties.outbox.verdict import About, Answer
from treaties.written.signs import one_line

pytestmark = pytest.mark.django_db

LETTER = Letter("a/1", "Decide by 5 April 2021", "In words.", "<p>In words.</p>", "BEGIN:VCALENDAR")


def waiting(key: str = "a/1") -> OutgoingMessage:
    return enqueue(Letter(key, "A subject", "In words."), address="reader@example.org")


def soon() -> datetime:
    return timezone.now() + timedelta(seconds=1)


def test_the_same_key_is_one_message() -> None:
    first = enqueue(LETTER, address="reader@example.org")
    second = enqueue(LETTER, address="reader@example.org")
    assert first.pk == second.pk
    assert OutgoingMessage.objects.count() == 1


def test_a_message_is_claimed_by_one() -> None:
    waiting()
    assert claim(soon()) is not None
    assert claim(soon()) is None


def test_the_longest_waiting_goes_first() -> None:
    late, early = waiting("late"), waiting("early")
    OutgoingMessage.objects.filter(pk=early.pk).update(
        next_attempt_at=late.next_attempt_at - timedelta(minutes=1)
    )
    first = claim(soon())
    assert first is not None
    assert first.message.pk == early.pk


def test_after_the_lease_another_takes_it_and_the_first_can_no_longer_settle() -> None:
    waiting()
    first = claim(soon())
    assert first is not None
    assert claim(soon() + timedelta(seconds=60)) is None, "the lease still runs"
    second = claim(soon() + timedelta(hours=1))
    assert second is not None
    assert settle.sent(first, soon()) is Outcome.TAKEN_OVER, "not its own claim any more"
    assert settle.sent(second, soon()) is Outcome.SENT
    row = OutgoingMessage.objects.get()
    assert (row.state, row.attempts) == (OutgoingState.SENT, 2)


def test_what_is_sent_is_not_claimed_again() -> None:
    waiting()
    mine = claim(soon())
    assert mine is not None
    settle.sent(mine, soon())
    assert claim(soon() + timedelta(days=9)) is None


def test_a_settled_message_cannot_be_settled_with_a_made_up_claim() -> None:
    row = waiting()
    claim(soon())
    assert settle.dropped(Claimed(row, uuid4()), "no") is Outcome.TAKEN_OVER
    assert OutgoingMessage.objects.get().state == OutgoingState.CLAIMED


def test_what_is_put_off_waits_and_keeps_the_error() -> None:
    waiting()
    now = soon()
    mine = claim(now)
    assert mine is not None
    settle.answered(mine, Answer(About.THIS_FOR_NOW, "451 busy", "451 busy"), now)
    row = OutgoingMessage.objects.get()
    assert (row.state, row.last_error) == (OutgoingState.WAITING, "451 busy")
    assert row.next_attempt_at == now + timedelta(seconds=30)
    assert claim(now) is None


def test_a_message_that_ends_every_process_is_given_up_and_the_others_go_on() -> None:
    row, now = waiting(), soon()
    while row.state != OutgoingState.FAILED:
        now += timedelta(hours=2)
        claim(now)
        row.refresh_from_db()
        assert row.attempts <= MOST_FAULTS + 1
    assert row.last_error
    other = waiting("another")
    mine = claim(now)
    assert mine is not None
    assert mine.message.pk == other.pk


@pytest.mark.parametrize("fault", ["no such person", ""])
def test_a_poisoned_message_is_pushed_on_an_hour_and_finally_given_up(fault: str) -> None:
    waiting()
    now = soon()
    for attempt in range(1, MOST_FAULTS + 1):
        mine = claim(now)
        assert mine is not None, attempt
        settle.poisoned(mine, fault, now)
        assert claim(now + timedelta(minutes=59)) is None
        now += timedelta(minutes=61)
    row = OutgoingMessage.objects.get()
    assert (row.state, row.last_error) == (OutgoingState.FAILED, fault)


def test_every_try_sends_the_same_bytes() -> None:
    row = enqueue(LETTER, address="reader@example.org")
    row.refresh_from_db()
    first = envelope(row).message().as_bytes()
    again = envelope(OutgoingMessage.objects.get()).message().as_bytes()
    assert first == again
    assert row.message_id.encode() in first


def test_no_title_can_begin_a_header_of_its_own() -> None:
    row = enqueue(
        Letter("b", "Decide\r\nBcc: everybody@example.org\x00\u2028now", "x"),
        address="reader@example.org",
    )
    row.refresh_from_db()
    mail = envelope(row).message()
    assert mail["Bcc"] is None
    assert row.subject == "Decide Bcc: everybody@example.org now"
    assert one_line("é" * 500, 400).endswith("…")
    assert len(one_line("é" * 500, 400)) == 400


def test_a_header_with_a_line_break_is_not_sent() -> None:
    row = enqueue(
        Letter("c", "x", "x", headers={"X-A": "a\nBcc: b@example.org"}), address="a@b.org"
    )
    row.refresh_from_db()
    with pytest.raises(ValueError, match="newlines"):
        envelope(row).message()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_claim_each_message_once() -> None:
    rows = {waiting(f"m/{number}").pk for number in range(20)}
    taken: list[int] = []
    together(4, lambda: taken.extend(_take_all()))
    assert sorted(taken) == sorted(rows)


def _take_all() -> list[int]:
    found = []
    while mine := claim(soon()):
        found.append(mine.message.pk)
    return found


def together(count: int, work: Callable[[], None]) -> None:
    """Run `work` in several threads that start at the same moment, each with its own connection."""
    barrier = Barrier(count)

    def run() -> None:
        barrier.wait(10)
        try:
            work()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
