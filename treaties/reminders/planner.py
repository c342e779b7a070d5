"""What is due today for one person and one date? Pure: the day and everything known are arguments.

A reminder that is due and has not gone out is due still, however late; several of one date make
one. What had passed before the person began to follow, or before the date was known at all, is
history and nothing to be reminded of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MOVED: Final = -1
"""The lead that stands for "was … now …"."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date as it stands. `day` is its safe day, None while it is not knowable; `known_on` is when
    it became what it is.
    """

    id: int
    revision: int
    day: date | None
    known_on: date


@dataclass(frozen=True, slots=True)
class Follow:
    """That the person follows, since when, and how many days before a date they want to hear."""

    since: date
    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder that has gone out, and the day it spoke of."""

    revision: int
    lead: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """One message: the leads it stands for (longest first), with the day each was due.

    `moved` says that it tells a change, from `was`.
    """

    deadline: Deadline
    leads: tuple[int, ...]
    due_on: tuple[date, ...]
    moved: bool = False
    was: date | None = None


def plan(
    deadline: Deadline,
    follows: Iterable[Follow],
    told: Sequence[Told],
    today: date,
    *,
    settled: bool,
) -> Due | None:
    """What to send on `today`, or None. `told` is in the order in which it went out.

    `settled`: a decision is taken or the person has acknowledged the window. That ends the
    nagging, but a date that moves is told all the same.
    """
    was = _moved_from(deadline, told, today)
    found = {} if settled else _overdue(deadline, follows, told, today)
    if was is None and not found:
        return None
    leads = sorted(found, reverse=True)
    due_on = [found[lead] for lead in leads]
    if was is not None:
        leads.append(MOVED)
        due_on.append(today)
    return Due(deadline, tuple(leads), tuple(due_on), was is not None, was)


def _moved_from(deadline: Deadline, told: Sequence[Told], today: date) -> date | None:
    """The day the person was last told, if it is another one now and either of them still lies
    ahead.
    """
    spoken = next((item.day for item in reversed(told) if item.day is not None), None)
    if not told or spoken is None or told[-1].day == deadline.day:
        return None
    if any(item.revision == deadline.revision and item.lead == MOVED for item in told):
        return None
    ahead = spoken >= today or (deadline.day is not None and deadline.day >= today)
    return spoken if ahead else None


def _overdue(
    deadline: Deadline, follows: Iterable[Follow], told: Sequence[Told], today: date
) -> dict[int, date]:
    day = deadline.day
    if day is None or day < min(deadline.known_on, today):
        return {}
    gone = {item.lead for item in told if item.revision == deadline.revision or item.day == day}
    found: dict[int, date] = {}
    for follow in follows:
        if day < follow.since:
            continue
        for lead in follow.leads:
            due_on = day - timedelta(days=lead)
            if due_on <= today and lead not in gone:
                found[lead] = due_on
    return found
