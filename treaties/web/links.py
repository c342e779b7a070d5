"""What do the signed links of the e-mails ask for? To stop reminders, or to say that a window has
been seen.
"""

from collections.abc import Callable
from typing import TypeVar

from treaties.models import RenewalCycle, User, Watch
from treaties.register import decisions, watches
from treaties.reminders.tokens import BadToken, read_acknowledge, read_unsubscribe

Wanted = TypeVar("Wanted")


class Broken(ValueError):
    """The link cannot be read, or speaks of what no longer exists."""


def unsubscribed(token: str, *, do: bool) -> str:
    """What the reminders that stop are about, in words; they stop only if `do`. Repeating it
    changes nothing.
    """
    wanted = _read(read_unsubscribe, token)
    mine = Watch.objects.filter(pk__in=wanted.watch_ids, person_id=wanted.person_id)
    found = list(mine.select_related("treaty", "party", "subject"))
    if not found:
        raise Broken("What this link refers to no longer exists; nothing is sent because of it.")
    if do:
        for watch in found:
            watches.unfollow(watch=watch)
    return ", ".join(_followed(watch) for watch in found)


def acknowledged(token: str, *, do: bool) -> str:
    """Which window is acknowledged, in words; recorded only if `do`."""
    wanted = _read(read_acknowledge, token)
    cycle = RenewalCycle.objects.select_related("treaty").filter(pk=wanted.cycle_id).first()
    person = User.objects.filter(pk=wanted.person_id, is_active=True).first()
    if cycle is None or person is None:
        raise Broken("What this link refers to no longer exists.")
    if do:
        decisions.acknowledge(cycle=cycle, person=person)
    return f"“{cycle.treaty.short_title}”"


def _followed(watch: Watch) -> str:
    if watch.treaty:
        return f"“{watch.treaty.short_title}”"
    return str(watch.party or watch.subject or "every agreement")


def _read(read: Callable[[str], Wanted], token: str) -> Wanted:
    try:
        return read(token)
    except BadToken as error:
        raise Broken(f"{error} Copy it whole from the e-mail.") from None
