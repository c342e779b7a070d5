"""What beat and the web ask of a worker. Doorways only: each task calls one function and says what
it did.

The database is the truth and the broker only wakes workers up: where a wake-up is lost, the next
beat finds what is due.
"""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from treaties.chronology.transport.ready import count_ready, make_ready
from treaties.outbox import dispatch
from treaties.outbox.claim import due
from treaties.reminders.daily_round import daily_round as go_round
from treaties.schedule.horizon import extend_horizon as move_horizon

log = logging.getLogger(__name__)

MAKING_SECONDS = 40
"""Less than beat's interval, so that two workers never make the same segment."""


def wake_dispatcher() -> bool:
    """Ask a worker to send what is due now. False if the broker is away: then the next beat does
    it.
    """
    try:
        dispatch_outbox.delay()
    except (OperationalError, OSError) as error:
        log.warning("the broker is away, mail waits: %s", error)
        return False
    return True


@shared_task(name="treaties.tasks.daily_round")
def daily_round() -> None:
    """Plan what is due today, and wake the worker that sends it."""
    now = timezone.now()
    done = go_round(timezone.localdate(now), now)
    if done.letters or done.failures:
        log.info("daily round: %s letters, %s failures", done.letters, done.failures)
    if done.letters:
        wake_dispatcher()


@shared_task(name="treaties.tasks.dispatch_outbox")
def dispatch_outbox() -> None:
    """Send what is due; where that is much, go on in another task."""
    tally = dispatch.dispatch()
    if tally.total:
        log.info("mail: %s sent, %s put off, %s refused", tally.sent, tally.put_off, tally.failed)
        if due(timezone.now()).exists():
            wake_dispatcher()


@shared_task(name="treaties.tasks.deliver")
def deliver(message_id: int) -> None:
    """Send one message, if it is due and nobody else holds it."""
    dispatch.deliver(message_id)


@shared_task(name="treaties.tasks.extend_horizon")
def extend_horizon() -> None:
    """Project every agreement up to the horizon seen from today."""
    counts = move_horizon()
    log.info("horizon: %s inserted, %s updated", counts.inserted, counts.updated)


@shared_task(name="treaties.tasks.make_segments")
def make_segments() -> None:
    """Fill the caches after an edit or a rebuild: counts, orders, the timeline's segments."""
    count_ready(timezone.localdate())
    if made := make_ready(MAKING_SECONDS):
        log.info("timeline: %s segments made", made)
