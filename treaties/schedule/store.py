"""How are the changes that `reconcile` found written? One read and at most a few statements for
each kind of row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model

from treaties.models import KeyDate, RenewalCycle, StatusSpan
from treaties.schedule.reconcile import (
    CycleKey,
    CycleValue,
    KeyDateKey,
    KeyDateValue,
    SpanValue,
    Stored,
    reconcile,
    reconcile_spans,
)

_CYCLE_COLUMNS = (
    "reading_label",
    "start",
    "start_latest",
    "expires",
    "expires_latest",
    "last_day",
    "last_day_latest",
    "window_opens",
    "first_notice",
    "last_notice",
    "last_notice_latest",
    "closing",
    "basis",
)
_DATE_COLUMNS = ("reading_label", "earliest", "latest", "certainty", "basis", "rule", "reason")


@dataclass(slots=True)
class Written:
    """How many rows of one kind were written, and of which treaties."""

    inserted: int = 0
    updated: int = 0
    withdrawn: int = 0
    touched: set[int] = field(default_factory=set)


def write_cycles(
    treaties: Sequence[int], projected: Mapping[CycleKey, CycleValue], now: datetime
) -> tuple[Written, dict[CycleKey, int]]:
    """Reconcile the stored cycles of `treaties`; also the id of every cycle, for the key dates that
    close it.
    """
    rows = {
        CycleKey(row.treaty_id, row.reading, row.ordinal): row
        for row in RenewalCycle.objects.filter(treaty__in=treaties)
    }
    stored = {
        key: Stored(
            row.pk,
            row.revision,
            row.withdrawn_at is not None,
            CycleValue(**{name: getattr(row, name) for name in _CYCLE_COLUMNS}),
        )
        for key, row in rows.items()
    }
    changes = reconcile(stored, projected)
    by_id = {row.pk: row for row in rows.values()}
    written = Written(len(changes.insert), len(changes.update), len(changes.withdraw))
    altered: list[RenewalCycle] = []
    for update in changes.update:
        row = by_id[update.id]
        _set(row, update.value, _CYCLE_COLUMNS)
        row.revision, row.withdrawn_at = update.revision, None
        altered.append(row)
    for ident in changes.withdraw:
        row = by_id[ident]
        row.revision, row.withdrawn_at = row.revision + 1, now
        altered.append(row)
    fresh: list[RenewalCycle] = []
    for key, value in changes.insert:
        row = RenewalCycle(treaty_id=key.treaty, reading=key.reading, ordinal=key.ordinal)
        _set(row, value, _CYCLE_COLUMNS)
        fresh.append(row)
    _overwrite(RenewalCycle, altered, [*_CYCLE_COLUMNS, "revision", "withdrawn_at"])
    if fresh:
        RenewalCycle.objects.bulk_create(fresh)
    written.touched = {row.treaty_id for row in (*altered, *fresh)}
    every = (*rows.values(), *fresh)
    return written, {CycleKey(r.treaty_id, r.reading, r.ordinal): r.pk for r in every}


def write_key_dates(
    treaties: Sequence[int],
    projected: Mapping[KeyDateKey, KeyDateValue],
    cycles: Mapping[CycleKey, int],
    now: datetime,
) -> Written:
    """Reconcile the stored key dates of `treaties`."""
    ordinals = {ident: key.ordinal for key, ident in cycles.items()}
    rows = {
        KeyDateKey(r.treaty_id, r.kind, r.clause_id, r.party_id, r.ordinal, r.reading): r
        for r in KeyDate.objects.filter(treaty__in=treaties)
    }
    stored = {
        key: Stored(
            row.pk,
            row.revision,
            row.withdrawn_at is not None,
            KeyDateValue(
                cycle=ordinals[row.cycle_id] if row.cycle_id else None,
                **{name: getattr(row, name) for name in _DATE_COLUMNS},
            ),
            row.previously,
        )
        for key, row in rows.items()
    }
    changes = reconcile(stored, projected)
    by_id = {row.pk: row for row in rows.values()}
    written = Written(len(changes.insert), len(changes.update), len(changes.withdraw))

    def cycle_of(key: KeyDateKey, value: KeyDateValue) -> int | None:
        if value.cycle is None:
            return None
        return cycles[CycleKey(key.treaty, key.reading, value.cycle)]

    altered: list[KeyDate] = []
    for update in changes.update:
        row = by_id[update.id]
        _set(row, update.value, _DATE_COLUMNS)
        row.cycle_id = cycle_of(update.key, update.value)
        row.revision, row.previously, row.withdrawn_at = update.revision, update.previously, None
        if update.moved:
            row.changed_at = now
        altered.append(row)
    for ident in changes.withdraw:
        row = by_id[ident]
        row.revision, row.withdrawn_at, row.changed_at = row.revision + 1, now, now
        altered.append(row)
    fresh: list[KeyDate] = []
    for key, value in changes.insert:
        row = KeyDate(
            treaty_id=key.treaty,
            kind=key.kind,
            clause_id=key.clause,
            party_id=key.party,
            ordinal=key.ordinal,
            reading=key.reading,
            cycle_id=cycle_of(key, value),
            changed_at=now,
        )
        _set(row, value, _DATE_COLUMNS)
        fresh.append(row)
    columns = [*_DATE_COLUMNS, "cycle", "revision", "previously", "changed_at", "withdrawn_at"]
    _overwrite(KeyDate, altered, columns)
    if fresh:
        KeyDate.objects.bulk_create(fresh)
    written.touched = {row.treaty_id for row in (*altered, *fresh)}
    return written


def write_spans(treaties: Sequence[int], projected: Sequence[SpanValue]) -> Written:
    """Replace the status spans of `treaties` that differ."""
    rows = list(StatusSpan.objects.filter(treaty__in=treaties))
    insert, remove = reconcile_spans([(row.pk, _span_value(row)) for row in rows], projected)
    gone = set(remove)
    if gone:
        StatusSpan.objects.filter(pk__in=gone).delete()
    if insert:
        StatusSpan.objects.bulk_create(
            StatusSpan(
                treaty_id=value.treaty,
                party_id=value.party,
                reading=value.reading,
                reading_label=value.reading_label,
                status=value.status,
                span=(value.start, value.end),
                start_no_later_than=value.start_no_later_than,
                end_no_earlier_than=value.end_no_earlier_than,
                reason=value.reason,
            )
            for value in insert
        )
    touched = {row.treaty_id for row in rows if row.pk in gone} | {v.treaty for v in insert}
    return Written(len(insert), 0, len(gone), touched)


def _span_value(row: StatusSpan) -> SpanValue:
    start: date | None = row.span.lower
    end: date | None = row.span.upper
    return SpanValue(
        treaty=row.treaty_id,
        party=row.party_id,
        reading=row.reading,
        reading_label=row.reading_label,
        status=row.status,
        start=start,
        end=end,
        start_no_later_than=row.start_no_later_than,
        end_no_earlier_than=row.end_no_earlier_than,
        reason=row.reason,
    )


def _set(row: Model, value: object, columns: Sequence[str]) -> None:
    for name in columns:
        setattr(row, name, getattr(value, name))


Row = TypeVar("Row", RenewalCycle, KeyDate)


def _overwrite(model: type[Row], rows: list[Row], columns: list[str]) -> None:
    """Write the rows under their ids in one statement; `bulk_update` would send a CASE for every
    column and row.
    """
    if rows:
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=columns
        )
