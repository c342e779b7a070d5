"""Expressions of constraints that later migrations replace; kept for those that made them."""

from django.contrib.postgres.fields import BigIntegerRangeField
from django.db import models
from django.db.models import Func


class OneNumber(Func):
    """`int8range(x, x, '[]')`: lets core GiST compare a number for equality, which otherwise
    needs btree_gist.
    """

    template = "int8range(%(expressions)s, '[]')"
    output_field = BigIntegerRangeField()

    def __init__(self, number: models.expressions.Combinable | str) -> None:
        super().__init__(number, number)


class TextNumber(Func):
    """A stable number for a text, another one for each seed."""

    function = "hashtextextended"
    output_field = models.BigIntegerField()


class FirstDay(Func):
    """The days from 1 January 0001 to the first day of a span; 0 where it is open."""

    template = "coalesce(lower(%(expressions)s) - date '0001-01-01', 0)"
    output_field = models.IntegerField()


class DayAfter(Func):
    """The days to the end of a span, which it does not hold; 2²² - 1, the year 11484, if open."""

    template = "coalesce(upper(%(expressions)s) - date '0001-01-01', 4194303)"
    output_field = models.IntegerField()


class DayOfTreaty(Func):
    """A day as a number that no other treaty shares: 2²² for each."""

    template = "%(expressions)s"
    arg_joiner = " * 4194304 + "
    output_field = models.BigIntegerField()


class DaysOfTreaty(Func):
    """A span as a range of numbers of its treaty. GiST pays for each column it compares, so two
    that say everything cost half of four.
    """

    function = "int8range"
    output_field = BigIntegerRangeField()

    def __init__(self, treaty: str, span: str) -> None:
        super().__init__(DayOfTreaty(treaty, FirstDay(span)), DayOfTreaty(treaty, DayAfter(span)))
