"""How are the changes that `reconcile` found written? With one read and at most a few statements
for each kind of row.

Rows are read as plain tuples, because a register has thirty of them for each agreement: no model
instance is made for an unchanged row, and new rows are written by COPY.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import F

from treaties.models import KeyDate, RenewalCycle, StatusSpan
from treaties.models.status_span import SPAN_END, SPAN_START
from treaties.schedule.copying import append, fresh_ids
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
from treaties.schedule.rows import among

_OF_CYCLE: Final = CycleValue._fields
_OF_DATE: Final = tuple(name for name in KeyDateValue._fields if name != "cycle")


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
    rows = RenewalCycle.objects.filter(treaty__in=among(treaties)).values_list(
        "id", "revision", "withdrawn_at", "treaty_id", "reading", "ordinal", *_OF_CYCLE
    )
    stored = {
        CycleKey(*row[3:6]): Stored(row[0], row[1], row[2] is not None, CycleValue(*row[6:]))
        for row in rows.order_by()
    }
    changes = reconcile(stored, projected)
    ids = {key: row.id for key, row in stored.items()}
    _overwrite(
        RenewalCycle,
        [
            RenewalCycle(
                id=update.id,
                revision=update.revision,
                withdrawn_at=None,
                **_key(update.key),
                **update.value._asdict(),
            )
            for update in changes.update
        ],
        [*_OF_CYCLE, "revision", "withdrawn_at"],
    )
    _withdraw(RenewalCycle, changes.withdraw, withdrawn_at=now)
    fresh = fresh_ids(RenewalCycle, len(changes.insert))
    append(
        RenewalCycle,
        ("id", "revision", "treaty_id", "reading", "ordinal", *_OF_CYCLE),
        (
            (ident, 1, *key, *value)
            for ident, (key, value) in zip(fresh, changes.insert, strict=True)
        ),
    )
    ids |= {key: ident for ident, (key, _) in zip(fresh, changes.insert, strict=True)}
    return _written(changes, stored), ids


def write_key_dates(
    treaties: Sequence[int],
    projected: Mapping[KeyDateKey, KeyDateValue],
    cycles: Mapping[CycleKey, int],
    now: datetime,
) -> Written:
    """Reconcile the stored key dates of `treaties`."""
    ordinals = {ident: key.ordinal for key, ident in cycles.items()}
    names = ("treaty_id", "kind", "clause_id", "party_id", "ordinal", "reading")
    rows = KeyDate.objects.filter(treaty__in=among(treaties)).values_list(
        "id", "revision", "withdrawn_at", "previously", "cycle_id", *names, *_OF_DATE
    )
    stored = {
        KeyDateKey(*row[5:11]): Stored(
            row[0],
            row[1],
            row[2] is not None,
            KeyDateValue(row[11], ordinals[row[4]] if row[4] else None, *row[12:]),
            row[3],
        )
        for row in rows.order_by()
    }
    changes = reconcile(stored, projected)

    def cycle_of(key: KeyDateKey, value: KeyDateValue) -> int | None:
        if value.cycle is None:
            return None
        return cycles[CycleKey(key.treaty, key.reading, value.cycle)]

    def columns(value: KeyDateValue) -> tuple[Any, ...]:
        return (value.reading_label, *value[2:])

    # If only other columns differ, the date is the same for everyone who was reminded of it.
    told = ["revision", "previously", "changed_at"]
    for moved in (True, False):
        _overwrite(
            KeyDate,
            [
                KeyDate(
                    id=update.id,
                    cycle_id=cycle_of(update.key, update.value),
                    revision=update.revision,
                    previously=update.previously,
                    changed_at=now,
                    withdrawn_at=None,
                    **_key(update.key),
                    **dict(zip(_OF_DATE, columns(update.value), strict=True)),
                )
                for update in changes.update
                if update.moved is moved
            ],
            [*_OF_DATE, "cycle", *(told if moved else ()), "withdrawn_at"],
        )
    _withdraw(KeyDate, changes.withdraw, withdrawn_at=now, changed_at=now)
    append(
        KeyDate,
        ("revision", "changed_at", "cycle_id", *names, *_OF_DATE),
        ((1, now, cycle_of(key, value), *key, *columns(value)) for key, value in changes.insert),
    )
    return _written(changes, stored)


def write_spans(treaties: Sequence[int], projected: Sequence[SpanValue]) -> Written:
    """Replace the status spans of `treaties` that differ."""
    rows = StatusSpan.objects.filter(treaty__in=among(treaties)).values_list(
        "id",
        "treaty_id",
        "party_id",
        "reading",
        "reading_label",
        "held",
        "status",
        SPAN_START,
        SPAN_END,
        "start_no_later_than",
        "end_no_earlier_than",
        "reason",
    )
    stored = {row[0]: SpanValue(*row[1:]) for row in rows.order_by()}
    insert, remove = reconcile_spans(stored.items(), projected)
    if remove:
        StatusSpan.objects.filter(pk__in=remove).delete()
    append(
        StatusSpan,
        (
            "treaty_id",
            "party_id",
            "reading",
            "reading_label",
            "held",
            "status",
            "span",
            "start_no_later_than",
            "end_no_earlier_than",
            "reason",
        ),
        ((*v[:6], f"[{v.start or ''},{v.end or ''})", *v[8:]) for v in insert),
    )
    touched = {stored[ident].treaty for ident in remove} | {value.treaty for value in insert}
    return Written(len(insert), 0, len(remove), touched)


def _written(changes: Any, stored: Mapping[Any, Stored[Any]]) -> Written:
    gone = set(changes.withdraw)
    touched = {key.treaty for key, _ in changes.insert}
    touched |= {update.key.treaty for update in changes.update}
    if gone:
        touched |= {key.treaty for key, row in stored.items() if row.id in gone}
    return Written(len(changes.insert), len(changes.update), len(gone), touched)


def _key(key: CycleKey | KeyDateKey) -> dict[str, Any]:
    """The columns of a key under their names as a model takes them."""
    named = key._asdict()
    return {f"{k}_id" if k in ("treaty", "clause", "party") else k: v for k, v in named.items()}


Row = TypeVar("Row", RenewalCycle, KeyDate)


def _overwrite(model: type[Row], rows: list[Row], columns: list[str]) -> None:
    """Write the rows under their ids in one statement; `bulk_update` would send a CASE for every
    column and row.
    """
    if rows:
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=columns
        )


def _withdraw(model: type[Row], ids: Sequence[int], **when: datetime) -> None:
    if ids:
        rows = model._default_manager.filter(pk__in=ids)
        rows.update(revision=F("revision") + 1, **when)
