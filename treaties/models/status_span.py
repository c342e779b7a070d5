"""Which status held from when to when, for the treaty or one party, under each reading? Written
only by `schedule`.
"""

from typing import Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Coalesce

from treaties.law.values.vocabulary import PartyStatus, Status
from treaties.models.party import Party
from treaties.models.treaty import Treaty

SPAN_START: Final = RangeStartsWith("span")
SPAN_END: Final = RangeEndsWith("span")
"""The bounds of a span, for queries that select columns. Use these instead of the lookup
`span__startswith`: Django first tries to resolve that as a join, and the exception it catches keeps
the caller's frames, with all their rows, in memory until the next garbage collection.
"""


class LaneNumber(Func):
    """A stable number for a reading and a party, of 53 bits, because a box has floating-point
    coordinates.
    """

    template = "(hashtextextended(%(expressions)s) >> 11)"
    output_field = models.BigIntegerField()


class FirstDay(Func):
    """The days from 1 January 0001 to the first day of a span; 0 if it is open."""

    template = "coalesce(lower(%(expressions)s) - date '0001-01-01', 0)"
    output_field = models.IntegerField()


class LastDay(Func):
    """The days to the last day of a span; 2²² - 2, in the year 11484, if it is open."""

    template = "coalesce(upper(%(expressions)s) - date '0001-01-01', 4194303) - 1"
    output_field = models.IntegerField()


class DayOfTreaty(Func):
    """A day as a number unique to the treaty: each treaty has a range of 2²² numbers."""

    template = "%(expressions)s"
    arg_joiner = " * 4194304 + "
    output_field = models.BigIntegerField()


class Point(Func):
    """A corner of the box: a day of a treaty, in a lane."""

    function = "point"
    output_field = models.Field()


class DaysInLane(Func):
    """A span as a box: its days on the x axis, its lane (reading and party) on the y axis.

    GiST compares the four numbers of a box in a third of the time of two ranges, and core GiST
    cannot index a plain number (btree_gist is an extension).
    """

    function = "box"
    output_field = models.Field()

    def __init__(self) -> None:
        lane = LaneNumber("reading", Coalesce("party", Value(0)))
        super().__init__(
            Point(DayOfTreaty("treaty", FirstDay("span")), lane),
            Point(DayOfTreaty("treaty", LastDay("span")), lane),
        )


class StatusSpan(models.Model):
    """A half-open interval of days, `[start, end)`; an open bound is unknown or endless. The
    status on day D is `span @> D`.

    The days have no index of their own, because every query names agreements or reads the whole
    register: more than a fifth of all spans contain today.

    `start_no_later_than` and `end_no_earlier_than` are set where a bound is only known between
    two days.
    """

    treaty = models.ForeignKey(Treaty, on_delete=models.CASCADE, related_name="status_spans")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, related_name="status_spans"
    )
    reading = models.CharField(max_length=80, blank=True, default="")
    reading_label = models.CharField(max_length=120, blank=True, default="")
    held = models.BooleanField(default=True)
    status = models.CharField(
        max_length=24,
        choices=sorted({**dict(PartyStatus.choices()), **dict(Status.choices())}.items()),
    )
    span = DateRangeField()
    start_no_later_than = models.DateField(null=True)
    end_no_earlier_than = models.DateField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["treaty_id", "reading", "party_id", "span"]
        constraints = [
            models.CheckConstraint(
                name="statusspan_status_is_known",
                condition=Q(party=None, status__in=[s.value for s in Status])
                | Q(party__isnull=False, status__in=[s.value for s in PartyStatus]),
            ),
            models.CheckConstraint(
                name="statusspan_is_not_empty", condition=Q(span__isempty=False)
            ),
            ExclusionConstraint(
                name="statusspan_one_status_a_day",
                expressions=[(DaysInLane(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.treaty}: {self.get_status_display()} {self.span}"
