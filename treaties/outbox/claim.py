"""Who sends this message? The worker that claims it first, for as long as the lease runs.

A claim is a lease: a worker that is killed leaves its claim behind, and once `claimed_until` has
passed anybody may take the message again. Two workers never wait for each other (SKIP LOCKED) and
never hold the same message.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from treaties.models import Channel, OutgoingMessage, OutgoingState

MOST_ATTEMPTS = 60
"""Tries of one message before it is given up: with the back-off of `settle`, about two days."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in our hands. `token` is what `settle` must show."""

    message: OutgoingMessage
    token: uuid.UUID


def due(now: datetime) -> QuerySet[OutgoingMessage]:
    """What may be claimed at `now`: waiting and due, or claimed by somebody whose lease is over."""
    return OutgoingMessage.objects.filter(
        Q(state=OutgoingState.WAITING, next_attempt_at__lte=now)
        | Q(state=OutgoingState.CLAIMED, claimed_until__lte=now),
        Q(secret_until=None) | Q(secret_until__gt=now),
        channel=Channel.EMAIL,
    )


def claim(now: datetime, *, message_id: int | None = None) -> Claimed | None:
    """Take the message that has waited longest (or the one named, if it is due); None if there is
    none.

    The try is counted here and not after sending, so that a message that kills every worker that
    touches it is given up in the end.
    """
    while True:
        with transaction.atomic():
            wanted = due(now) if message_id is None else due(now).filter(pk=message_id)
            row = (
                wanted.select_for_update(skip_locked=True).order_by("next_attempt_at", "id").first()
            )
            if row is None:
                return None
            if row.attempts >= MOST_ATTEMPTS:
                _give_up(row)
                continue
            token = uuid.uuid4()
            row.state = OutgoingState.CLAIMED
            row.claim = token
            row.claimed_until = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
            row.attempts += 1
            row.save(update_fields=["state", "claim", "claimed_until", "attempts"])
        return Claimed(row, token)


def _give_up(row: OutgoingMessage) -> None:
    row.state = OutgoingState.FAILED
    row.claim = None
    row.claimed_until = None
    row.last_error = row.last_error or "Every process that tried to send this was ended."
    row.save(update_fields=["state", "claim", "claimed_until", "last_error"])
