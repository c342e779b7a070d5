"""Why this date? Each kind of rule tells its own steps, with the sums a lawyer can follow."""

import pytest

from tests.law.build import UNTIL, A, C, a_treaty, act, clause, day, iran_russia, ten_years
from treaties.law.asking.explain import explain
from treaties.law.projection import project
from treaties.law.record.facts import Act
from treaties.law.values.vocabulary import Composition, DateRole, KeyDateKind

K = KeyDateKind


def why(treaty, kind, ordinal=0, **more):
    return " | ".join(explain(treaty, kind, ordinal, until=UNTIL, **more).sentences())


@pytest.mark.parametrize(
    ("entry", "acts", "fact", "total"),
    [
        (
            {"type": "on_deposit", "delay": "P30D"},
            [
                act(A.RATIFICATION, "2001-05-10", "IRN", DateRole.RECEIVED),
                act(A.RATIFICATION, "2001-06-15", "RUS", DateRole.RECEIVED),
            ],
            "15 June 2001",
            "15 July 2001",
        ),
        (
            {"type": "threshold", "count": 2, "delay": "P30D"},
            [act(A.THRESHOLD_MET, "2001-06-15")],
            "15 June 2001",
            "15 July 2001",
        ),
        (
            {"type": "first_day_of_month", "nth": 2, "after": "notification"},
            [
                act(A.NOTIFICATION_OF_PROCEDURES, "2001-05-10", "IRN", DateRole.RECEIVED),
                act(A.NOTIFICATION_OF_PROCEDURES, "2001-06-15", "RUS", DateRole.RECEIVED),
            ],
            "15 June 2001",
            "1 August 2001",
        ),
        (
            {"type": "first_day_of_month", "nth": 1, "after": "exchange"},
            [act(A.EXCHANGE_OF_INSTRUMENTS, "2001-06-15")],
            "15 June 2001",
            "1 July 2001",
        ),
        (
            {"type": "first_day_of_month", "nth": 1, "after": "threshold_met", "count": 2},
            [act(A.THRESHOLD_MET, "2001-06-15")],
            "15 June 2001",
            "1 July 2001",
        ),
    ],
)
def test_the_entry_into_force_names_the_fact_it_counts_from(entry, acts, fact, total):
    treaty = a_treaty(*acts, entry=entry, duration={"type": "indefinite"})
    told = why(treaty, K.ENTRY_INTO_FORCE)
    assert f"on {fact}" in told
    assert total in told


def test_a_delay_that_counts_its_first_day_says_so():
    treaty = a_treaty(
        act(A.EXCHANGE_OF_INSTRUMENTS, "2001-06-15"),
        entry={"type": "on_exchange", "delay": "P30D"},
        duration={"type": "indefinite"},
        counting={"nth_day": "include_first"},
    )
    told = why(treaty, K.ENTRY_INTO_FORCE)
    assert "the first day is counted, so one day earlier" in told
    assert "14 July 2001" in told


def test_a_decision_that_is_due_is_told_with_its_rule():
    treaty = ten_years(
        renewal={
            "type": "decision",
            "by": "the Council",
            "period": "P2Y",
            "max_times": None,
            "decide_by": "P1M",
        }
    )
    told = why(treaty, K.DECISION_DUE)
    assert "extension only by the Council" in told
    assert explain(treaty, K.DECISION_DUE, until=UNTIL).outcome.earliest == day("2009-12-10")


def test_a_renewal_tells_until_when_it_could_have_been_stopped():
    assert "no notice against it is recorded by 5 April 2011" in why(iran_russia(), K.RENEWAL)


def test_a_renewal_that_no_clause_lets_one_stop_tells_none():
    treaty = ten_years(renewal={"type": "tacit", "period": "P5Y", "max_times": None})
    told = why(treaty, K.RENEWAL)
    assert told.count("no notice against it is recorded") == 1
    assert "recorded by" not in told


def test_a_recorded_extension_stands_in_the_steps_of_the_period_it_made():
    treaty = ten_years(act(A.EXTENSION, "2009-06-01", details={"period": "P2Y"}))
    assert "Recorded: term 2 from 10 January 2010 to 10 January 2012" in why(treaty, K.EXPIRY, 1)


def test_a_period_of_its_own_length_is_told_from_its_own_days():
    treaty = ten_years(renewal={"type": "tacit", "periods": ["P3Y", "P2Y"]})
    assert "Term 2 from 10 January 2010 to 10 January 2013" in why(treaty, K.RENEWAL, 1)


def test_a_term_capped_by_a_last_day_is_not_told_as_counted_from_the_origin():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        entry={"type": "on_signature"},
        duration={"type": "fixed", "period": "P10Y", "from": "eif", "latest": "2009-06-30"},
        renewal={"type": "tacit", "period": "P5Y", "max_times": None},
    )
    assert "counted from the origin" not in why(treaty, K.RENEWAL, 1)


@pytest.mark.parametrize(
    ("counting", "said"),
    [
        ({"deadline_method": "forward_max"}, "counted forwards, the latest day that leaves"),
        ({"notice_counting": "clear"}, "clear days: one day earlier"),
    ],
)
def test_the_convention_of_counting_a_notice_is_told(counting, said):
    treaty = ten_years(
        renewal={"type": "tacit", "period": "P5Y", "max_times": None},
        notice={"period": "P6M", "before": "term_end", "basis": "received"},
        counting=counting,
    )
    assert said in why(treaty, K.LAST_NOTICE)


