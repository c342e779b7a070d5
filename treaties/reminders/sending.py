"""How does mail leave? By this road only, which asks of each message whether it still holds."""

from collections.abc import Callable
from datetime import datetime

from treaties.models import database_now
from treaties.outbox.dispatch import Tally, deliver, dispatch
from treaties.reminders.holding import still_holds


def send_due(*, now: Callable[[], datetime] = database_now, most: int = 500) -> Tally:
    """Send what is due."""
    return dispatch(still_holds, now=now, most=most)


def send_one(message_id: int, *, now: Callable[[], datetime] = database_now) -> Tally:
    """Send one message, if it is due and nobody else holds it."""
    return deliver(message_id, still_holds, now=now)
