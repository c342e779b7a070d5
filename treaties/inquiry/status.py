"""How does an agreement stand on a day, under the record and under each other reading? (DOMAIN 9)

From the stored spans where the question is about what is known now; projected live from the facts
dated up to `as_of` where it is about what was known then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from treaties.inquiry.live import projection_of
from treaties.law.rules.results import Cycle, KeyDate, Reading
from treaties.law.values.periods import words
from treaties.law.values.vocabulary import Certainty, KeyDateKind, Status
from treaties.models import KeyDate as KeyDateRow
from treaties.models import RenewalCycle, StatusSpan, Treaty

DATES_AHEAD: Final = 3
_FIRST: Final = ("initial term", "second term", "third term", "fourth term", "fifth term")
_BINDS: Final = frozenset(
    {
        Status.IN_FORCE,
        Status.WINDOW_OPEN,
        Status.NEXT_PERIOD_CERTAIN,
        Status.NOTICE_GIVEN,
        Status.SUSPENDED,
    }
)


@dataclass(frozen=True, slots=True)
class CycleAnswer:
    """The cycle of validity that holds the day; of a date that is not exact, the earliest day."""

    ordinal: int
    start: date | None
    expires: date | None
    last_day: date | None
    window_opens: date | None
    last_notice: date | None
    closing: str

    @property
    def name(self) -> str:
        """`third term`; the initial term is the first."""
        return _FIRST[self.ordinal] if self.ordinal < len(_FIRST) else f"term {self.ordinal + 1}"

    @property
    def words(self) -> str:
        """`third period 5 April 2017 – 5 April 2022`."""
        return f"{self.name} {_day(self.start)} – {_day(self.expires)}"

    def last_notice_words(self, day: date) -> str:
        """Whether its renewal can be stopped on `day`, and until when; empty if nothing can."""
        if self.last_notice is None or self.closing not in ("renews", "runs_on", "ends"):
            return ""
        verb = "was" if self.last_notice < day else "is"
        return f"last day to stop its renewal {verb} {words(self.last_notice)}"


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """A key date to come; `day` is the earliest day it may be."""

    kind: KeyDateKind
    day: date
    certainty: Certainty
    ordinal: int
    reason: str


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """What one reading says of one day. The principal reading has the key "".

    `since` is the first day of the status, `until` the first day after it; None is unknown or open.
    """

    reading: str
    reading_label: str
    status: Status
    since: date | None
    until: date | None
    reason: str
    cycle: CycleAnswer | None
    next_dates: tuple[DateAnswer, ...]

    @property
    def label(self) -> str:
        """The status in words."""
        return self.status.label

    def sentences(self, day: date) -> tuple[str, ...]:
        """The status, the cycle and the last day of notice, as the card and the page say them."""
        said = [self.label]
        if self.cycle is not None:
            said += [self.cycle.words, self.cycle.last_notice_words(day)]
        return tuple(sentence for sentence in said if sentence)


def status_on(
    treaty: Treaty, day: date, as_of: date | None = None
) -> tuple[StatusAnswer, tuple[StatusAnswer, ...]]:
    """How `treaty` stands on `day`: the principal reading, and those others that say otherwise.

    Without `as_of` three queries of stored rows, whatever the treaty; with it a live projection.
    """
    if as_of is None:
        principal, *others = _stored(treaty, day)
    else:
        readings = projection_of(treaty, as_of, reach=day).readings
        principal, *others = (_answer(reading, day) for reading in readings)
    return principal, tuple(other for other in others if _says(other) != _says(principal))


def _says(answer: StatusAnswer) -> tuple[object, ...]:
    """What a reader would see of it; the reading's own name is no difference."""
    return (answer.status, answer.cycle, [(d.kind, d.day) for d in answer.next_dates])


def _stored(treaty: Treaty, day: date) -> list[StatusAnswer]:
    spans = list(StatusSpan.objects.filter(treaty=treaty, party=None, span__contains=day))
    cycles = list(
        RenewalCycle.objects.filter(treaty=treaty, withdrawn_at=None, start__lte=day).order_by(
            "reading", "ordinal"
        )
    )
    dates = list(
        KeyDateRow.objects.filter(treaty=treaty, withdrawn_at=None, earliest__gte=day).order_by(
            "earliest", "ordinal", "id"
        )
    )
    labels = {"": ""}
    labels |= {span.reading: span.reading_label for span in spans}
    labels |= {cycle.reading: cycle.reading_label for cycle in cycles}
    labels |= {key.reading: key.reading_label for key in dates}
    return [_stored_answer(key, labels[key], day, spans, cycles, dates) for key in sorted(labels)]


def _stored_answer(
    key: str,
    label: str,
    day: date,
    spans: Iterable[StatusSpan],
    cycles: Iterable[RenewalCycle],
    dates: Sequence[KeyDateRow],
) -> StatusAnswer:
    span = next((s for s in spans if s.reading == key), None)
    status = Status(span.status) if span else Status.UNKNOWN
    holding = [c for c in cycles if c.reading == key and _holds(c.start, c.last_day_latest, day)]
    ahead = [d for d in dates if d.reading == key and d.earliest is not None][:DATES_AHEAD]
    return StatusAnswer(
        key,
        label,
        status,
        span.span.lower if span else None,
        span.span.upper if span else None,
        span.reason if span else "no fact of this day is on record",
        _cycle_of_stored(holding[0]) if holding and status in _BINDS else None,
        tuple(
            DateAnswer(KeyDateKind(d.kind), d.earliest, Certainty(d.certainty), d.ordinal, d.reason)
            for d in ahead
            if d.earliest is not None
        ),
    )


def _answer(reading: Reading, day: date) -> StatusAnswer:
    span = reading.status_on(day)
    status = Status(span.status.value) if span else Status.UNKNOWN
    cycle = reading.cycle_on(day)
    ahead = sorted(
        (k for k in reading.key_dates if k.outcome.earliest is not None),
        key=lambda k: (k.outcome.earliest or day, k.ordinal),
    )
    return StatusAnswer(
        reading.key,
        reading.label,
        status,
        span.start if span else None,
        span.end if span else None,
        span.reason if span else "no fact dated up to this day says",
        _cycle_of_projection(cycle) if cycle and status in _BINDS else None,
        tuple(_date_of(k, found) for k in ahead if (found := k.outcome.earliest) and found >= day)[
            :DATES_AHEAD
        ],
    )


def _date_of(key: KeyDate, day: date) -> DateAnswer:
    return DateAnswer(key.kind, day, key.outcome.certainty, key.ordinal, key.reason)


def _holds(start: date | None, last_day: date | None, day: date) -> bool:
    return start is not None and start <= day and (last_day is None or day <= last_day)


def _cycle_of_stored(row: RenewalCycle) -> CycleAnswer:
    return CycleAnswer(
        row.ordinal,
        row.start,
        row.expires,
        row.last_day,
        row.window_opens,
        row.last_notice,
        row.closing,
    )


def _cycle_of_projection(cycle: Cycle) -> CycleAnswer:
    return CycleAnswer(
        cycle.ordinal,
        cycle.start.earliest,
        cycle.expires.earliest,
        cycle.last_day.earliest,
        cycle.window_opens.earliest if cycle.window_opens else None,
        cycle.last_notice.safe if cycle.last_notice else None,
        cycle.closing.value,
    )


def _day(day: date | None) -> str:
    return words(day) if day else "not yet known"
