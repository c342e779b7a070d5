"""Do this name and this password belong to somebody? One account is looked at, one hash computed,
whoever asks for whom: an answer that takes longer for a name that exists would give it away.
"""

import unicodedata

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.http import HttpRequest

from treaties.models import User


def account_of(name: str) -> User | None:
    """The person whom a typed name means: by user name, else by mail address, else by a user name
    in other capitals, if it is one person's only. One query, whatever the answer is.
    """
    name = plain(name)
    found = list(User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))[:20])
    exact = [person for person in found if person.username == name]
    mailed = [person for person in found if person.email and person.email.lower() == name.lower()]
    for candidates in (exact, mailed, found):
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None


def plain(name: str) -> str:
    """The name as user names are stored: without blanks around it, in one Unicode form."""
    return unicodedata.normalize("NFKC", name).strip()


def typed_name(credentials: dict[str, str]) -> str:
    """The one name in what the sign-in form hands on, which says it again as a mail address."""
    return credentials.get("username") or credentials.get("email") or ""


class ByNameOrAddress(AuthenticationBackend):
    """allauth's backend would compute a hash for each way in which a name can be meant, so that a
    mail address with an account took twice as long as one without.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: str) -> User | None:
        found = account_of(typed_name(credentials))
        known = self._check_password(found, credentials.get("password") or "")
        # The parent would greet a locked account with a page of its own.
        self.unstash_authenticated_user()
        return known if isinstance(known, User) else None
