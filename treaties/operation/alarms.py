"""What does not work, in words? For `/healthz`, the administration, `make run` and the
administrators: the same sentences everywhere.

A sentence names no person and no agreement, because `/healthz` is open to everybody; what a server
or an exception said is in `detail`, for administrators.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min, Q
from django.utils import timezone

from treaties.models import (
    CLOCK_TOLERANCE,
    OutgoingMessage,
    OutgoingState,
    PeriodicName,
    PeriodicTask,
    Relay,
)
from treaties.operation.periodic import every
from treaties.outbox import relay
from treaties.outbox.settle import waiting_since

KINDS: Final = ("mail", *(str(name) for name in PeriodicName))
"""What an alarm can be about."""
MAIL_MAY_WAIT: Final = timedelta(hours=1)
ROUND_MAY_WAIT: Final = timedelta(hours=2)
"""After midnight in the house's time zone."""
BEAT_MAY_BE_SILENT: Final = timedelta(minutes=5)
OTHERS_MAY_WAIT: Final = timedelta(hours=1)
OURS: Final = "operation/"
"""How the keys of our own messages to administrators begin. That such a message waits is no alarm:
else each would be followed by another one about it."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """`kind` and `since` are the same for as long as it lasts."""

    kind: str
    since: datetime
    words: str
    detail: str = ""


def alarms(now: datetime) -> list[Alarm]:
    """What does not work at `now`; three queries."""
    rows = {row.name: row for row in PeriodicTask.objects.all()}
    found = [_mail(now), _beat(rows.get(PeriodicName.WAKE), now)]
    found.append(_round(rows.get(PeriodicName.ROUND), now))
    for name in (PeriodicName.HORIZON, PeriodicName.SEGMENTS):
        found.append(_late(rows.get(name), now))
    return [alarm for alarm in found if alarm is not None]


def refused_count() -> int:
    """How many messages were refused or given up and wait for somebody to decide."""
    return OutgoingMessage.objects.filter(state=OutgoingState.FAILED).count()


def _mail(now: datetime) -> Alarm | None:
    """Messages that have been due for an hour. One whose own server puts it off, while others are
    accepted, is no fault of ours.
    """
    server = relay.state()
    waiting = (
        OutgoingMessage.objects.filter(state__in=[OutgoingState.WAITING, OutgoingState.CLAIMED])
        .exclude(key__startswith=OURS)
        .exclude(refusal__startswith="4", refused_after__lt=server.accepted)
        .annotate(since=waiting_since())
        # What is due since a time to come was written by a clock that was wrong.
        .filter(Q(since__lt=now - MAIL_MAY_WAIT) | Q(since__gt=now + MAIL_MAY_WAIT))
        .order_by()
    )
    late = waiting.aggregate(count=Count("pk"), oldest=Min("since"), refused=Count("refused_after"))
    if not late["count"]:
        return None
    count = late["count"]
    said = "1 message waits" if count == 1 else f"{count} messages wait"
    why = _why(server, late["refused"])
    return Alarm(
        "mail",
        late["oldest"],
        f"Mail is late: {said} to be sent, the oldest since {at(late['oldest'])}. {why}",
        server.last_error,
    )


def _why(server: Relay, refused: int) -> str:
    if server.failing_since is not None:
        return f"The mail server has taken nothing since {at(server.failing_since)}."
    if refused:
        return (
            "The mail server refuses, and no other message shows whether that is for the "
            "recipient's sake or its own."
        )
    return "No worker sends them."


def _beat(row: PeriodicTask | None, now: datetime) -> Alarm | None:
    if row is None:
        return None
    last = row.finished_at or row.known_since
    if abs(now - last) <= BEAT_MAY_BE_SILENT:
        return None
    return Alarm(
        PeriodicName.WAKE,
        last,
        f"Nothing runs by itself: beat, broker or worker has been silent since {at(last)}.",
    )


def _round(row: PeriodicTask | None, now: datetime) -> Alarm | None:
    if row is None:
        return None
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    since = max(begins, row.known_since) if _is_past(row.known_since, now) else begins
    ended = row.finished_at is not None and _is_past(row.finished_at, now)
    done = ended and row.day == timezone.localdate(now)
    if done or now <= since + ROUND_MAY_WAIT:
        return None
    return Alarm(
        PeriodicName.ROUND,
        since,
        f"The daily round is late: that of {at(begins)[:10]} has not ended.",
        row.last_error,
    )


def _late(row: PeriodicTask | None, now: datetime) -> Alarm | None:
    if row is None:
        return None
    last = row.finished_at or row.known_since
    allowed = every(row.name) + max(every(row.name), OTHERS_MAY_WAIT)
    if _is_past(last, now) and now <= last + allowed:
        return None
    label = PeriodicName(row.name).label
    return Alarm(
        str(row.name),
        last,
        f"{label[:1].upper()}{label[1:]} is late: not done since {at(last)}.",
        row.last_error,
    )


def _is_past(moment: datetime, now: datetime) -> bool:
    """Not written by a clock that was ahead; what another worker wrote since `now` was read may be
    a little later.
    """
    return moment <= now + CLOCK_TOLERANCE


def at(moment: datetime) -> str:
    """The moment in the house's time zone, to the minute."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M %Z")
