"""Under which readings does an agreement stand? The stored rows, or the facts dated up to a day, as
the same values of the law: `law.outlook` answers every question about a day from them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from treaties.inquiry.live import projection_of
from treaties.law.rules.results import Closing, Cycle, KeyDate, Reading, Span
from treaties.law.values.outcomes import Awaiting, Between, Disputed, Fixed, Outcome
from treaties.law.values.vocabulary import MATTERS, Basis, KeyDateKind, PartyStatus, Status
from treaties.models import KeyDate as KeyDateRow
from treaties.models import RenewalCycle, StatusSpan, Treaty

_UNKNOWN: Final = Awaiting("a fact that is not on record")


def readings_on(treaty: Treaty, as_of: date | None, reach: date | None = None) -> list[Reading]:
    """The readings of `treaty`, the principal one first: all of the record, or, with `as_of`, what
    was dated by then, projected at least to `reach`. Raises LawError for facts of a day that the
    law cannot reckon.
    """
    if as_of is None:
        return readings_of([treaty], parties=True)[treaty.pk]
    return list(projection_of(treaty, as_of, reach=reach).readings)


def readings_of(treaties: Iterable[Treaty], *, parties: bool = False) -> dict[int, list[Reading]]:
    """The stored readings of each treaty by its key, the principal one first, with the dates that
    matter; with `parties` also the spans of each. Three queries however many they are.
    """
    keys = [treaty.pk for treaty in treaties]
    found: dict[int, dict[str, _Rows]] = {key: {"": _Rows("", True)} for key in keys}

    def rows_of(row: RenewalCycle | StatusSpan | KeyDateRow) -> _Rows:
        of_treaty = found[row.treaty_id]
        if row.reading not in of_treaty:
            of_treaty[row.reading] = _Rows(row.reading_label, row.held)
        return of_treaty[row.reading]

    standing = {"treaty__in": keys, "withdrawn_at": None}
    for cycle in RenewalCycle.objects.filter(**standing).order_by("ordinal"):
        rows_of(cycle).cycles.append(_cycle(cycle))
    spans = StatusSpan.objects.filter(treaty__in=keys)
    spans = spans.select_related("party") if parties else spans.filter(party=None)
    for span in spans.order_by("party_id", "span"):
        rows_of(span).spans.append(_span(span))
    dates = KeyDateRow.objects.filter(**standing, party=None, kind__in=MATTERS)
    for key in dates.order_by("earliest", "id"):
        rows_of(key).dates.append(_key_date(key))
    return {
        pk: [rows.reading(key) for key, rows in sorted(readings.items())]
        for pk, readings in found.items()
    }


def cycle_keys(treaty: Treaty) -> dict[tuple[str, int], int]:
    """The stored cycles, on which decisions hang, by reading and ordinal."""
    rows = RenewalCycle.objects.filter(treaty=treaty, withdrawn_at=None)
    return {(reading, n): pk for reading, n, pk in rows.values_list("reading", "ordinal", "pk")}


class _Rows:
    """What is stored of one reading."""

    def __init__(self, label: str, held: bool) -> None:
        self.label, self.held = label, held
        self.cycles: list[Cycle] = []
        self.dates: list[KeyDate] = []
        self.spans: list[Span] = []

    def reading(self, key: str) -> Reading:
        entry = (d for d in self.dates if d.kind is KeyDateKind.ENTRY_INTO_FORCE)
        end = (d for d in self.dates if d.kind is KeyDateKind.END)
        indefinite = (d for d in self.dates if d.kind is KeyDateKind.INDEFINITE_FROM)
        return Reading(
            key,
            self.label,
            next((d.outcome for d in entry), _UNKNOWN),
            tuple(self.cycles),
            tuple(self.dates),
            tuple(self.spans),
            next((d.outcome for d in indefinite), None),
            next((d.outcome for d in end), None),
            self.held,
        )


def _cycle(row: RenewalCycle) -> Cycle:
    return Cycle(
        row.ordinal,
        _outcome(row.start, row.start_latest),
        _outcome(row.expires, row.expires_latest),
        _outcome(row.last_day, row.last_day_latest),
        _outcome(row.window_opens, row.window_opens) if row.window_opens else None,
        _outcome(row.last_notice, row.last_notice_latest) if row.last_notice else None,
        _outcome(row.first_notice, row.first_notice) if row.first_notice else None,
        Basis(row.basis),
        Closing(row.closing),
    )


def _key_date(row: KeyDateRow) -> KeyDate:
    return KeyDate(
        KeyDateKind(row.kind),
        str(row.clause_id) if row.clause_id else None,
        None,
        row.ordinal,
        _outcome(row.earliest, row.latest),
        Basis(row.basis),
        row.reason,
        row.rule,
        row.safe,
    )


def _span(row: StatusSpan) -> Span:
    return Span(
        PartyStatus(row.status) if row.party else Status(row.status),
        row.party.code if row.party else None,
        row.span.lower,
        row.span.upper,
        row.start_no_later_than,
        row.end_no_earlier_than,
        row.reason,
    )


def _outcome(earliest: date | None, latest: date | None) -> Outcome:
    """The days of two columns; without a latest, one of the sources that differ gives no day."""
    if earliest is None:
        return _UNKNOWN
    if latest is None:
        return Disputed((Fixed(earliest), _UNKNOWN))
    return Fixed(earliest) if earliest == latest else Between(earliest, latest)
