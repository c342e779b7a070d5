"""How did it end? Sent, to be tried again, or given up: written only by the current holder of
the claim.
"""

from datetime import datetime, timedelta

from treaties.models import OutgoingMessage, OutgoingState
from treaties.outbox.claim import MOST_ATTEMPTS, Claimed
from treaties.outbox.secrets import ERASED

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_POISONED = 5
"""Attempts at a message that cannot be built or handed over: its own fault, not the server's."""


def pause(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th try: 30 seconds, doubling, at most an hour."""
    doublings = min(max(attempts, 1) - 1, 12)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def sent(claimed: Claimed, now: datetime) -> bool:
    """The server has accepted it. False if the claim had gone to somebody else meanwhile."""
    erased = {"text": ERASED, "html": ""} if claimed.message.secret_until else {}
    return _settle(claimed, state=OutgoingState.SENT, sent_at=now, last_error="", **erased)


def refused(claimed: Claimed, error: str) -> bool:
    """The server has refused it for good (5xx): given up, with what it said."""
    return _settle(claimed, state=OutgoingState.FAILED, last_error=error)


def put_off(claimed: Claimed, error: str, now: datetime) -> bool:
    """The server could not take it now (4xx, no connection): it waits, ever longer, and is given
    up in the end.
    """
    attempts = claimed.message.attempts
    if attempts >= MOST_ATTEMPTS:
        return refused(claimed, error)
    return _settle(
        claimed,
        state=OutgoingState.WAITING,
        next_attempt_at=now + pause(attempts),
        last_error=error,
    )


def poisoned(claimed: Claimed, error: str, now: datetime) -> bool:
    """Processing it failed on our side: delayed by an hour, so that the others are sent, and given
    up after a few attempts.
    """
    if claimed.message.attempts >= MOST_POISONED:
        return refused(claimed, error)
    return _settle(
        claimed,
        state=OutgoingState.WAITING,
        next_attempt_at=now + LONGEST_PAUSE,
        last_error=error,
    )


def _settle(claimed: Claimed, **result: object) -> bool:
    """Compare and set: the row changes only while it carries our token."""
    return bool(
        OutgoingMessage.objects.filter(
            pk=claimed.message.pk, state=OutgoingState.CLAIMED, claim=claimed.token
        ).update(claim=None, claimed_until=None, **result)
    )
