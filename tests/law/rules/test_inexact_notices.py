"""A notice whose day is not exact: each day that may admit it is looked at, and the answer spans
what they give (TER-1 to TER-9, FAC-3).
"""

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, day
from treaties.law.projection import project
from treaties.law.values.outcomes import Between
from treaties.law.values.vocabulary import DateRole, KeyDateKind, Status

K = KeyDateKind
R = DateRole.RECEIVED


# A notice whose day is not exact -----------------------------------------------------------------


def of(mode, when, entry="1990-08-23", **more):
    notice = act(A.DENUNCIATION, when, "IRN", R)
    treaty = a_treaty(act(A.ENTRY_INTO_FORCE, entry), notice, modes=(mode,), **more)
    found = project(treaty, UNTIL).principal.key_dates
    return next((k for k in found if k.kind is K.EXIT_EFFECTIVE), None)


ILO = {
    "type": "window",
    "opens_after": "P10Y",
    "window": "P1Y",
    "cycle": "P10Y",
    "effect": "P1Y",
    "basis": "received",
}
FOREVER = {"duration": {"type": "indefinite"}}


def test_a_window_inside_the_days_of_a_notice_is_found():
    # In force 23 August 1990: open from 23 August 2000 to 23 August 2001. A notice of some day
    # of 1999 to 2003 has effect, if any, between a year after the one and a year after the other.
    found = of(ILO, "1999/2003", **FOREVER)
    assert found.outcome == Between(day("2001-08-23"), day("2002-08-23"), found.outcome.reason)
    assert "if the notice is admissible" in found.reason
    # Of the year 2001 only the days to 23 August admit it.
    assert of(ILO, "2001", **FOREVER).outcome.latest == day("2002-08-23")
    assert of(ILO, "2000", **FOREVER).outcome.earliest == day("2001-08-23")
    assert of(ILO, "2002/2003", **FOREVER) is None
    assert "admissible" not in of(ILO, "2001-03", **FOREVER).reason


def test_a_gate_inside_the_days_of_a_notice_is_the_first_of_them():
    gate = {"after": "P10Y", "from": "eif"}
    mode = {"type": "notice", "period": "P1Y", "earliest_notice": gate, "basis": "received"}
    found = of(mode, "2000", **FOREVER)
    # 1 January to 22 August 2000 are barred: effect from 23 August 2001 to the end of the year.
    assert (found.outcome.earliest, found.outcome.latest) == (day("2001-08-23"), day("2001-12-31"))
    assert "2000-08-23" in found.reason


def test_a_window_of_non_renewal_inside_the_days_of_a_notice_is_found():
    # “Within six months before the end” of 23 August 2000: from 23 February to 22 August 2000.
    more = {
        "duration": {"type": "fixed", "period": "P10Y"},
        "renewal": {"type": "tacit", "period": "P10Y"},
        "notice": {"period": "P6M", "form": "within", "basis": "received"},
    }
    found = of({"type": "end_of_term"}, "1999/2000-01", **more)
    assert found is None
    found = of({"type": "end_of_term"}, "1999/2001", **more)
    assert found.outcome.day == (day("2000-08-23"))


def test_other_days_of_a_notice_admit_it_all_alike():
    supreme = {"type": "supreme_interests", "period": "P6M", "basis": "received"}
    found = of(supreme, "2003-01", **FOREVER)
    assert (found.outcome.earliest, found.outcome.latest) == (day("2003-07-01"), day("2003-07-31"))
    # The term ends on a day it names; since when it runs is unknown, and so where its window opens.
    more = {
        "duration": {"type": "until_date", "date": "2003-12-31", "inclusive": True},
        "renewal": {"type": "tacit", "period": "P1Y"},
        "notice": {"period": "P6M", "form": "within", "basis": "received"},
    }
    found = of({"type": "end_of_term"}, "2003-09", entry="", **more)
    assert found.outcome.day == day("2003-12-31")


def test_of_the_entries_that_admit_a_notice_the_latest_bounds_its_effect():
    """In force on a day of February or March 2003; notice possible after a year, effect after
    three. A notice of 29 February 2004 is admissible only if the treaty was in force by 28 February
    2003: so it has effect between 1 and 28 February 2006, not in March.
    """
    gated = {
        "type": "notice",
        "period": "P1Y",
        "earliest_notice": {"after": "P1Y", "from": "eif"},
        "earliest_effect": {"after": "P3Y", "from": "eif"},
    }
    found = of(gated, "2004-02-29", "2003-02/2003-03", **FOREVER)
    assert (found.outcome.earliest, found.outcome.latest) == (day("2006-02-01"), day("2006-02-28"))
    assert "if the notice is admissible" in found.reason


def test_where_the_gate_of_a_notice_runs_from_another_day_the_entry_bounds_nothing():
    gated = {
        "type": "notice",
        "period": "P1Y",
        "earliest_notice": {"after": "P1Y", "from": "signature"},
        "earliest_effect": {"after": "P3Y", "from": "eif"},
    }
    treaty = a_treaty(
        act(A.SIGNATURE, "2003-02/2003-03"),
        act(A.ENTRY_INTO_FORCE, "2003-04"),
        act(A.DENUNCIATION, "2004-02-29", "IRN", R),
        modes=(gated,),
        **FOREVER,
    )
    found = next(
        k for k in project(treaty, UNTIL).principal.key_dates if k.kind is K.EXIT_EFFECTIVE
    )
    assert (found.outcome.earliest, found.outcome.latest) == (day("2006-04-01"), day("2006-04-30"))


@pytest.mark.xfail(strict=True, reason="the end is told as certain; found by a property")
def test_a_notice_that_may_be_late_leaves_what_follows_its_effect_in_doubt():
    # In force 1 or 2 December 1980 for a year, then for good; notice 162 days before. For the
    # second day the notice of 23 June 1981 is in time and ends it on 2 December 1981, for the
    # first it comes a day late and ends nothing.
    found = {}
    for entry in ("1980-12-01/1980-12-02", "1980-12-01", "1980-12-02"):
        treaty = a_treaty(
            act(A.ENTRY_INTO_FORCE, entry),
            act(A.DENUNCIATION, "1981-06-23", "IRN"),
            duration={"type": "fixed", "period": "P1Y"},
            renewal={"type": "tacit_indefinite"},
            notice={"period": "P162D", "basis": "received"},
            modes=({"type": "end_of_term"},),
            counting={"term_end": "exclusive"},
        )
        found[entry] = project(treaty, UNTIL).principal.status_on(day("1990-01-01"), None)
    assert found["1980-12-01"].status is Status.IN_FORCE
    assert found["1980-12-02"].status is Status.TERMINATED
    assert found["1980-12-01/1980-12-02"].uncertain_start_until is not None
