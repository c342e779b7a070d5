"""Mail without a mail server: one .eml file per message, readable in any mail program."""

import hashlib
from collections.abc import Sequence
from email.utils import make_msgid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from timeline import private


class EmailBackend(BaseEmailBackend):
    """Writes each message to `settings.MAIL_FOLDER`, for its owner alone; nobody sees half a file.

    A message sent again with the same Message-ID replaces its own file: a folder behaves like a
    mailbox that recognises doubles.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = private.make_folder(Path(settings.MAIL_FOLDER))
        for message in email_messages:
            mail: Any = message.message()  # the stubs know the base class only
            message_id = str(mail["Message-ID"] or make_msgid(domain="localhost"))
            digest = hashlib.sha256(message_id.encode()).hexdigest()[:12]
            known = sorted(folder.glob(f"*-{digest}.eml"))
            stamp = timezone.now().strftime("%Y%m%dT%H%M%S")
            target = known[0] if known else folder / f"{stamp}-{digest}.eml"
            private.write(target, mail.as_bytes(linesep="\r\n"))
        return len(email_messages)
