"""How many agreements would each choice of the filter leave? Every part of the question holds but
the one that is chosen anew; one query a part, however large the register.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Count, F, Func, Q, QuerySet, Value

from treaties.catalogue.filters import DECIDING, TreatyFilter
from treaties.catalogue.search import search
from treaties.catalogue.visibility import Reader, treaties_visible_to, visible_to
from treaties.models import KeyDate, Participant, StatusSpan, Treaty, User

DUE = (30, 90, 365)
"""The terms in days that are offered."""


class Among(Func):
    """Whether a number is one of a list, which goes to the database as one array: a word that
    stands in every title finds as many as there are.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many agreements each code of a part of the filter would leave; a code that would leave
    none is not there.
    """

    parties: dict[str, int]
    subjects: dict[str, int]
    kinds: dict[str, int]
    statuses: dict[str, int]
    due: dict[int, int]


def facets(asked: TreatyFilter, reader: Reader, on: date) -> Facets:
    """The counts for `reader` on the day `on`: five queries, and one more where text is sought."""
    visible = treaties_visible_to(reader)
    if asked.search:
        # Found once for all; its comparison of letters also cannot stand within another query.
        found = list(search(visible, asked.search).values_list("pk", flat=True))
        visible = visible.filter(Among(F("pk"), Value(found, ArrayField(BigIntegerField()))))
        asked = replace(asked, search="")

    def left(without: TreatyFilter) -> QuerySet[Treaty, Any]:
        return without.apply(visible, on=on).order_by().values("pk")

    parties = visible_to(reader, Participant.objects.all()).filter(
        treaty__in=left(replace(asked, parties=()))
    )
    subjects = Treaty.subjects.through.objects.filter(treaty__in=left(replace(asked, subjects=())))
    kinds = Treaty.objects.filter(pk__in=left(replace(asked, kind="")))
    spans = StatusSpan.objects.filter(
        treaty__in=left(replace(asked, statuses=())), party=None, reading="", span__contains=on
    )
    return Facets(
        # A correction that waits for its reviewer stands beside what it corrects.
        _counted(parties, "party__code", distinct=_sees_drafts(reader)),
        _counted(subjects, "subject__code"),
        _counted(kinds, "kind"),
        _counted(spans, "status"),
        _due(left(replace(asked, due=None)), on),
    )


def _counted(rows: QuerySet[Any], code: str, *, distinct: bool = False) -> dict[str, int]:
    """How many rows there are of each code; an agreement has one of a code, and counting what is
    distinct would sort them all.
    """
    count = Count("treaty", distinct=True) if distinct else Count("pk")
    return dict(rows.order_by().values_list(code).annotate(n=count))


def _sees_drafts(reader: Reader) -> bool:
    return isinstance(reader, User) and reader.may_enter


def _due(treaties: QuerySet[Treaty, Any], on: date) -> dict[int, int]:
    last = {days: on + min(timedelta(days=days), date.max - on) for days in DUE}
    dates = KeyDate.objects.filter(
        treaty__in=treaties,
        withdrawn_at=None,
        reading="",
        kind__in=DECIDING,
        earliest__range=(on, max(last.values())),
    )
    found = dates.aggregate(
        **{
            f"d{days}": Count("treaty", distinct=True, filter=Q(earliest__lte=day))
            for days, day in last.items()
        }
    )
    return {days: found[f"d{days}"] for days in DUE}
