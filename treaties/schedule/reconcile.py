"""What has to be written so that the stored rows say what the law says now?

Pure: values in, changes out. A row is known by its identity, not by its date, so a date that moves
keeps its row and gets the next revision; what the law no longer finds is withdrawn, never deleted;
what is unchanged is not touched.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from treaties.law.rules.results import Cycle, KeyDate, Reading, Span
from treaties.law.values.vocabulary import Certainty

LONGEST_READING = 80
LONGEST_LABEL = 120


class CycleKey(NamedTuple):
    """The identity of a cycle, independent of its days."""

    treaty: int
    reading: str
    ordinal: int


class KeyDateKey(NamedTuple):
    """The identity of a key date, independent of its day."""

    treaty: int
    kind: str
    clause: int | None
    party: int | None
    ordinal: int
    reading: str


class CycleValue(NamedTuple):
    """The columns of a renewal cycle that the law decides."""

    reading_label: str
    held: bool
    start: date | None
    start_latest: date | None
    expires: date | None
    expires_latest: date | None
    last_day: date | None
    last_day_latest: date | None
    window_opens: date | None
    first_notice: date | None
    last_notice: date | None
    last_notice_latest: date | None
    closing: str
    basis: str

    @property
    def when(self) -> tuple[date | None, ...]:
        return (
            self.start,
            self.start_latest,
            self.expires,
            self.expires_latest,
            self.last_notice,
            self.last_notice_latest,
        )

    @property
    def told(self) -> date | None:
        return self.expires


class KeyDateValue(NamedTuple):
    """The columns of a key date that the law decides; `cycle` is the ordinal of the cycle it
    closes, if any.
    """

    reading_label: str
    cycle: int | None
    held: bool
    earliest: date | None
    latest: date | None
    safe: date | None
    certainty: str
    basis: str
    rule: str
    reason: str

    @property
    def when(self) -> tuple[date | None, ...]:
        """Reminders and calendars are planned on the safe day: it moves a date as well."""
        return (self.earliest, self.latest, self.safe)

    @property
    def told(self) -> date | None:
        return self.safe or self.earliest


class SpanValue(NamedTuple):
    """A whole status span; its columns are its identity."""

    treaty: int
    party: int | None
    reading: str
    reading_label: str
    held: bool
    status: str
    start: date | None
    end: date | None
    start_no_later_than: date | None
    end_no_earlier_than: date | None
    reason: str


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", CycleValue, KeyDateValue)


@dataclass(frozen=True, slots=True)
class Stored(Generic[Value]):
    """A row as it is stored."""

    id: int
    revision: int
    withdrawn: bool
    value: Value
    previously: date | None = None


@dataclass(frozen=True, slots=True)
class Update(Generic[Key, Value]):
    """A row to overwrite under the same id. `moved` if its revision increased."""

    id: int
    key: Key
    value: Value
    revision: int
    previously: date | None
    moved: bool


@dataclass(frozen=True, slots=True)
class Changes(Generic[Key, Value]):
    """What to write; all three empty if the stored rows are right."""

    insert: tuple[tuple[Key, Value], ...]
    update: tuple[Update[Key, Value], ...]
    withdraw: tuple[int, ...]


def reconcile(
    stored: Mapping[Key, Stored[Value]], projected: Mapping[Key, Value]
) -> Changes[Key, Value]:
    """The changes that turn `stored` into `projected`.

    The revision increases by one if a day moves, and if a withdrawn row comes back; `previously`
    then keeps the day of the last reminders. Other differences (a reworded reason, a fact recorded)
    are written without a new revision, because nobody needs a reminder of them.
    """
    insert: list[tuple[Key, Value]] = []
    update: list[Update[Key, Value]] = []
    for key, value in projected.items():
        row = stored.get(key)
        if row is None:
            insert.append((key, value))
        elif row.withdrawn or row.value != value:
            moved = row.withdrawn or row.value.when != value.when
            update.append(
                Update(
                    id=row.id,
                    key=key,
                    value=value,
                    revision=row.revision + moved,
                    previously=row.value.told if moved else row.previously,
                    moved=moved,
                )
            )
    gone = [row.id for key, row in stored.items() if key not in projected and not row.withdrawn]
    return Changes(tuple(insert), tuple(update), tuple(gone))


def reconcile_spans(
    stored: Iterable[tuple[int, SpanValue]], projected: Iterable[SpanValue]
) -> tuple[tuple[SpanValue, ...], tuple[int, ...]]:
    """The spans to insert and the ids of those to remove first, because spans of one reading must
    not overlap.
    """
    wanted = dict.fromkeys(projected)
    kept: set[SpanValue] = set()
    remove: list[int] = []
    for ident, value in stored:
        if value in wanted and value not in kept:
            kept.add(value)
        else:
            remove.append(ident)
    return tuple(value for value in wanted if value not in kept), tuple(remove)


def cycles_of(treaty: int, readings: Iterable[Reading]) -> dict[CycleKey, CycleValue]:
    """The cycles of a projection as the columns that are stored."""
    return {
        CycleKey(treaty, reading.key[:LONGEST_READING], cycle.ordinal): _cycle(reading, cycle)
        for reading in readings
        for cycle in reading.cycles
    }


def key_dates_of(
    treaty: int, readings: Iterable[Reading], parties: Mapping[str, int]
) -> dict[KeyDateKey, KeyDateValue]:
    """The key dates of a projection as the columns that are stored; `parties` gives each code its
    row.
    """
    found: dict[KeyDateKey, KeyDateValue] = {}
    for reading in readings:
        ordinals = {cycle.ordinal for cycle in reading.cycles}
        for day in reading.key_dates:
            key = KeyDateKey(
                treaty,
                str(day.kind),
                int(day.clause) if day.clause else None,
                parties[day.party] if day.party else None,
                day.ordinal,
                reading.key[:LONGEST_READING],
            )
            found.setdefault(key, _key_date(reading, day, ordinals))
    return found


def spans_of(
    treaty: int, readings: Iterable[Reading], parties: Mapping[str, int]
) -> list[SpanValue]:
    """The status spans of a projection as the columns that are stored."""
    return [
        _span(treaty, reading, span, parties)
        for reading in readings
        for span in reading.spans
        if span.start is None or span.end is None or span.start < span.end
    ]


def _cycle(reading: Reading, cycle: Cycle) -> CycleValue:
    return CycleValue(
        reading_label=reading.label[:LONGEST_LABEL],
        held=reading.held,
        start=cycle.start.earliest,
        start_latest=cycle.start.latest,
        expires=cycle.expires.earliest,
        expires_latest=cycle.expires.latest,
        last_day=cycle.last_day.earliest,
        last_day_latest=cycle.last_day.latest,
        window_opens=None if cycle.window_opens is None else cycle.window_opens.earliest,
        first_notice=None if cycle.first_notice is None else cycle.first_notice.earliest,
        last_notice=None if cycle.last_notice is None else cycle.last_notice.safe,
        last_notice_latest=None if cycle.last_notice is None else cycle.last_notice.latest,
        closing=str(cycle.closing),
        basis=str(cycle.basis),
    )


def _key_date(reading: Reading, day: KeyDate, ordinals: set[int]) -> KeyDateValue:
    certainty, latest = day.outcome.certainty, day.outcome.latest
    return KeyDateValue(
        reading_label=reading.label[:LONGEST_LABEL],
        cycle=day.ordinal if day.closes_cycle and day.ordinal in ordinals else None,
        held=reading.held,
        earliest=None if certainty is Certainty.AWAITING else day.outcome.safe,
        latest=None if certainty is Certainty.AWAITING else latest,
        safe=day.safe,
        certainty=str(certainty),
        basis=str(day.basis),
        rule=day.rule,
        reason=day.reason or day.outcome.reason or day.kind.label,
    )


def _span(treaty: int, reading: Reading, span: Span, parties: Mapping[str, int]) -> SpanValue:
    return SpanValue(
        treaty=treaty,
        party=parties[span.party] if span.party else None,
        reading=reading.key[:LONGEST_READING],
        reading_label=reading.label[:LONGEST_LABEL],
        held=reading.held,
        status=str(span.status),
        start=span.start,
        end=span.end,
        start_no_later_than=span.uncertain_start_until,
        end_no_earlier_than=span.uncertain_end_from,
        reason=span.reason,
    )
