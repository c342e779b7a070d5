"""Send what is due: claim one, ask whether it still holds, hand it to the relay, settle it, go on
to the next.

At least once: a second copy leaves only where the server had accepted the first and its answer did
not reach us (or did not reach the database), and then with the same Message-ID and the same bytes,
so that a reader sees it once.
"""

import logging
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.db.models import QuerySet

from treaties.models import OutgoingMessage, database_now
from treaties.outbox import relay, settle
from treaties.outbox.claim import Claimed, claim, due
from treaties.outbox.enqueue import Letter
from treaties.outbox.envelope import Envelope, envelope
from treaties.outbox.secrets import erase_expired
from treaties.outbox.settle import Outcome
from treaties.outbox.verdict import About, Answer, answer_of, said

log = logging.getLogger(__name__)

SETTLE_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a message is still to be sent: `dropped` says why not, and `replaced_by` which one
    carries its reminders now; `letter` is what it says today, `address` where it goes.
    """

    dropped: str = ""
    replaced_by: int | None = None
    letter: Letter | None = None
    address: str = ""


Question = Callable[[OutgoingMessage, datetime], Standing]
"""Asks, just before it is sent, whether a message still holds."""


@dataclass(slots=True)
class Tally:
    """What one run did. `put_off` counts messages that will be tried again."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    dropped: int = 0
    relay_fails: bool = False

    @property
    def total(self) -> int:
        return self.sent + self.put_off + self.failed + self.dropped

    def count(self, outcome: Outcome) -> None:
        self.sent += outcome is Outcome.SENT
        self.put_off += outcome in (Outcome.PUT_OFF, Outcome.RELAY_FAILS)
        self.failed += outcome is Outcome.REFUSED
        self.dropped += outcome is Outcome.DROPPED
        self.relay_fails = outcome is Outcome.RELAY_FAILS


def dispatch(
    still_holds: Question,
    *,
    most: int = 500,
    seconds: float = 60.0,
    now: Callable[[], datetime] = database_now,
) -> Tally:
    """Send what is due, at most `most` messages or for `seconds`; the caller may call again. Ends
    at once where the relay takes nothing.
    """
    tally, until = Tally(), time.monotonic() + seconds
    erase_expired(now())
    if not _may_begin(due(now()), now()):
        return tally
    while tally.total < most and time.monotonic() < until and not tally.relay_fails:
        claimed = claim(now())
        if claimed is None:
            break
        tally.count(_deliver(claimed, still_holds, now))
    return tally


def deliver(
    message_id: int, still_holds: Question, *, now: Callable[[], datetime] = database_now
) -> Tally:
    """Send the one message with this id, if it is due and nobody else holds it."""
    tally = Tally()
    if not _may_begin(due(now()).filter(pk=message_id), now()):
        return tally
    if claimed := claim(now(), message_id=message_id):
        tally.count(_deliver(claimed, still_holds, now))
    return tally


def _may_begin(wanted: QuerySet[OutgoingMessage], now: datetime) -> bool:
    """Whether something is due and the relay may be tried, in this order: asking for the relay
    takes the one try of its pause.
    """
    return wanted.exists() and relay.may_try(now)


def _deliver(claimed: Claimed, still_holds: Question, now: Callable[[], datetime]) -> Outcome:
    number = claimed.message.pk
    try:
        standing = still_holds(claimed.message, now())
        if standing.dropped:
            log.info("dropped: message %s: %s", number, standing.dropped)
            return _settled(lambda: settle.dropped(claimed, standing.dropped, standing.replaced_by))
        if not settle.written_anew(claimed, standing.letter, standing.address, now()):
            return Outcome.TAKEN_OVER
        answer = _hand_over(envelope(claimed.message))
    except Exception as error:  # whatever is wrong with one message, the others must go out
        if isinstance(error, DatabaseError) and not connection.is_usable():
            raise
        words = said(error)
        log.exception("cannot be sent: message %s", number)
        return _settled(lambda: settle.poisoned(claimed, words, now()))
    if answer is None:
        outcome = _settled(lambda: settle.sent(claimed, now()))
    else:
        outcome = _settled(lambda: settle.answered(claimed, answer, now()))
        level = logging.ERROR if outcome is Outcome.RELAY_FAILS else logging.WARNING
        log.log(level, "%s: message %s: %s", _IN_WORDS[outcome], number, answer.words)
    if outcome is Outcome.TAKEN_OVER:
        log.warning("message %s was taken over before it was settled", number)
    return outcome


_IN_WORDS: Final = {
    Outcome.PUT_OFF: "put off",
    Outcome.REFUSED: "refused",
    Outcome.RELAY_FAILS: "the mail server takes nothing, all mail waits",
    Outcome.TAKEN_OVER: "taken over",
}


def _hand_over(mail: Envelope) -> Answer | None:
    """None if the relay has accepted it; else what it said."""
    try:
        mailbox: BaseEmailBackend = get_connection(fail_silently=False)
        mailbox.open()
        # Greeted here and not while sending: until then nothing can have left.
        if isinstance(line := getattr(mailbox, "connection", None), smtplib.SMTP):
            line.ehlo_or_helo_if_needed()
    except Exception as error:  # also a password that cannot be written in ASCII: never this mail
        return Answer(About.RELAY, said(error))
    try:
        if not mailbox.send_messages([mail]):
            raise ValueError("The message has no address it could go to.")
    except (smtplib.SMTPException, OSError) as error:
        return answer_of(error)
    finally:
        # What happens at the farewell no longer concerns the message.
        with suppress(smtplib.SMTPException, OSError):
            mailbox.close()
    return None


def _settled(write: Callable[[], Outcome]) -> Outcome:
    """Write the outcome, over a lost database connection too: what is not written is sent a second
    time.
    """
    for attempt in range(1, SETTLE_TRIES + 1):
        try:
            return write()
        except DatabaseError:
            if attempt == SETTLE_TRIES or connection.in_atomic_block:
                raise
            time.sleep(0.2 * 2**attempt)
            close_old_connections()
    raise AssertionError("the last try returns or raises")
