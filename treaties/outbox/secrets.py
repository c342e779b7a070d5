"""Who may read a letter that holds a secret, such as a link to make a new password? Nobody in the
administration; its body is erased as soon as it is sent or the secret has expired.
"""

from datetime import datetime

from django.db import transaction

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
        OutgoingMessage.objects.filter(pk=0 if wanted else row.pk).delete()


def erase_expired(now: datetime) -> int:
    """Erase the bodies of expired secrets; what has not been sent by then is given up."""
    expired = OutgoingMessage.objects.filter(secret_until__lte=now).exclude(text=ERASED)
    waiting = expired.filter(state=OutgoingState.WAITING)
    given_up = waiting.update(state=OutgoingState.FAILED, last_error=EXPIRED, text=ERASED, html="")
    return given_up + expired.exclude(state=OutgoingState.CLAIMED).update(text=ERASED, html="")
