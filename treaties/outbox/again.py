"""What may people do with a message that has not left? Let it be tried again, or drop it: with a
reason, which is kept.
"""

from django.db import transaction
from django.db.models import QuerySet

from treaties.models import (
    OutgoingMessage,
    OutgoingState,
    Resending,
    User,
    database_now,
)
from treaties.outbox.secrets import erase_expired


def refused() -> QuerySet[OutgoingMessage]:
    """What was refused or given up, the oldest first."""
    return OutgoingMessage.objects.filter(state=OutgoingState.FAILED).order_by("id")


def send_again(messages: QuerySet[OutgoingMessage], *, reason: str, by: User | None) -> int:
    """Those of `messages` that could not be sent wait again, as if they were new; returns how
    many. Raises ValueError without a reason.
    """
    why = _said(reason)
    with transaction.atomic():
        rows = list(
            messages.filter(state=OutgoingState.FAILED)
            .order_by("id")
            .select_for_update(of=("self",))
        )
        now = database_now()
        Resending.objects.bulk_create(
            Resending(message=row, by=by, at=now, reason=why, error=row.last_error) for row in rows
        )
        OutgoingMessage.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=OutgoingState.WAITING,
            failed_at=None,
            next_attempt_at=now,
            attempts=0,
            faults=0,
            refused_after=None,
            refusal="",
        )
    return len(rows)


def drop(messages: QuerySet[OutgoingMessage], *, reason: str, by: User) -> int:
    """Those of `messages` that wait or could not be sent are not sent; returns how many. Their
    reminders count as told, so that the next round does not write them again.
    """
    why = f"{by.get_full_name() or by.get_username()}: {_said(reason)}"
    undelivered = (OutgoingState.WAITING, OutgoingState.FAILED)
    with transaction.atomic():
        count = (
            messages.filter(state__in=undelivered)
            .order_by()
            .update(
                state=OutgoingState.DROPPED,
                dropped_because=why,
                failed_at=None,
                refused_after=None,
                refusal="",
            )
        )
        erase_expired(database_now())
    return count


def _said(reason: str) -> str:
    said = reason.replace("\x00", "").strip()
    if not said:
        raise ValueError("Say why, in a few words; the reason is kept with the message.")
    return said[:500]
