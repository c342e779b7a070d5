"""The daily round: plan for everybody who follows something, and leave each letter for sending,
once.

Run twice, or twice at the same time, it leaves nothing twice: the reminder rows are unique,
the round that inserts them first writes the letter about them, in the same transaction, and the
other finds nothing left to send.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q

from treaties.models import (
    Decision,
    KeyDate,
    OutgoingMessage,
    OutgoingState,
    Reminder,
    User,
    Watch,
)
from treaties.outbox.enqueue import Letter, enqueue
from treaties.reminders.compose import letter_to
from treaties.reminders.deadlines import (
    Follower,
    Reach,
    candidates,
    deadline,
    followers,
    follows_of,
    known,
    settled_by,
)
from treaties.reminders.planner import Due, plan

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Round:
    """What one round left for sending. `failures` counts letters that could not be written."""

    letters: int = 0
    failures: int = 0


def daily_round(today: date, now: datetime) -> Round:
    """Leave for sending what is due on `today` and has not gone out, however late. `now` stamps
    calendar entries.

    A letter that cannot be written is logged and tried again next time; it does not keep the
    others back.
    """
    people = followers()
    rows = candidates([watch for one in people for watch in one.watches], today)
    reach = Reach.of({row.treaty_id for row in rows})
    done = Round()
    for follower in people:
        _round_of(follower, rows, reach, today, now, done)
    return done


def _round_of(
    follower: Follower,
    rows: Sequence[KeyDate],
    reach: Reach,
    today: date,
    now: datetime,
    done: Round,
) -> None:
    person = follower.person
    mine = {
        row.pk: [watch for watch in follower.watches if reach.covers(watch, row.treaty_id)]
        for row in rows
    }
    followed = [row for row in rows if mine[row.pk]]
    if not followed:
        return
    have = known(person, followed, today)
    for row in followed:
        if row.treaty_id not in have.visible:
            continue
        decisions = have.decisions.get(row.cycle_id or 0, [])
        due = plan(
            deadline(row, today),
            follows_of(mine[row.pk]),
            have.told.get(row.pk, []),
            today,
            settled=bool(settled_by(person, row, have)),
        )
        if due is None:
            continue
        try:
            if _leave(person, row, due, _letter(person, row, mine[row.pk], decisions, today, now)):
                done.letters += 1
        except Exception:  # one agreement that cannot be put into words must not silence the rest
            log.exception("no letter about key date %s for person %s", row.pk, person.pk)
            done.failures += 1


def _letter(
    person: User,
    row: KeyDate,
    watches: Sequence[Watch],
    decisions: Sequence[Decision],
    today: date,
    now: datetime,
) -> Callable[[Due], Letter]:
    def write(due: Due) -> Letter:
        key = _free(f"reminder/{person.pk}/{row.pk}/{row.revision}/{min(due.leads)}")
        return letter_to(person, row, watches, decisions, due, today, now, key=key)

    return write


def _free(key: str) -> str:
    """`key`, or one after it where a letter of this key was dropped: this one is another letter."""
    dropped = OutgoingMessage.objects.filter(
        Q(key=key) | Q(key__startswith=f"{key}/again/"), state=OutgoingState.DROPPED
    ).count()
    return f"{key}/again/{dropped}" if dropped else key


def _leave(person: User, row: KeyDate, due: Due, write: Callable[[Due], Letter]) -> bool:
    """Account for the leads of `due` and enqueue the letter about those that nobody accounted for
    before us.
    """
    with transaction.atomic():
        ours = _account(person, row, due)
        if not ours:
            return False
        kept = [
            (lead, day) for lead, day in zip(due.leads, due.due_on, strict=True) if lead in ours
        ]
        left = replace(
            due, leads=tuple(lead for lead, _ in kept), due_on=tuple(day for _, day in kept)
        )
        message = enqueue(write(left), address=person.email, person_id=person.pk)
        Reminder.objects.filter(pk__in=ours.values()).update(message=message)
    return True


def _account(person: User, row: KeyDate, due: Due) -> dict[int, int]:
    """Insert the reminder rows; returns lead → id of those that were not there.

    A round at the same time waits here on the unique key until the first commits, and then inserts
    nothing. The order of the leads is always the same, so that two rounds cannot wait for each
    other.
    """
    values = [
        (person.pk, row.pk, row.revision, lead, day, due.deadline.day)
        for lead, day in sorted(zip(due.leads, due.due_on, strict=True))
    ]
    places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Reminder._meta.db_table}"
            " (person_id, key_date_id, revision, lead, due_on, day)"
            f" VALUES {places} ON CONFLICT DO NOTHING RETURNING lead, id",
            [value for line in values for value in line],
        )
        return dict(cursor.fetchall())
