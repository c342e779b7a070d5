"""What would have been mailed about one agreement, day by day? Written to the mail folder, marked,
and sent to nobody.

The dates are those that the register holds now; what is rehearsed is the planning and the writing.
No row is written.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from treaties.models import Decision, KeyDate, OutgoingMessage, Treaty, usual_leads
from treaties.outbox.enqueue import Letter, message_id
from treaties.outbox.envelope import envelope
from treaties.reminders.compose import Recipient, compose
from treaties.reminders.deadlines import deadline, settles, standing_dates, without_doubles
from treaties.reminders.particulars import particulars
from treaties.reminders.planner import Follow, Told, plan

NOBODY = "follower@rehearsal.invalid"
MOST_DAYS = 36_525


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One mail that would have gone out on `day`."""

    day: date
    letter: Letter


def rehearse(treaty: Treaty, first: date, last: date) -> Iterator[Rehearsed]:
    """The mails to a follower with the usual leads who begins on `first`, up to and with `last`."""
    leads = tuple(usual_leads())
    ahead = timedelta(days=max(leads))
    rows = without_doubles(
        standing_dates()
        .filter(treaty=treaty, safe__range=(first, last + ahead))
        .select_related("treaty", "cycle")
        .order_by("safe", "id")
    )
    follow = Follow(first, leads)
    told: dict[int, list[Told]] = defaultdict(list)
    reader = Recipient(None, "follower", (f"“{treaty.short_title}”",))
    for offset in range((last - first).days + 1):
        today = first + timedelta(days=offset)
        now = _morning(today)
        for row in rows:
            due = plan(deadline(row, today), [follow], told[row.pk], today, settled=False)
            if due is None:
                continue
            decisions = _decisions(row, today)
            if settles(decisions, settings.OUR_SIDE):
                continue
            told[row.pk] += [Told(row.revision, lead, due.deadline.day) for lead in due.leads]
            key = f"rehearsal/{treaty.slug}/{row.pk}/{today}"
            about = particulars(row, decisions)
            yield Rehearsed(today, compose(about, due, reader, today, now, key=key))


def keep(mail: Rehearsed) -> None:
    """Write one mail to the mail folder, whatever mail server is configured; a second time
    replaces the first.
    """
    letter = mail.letter
    row = OutgoingMessage(
        key=letter.key,
        address=NOBODY,
        subject=letter.subject,
        message_id=message_id(letter.key),
        text=letter.text,
        html=letter.html,
        calendar=letter.calendar,
        headers=dict(letter.headers),
        written_at=_morning(mail.day),
    )
    get_connection("timeline.mailfolder.EmailBackend").send_messages([envelope(row)])


def _morning(day: date) -> datetime:
    """Six o'clock in the house: a mail of that day is dated on that day."""
    return timezone.make_aware(datetime.combine(day, time(6)))


def _decisions(row: KeyDate, today: date) -> list[Decision]:
    if row.cycle is None:
        return []
    return [
        decision
        for decision in row.cycle.decisions.select_related("party").order_by("id")
        if decision.decided_on <= today
        and decision.withdrawn_at is None
        and decision.superseded_at is None
    ]
