"""In which order stands a table of agreements? Asked of the database, so that a page of a hundred
is read and not the register: by title, by the status of a day, by the next date that matters.
"""

from datetime import date

from django.db.models import Case, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from treaties.law.vocabulary import Status
from treaties.models import RenewalCycle, StatusSpan, Treaty
from treaties.web.verdict import BINDS

SORTS = ("title", "status", "next")


def in_order(treaties: QuerySet[Treaty], sort: str, day: date) -> QuerySet[Treaty]:
    """`treaties` by one of SORTS, with a minus for the other way round; as they come for "".

    What has no status, or no next date, stands last either way.
    """
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        return treaties
    if name == "title":
        return treaties.order_by("-sort_key" if backwards else "sort_key", "pk")
    found = treaties.alias(place=_status_on(day) if name == "status" else _next_date_from(day))
    place = F("place").desc(nulls_last=True) if backwards else F("place").asc(nulls_last=True)
    return found.order_by(place, "sort_key", "pk")


def _status_on(day: date) -> Subquery:
    """The place among all of the status on that day, as `ReadingView.stretch_on` of the principal
    reading.
    """
    order = [When(status=status.value, then=place) for place, status in enumerate(Status)]
    spans = StatusSpan.objects.filter(
        treaty=OuterRef("pk"), party=None, reading="", span__contains=day
    )
    place = Case(*order, output_field=IntegerField())
    return Subquery(spans.annotate(place=place).order_by("span").values("place")[:1])


def _next_date_from(day: date) -> Case:
    """As `Standing.next_date`: the last day of notice where it lies ahead, or else when the period
    of that day ends, while the agreement binds.
    """
    binding = StatusSpan.objects.filter(
        treaty=OuterRef("pk"), party=None, reading="", span__contains=day, status__in=BINDS
    )
    ends = Coalesce("last_day_latest", "last_day")
    periods = (
        RenewalCycle.objects.filter(
            treaty=OuterRef("pk"), reading="", withdrawn_at=None, start__lte=day
        )
        .alias(ends=ends)
        .filter(Q(ends=None) | Q(ends__gte=day))
        .annotate(
            matters=Case(
                When(closing="renews", last_notice__gte=day, then="last_notice"),
                default="expires",
                output_field=DateField(),
            )
        )
    )
    return Case(
        When(
            pk__in=Subquery(binding.values("treaty_id")[:1]),
            then=Subquery(periods.order_by("ordinal").values("matters")[:1]),
        ),
        output_field=DateField(),
    )
