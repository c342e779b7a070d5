"""Which person and which thing does a link in a reminder stand for? Signed, so that nobody can
write one themselves.

The links work without signing in and do not run out: an old mail must still let its reader stop
the next one (RFC 8058). All they can do is end a person's own follow, or say that this person has
seen a window.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.core import signing

_STOP: Final = "treaties.reminders.unsubscribe"
_SEEN: Final = "treaties.reminders.acknowledge"
_LONGEST: Final = 1000


class BadToken(ValueError):
    """The link was not made by us, or was damaged on its way."""


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """End these follows of this person."""

    person_id: int
    watch_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """This person has seen the window that closes this cycle."""

    person_id: int
    cycle_id: int


def make_unsubscribe(wanted: Unsubscribe) -> str:
    return signing.dumps([wanted.person_id, *wanted.watch_ids], salt=_STOP)


def read_unsubscribe(token: str) -> Unsubscribe:
    """What `make_unsubscribe` put in. Raises BadToken."""
    person, *watches = _numbers(token, _STOP, least=2)
    return Unsubscribe(person, tuple(watches))


def make_acknowledge(wanted: Acknowledge) -> str:
    return signing.dumps([wanted.person_id, wanted.cycle_id], salt=_SEEN)


def read_acknowledge(token: str) -> Acknowledge:
    """What `make_acknowledge` put in. Raises BadToken."""
    person, cycle = _numbers(token, _SEEN, least=2)[:2]
    return Acknowledge(person, cycle)


def _numbers(token: str, salt: str, *, least: int) -> list[int]:
    try:
        if len(token) > _LONGEST:
            raise signing.BadSignature
        found: Any = signing.loads(token, salt=salt)
    except signing.BadSignature:
        raise BadToken("This link is incomplete or was not sent by this site.") from None
    if not isinstance(found, list) or len(found) < least:
        raise BadToken("This link is incomplete or was not sent by this site.")
    return [int(number) for number in found]
