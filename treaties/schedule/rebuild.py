"""How do the stored cycles, key dates and status spans get updated from the facts?

Called by `register` at the end of every write, in its transaction, and by the beat when the horizon
moves on. The number of queries does not depend on the number of agreements in a batch; a second
rebuild writes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from treaties.law.projection import project
from treaties.law.rules.results import Reading
from treaties.models import Party, Treaty
from treaties.schedule.facts import agreements, replaced_by_these
from treaties.schedule.reconcile import (
    CycleKey,
    CycleValue,
    KeyDateKey,
    KeyDateValue,
    SpanValue,
    cycles_of,
    key_dates_of,
    spans_of,
)
from treaties.schedule.rows import among
from treaties.schedule.store import write_cycles, write_key_dates, write_spans

BATCH = 1000
"""How many agreements are read and written at once: it bounds the memory, and each kind of row
takes one statement.
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were written. A span that changes is one withdrawn and one inserted."""

    inserted: int = 0
    updated: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.withdrawn + other.withdrawn,
        )


def horizon(today: date | None = None) -> date:
    """The last day of the year HORIZON_YEARS ahead: it moves once a year, so that most days nothing
    is written.
    """
    return date((today or timezone.localdate()).year + settings.HORIZON_YEARS, 12, 31)


def rebuild(treaty_ids: Iterable[int], until: date | None = None) -> Counts:
    """Project the agreements and those they replace up to `until` (the horizon) and write what
    differs.

    Raises LawError for facts the law cannot calculate; then nothing is written.
    """
    until = until or horizon()
    total = Counts()
    with transaction.atomic():
        ids = _lock(set(treaty_ids))
        for first in range(0, len(ids), BATCH):
            total += _rebuild_batch(ids[first : first + BATCH], until)
    return total


def _lock(ids: set[int]) -> list[int]:
    """Lock the agreements and those whose end depends on them, in the order of their ids.

    The facts are read only after the lock, so the second of two writers sees what the first
    committed. FOR NO KEY UPDATE is enough against another rebuild, and does not block inserts that
    refer to the treaty (a new follower, for example). The earlier agreements are looked up again
    under the lock, because a relation may have been committed while we waited.
    """
    locked: set[int] = set()
    wanted = ids | replaced_by_these(ids)
    while wanted - locked:
        rows = Treaty.objects.select_for_update(no_key=True).filter(pk__in=wanted - locked)
        list(rows.order_by("pk").values_list("pk", flat=True))
        locked |= wanted
        wanted = ids | replaced_by_these(ids)
    return sorted(locked)


def _rebuild_batch(ids: list[int], until: date) -> Counts:
    treaties = {
        treaty.pk: treaty for treaty in Treaty.objects.filter(pk__in=among(ids)).order_by("pk")
    }
    found = agreements(treaties.values())
    readings: dict[int, tuple[Reading, ...]] = {}
    for pk, treaty in treaties.items():
        # A treaty withdrawn from the register has no dates: its reminders stop, and come back if it
        # is restored.
        readings[pk] = () if treaty.withdrawn_at else project(found[pk], until).readings
    parties = _party_ids(readings.values())
    cycles: dict[CycleKey, CycleValue] = {}
    dates: dict[KeyDateKey, KeyDateValue] = {}
    spans: list[SpanValue] = []
    for pk, several in readings.items():
        cycles |= cycles_of(pk, several)
        dates |= key_dates_of(pk, several, parties)
        spans += spans_of(pk, several, parties)
    return _write(list(treaties), cycles, dates, spans)


def _write(
    treaties: list[int],
    cycles: dict[CycleKey, CycleValue],
    dates: dict[KeyDateKey, KeyDateValue],
    spans: list[SpanValue],
) -> Counts:
    now = timezone.now()
    of_cycles, cycle_ids = write_cycles(treaties, cycles, now)
    of_dates = write_key_dates(treaties, dates, cycle_ids, now)
    of_spans = write_spans(treaties, spans)
    changed = of_cycles.touched | of_dates.touched | of_spans.touched
    if changed:
        Treaty.objects.filter(pk__in=among(changed)).update(version=F("version") + 1)
    return Counts(
        of_cycles.inserted + of_dates.inserted + of_spans.inserted,
        of_cycles.updated + of_dates.updated,
        of_cycles.withdrawn + of_dates.withdrawn + of_spans.withdrawn,
    )


def _party_ids(readings: Iterable[tuple[Reading, ...]]) -> dict[str, int]:
    codes = {
        row.party
        for several in readings
        for reading in several
        for found in (reading.key_dates, reading.spans)
        for row in found
        if row.party
    }
    return dict(Party.objects.filter(code__in=codes).values_list("code", "pk"))
