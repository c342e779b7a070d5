"""Who may read a letter that holds a secret, such as a link to make a new password? Nobody in the
administration; its body is erased as soon as it is sent or dropped, or the secret has expired.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from treaties.models import OutgoingMessage, OutgoingState
from treaties.outbox.enqueue import Letter, enqueue

ERASED = "(erased: it held a link to make a new password)"
EXPIRED = "Not sent in time: the link in it has expired."


def enqueue_secret(
    letter: Letter, *, address: str, person_id: int | None, until: datetime, wanted: bool = True
) -> None:
    """Leave a letter that may be sent until the secret in it expires.

    One that is not `wanted` is written and taken away again, so that both take as long.
    """
    with transaction.atomic():
        row = enqueue(letter, address=address, person_id=person_id)
        OutgoingMessage.objects.filter(pk=row.pk).update(secret_until=until)
        # As SQL: Django would first look for what refers to a row, and only where there is one.
        with connection.cursor() as cursor:
            table = OutgoingMessage._meta.db_table
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [0 if wanted else row.pk])


def erased(message: OutgoingMessage) -> dict[str, str]:
    """What is left of the body of a letter that is sent or dropped; nothing changes without a
    secret.
    """
    return {"text": ERASED, "html": ""} if message.secret_until else {}


def erase_expired(now: datetime) -> int:
    """Erase the bodies of secrets that have expired or were dropped; what has not been sent by then
    is dropped, for an empty letter must not be sent again.
    """
    secrets = OutgoingMessage.objects.filter(secret_until__isnull=False).exclude(text=ERASED)
    expired = secrets.filter(secret_until__lte=now)
    dropped = expired.filter(state__in=[OutgoingState.WAITING, OutgoingState.FAILED]).update(
        state=OutgoingState.DROPPED,
        failed_at=None,
        dropped_because=EXPIRED,
        refused_after=None,
        refusal="",
        text=ERASED,
        html="",
    )
    over = secrets.filter(Q(state=OutgoingState.DROPPED) | Q(secret_until__lte=now))
    return dropped + over.exclude(state=OutgoingState.CLAIMED).update(text=ERASED, html="")
