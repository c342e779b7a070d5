"""What is due to run again, and whose turn is it? A row in the database for each says when it last
ended well, and PostgreSQL what time it is.

Beat only wakes a worker up, which asks here. A row counts only as far as it can be true: what ended
later than now, or belongs to another day than today, was written by a clock that was wrong or is
old, and the thing is due.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from treaties.models import PeriodicName, PeriodicTask, database_now

SPARE: Final = timedelta(seconds=30)
"""What a lease is longer than the longest run of a task."""
LONGEST_ERROR: Final = 1000
RUNS: Final = tuple(name for name in PeriodicName if name is not PeriodicName.WAKE)


def every(name: str) -> timedelta:
    """How often it is to run."""
    return timedelta(seconds=settings.PERIODIC_SECONDS[name])


def woken(now: datetime) -> bool:
    """Note that beat, broker and worker are alive; False where that was noted a moment ago: many
    waits of one night in the queue are one.
    """
    row = _row(PeriodicName.WAKE)
    last = row.finished_at
    if last is not None and last <= now < last + every(row.name) / 2:
        return False
    PeriodicTask.objects.filter(name=row.name).update(day=timezone.localdate(now), finished_at=now)
    return True


def due(now: datetime) -> list[PeriodicName]:
    """What is to be begun now."""
    return [name for name in RUNS if _is_due(_row(name), now)]


@contextmanager
def turn(
    name: PeriodicName, *, now: Callable[[], datetime] = database_now
) -> Iterator[datetime | None]:
    """The time at which to run `name`; None where it is not due, or another worker is at it.

    What goes wrong inside is kept and raised again, and the thing stays due. A worker that is
    killed inside leaves its claim, which ends with the lease.
    """
    held = _claim(name, now)
    if held is None:
        yield None
        return
    token, began = held
    mine = PeriodicTask.objects.filter(name=name, claim=token)
    try:
        yield began
    except BaseException as error:
        words = f"{type(error).__name__}: {error}".replace("\x00", "")[:LONGEST_ERROR]
        mine.update(claim=None, claimed_until=None, last_error=words)
        raise
    mine.update(
        claim=None,
        claimed_until=None,
        day=timezone.localdate(began),
        finished_at=now(),
        last_error="",
    )


def _claim(name: PeriodicName, clock: Callable[[], datetime]) -> tuple[uuid.UUID, datetime] | None:
    """Our claim and when it was made, if it is due. The clock is read while the row is ours: else a
    run that ends in between would look as if it came from the future.
    """
    _row(name)
    with transaction.atomic():
        row = PeriodicTask.objects.select_for_update(skip_locked=True).filter(name=name).first()
        now = clock()
        if row is None or not _is_due(row, now):
            return None
        token = uuid.uuid4()
        row.claim, row.claimed_until = token, now + _lease()
        row.save(update_fields=["claim", "claimed_until"])
    return token, now


def _is_due(row: PeriodicTask, now: datetime) -> bool:
    if row.claimed_until is not None and now < row.claimed_until <= now + _lease():
        return False
    if row.finished_at is None or row.day != timezone.localdate(now):
        return True
    return not row.finished_at <= now < row.finished_at + every(row.name)


def _lease() -> timedelta:
    return timedelta(seconds=settings.TASK_SECONDS) + SPARE


def _row(name: PeriodicName) -> PeriodicTask:
    return PeriodicTask.objects.get_or_create(name=name)[0]