def test_the_opening_of_the_window_is_told_as_our_convention():
    treaty = iran_russia()
    assert "our convention, not the treaty's" in why(treaty, K.WINDOW_OPENS, 1)


def test_a_reading_that_gives_the_same_day_is_not_told_as_another():
    extra = (
        clause(
            C.DURATION,
            "same",
            {"type": "fixed", "period": "P120M", "from": "eif"},
            reading_of="duration",
            reading="counted in months",
        ),
    )
    told = explain(iran_russia(extra=extra), K.LAST_NOTICE, 0, until=UNTIL)
    assert "counted in months" not in [one.label for one in told.alternatives]


def test_a_date_of_one_party_tells_the_act_of_that_party_alone():
    treaty = a_treaty(
        act(A.THRESHOLD_MET, "2000-01-01"),
        act(A.RATIFICATION, "2001-05-10", "IRN", DateRole.RECEIVED),
        act(A.RATIFICATION, "2002-05-10", "RUS", DateRole.RECEIVED),
        entry={
            "type": "threshold",
            "count": 3,
            "per_party": {"type": "on_deposit", "delay": "P30D"},
        },
        duration={"type": "indefinite"},
        composition=Composition.MULTILATERAL,
        parties=("IRN", "RUS"),
    )
    told = why(treaty, K.PARTY_ENTRY_INTO_FORCE, party="IRN")
    assert "10 May 2001" in told
    assert "10 May 2002" not in told


# Ways out


def out(mode, *acts, **more):
    return a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        *acts,
        entry={"type": "on_signature"},
        duration={"type": "indefinite"},
        modes=(mode,),
        **more,
    )


def leaving(when):
    return act(A.DENUNCIATION, when, "RUS", DateRole.RECEIVED)


@pytest.mark.parametrize(("gate", "end"), [("P3Y", "2003-02-01"), ("P3Y22D", "2003-02-01")])
def test_an_effect_on_the_first_of_a_month_waits_for_the_first_after_the_bar(gate, end):
    # 10 January 2003, or 1 February 2003: a bar on the first of a month is itself a first.
    treaty = out(
        {
            "type": "notice",
            "period": "P1M",
            "basis": "received",
            "effect": "first_day_of_month",
            "nth": 1,
            "earliest_effect": {"after": gate, "from": "eif"},
        },
        leaving("2000-06-15"),
    )
    assert project(treaty, UNTIL).principal.end.earliest == day(end)


def test_a_fixed_day_of_effect_is_reached_only_with_the_whole_period_before_it():
    mode = {
        "type": "notice",
        "period": "P6M",
        "basis": "received",
        "effect": "fixed_day",
        "on": "12-31",
    }
    # 31 December − 6 months = 30 June.
    in_time = project(out(mode, leaving("2003-06-30")), UNTIL).principal.end.earliest
    late = project(out(mode, leaving("2003-07-01")), UNTIL).principal.end.earliest
    assert (in_time.year, late.year) == (in_time.year, in_time.year + 1)


WINDOW = {
    "type": "window",
    "opens_after": "P10Y",
    "window": "P1Y",
    "cycle": "P10Y",
    "effect": "P1Y",
    "basis": "registered",
}


def test_a_window_of_denunciation_is_counted_from_the_origin_step_by_step():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1953-05-23"),
        duration={"type": "fixed", "period": "P40Y", "from": "eif"},
        modes=({"type": "end_of_term"}, WINDOW),
        composition=Composition.MULTILATERAL,
    )
    opens = why(treaty, K.WINDOW_OPENS, 1)
    assert "23 May 1953 + 20 years = 23 May 1973" in opens
    assert "again" not in why(treaty, K.WINDOW_OPENS, 0)
    assert "period 2" not in opens.lower()
    assert "stays open for 1 year, both ends included: 23 May 1953 + 21 years" in why(
        treaty, K.LAST_NOTICE, 1
    )


def test_a_window_of_a_treaty_that_is_not_in_force_has_not_opened():
    treaty = a_treaty(
        leaving("2003-06-30"),
        entry={"type": "on_exchange", "delay": "P0D"},
        duration={"type": "indefinite"},
        modes=(WINDOW,),
    )
    projection = project(treaty, UNTIL)
    assert projection.principal.end is None
    assert any("entry into force is not known" in w.text for w in projection.warnings)
    assert not [k for k in projection.principal.key_dates if k.kind is K.WINDOW_OPENS]


def test_an_act_without_any_date_moves_nothing():
    treaty = ten_years(Act(A.RENEWAL), Act(A.SUCCESSION, "FRA"))
    assert project(treaty, UNTIL).principal.cycles[0].expires.earliest == day("2010-01-10")


def test_a_day_that_is_not_included_is_told_as_such():
    until = {"type": "until_date", "date": "2011-12-31", "inclusive": False}
    treaty = a_treaty(act(A.ENTRY_INTO_FORCE, "2001-01-01"), duration=until)
    assert "until 31 December 2011, that day not included" in why(treaty, K.EXPIRY)


def test_a_term_that_a_last_day_cuts_short_tells_that_day():
    capped = {"type": "fixed", "period": "P5Y", "latest": "1975-01-31"}
    treaty = a_treaty(act(A.ENTRY_INTO_FORCE, "1971-01-01"), duration=capped)
    assert "at the latest 31 January 1975, that day included" in why(treaty, K.EXPIRY)


def test_a_renewal_by_a_recorded_act_is_not_told_as_needing_none():
    treaty = ten_years(act(A.EXTENSION, "2009-06-01", details={"period": "P5Y"}))
    assert "no act is needed" not in why(treaty, K.RENEWAL)
