"""What does one agreement look like under each reading? The same small values from stored rows
and from a live projection.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from treaties.inquiry.live import projection_of
from treaties.law.rules.results import Cycle, Reading, Span
from treaties.law.values.outcomes import Outcome
from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import RenewalCycle, StatusSpan, Treaty


@dataclass(frozen=True, slots=True)
class Day:
    """A day known between two, both included; both None is not yet known."""

    earliest: date | None
    latest: date | None

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None


UNKNOWN = Day(None, None)


@dataclass(frozen=True, slots=True)
class CycleView:
    """One term of validity. `next_expires` is where the cycle after it ends, if there is one."""

    ordinal: int
    start: Day
    expires: Day
    last_day: Day
    window_opens: Day
    last_notice: Day
    closing: str
    basis: str
    pk: int | None = None
    next_expires: Day = UNKNOWN

    def holds(self, day: date) -> bool:
        """Whether `day` certainly or possibly lies in the cycle."""
        if self.start.earliest is None or day < self.start.earliest:
            return False
        return self.last_day.latest is None or day <= self.last_day.latest

    def is_over(self, day: date) -> bool:
        """Whether the cycle has certainly ended before `day`."""
        return self.last_day.latest is not None and self.last_day.latest < day

    @property
    def why_kind(self) -> str:
        """The key date whose steps explain this cycle: what ended it, where it did not run out."""
        if self.closing == "ends":
            return KeyDateKind.END
        if self.last_notice:
            return KeyDateKind.LAST_NOTICE
        return KeyDateKind.RENEWAL if self.closing == "renews" else KeyDateKind.EXPIRY

    @property
    def why_ordinal(self) -> int:
        """Of which cycle that date is; an agreement ends once."""
        return 0 if self.closing == "ends" else self.ordinal


@dataclass(frozen=True, slots=True)
class Stretch:
    """A status of the treaty or of a party, from `start` to before `end`; an open end is None."""

    status: str
    party: str | None
    start: Day
    end: Day
    reason: str

    def holds(self, day: date) -> bool:
        return (self.start.earliest is None or self.start.earliest <= day) and (
            self.end.latest is None or day < self.end.latest
        )


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of an agreement; the principal one has the key ""."""

    key: str
    label: str
    cycles: tuple[CycleView, ...]
    stretches: tuple[Stretch, ...]

    def stretch_on(self, day: date, party: str | None = None) -> Stretch | None:
        return next((s for s in self.stretches if s.party == party and s.holds(day)), None)

    def cycle_on(self, day: date) -> CycleView | None:
        return next((c for c in self.cycles if c.holds(day)), None)

    def of_party(self, party: str) -> tuple[Stretch, ...]:
        return tuple(s for s in self.stretches if s.party == party)


def readings_on(treaty: Treaty, as_of: date | None) -> tuple[ReadingView, ...]:
    """The readings of `treaty`, the principal one first. Decisions hang on the stored cycles in
    both cases.
    """
    if as_of is None:
        return readings_of([treaty], parties=True)[treaty.pk]
    live = from_projection(projection_of(treaty, as_of).readings)
    return with_rows(live, RenewalCycle.objects.filter(treaty=treaty, withdrawn_at=None))


def readings_of(
    treaties: Iterable[Treaty], *, parties: bool = False
) -> dict[int, tuple[ReadingView, ...]]:
    """The stored readings of each treaty by its key; with `parties` also each party's."""
    keys = [treaty.pk for treaty in treaties]
    cycles: dict[int, list[RenewalCycle]] = defaultdict(list)
    spans: dict[int, list[StatusSpan]] = defaultdict(list)
    for cycle in RenewalCycle.objects.filter(treaty__in=keys, withdrawn_at=None):
        cycles[cycle.treaty_id].append(cycle)
    rows = StatusSpan.objects.filter(treaty__in=keys)
    rows = rows.select_related("party") if parties else rows.filter(party=None)
    for span in rows:
        spans[span.treaty_id].append(span)
    return {key: from_rows(cycles[key], spans[key]) for key in keys}


def from_rows(
    cycles: Iterable[RenewalCycle], spans: Iterable[StatusSpan]
) -> tuple[ReadingView, ...]:
    """The readings that are stored, the principal one first. `spans` come with their parties."""
    labels: dict[str, str] = {"": ""}
    views: dict[str, list[CycleView]] = defaultdict(list)
    stretches: dict[str, list[Stretch]] = defaultdict(list)
    for cycle in cycles:
        labels.setdefault(cycle.reading, cycle.reading_label)
        views[cycle.reading].append(_cycle_of_row(cycle))
    for span in spans:
        labels.setdefault(span.reading, span.reading_label)
        stretches[span.reading].append(_stretch_of_row(span))
    return tuple(
        ReadingView(key, labels[key], _joined(views[key]), tuple(stretches[key]))
        for key in sorted(labels)
    )


def from_projection(readings: Iterable[Reading]) -> tuple[ReadingView, ...]:
    """The readings of a live projection, in its order."""
    return tuple(
        ReadingView(
            reading.key,
            reading.label,
            _joined([_cycle_of_projection(cycle) for cycle in reading.cycles]),
            tuple(_stretch_of_span(span) for span in reading.spans),
        )
        for reading in readings
    )


def with_rows(
    readings: Iterable[ReadingView], cycles: Iterable[RenewalCycle]
) -> tuple[ReadingView, ...]:
    """The same readings, their cycles joined to the stored rows that decisions point at."""
    keys = {(row.reading, row.ordinal): row.pk for row in cycles}
    return tuple(
        replace(
            reading,
            cycles=tuple(replace(c, pk=keys.get((reading.key, c.ordinal))) for c in reading.cycles),
        )
        for reading in readings
    )


def _joined(cycles: list[CycleView]) -> tuple[CycleView, ...]:
    ordered = sorted(cycles, key=lambda c: c.ordinal)
    ends = {c.ordinal: c.expires for c in ordered}
    return tuple(replace(c, next_expires=ends.get(c.ordinal + 1, UNKNOWN)) for c in ordered)


def _cycle_of_row(row: RenewalCycle) -> CycleView:
    return CycleView(
        row.ordinal,
        Day(row.start, row.start_latest or row.start),
        Day(row.expires, row.expires_latest or row.expires),
        Day(row.last_day, row.last_day_latest or row.last_day),
        Day(row.window_opens, row.window_opens),
        Day(row.last_notice, row.last_notice_latest or row.last_notice),
        row.closing,
        row.basis,
        row.pk,
    )


def _cycle_of_projection(cycle: Cycle) -> CycleView:
    return CycleView(
        cycle.ordinal,
        _day(cycle.start),
        _day(cycle.expires),
        _day(cycle.last_day),
        _day(cycle.window_opens),
        _day(cycle.last_notice),
        cycle.closing,
        cycle.basis,
    )


def _stretch_of_row(row: StatusSpan) -> Stretch:
    start, end = row.span.lower, row.span.upper
    return Stretch(
        row.status,
        row.party.code if row.party else None,
        Day(start, row.start_no_later_than or start),
        Day(row.end_no_earlier_than or end, end),
        row.reason,
    )


def _stretch_of_span(span: Span) -> Stretch:
    return Stretch(
        span.status,
        span.party,
        Day(span.start, span.uncertain_start_until or span.start),
        Day(span.uncertain_end_from or span.end, span.end),
        span.reason,
    )


def _day(outcome: Outcome | None) -> Day:
    return UNKNOWN if outcome is None else Day(outcome.earliest, outcome.latest)
