"""Which bytes go to the mail server? The same ones at every try: no clock, no chance, only the
stored row.
"""

import hashlib
from email.header import Header
from email.message import Message
from email.mime.text import MIMEText
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from treaties.models import OutgoingMessage


class Envelope(EmailMultiAlternatives):
    """A mail whose part boundaries are derived from its Message-ID; the library would make random
    ones.
    """

    def message(self) -> Message:  # type: ignore[override]
        mail = super().message()
        if not str(self.subject).isascii():
            # Encoded with the header's name, whose length counts: else the first line is left
            # empty.
            mail.replace_header(
                "Subject", Header(str(self.subject), "utf-8", 76, "Subject").encode()
            )
        seed = str(mail["Message-ID"]).encode()
        for number, part in enumerate(mail.walk()):
            if part.is_multipart():
                digest = hashlib.sha256(b"%d %s" % (number, seed)).hexdigest()[:32]
                part.set_boundary(f"=_{digest}")
        return mail


def envelope(row: OutgoingMessage) -> Envelope:
    """The mail of a stored message: plain text, HTML, and the calendar entry as an attachment.

    Raises ValueError (BadHeaderError) if a header would hold a line break; the row is then not
    sent at all.
    """
    mail = Envelope(
        subject=row.subject,
        body=row.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[row.address],
        headers={
            "Date": format_datetime(timezone.localtime(row.written_at)),
            "Message-ID": row.message_id,
            **{str(name): str(value) for name, value in row.headers.items()},
        },
    )
    if row.html:
        mail.attach_alternative(row.html, "text/html")
    if row.calendar:
        mail.attach(_calendar(row.calendar))
    return mail


def _calendar(text: str) -> MIMEText:
    """The entry as RFC 6047 wants it: text/calendar with the method of the object inside."""
    part = MIMEText(text, "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="date.ics")
    return part
