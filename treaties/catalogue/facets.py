"""How many agreements would each choice of the filter leave? Each part of the filter is counted
with all other parts applied: one query a part, and none while the cached counts are valid.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Count, F, Func, Q, QuerySet, Value

from treaties.catalogue.filters import TreatyFilter
from treaties.catalogue.register_version import Seen, digest_of, kept, version_of
from treaties.catalogue.search import search
from treaties.catalogue.visibility import visible_to
from treaties.law.values.vocabulary import DECIDED_BEFORE
from treaties.models import KeyDate, Participant, Party, StatusSpan, Subject, Treaty

DUE = (30, 90, 365)
"""The terms in days that are offered."""

Left = QuerySet[Treaty, Any]
Counted = TypeVar("Counted", bound=dict[Any, int])


class Among(Func):
    """Whether a number is in a list. The list is sent as one array parameter, because a word that
    is in every title matches the whole register.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many agreements each code of a part of the filter would leave; codes that would leave
    none are omitted.
    """

    parties: dict[str, int]
    subjects: dict[str, int]
    kinds: dict[str, int]
    statuses: dict[str, int]
    due: dict[int, int]


def facets(asked: TreatyFilter, seen: Seen, on: date) -> Facets:
    """The counts of the visible agreements on the day `on`: a fixed number of queries; three if the
    counts are cached.
    """
    counts = _Counts(asked.search, seen, on)
    asked = replace(asked, search="")
    parties = counts.of(replace(asked, parties=()), counts.by_party)
    subjects = counts.of(replace(asked, subjects=()), counts.by_subject)
    return Facets(
        # Cached by id, because a code may be corrected without a new version of any agreement.
        _coded(Party.objects.all(), parties),
        _coded(Subject.objects.all(), subjects),
        counts.of(replace(asked, kind=""), counts.by_kind),
        counts.of(replace(asked, statuses=()), counts.by_status),
        counts.of(replace(asked, due=None), counts.by_term),
    )


class _Counts:
    """The counts of what the reader may see and a search finds. Each is cached under the version of
    those agreements and the other parts of the filter: choosing a party leaves the counts of
    parties valid.
    """

    def __init__(self, sought: str, seen: Seen, on: date) -> None:
        self.sought, self.seen, self.on = sought, seen, on
        self.found = search(seen.treaties, sought).order_by() if sought else seen.treaties
        self.version = (
            version_of(self.found, drafts=seen.drafts, known=seen.moved) if sought else seen.version
        )

    @cached_property
    def treaties(self) -> QuerySet[Treaty]:
        """The search result, computed once for all counts."""
        if not self.sought:
            return self.found
        keys = list(self.found.values_list("pk", flat=True))
        among = Among(F("pk"), Value(keys, ArrayField(BigIntegerField())))
        return self.seen.treaties.filter(among)

    def of(self, asked: TreatyFilter, counted: Callable[[Left], Counted]) -> Counted:
        """`counted` applied to the filtered agreements, from the cache if possible."""
        name = digest_of((counted.__name__, self.version, self.seen.who, self.on, asked))
        return kept(name, lambda: counted(asked.apply(self.treaties, on=self.on).order_by()))

    def by_party(self, left: Left) -> dict[int, int]:
        rows = visible_to(
            self.seen.reader, Participant.objects.filter(treaty__in=left.values("pk"))
        )
        # With drafts, a correction and the row it corrects are both visible.
        return _counted(rows, "party_id", distinct=self.seen.drafts)

    def by_subject(self, left: Left) -> dict[int, int]:
        rows = Treaty.subjects.through.objects.filter(treaty__in=left.values("pk"))
        return _counted(rows, "subject_id")

    def by_kind(self, left: Left) -> dict[str, int]:
        return dict(left.values_list("kind").annotate(n=Count("pk")))

    def by_status(self, left: Left) -> dict[str, int]:
        spans = StatusSpan.objects.filter(
            treaty__in=left.values("pk"), party=None, reading="", span__contains=self.on
        )
        return _counted(spans, "status")

    def by_term(self, left: Left) -> dict[int, int]:
        return _due(left.values("pk"), self.on)


def _coded(known: QuerySet[Any], counts: dict[int, int]) -> dict[str, int]:
    codes = known.order_by().filter(pk__in=counts).values_list("code", "pk")
    return {code: counts[pk] for code, pk in codes}


def _counted(rows: QuerySet[Any], code: str, *, distinct: bool = False) -> dict[Any, int]:
    """The number of rows of each code. `distinct` only where an agreement may have a code twice,
    because counting distinct values sorts all rows.
    """
    count = Count("treaty", distinct=True) if distinct else Count("pk")
    return dict(rows.order_by().values_list(code).annotate(n=count))


def _due(treaties: QuerySet[Treaty, Any], on: date) -> dict[int, int]:
    last = {days: on + min(timedelta(days=days), date.max - on) for days in DUE}
    dates = KeyDate.objects.filter(
        treaty__in=treaties,
        withdrawn_at=None,
        reading="",
        kind__in=DECIDED_BEFORE,
        safe__range=(on, max(last.values())),
    )
    found = dates.aggregate(
        **{
            f"d{days}": Count("treaty", distinct=True, filter=Q(safe__lte=day))
            for days, day in last.items()
        }
    )
    return {days: found[f"d{days}"] for days in DUE}
