"""Does a letter still hold, just before it is sent? Asked of the register as it is now, by the
rules of the round.

A letter may have waited for days. What its reader may no longer see, no longer follows, has
acknowledged or decided, or what has moved is dropped, and says why. What still holds is written
anew, with the distances and decisions of the day it leaves, and goes to the person's address of
that day: a reminder is for the person, and an address that was given up may be somebody else's.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from treaties.law.values.periods import words
from treaties.models import KeyDate, OutgoingMessage, OutgoingState, Reminder, User, Watch
from treaties.outbox.dispatch import Standing
from treaties.reminders.compose import letter_to
from treaties.reminders.deadlines import (
    Known,
    Reach,
    deadline,
    follows_of,
    known,
    nothing_left_to_decide,
    settled_by,
)
from treaties.reminders.planner import Due, Told, plan

GONE = "The date it spoke of no longer stands."


def still_holds(message: OutgoingMessage, now: datetime) -> Standing:
    """Whether `message` is still to be sent at `now`, what it says, and where to.

    A message that may already have left keeps its words: with the same bytes a reader sees it once.
    """
    person = message.person
    if person is None:
        return Standing()
    if not person.is_active:
        return Standing(dropped=f"{_name(person)} is no longer active.")
    if not person.email:
        return Standing(dropped=f"{_name(person)} has no address any more.")
    if message.secret_until and message.address.lower() != person.email.lower():
        return Standing(dropped="The address has changed since the link in it was asked for.")
    if not message.key.startswith("reminder/"):
        return Standing(address=person.email)
    told = list(
        message.reminders.select_related("key_date__treaty", "key_date__cycle").order_by("id")
    )
    return _of_reminders(message, person, told, now) if told else Standing(dropped=GONE)


def _of_reminders(
    message: OutgoingMessage, person: User, told: Sequence[Reminder], now: datetime
) -> Standing:
    row, today = told[0].key_date, timezone.localdate(now)
    have, watches = known(person, [row], today), _watches(person, row)
    if why := _no_longer(person, row, told[0].day, watches, have):
        return Standing(dropped=why)
    if later := _later_letter(message, person, row):
        return Standing(
            dropped="A later letter about the same date takes its place.", replaced_by=later
        )
    settled = settled_by(person, row, have)
    due = _due(message, person, row, watches, {one.lead for one in told}, today, bool(settled))
    if due is None:
        return Standing(dropped=settled or f"It is not due to {_name(person)} any more.")
    if message.maybe_left:
        return Standing(address=person.email)
    decisions = have.decisions.get(row.cycle_id or 0, [])
    letter = letter_to(person, row, watches, decisions, due, today, now, key=message.key)
    return Standing(letter=letter, address=person.email)


def _no_longer(
    person: User, row: KeyDate, day: date | None, watches: Sequence[Watch], have: Known
) -> str:
    """Why the person is not told of that date at all any more; empty if they are."""
    title = f"“{row.treaty.short_title}”"
    if row.treaty.withdrawn_at is not None:
        return f"{title} was withdrawn from the register."
    if row.treaty_id not in have.visible:
        return f"{_name(person)} may not see {title}."
    if not watches:
        return f"{_name(person)} no longer follows {title}."
    if row.withdrawn_at is not None:
        return GONE
    if nothing_left_to_decide(row):
        return "Notice was given: nothing is left to decide by that date."
    if row.safe != day:
        was, now = (words(one) if one else "no fixed day" for one in (day, row.safe))
        return f"The date has moved from {was} to {now}; the new one is told by another letter."
    return ""


def _due(
    message: OutgoingMessage,
    person: User,
    row: KeyDate,
    watches: Sequence[Watch],
    leads: set[int],
    today: date,
    settled: bool,
) -> Due | None:
    """What the planner has the letter say today, of the `leads` that it stands for."""
    before = (
        Reminder.objects.filter(person=person, key_date=row)
        .exclude(message=message)
        .order_by("id")
        .values_list("revision", "lead", "day")
    )
    told = [Told(*one) for one in before]
    due = plan(deadline(row, today), follows_of(watches), told, today, settled=settled)
    if due is None:
        return None
    kept = [pair for pair in zip(due.leads, due.due_on, strict=True) if pair[0] in leads]
    if not kept:
        return None
    return replace(due, leads=tuple(lead for lead, _ in kept), due_on=tuple(on for _, on in kept))


def _watches(person: User, row: KeyDate) -> list[Watch]:
    """By what the person follows the agreement of `row`."""
    mine = Watch.objects.filter(person=person, ended_at=None).select_related(
        "treaty", "party", "subject"
    )
    reach = Reach.of([row.treaty_id])
    return [watch for watch in mine.order_by("id") if reach.covers(watch, row.treaty_id)]


def _later_letter(message: OutgoingMessage, person: User, row: KeyDate) -> int | None:
    """The letter about the same date that was written later and waits, too: one says it all."""
    return (
        Reminder.objects.filter(
            person=person,
            key_date=row,
            message__state=OutgoingState.WAITING,
            message_id__gt=message.pk,
        )
        .order_by("-message_id")
        .values_list("message_id", flat=True)
        .first()
    )


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()
