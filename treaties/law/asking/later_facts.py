"""What did the facts known on a day leave open that later facts settle? A term that had expired by
the record of that day, but was in fact extended (REN-4, REN-7).
"""

from dataclasses import replace
from datetime import date
from typing import Final

from treaties.law.rules.results import Projection, Reading, Span
from treaties.law.values.vocabulary import Status

_GOES_ON: Final = frozenset(
    {
        Status.IN_FORCE,
        Status.WINDOW_OPEN,
        Status.NEXT_PERIOD_CERTAIN,
        Status.NOTICE_GIVEN,
        Status.SUSPENDED,
    }
)


def ran_out(known: Projection, day: date) -> bool:
    """True if by the facts known on `day` some reading had expired (REN-4)."""
    return any(_expired(reading, day) for reading in known.readings)


def with_later_facts(known: Projection, whole: Projection, day: date) -> Projection:
    """`known`, the projection from the facts dated by `day`, without a statement that it had
    expired if the `whole` record shows it in force on that day: the extension then has no exact
    day, or none on record. If it was extended only afterwards, with retroactive effect, it had
    lapsed on that day, and remains expired (REN-8).
    """
    after = {reading.key: reading for reading in whole.readings}
    readings = tuple(
        _reopened(reading)
        if _expired(reading, day) and _goes_on(after.get(reading.key, whole.principal), day)
        else reading
        for reading in known.readings
    )
    return known._replace(readings=readings)


def _expired(reading: Reading, day: date) -> bool:
    span = reading.status_on(day)
    return span is not None and span.status is Status.EXPIRED


def _goes_on(reading: Reading, day: date) -> bool:
    span = reading.status_on(day)
    return span is not None and span.status in _GOES_ON


def _reopened(reading: Reading) -> Reading:
    return reading._replace(
        spans=tuple(_unsaid(s) if s.status is Status.EXPIRED else s for s in reading.spans),
        end=None,
    )


def _unsaid(span: Span) -> Span:
    reason = (
        f"{span.reason} among the acts dated by then; later ones show that it was carried on: the "
        "record does not say by which act, or when"
    )
    return replace(span, status=Status.UNKNOWN, reason=reason)
