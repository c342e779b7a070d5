"""What must be decided, and by when? Dates to come, each with what happens if nobody acts, by
month (DOMAIN 12, 17).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from treaties.catalogue.visibility import Reader, visible_to
from treaties.law.vocabulary import KeyDateKind
from treaties.models import Decision, KeyDate, Participant, Treaty
from treaties.web.verdict import Urgency

SHOWN = (
    KeyDateKind.LAST_NOTICE,
    KeyDateKind.DECISION_DUE,
    KeyDateKind.EXPIRY,
    KeyDateKind.RENEWAL,
    KeyDateKind.ENTRY_INTO_FORCE,
    KeyDateKind.INDEFINITE_FROM,
    KeyDateKind.REVIEW,
    KeyDateKind.END,
    KeyDateKind.EXIT_EFFECTIVE,
    KeyDateKind.SURVIVAL_END,
)
DECISIVE = {KeyDateKind.LAST_NOTICE, KeyDateKind.DECISION_DUE, KeyDateKind.EXPIRY}
_SAID_BY: defaultdict[str, tuple[str, ...]] = defaultdict(
    tuple,
    {
        KeyDateKind.DECISION_DUE: (KeyDateKind.EXPIRY,),
        KeyDateKind.END: (KeyDateKind.EXPIRY, KeyDateKind.DECISION_DUE),
    },
)
"""Where these fall on the same day, the date is told once: by them."""

_WEIGHT = {Urgency.LAPSES: 0, Urgency.RENEWS: 1, Urgency.CERTAIN: 2, Urgency.NONE: 3}


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of the agenda. `day` is the safe day; `ours`: the decision is our side's."""

    key: KeyDate
    urgency: Urgency
    ours: bool
    decisions: tuple[Decision, ...]

    @property
    def day(self) -> date:
        assert self.key.earliest is not None
        return self.key.earliest

    @property
    def decides(self) -> bool:
        return self.key.kind in DECISIVE

    @property
    def label(self) -> str:
        return "Decide by" if self.decides else KeyDateKind(self.key.kind).label.capitalize()

    @property
    def undecided(self) -> bool:
        return self.decides and self.ours and not self.decisions


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    entries: tuple[Entry, ...]


def dates_between(treaties: QuerySet[Treaty], first: date, last: date | None) -> QuerySet[KeyDate]:
    """The standing dates of `treaties` from `first` to `last`, both included."""
    dates = KeyDate.objects.filter(
        treaty__in=treaties, withdrawn_at=None, kind__in=SHOWN, party=None, earliest__gte=first
    )
    if last is not None:
        dates = dates.filter(earliest__lte=last)
    return dates.select_related("treaty", "cycle", "clause").order_by("earliest", "id")


def entries(dates: Iterable[KeyDate], ours: Sequence[str], reader: Reader) -> list[Entry]:
    """The agenda of `dates`. Another reading's date is kept only where the principal one has none
    of its kind and period.

    Three queries however many dates: treaties and cycles come with them, then participants,
    parties and decisions.
    """
    rows = list(dates)
    if isinstance(dates, QuerySet):
        rows = list(
            dates.prefetch_related(
                Prefetch(
                    "treaty__participants",
                    queryset=visible_to(reader, Participant.objects.select_related("party")),
                ),
                Prefetch(
                    "cycle__decisions",
                    queryset=visible_to(reader, Decision.objects.select_related("party")),
                ),
            )
        )
    principal = {(d.treaty_id, d.kind, d.ordinal) for d in rows if not d.reading}
    kept = [d for d in rows if not d.reading or (d.treaty_id, d.kind, d.ordinal) not in principal]
    told = {(d.treaty_id, d.reading, d.earliest, d.kind) for d in kept}
    deadlines = {
        (d.treaty_id, d.reading, d.ordinal) for d in kept if d.kind == KeyDateKind.LAST_NOTICE
    }
    side = set(ours)
    found = []
    for row in kept:
        codes = {p.party.code for p in row.treaty.participants.all()}
        decisions = tuple(row.cycle.decisions.all()) if row.cycle else ()
        if (
            row.kind == KeyDateKind.EXPIRY
            and (row.treaty_id, row.reading, row.ordinal) in deadlines
        ):
            continue
        if any(
            (row.treaty_id, row.reading, row.earliest, kind) in told for kind in _SAID_BY[row.kind]
        ):
            continue
        found.append(Entry(row, _urgency(row), not side or bool(codes & side), decisions))
    return sorted(found, key=lambda e: (e.day, _WEIGHT[e.urgency], e.key.pk))


def by_month(found: Iterable[Entry]) -> list[Month]:
    """The same entries under the months they fall in."""
    return [
        Month(first, tuple(group))
        for first, group in groupby(found, key=lambda entry: entry.day.replace(day=1))
    ]


def first_of_each(found: Iterable[Entry]) -> list[Entry]:
    """The next date of each agreement, in the same order."""
    nearest: dict[int, Entry] = {}
    for entry in found:
        nearest.setdefault(entry.key.treaty_id, entry)
    return list(nearest.values())


def last_day(first: date, days: int | None) -> date | None:
    """The end of a look ahead of `days` days; None is to the horizon."""
    return None if days is None else first + timedelta(days=days)


def _urgency(row: KeyDate) -> Urgency:
    if row.kind in (KeyDateKind.EXPIRY, KeyDateKind.DECISION_DUE):
        return Urgency.LAPSES
    if row.kind == KeyDateKind.LAST_NOTICE:
        closing = row.cycle.closing if row.cycle else ""
        known = {"expires": Urgency.LAPSES, "renews": Urgency.RENEWS}
        return known.get(closing, Urgency.NONE)
    return Urgency.CERTAIN if row.kind == KeyDateKind.RENEWAL else Urgency.NONE
