"""Which administrators are told, and once? By the outbox: where mail is what does not work, the
message leaves as soon as it works again, and until then the administration, `/healthz` and the log
say it.
"""

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from treaties.models import OutgoingMessage, OutgoingState, Role, User
from treaties.operation.alarms import OURS, Alarm, alarms
from treaties.outbox.enqueue import Letter, enqueue

log = logging.getLogger(__name__)

DAYS_BACK: Final = 7
MOST_NAMED: Final = 100


def tell(now: datetime) -> int:
    """Leave word for every administrator of what does not work and of what was refused until
    yesterday, once each; returns how many messages that made.
    """
    letters = [_of_alarm(alarm) for alarm in alarms(now)] + _of_refusals(now)
    if not letters:
        return 0
    people = administrators()
    known = set(
        OutgoingMessage.objects.filter(
            key__in=[_key(letter, person) for letter in letters for person in people]
        ).values_list("key", flat=True)
    )
    made = 0
    for letter in letters:
        new = [person for person in people if _key(letter, person) not in known]
        if new or not people:
            log.error("%s", letter.text.partition("\n")[0])
        for person in new:
            own = Letter(_key(letter, person), letter.subject, letter.text, headers=letter.headers)
            enqueue(own, address=person.email, person_id=person.pk)
            made += 1
    return made


def administrators() -> list[User]:
    """Those who manage people and settings, and can be written to."""
    return list(
        User.objects.filter(role=Role.ADMIN, is_active=True).exclude(email="").order_by("pk")
    )


def _key(letter: Letter, person: User) -> str:
    return f"{OURS}{letter.key}/{person.pk}"


def _of_alarm(alarm: Alarm) -> Letter:
    said = [alarm.words, alarm.detail, f"{settings.SITE_URL}/admin/"]
    return Letter(
        key=f"{alarm.kind}/{alarm.since:%Y%m%dT%H%M%S}",
        subject=f"Treaty Timeline: {alarm.words.partition(':')[0]}",
        text="\n\n".join(filter(None, said)) + "\n",
        headers=_HEADERS,
    )


def _of_refusals(now: datetime) -> list[Letter]:
    """For each of the last days a list of the messages that could not be sent on it."""
    today = timezone.localdate(now)
    rows = (
        OutgoingMessage.objects.filter(
            state=OutgoingState.FAILED, failed_at__gt=now - timedelta(days=DAYS_BACK)
        )
        .exclude(key__startswith=OURS)
        .order_by("id")
    )
    days: dict[date, list[OutgoingMessage]] = defaultdict(list)
    for row in rows.only("address", "last_error", "failed_at"):
        if row.failed_at and (day := timezone.localdate(row.failed_at)) < today:
            days[day].append(row)
    return [_of_day(day, found) for day, found in sorted(days.items())]


def _of_day(day: date, rows: list[OutgoingMessage]) -> Letter:
    said = "1 message" if len(rows) == 1 else f"{len(rows)} messages"
    lines = [f"{row.address}: {row.last_error}" for row in rows[:MOST_NAMED]]
    if len(rows) > MOST_NAMED:
        lines.append(f"and {len(rows) - MOST_NAMED} more")
    return Letter(
        key=f"refused/{day}",
        subject=f"Treaty Timeline: {said} could not be sent",
        text=(
            f"{said} could not be sent on {day}. The mail server refused the recipient or the "
            "content, while it accepted others.\n\n"
            + "\n".join(lines)
            + "\n\nCorrect the address, then let them be sent again, or drop them:\n"
            f"{settings.SITE_URL}/admin/treaties/outgoingmessage/?state__exact=failed\n"
        ),
        headers=_HEADERS,
    )


_HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
