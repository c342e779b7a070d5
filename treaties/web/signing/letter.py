"""What is mailed to somebody who has forgotten a password? It waits in the outbox like every other
letter, so that it is not lost while the mail server is away.
"""

import uuid
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.utils import timezone

from treaties.models import User
from treaties.outbox.enqueue import Letter
from treaties.outbox.secrets import enqueue_secret

SUBJECT = "A new password for Treaty Timeline"


def send_link(address: str, person: User | None) -> None:
    """Enqueue the letter with a link for `person`; None does the same work and leaves no letter, so
    that the time of the answer does not tell who has an account.
    """
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    enqueue_secret(
        _letter(person or _NOBODY, until),
        address=person.email if person else address,
        person_id=person.pk if person else None,
        until=until,
        wanted=person is not None,
    )


_NOBODY = User(pk=0, username="nobody", password="!")


def _letter(person: User, until: datetime) -> Letter:
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    link = get_adapter().get_reset_password_from_key_url(key)
    text = render_to_string(
        "account/email/new_password.txt",
        {"person": person, "link": link, "until": until, "site": settings.SITE_URL},
    )
    return Letter(f"new-password:{uuid.uuid4()}", SUBJECT, text)
