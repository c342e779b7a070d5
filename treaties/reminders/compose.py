"""The letter about one date: subject, plain text, HTML and calendar entry, all from the same
sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string

from treaties.models import Decision, KeyDate, User, Watch
from treaties.outbox.enqueue import Letter
from treaties.reminders import wording
from treaties.reminders.calendar import calendar
from treaties.reminders.calendar_entry import entry
from treaties.reminders.deadlines import in_words
from treaties.reminders.links import Links, links
from treaties.reminders.particulars import Particulars, particulars
from treaties.reminders.planner import Due
from treaties.reminders.tokens import Acknowledge, Unsubscribe
from treaties.written.signs import one_line


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom we write: what they follow, in words, and which rows say so. `id` is None in a
    rehearsal.
    """

    id: int | None
    name: str
    follows: tuple[str, ...]
    watch_ids: tuple[int, ...] = ()


def compose(
    about: Particulars, due: Due, recipient: Recipient, today: date, now: datetime, *, key: str
) -> Letter:
    """The letter that tells `recipient` on `today` about `due`. `now` is when the calendar entry is
    made.
    """
    rehearsal = recipient.id is None
    found = _links(about, recipient)
    subject = wording.subject(about, due, today)
    context: dict[str, Any] = {
        "rehearsal": rehearsal,
        "today": today,
        "name": one_line(recipient.name, 200),
        "subject": subject,
        "headline": wording.headline(about, due, today),
        "title": about.title,
        "full_title": about.full_title,
        "change": wording.change(about, due),
        "default": wording.default(about, due.deadline.day),
        "why": wording.why(about, due.deadline.day),
        "others": wording.other_readings(about, today),
        "decision": wording.decision(about),
        "because": wording.because(recipient.follows, due, today),
        "links": found,
    }
    return Letter(
        key=key,
        subject=one_line(f"Rehearsal: {subject}" if rehearsal else subject, 400),
        text=_tidy(render_to_string("emails/reminder.txt", context)),
        html=render_to_string("emails/reminder.html", context),
        calendar=_calendar(about, due, found, now),
        headers=_headers(found),
    )


def letter_to(
    person: User,
    row: KeyDate,
    watches: Sequence[Watch],
    decisions: Sequence[Decision],
    due: Due,
    today: date,
    now: datetime,
    *,
    key: str,
) -> Letter:
    """The letter to `person`, who follows `row` by `watches` and may see `decisions`."""
    reader = Recipient(
        person.pk,
        person.get_full_name() or person.get_username(),
        tuple(in_words(watch) for watch in watches),
        tuple(watch.pk for watch in watches),
    )
    return compose(particulars(row, decisions), due, reader, today, now, key=key)


def _links(about: Particulars, recipient: Recipient) -> Links:
    if recipient.id is None:
        return links(about.slug)
    seen = Acknowledge(recipient.id, about.cycle_id) if about.cycle_id else None
    stop = Unsubscribe(recipient.id, recipient.watch_ids) if recipient.watch_ids else None
    return links(about.slug, seen, stop)


def _headers(found: Links) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if found.stop:
        headers["List-Unsubscribe"] = f"<{found.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return headers


def _calendar(about: Particulars, due: Due, found: Links, now: datetime) -> str:
    """The entry to keep; for a date that is no longer fixed, one that takes the old one away."""
    on = due.deadline.day or due.was
    return calendar(entry(about, due.deadline.day, on, found.treaty, now)) if on else ""


def _tidy(text: str) -> str:
    """No more than one empty line in a row: what a template leaves out leaves no hole."""
    lines: list[str] = []
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"
