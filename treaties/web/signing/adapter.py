"""How does allauth behave in this house? Which tries are counted together, where links and
redirects may lead, and in which words it speaks.
"""

import hashlib
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from treaties.models import User
from treaties.pacing.client import client_address
from treaties.web.signing.backend import account_of, plain, typed_name

APP = "allauth.account"
WRONG = "Name and password do not match an account. Check capital and small letters."


class HouseAdapter(DefaultAccountAdapter):
    """allauth's decisions, as this house takes them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": (
            "There were too many wrong passwords. Wait five minutes, or ask for a new password: "
            "with it you are let in at once."
        ),
        "enter_current_password": "This is not your present password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        """Only paths of this site: one installation may answer to several host names."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Never from the request, whose host name anybody can write."""
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
        ).replace("UID-KEY", quote(key))
        return f"{settings.SITE_URL}{path}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at, so that many at once are counted, too."""
        account = _counted_as(typed_name(credentials))
        used = []
        for action, key in (
            ("login_failed", f"{account} {client_address(request)}"),
            ("login_failed_anywhere", account),
        ):
            usage = ratelimit.consume(request, app=APP, action=action, key=key)
            if not usage:
                raise self.validation_error("too_many_login_attempts")
            used.append(usage)
        self._used = used

    def _rollback_login_failed_rl_usage(self) -> None:
        for usage in self._used:
            usage.rollback()

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Whoever has set a new password is let in at once: wrong ones before no longer count."""
        super().set_password(user, password)
        if isinstance(user, User):
            account = f"person {user.pk}"
            here = f"{account} {client_address(self.request)}"
            for action, key in (("login_failed", here), ("login_failed_anywhere", account)):
                ratelimit.clear(self.request, app=APP, action=action, key=key)


def _counted_as(name: str) -> str:
    """Under what a try counts: for one account it is the same by name and by address. An unknown
    name is counted alike, so that a limit tells nobody whether there is an account.
    """
    found = account_of(name)
    if found is not None:
        return f"person {found.pk}"
    return f"name {hashlib.sha256(plain(name).casefold().encode()).hexdigest()}"
