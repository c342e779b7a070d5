"""Outcomes of every kind, and the later of two (ANS-1)."""

from tests.law.build import day
from treaties.law.values.outcomes import Awaiting, Between, Disputed, Fixed, latest_of, shift
from treaties.law.values.vocabulary import Certainty


def test_outcomes_of_every_kind_know_how_certain_they_are():
    span = Between(day("2000-01-01"), day("2000-01-31"), "in January")
    dispute = Disputed((Fixed(day("2000-01-01")), Fixed(day("2000-02-01"))), "two sources")
    missing = Awaiting("the exchange")
    assert [o.certainty for o in (span, dispute, missing)] == [
        Certainty.BETWEEN,
        Certainty.DISPUTED,
        Certainty.AWAITING,
    ]
    assert missing.reason == "awaiting the exchange"
    assert (missing.earliest, missing.latest, missing.safe) == (None, None, None)
    assert shift(missing, lambda d: d) is missing


def test_the_later_of_a_day_and_a_day_that_is_awaited_is_awaited():
    missing = Awaiting("the exchange")
    assert latest_of([Fixed(day("2000-01-01")), missing]) is missing
    assert latest_of([missing, Fixed(day("2000-01-01"))]) is missing


def test_the_later_of_two_spans_runs_from_the_later_beginning_to_the_later_end():
    first = Between(day("2000-01-01"), day("2000-03-31"), "")
    second = Between(day("2000-02-01"), day("2000-02-29"), "")
    later = latest_of([first, second])
    assert (later.earliest, later.latest) == (day("2000-02-01"), day("2000-03-31"))
