"""Send what is due: claim one, hand it to the mail server, settle it, go on to the next.

At least once: a second copy leaves only where the server had accepted the first and its answer did
not reach us (or did not reach the database), and then with the same Message-ID and the same bytes,
so that a reader sees it once.
"""

import logging
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils import timezone

from treaties.outbox import settle
from treaties.outbox.claim import Claimed, claim
from treaties.outbox.envelope import envelope
from treaties.outbox.secrets import erase_expired

log = logging.getLogger(__name__)

SETTLE_TRIES: Final = 5
LONGEST_ERROR: Final = 1000


@dataclass(slots=True)
class Tally:
    """What one run did. `put_off` counts messages that will be tried again."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.sent + self.put_off + self.failed


def dispatch(
    *, most: int = 500, seconds: float = 60.0, now: Callable[[], datetime] = timezone.now
) -> Tally:
    """Send what is due, at most `most` messages or for `seconds`; the caller may call again."""
    tally, until = Tally(), time.monotonic() + seconds
    erase_expired(now())
    while tally.total < most and time.monotonic() < until:
        claimed = claim(now())
        if claimed is None:
            break
        _deliver(claimed, tally, now)
    return tally


def deliver(message_id: int, *, now: Callable[[], datetime] = timezone.now) -> Tally:
    """Send the one message with this id, if it is due and nobody else holds it."""
    tally = Tally()
    if claimed := claim(now(), message_id=message_id):
        _deliver(claimed, tally, now)
    return tally


def _deliver(claimed: Claimed, tally: Tally, now: Callable[[], datetime]) -> None:
    try:
        mailbox: BaseEmailBackend = get_connection(fail_silently=False)
        if not mailbox.send_messages([envelope(claimed.message)]):
            raise ValueError("The message has no address it could go to.")
    except (smtplib.SMTPException, OSError) as error:
        words = _words(error)
        if _for_good(error):
            log.warning("refused for good: message %s: %s", claimed.message.pk, words)
            _settled(lambda: settle.refused(claimed, words), claimed)
            tally.failed += 1
        else:
            log.warning("put off: message %s: %s", claimed.message.pk, words)
            _settled(lambda: settle.put_off(claimed, words, now()), claimed)
            tally.put_off += 1
    except Exception as error:  # whatever is wrong with one message, the others must go out
        words = _words(error)
        log.exception("cannot be sent: message %s", claimed.message.pk)
        _settled(lambda: settle.poisoned(claimed, words, now()), claimed)
        tally.put_off += 1
    else:
        _settled(lambda: settle.sent(claimed, now()), claimed)
        tally.sent += 1


def _settled(write: Callable[[], bool], claimed: Claimed) -> None:
    """Write the outcome, over a lost database connection too: what is not written is sent a second
    time.
    """
    for attempt in range(1, SETTLE_TRIES + 1):
        try:
            if not write():
                log.warning("message %s was taken over before it was settled", claimed.message.pk)
        except DatabaseError:
            if attempt == SETTLE_TRIES or connection.in_atomic_block:
                raise
            time.sleep(0.2 * 2**attempt)
            close_old_connections()
        else:
            return


def _for_good(error: Exception) -> bool:
    """Whether the server refused this very message or its address with a 5xx (RFC 5321 4.2.1).

    A 5xx about our own sign-in or sender is a fault of the installation: mail waits until it is
    mended.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return bool(codes) and all(500 <= code < 600 for code in codes)
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


def _words(error: Exception) -> str:
    said = str(error).replace("\x00", "")
    return f"{type(error).__name__}: {said}"[:LONGEST_ERROR]
