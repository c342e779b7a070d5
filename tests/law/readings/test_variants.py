"""Which of several readings is followed (REA-1)."""

from tests.law.build import UNTIL, C, clause, day, iran_russia, ten_years
from treaties.law.projection import project
from treaties.law.readings.variants import MOST_READINGS
from treaties.law.values.vocabulary import Rank


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
