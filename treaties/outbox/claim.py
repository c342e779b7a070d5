"""Who sends this message? The worker that claims it first, for as long as the lease runs.

A claim is a lease: a worker that is killed leaves its claim behind, and once `claimed_until` has
passed anybody may take the message again. Two workers never wait for each other (SKIP LOCKED) and
never hold the same message.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from treaties.models import CLOCK_TOLERANCE, Channel, OutgoingMessage, OutgoingState

MOST_FAULTS: Final = 10
"""Tries that failed on our side (it could not be built, or the process was ended) before a message
is given up. What a mail server says is not counted."""
FAULTS_AT_ONCE: Final = 3
FAULT_PAUSE: Final = timedelta(hours=1)
"""After that many faults the next try waits so long: the others must go out."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in our hands. `token` is what `settle` must show."""

    message: OutgoingMessage
    token: uuid.UUID


def due(now: datetime) -> QuerySet[OutgoingMessage]:
    """What may be claimed at `now`: waiting and due, or claimed by somebody whose lease is over.

    A time that lies further ahead than any pause or lease was written by a clock that was wrong; it
    counts as passed.
    """
    lease = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    return OutgoingMessage.objects.filter(
        Q(state=OutgoingState.WAITING)
        & (Q(next_attempt_at__lte=now) | Q(next_attempt_at__gt=now + FAULT_PAUSE + CLOCK_TOLERANCE))
        | Q(state=OutgoingState.CLAIMED)
        & (Q(claimed_until__lte=now) | Q(claimed_until__gt=now + lease + CLOCK_TOLERANCE)),
        Q(secret_until=None) | Q(secret_until__gt=now),
        channel=Channel.EMAIL,
    )


def claim(now: datetime, *, message_id: int | None = None) -> Claimed | None:
    """Take the message that has waited longest (or the one named, if it is due); None if there is
    none.

    That a process was ended with the message in its hands is counted here, when it is taken over,
    so that a message that kills every worker that touches it is given up in the end.
    """
    while True:
        with transaction.atomic():
            wanted = due(now) if message_id is None else due(now).filter(pk=message_id)
            row = (
                wanted.select_for_update(skip_locked=True).order_by("next_attempt_at", "id").first()
            )
            if row is None:
                return None
            if row.state == OutgoingState.CLAIMED and not _may_be_taken_over(row, now):
                continue
            token = uuid.uuid4()
            row.state = OutgoingState.CLAIMED
            row.claim = token
            row.claimed_until = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
            row.attempts += 1
            row.save(
                update_fields=[
                    *("state", "claim", "claimed_until", "attempts", "faults", "maybe_left")
                ]
            )
        return Claimed(row, token)


def _may_be_taken_over(row: OutgoingMessage, now: datetime) -> bool:
    """Whether a message whose holder was ended is tried at once; else it waits or is given up."""
    row.faults += 1
    row.maybe_left = True
    if row.faults < FAULTS_AT_ONCE:
        return True
    given_up = row.faults >= MOST_FAULTS
    row.state = OutgoingState.FAILED if given_up else OutgoingState.WAITING
    row.failed_at = now if given_up else None
    row.claim = None
    row.claimed_until = None
    row.next_attempt_at = now + FAULT_PAUSE
    row.last_error = "Every process that tried to send this was ended."
    row.save()
    return False
