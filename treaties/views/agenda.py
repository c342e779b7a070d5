"""What must be decided, and by when? Dates to come, each with what happens if nobody acts, by
month (DOMAIN 12, 17).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    When,
)

from treaties.catalogue.visibility import Reader, visible_to
from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import Decision, KeyDate, Participant, Treaty, with_names
from treaties.views.verdict import Urgency

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
_SAID_BY = {
    KeyDateKind.DECISION_DUE: (KeyDateKind.EXPIRY,),
    KeyDateKind.END: (KeyDateKind.EXPIRY, KeyDateKind.DECISION_DUE),
}
"""Where these fall on the same day, the date is told once: by them."""

_CLOSINGS = {"expires": Urgency.LAPSES, "renews": Urgency.RENEWS}
"""What becomes of a term that nobody stops."""

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
    """What there is to tell of `treaties` from `first` to `last`, both included, in order: by day,
    and of one day the weightiest first.

    Another reading's date is told only where the principal one has none of its kind and cycle; an
    end whose last day of notice lies ahead is told by that; of what falls on one day, see _SAID_BY.
    """
    standing = standing_between(first, last)
    of_the_treaty = {"treaty": OuterRef("treaty")}
    of_the_cycle = {**of_the_treaty, "ordinal": OuterRef("ordinal")}
    principal = standing.filter(**of_the_cycle, reading="", kind=OuterRef("kind"))
    kept = standing.filter(Q(reading="") | ~Exists(principal))
    same_reading = kept.filter(**of_the_treaty, reading=OuterRef("reading"))
    deadline = same_reading.filter(ordinal=OuterRef("ordinal"), kind=KeyDateKind.LAST_NOTICE)
    found = kept.filter(treaty__in=treaties).exclude(Exists(deadline), kind=KeyDateKind.EXPIRY)
    for kind, others in _SAID_BY.items():
        told = same_reading.filter(earliest=OuterRef("earliest"), kind__in=others)
        found = found.exclude(Exists(told), kind=kind)
    urgency = [When(_looks(urgency), then=weight) for urgency, weight in _WEIGHT.items()]
    found = found.annotate(weight=Case(*urgency, output_field=IntegerField()))
    found = found.select_related("treaty", "cycle", "clause")
    # What is searched is long, and shown by nobody.
    found = found.defer("treaty__search", "treaty__search_text")
    return found.order_by("earliest", "weight", "id")


def standing_between(first: date, last: date | None) -> QuerySet[KeyDate]:
    """The dates that an agenda may tell from `first` to `last`, whichever of them it does."""
    found = KeyDate.objects.filter(
        withdrawn_at=None, kind__in=SHOWN, party=None, earliest__gte=first
    )
    return found if last is None else found.filter(earliest__lte=last)


def counted(dates: QuerySet[KeyDate]) -> tuple[int, int]:
    """How many dates of the agenda there are, and how many of them to decide by: one query."""
    said = dates.order_by().aggregate(
        all=Count("pk"), deciding=Count("pk", filter=Q(kind__in=DECISIVE))
    )
    return said["all"], said["deciding"]


def entries(dates: QuerySet[KeyDate], ours: Sequence[str], reader: Reader) -> list[Entry]:
    """The agenda of `dates` as it is told: three queries however many they are, as treaties and
    cycles come with them, then participants, parties and decisions.
    """
    side = set(ours)
    found = []
    for row in dates.prefetch_related(
        Prefetch(
            "treaty__participants",
            queryset=visible_to(reader, Participant.objects.select_related("party")),
        ),
        Prefetch(
            "cycle__decisions",
            queryset=visible_to(reader, Decision.objects.select_related("party")),
        ),
    ):
        names = {p.party.code: p.party.short_name for p in row.treaty.participants.all()}
        row.reason = with_names(row.reason, names)
        decisions = tuple(row.cycle.decisions.all()) if row.cycle else ()
        found.append(Entry(row, _urgency(row), not side or bool(names.keys() & side), decisions))
    return found


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
        return _CLOSINGS.get(row.cycle.closing if row.cycle else "", Urgency.NONE)
    return Urgency.CERTAIN if row.kind == KeyDateKind.RENEWAL else Urgency.NONE


def _looks(urgency: Urgency) -> Q:
    """The same, asked of the database."""
    closings = [closing for closing, known in _CLOSINGS.items() if known is urgency]
    notice = Q(kind=KeyDateKind.LAST_NOTICE, cycle__closing__in=closings)
    if urgency is Urgency.LAPSES:
        return notice | Q(kind__in=(KeyDateKind.EXPIRY, KeyDateKind.DECISION_DUE))
    if urgency is Urgency.CERTAIN:
        return Q(kind=KeyDateKind.RENEWAL)
    return notice if closings else Q(pk__isnull=False)
