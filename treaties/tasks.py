"""What beat and the web ask of a worker. Doorways only: each task calls one function and says what
it did.

The database is the truth and the broker only wakes workers up: where a wake-up is lost, the next
one finds what is due (operation/periodic, outbox/claim).
"""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from treaties.chronology.transport.ready import count_ready, make_ready
from treaties.models import PeriodicName, database_now
from treaties.operation import periodic
from treaties.operation.telling import tell
from treaties.outbox.claim import due
from treaties.reminders import sending
from treaties.reminders.daily_round import daily_round as go_round
from treaties.schedule.horizon import extend_horizon as move_horizon

log = logging.getLogger(__name__)

MAKING_SECONDS = 40
"""Less than the interval of `make_segments`, so that it ends before it is due again."""


def wake_dispatcher() -> bool:
    """Ask a worker to send what is due now. False if the broker is away: then the next wake-up does
    it.
    """
    try:
        dispatch_outbox.delay()
    except (OperationalError, OSError) as error:
        log.warning("the broker is away, mail waits: %s", error)
        return False
    return True


@shared_task(name="treaties.tasks.wake")
def wake() -> None:
    """Begin what is due, and tell the administrators what does not work."""
    now = database_now()
    if not periodic.woken(now):
        return
    for name in periodic.due(now):
        TASKS[name].delay()
    if due(now).exists():
        wake_dispatcher()
    tell(now)


@shared_task(name="treaties.tasks.daily_round")
def daily_round() -> None:
    """Plan what is due today, and wake the worker that sends it."""
    with periodic.turn(PeriodicName.ROUND) as now:
        if now is None:
            return
        done = go_round(timezone.localdate(now), now)
    if done.letters or done.failures:
        log.info("daily round: %s letters, %s failures", done.letters, done.failures)
    if done.letters:
        wake_dispatcher()


@shared_task(name="treaties.tasks.dispatch_outbox")
def dispatch_outbox() -> None:
    """Send what is due; where that is much, go on in another task."""
    tally = sending.send_due()
    if tally.total:
        log.info(
            "mail: %s sent, %s put off, %s refused, %s dropped",
            *(tally.sent, tally.put_off, tally.failed, tally.dropped),
        )
    if tally.total and not tally.relay_fails and due(database_now()).exists():
        wake_dispatcher()


@shared_task(name="treaties.tasks.deliver")
def deliver(message_id: int) -> None:
    """Send one message, if it is due and nobody else holds it."""
    sending.send_one(message_id)


@shared_task(name="treaties.tasks.extend_horizon")
def extend_horizon() -> None:
    """Project every agreement up to the horizon seen from today."""
    with periodic.turn(PeriodicName.HORIZON) as now:
        if now is not None:
            counts = move_horizon(timezone.localdate(now))
            log.info("horizon: %s inserted, %s updated", counts.inserted, counts.updated)


@shared_task(name="treaties.tasks.make_segments")
def make_segments() -> None:
    """Fill the caches after an edit or a rebuild: counts, orders, the timeline's segments."""
    with periodic.turn(PeriodicName.SEGMENTS) as now:
        if now is None:
            return
        count_ready(timezone.localdate(now))
        if made := make_ready(MAKING_SECONDS):
            log.info("timeline: %s segments made", made)


TASKS = {
    PeriodicName.ROUND: daily_round,
    PeriodicName.HORIZON: extend_horizon,
    PeriodicName.SEGMENTS: make_segments,
}
