"""Does the relay take our mail, and when is it tried next?

While it does not, no message is at fault: all wait, and one of them is tried after 30 seconds, then
after ever longer pauses of at most 15 minutes, for as long as it takes.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from treaties.models import CLOCK_TOLERANCE, Channel, Relay

FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=15)


def pause(tries: int) -> timedelta:
    """How long to wait after the `tries`-th try in vain: 30 seconds, doubling, at most 15
    minutes.
    """
    doublings = min(max(tries, 1) - 1, 12)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def state() -> Relay:
    """The relay of e-mail; its row is made at the first question."""
    return Relay.objects.get_or_create(channel=Channel.EMAIL)[0]


def may_try(now: datetime) -> bool:
    """Whether a message may be handed over now. While the relay fails, one worker per pause gets
    True.

    A next try that lies further ahead than any pause was set by a clock that was wrong; it counts
    as due.
    """
    row = state()
    if row.failing_since is None:
        return True
    due = Q(next_try_at__lte=now) | Q(next_try_at__gt=now + LONGEST_PAUSE + CLOCK_TOLERANCE)
    mine = Relay.objects.filter(due, channel=Channel.EMAIL, next_try_at=row.next_try_at)
    return bool(mine.update(next_try_at=now + pause(row.failures)))


def failed(words: str, now: datetime) -> None:
    """It did not take a message, and that was not for the message's sake."""
    with transaction.atomic():
        state()
        row = Relay.objects.select_for_update().get(channel=Channel.EMAIL)
        # A beginning that lies ahead was written by a clock that was wrong.
        row.failing_since = min(row.failing_since or now, now)
        row.failures += 1
        row.next_try_at = now + pause(row.failures)
        row.last_error = words
        row.save()


def took(now: datetime) -> int:
    """It has accepted a message; returns how many that makes."""
    row = Relay.objects.filter(channel=Channel.EMAIL)
    news = {
        "accepted": F("accepted") + 1,
        "accepted_at": now,
        "failing_since": None,
        "failures": 0,
        "next_try_at": None,
        "last_error": "",
    }
    if not row.update(**news):
        state()
        row.update(**news)
    return row.values_list("accepted", flat=True).get()
