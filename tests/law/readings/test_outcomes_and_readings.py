"""Outcomes of every kind, and which of several readings is followed (ANS-1, REA-1)."""

from tests.law.build import UNTIL, C, clause, day, iran_russia, ten_years
from treaties.law.projection import project
from treaties.law.readings.variants import MOST_READINGS
from treaties.law.values.outcomes import Awaiting, Between, Disputed, Fixed, latest_of, shift
from treaties.law.values.vocabulary import Certainty, Rank

# Outcomes


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


def test_more_readings_than_are_followed_are_counted():
    extra = tuple(
        clause(
            C.DURATION,
            f"other-{years}",
            {"type": "fixed", "period": f"P{years}Y", "from": "eif"},
            reading_of="duration",
            reading=f"{years} years",
        )
        for years in range(11, 13 + MOST_READINGS)
    )
    projection = project(iran_russia(extra=extra), UNTIL)
    assert len(projection.readings) == MOST_READINGS
    (text,) = [w.text for w in projection.warnings if w.code == "readings_left_out"]
    # The principal reading and eleven others are possible.
    assert text.startswith("3 more readings")


def test_a_reading_of_a_clause_that_is_gone_takes_the_place_of_its_kind():
    other = clause(
        C.DURATION,
        "other",
        {"type": "fixed", "period": "P12Y", "from": "eif"},
        reading_of="gone",
        reading="twelve years",
    )
    found = project(ten_years(extra=(other,)), UNTIL).reading("twelve-years")
    assert found.cycles[0].expires.earliest == day("2012-01-10")


def test_the_preferred_of_two_clauses_is_followed_without_a_warning():
    better = clause(
        C.DURATION,
        "zz-better",
        {"type": "fixed", "period": "P12Y", "from": "eif"},
        rank=Rank.PREFERRED,
    )
    worse = clause(C.DURATION, "zzz-worse", {"type": "indefinite"})
    projection = project(ten_years(extra=(better, worse)), UNTIL)
    assert projection.principal.cycles[0].expires.earliest == day("2012-01-10")
    assert not [w for w in projection.warnings if w.code == "two_clauses"]
