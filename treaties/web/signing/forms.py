"""The forms of signing in and of passwords: allauth's, with bounds on what is typed, and without a
way to learn who has an account.
"""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    UserTokenForm,
)
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from treaties.models import User
from treaties.web.signing.backend import account_of
from treaties.web.signing.letter import send_link

LONGEST_NAME = 254
LONGEST_PASSWORD = 500
"""Characters. Every one of a password costs time of the hash."""


class Bounded:
    """Passwords of a bounded length, without placeholders that repeat the label."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if "password" in name:
                field.max_length = LONGEST_PASSWORD
                field.help_text = ""
                field.validators.append(_not_too_long)


def _not_too_long(password: str) -> None:
    if len(password) > LONGEST_PASSWORD:
        raise ValidationError(f"A password has at most {LONGEST_PASSWORD} characters.")


class SignInForm(Bounded, LoginForm):
    """Name and password. The name goes under `username`, as browsers have stored it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["login"]
        field.label = "Name or e-mail address"
        field.max_length = LONGEST_NAME
        field.validators.append(MaxLengthValidator(LONGEST_NAME))
        field.widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        field.widget.attrs["maxlength"] = str(LONGEST_NAME)

    def add_prefix(self, field_name: str) -> str:
        if field_name == "login" and not (self.is_bound and "login" in self.data):
            return "username"
        return str(super().add_prefix(field_name))


class ForgottenForm(Bounded, ResetPasswordForm):
    """The address to which a link for a new password is sent, if it is somebody's."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_options: Any) -> str:
        address = str(self.cleaned_data["email"])
        found = account_of(address)
        known = found is not None and found.is_active and found.has_usable_password()
        mine = known and found is not None and found.email.lower() == address.lower()
        send_link(address, found if mine else None)
        return address


class LinkForm(UserTokenForm):
    """Whether a link from a letter still holds; of whoever may no longer sign in it never does."""

    token_generator = PasswordResetTokenGenerator()

    def _get_user(self, uidb36: str) -> User | None:
        found = super()._get_user(uidb36)
        return found if isinstance(found, User) and found.is_active else None


class NewPasswordForm(Bounded, ResetPasswordKeyForm):
    """A new password, twice."""


class ChangeForm(Bounded, ChangePasswordForm):
    """The present password, and a new one twice."""
