"""Where does a message that must leave the house wait? In the database, in the transaction that
wants it sent.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from treaties.models import Channel, OutgoingMessage
from treaties.written.signs import one_line


@dataclass(frozen=True, slots=True)
class Letter:
    """A complete message. `key` identifies it: the same key is the same letter, sent once."""

    key: str
    subject: str
    text: str
    html: str = ""
    calendar: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> dict[str, object]:
        """What a row of the outbox keeps of it."""
        return {
            "subject": one_line(self.subject, 400),
            "text": self.text,
            "html": self.html,
            "calendar": self.calendar,
            "headers": dict(self.headers),
        }


def message_id(key: str) -> str:
    """The Message-ID that follows from `key`: every copy of a letter carries the same one (RFC
    5322 3.6.4).
    """
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{digest}@{site_host()}>"


def site_host() -> str:
    """The name behind our Message-IDs and calendar UIDs: the host of SITE_URL."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def enqueue(letter: Letter, *, address: str, person_id: int | None = None) -> OutgoingMessage:
    """Leave `letter` for the dispatcher; returns the row that waits (or, for a known key, the one
    from before).

    To be called in the transaction of what caused the letter: both are kept or neither.
    """
    OutgoingMessage.objects.bulk_create(
        [
            OutgoingMessage(
                channel=Channel.EMAIL,
                key=letter.key,
                person_id=person_id,
                address=address,
                message_id=message_id(letter.key),
                **letter.columns(),
            )
        ],
        ignore_conflicts=True,
    )
    return OutgoingMessage.objects.get(key=letter.key)
