"""What must be decided, and by when? Dates to come, each with what happens if nobody acts, by
month (ANS-7, RUN-2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

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
from django.db.models.functions import Coalesce

from treaties.catalogue.visibility import Reader, visible_to
from treaties.law.outlook import label_of
from treaties.law.values.vocabulary import DECIDED_BEFORE, MATTERS, TOLD_BY, KeyDateKind
from treaties.models import Decision, KeyDate, Participant, Treaty, with_names
from treaties.views.verdict import Urgency, urgency_of

TO_ACT = Coalesce("safe", "earliest")
"""The day to plan on."""


_THEN: Final = {
    Urgency.LAPSES: "ends unless somebody acts",
    Urgency.RENEWS: "renews unless notice is given",
    Urgency.CERTAIN: "the last day to give notice has passed",
}


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One date of the agenda. `day` is the day to plan on: the safe one, or that of a date which
    asks nothing of anybody; `ours`: the decision is our side's.
    """

    key: KeyDate
    urgency: Urgency
    ours: bool
    decisions: tuple[Decision, ...]

    @property
    def day(self) -> date:
        day = self.key.safe or self.key.earliest
        assert day is not None
        return day

    @property
    def apart(self) -> date | None:
        """The day of the date itself, where the day to plan on is another."""
        return self.key.earliest if self.key.earliest != self.day else None

    @property
    def decides(self) -> bool:
        return self.key.kind in DECIDED_BEFORE

    @property
    def label(self) -> str:
        return label_of(KeyDateKind(self.key.kind), self.key.earliest, self.key.safe)

    @property
    def then(self) -> str:
        """What follows if nobody acts, in the words of the edges."""
        return _THEN.get(self.urgency, "")

    @property
    def undecided(self) -> bool:
        return self.decides and self.ours and not self.decisions


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    entries: tuple[AgendaEntry, ...]


def dates_between(treaties: QuerySet[Treaty], first: date, last: date | None) -> QuerySet[KeyDate]:
    """The agenda of `treaties` from `first` to `last`, both included, by day, and on one day the
    most important first.

    A date of another reading is shown only if the principal one has none of its kind and cycle; for
    dates on the same day, see TOLD_BY. The first date of an agreement's principal reading is the
    next date that matters of `law.outlook`.
    """
    candidates = candidates_between(first, last)
    of_the_treaty = {"treaty": OuterRef("treaty")}
    of_the_cycle = {**of_the_treaty, "ordinal": OuterRef("ordinal")}
    principal = candidates.filter(**of_the_cycle, reading="", kind=OuterRef("kind"))
    kept = candidates.filter(Q(reading="") | ~Exists(principal))
    same_reading = kept.filter(**of_the_treaty, reading=OuterRef("reading"))
    # The last day to stop a term that ends anyway asks nothing of anybody.
    given = Q(kind=KeyDateKind.LAST_NOTICE, cycle__closing="ends")
    found = kept.filter(treaty__in=treaties).exclude(given)
    for kind, others in TOLD_BY.items():
        told = same_reading.filter(earliest=OuterRef("earliest"), kind__in=others)
        found = found.exclude(Exists(told), kind=kind)
    places = [When(kind=kind, then=place) for place, kind in enumerate(MATTERS)]
    found = found.annotate(place=Case(*places, output_field=IntegerField()))
    found = found.select_related("treaty", "cycle", "clause")
    # The search columns are long and not shown.
    found = found.defer("treaty__search", "treaty__search_text")
    return found.order_by(TO_ACT, "place", "ordinal", "id")


def candidates_between(first: date, last: date | None) -> QuerySet[KeyDate]:
    """The dates from `first` to `last` from which an agenda selects."""
    found = KeyDate.objects.alias(to_act=TO_ACT).filter(
        withdrawn_at=None, kind__in=MATTERS, party=None, earliest__gte=first
    )
    return found if last is None else found.filter(to_act__lte=last)


def counted(dates: QuerySet[KeyDate]) -> tuple[int, int]:
    """How many dates of the agenda there are, and how many of them to decide by: one query."""
    said = dates.order_by().aggregate(
        all=Count("pk"), deciding=Count("pk", filter=Q(kind__in=DECIDED_BEFORE))
    )
    return said["all"], said["deciding"]


def entries(dates: QuerySet[KeyDate], ours: Sequence[str], reader: Reader) -> list[AgendaEntry]:
    """The entries of `dates`: three queries, however many there are, for participants, parties and
    decisions; treaties and cycles are joined.
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
        urgency = urgency_of(KeyDateKind(row.kind), row.cycle.closing if row.cycle else None)
        found.append(AgendaEntry(row, urgency, not side or bool(names.keys() & side), decisions))
    return found


def by_month(found: Iterable[AgendaEntry]) -> list[Month]:
    """The same entries under the months they fall in."""
    return [
        Month(first, tuple(group))
        for first, group in groupby(found, key=lambda entry: entry.day.replace(day=1))
    ]


def first_of_each(found: Iterable[AgendaEntry]) -> list[AgendaEntry]:
    """The next date of each agreement, in the order of their days: of its principal reading, as
    `law.outlook` names it; of another only where the principal one has none.
    """
    nearest: dict[int, AgendaEntry] = {}
    for entry in found:
        kept = nearest.setdefault(entry.key.treaty_id, entry)
        if kept.key.reading and not entry.key.reading:
            nearest[entry.key.treaty_id] = entry
    return sorted(nearest.values(), key=lambda entry: entry.day)


def last_day(first: date, days: int | None) -> date | None:
    """The end of a look ahead of `days` days; None is to the horizon."""
    return None if days is None else first + timedelta(days=days)
