"""What is inexact, disputed or per party: spans out for spans in, and participation as
intervals.
"""

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, bound_intervals, day, iran_russia, usa_in_paris
from treaties.law.clauses.provisions import from_json
from treaties.law.projection import project
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError, ProvisionError
from treaties.law.values.outcomes import Between, Disputed
from treaties.law.values.periods import Period
from treaties.law.values.vocabulary import (
    ClauseKind,
    Composition,
    DateRole,
    PartyStatus,
    Status,
)

TEN = {"type": "fixed", "period": "P10Y", "from": "eif"}
HALF = {"period": "P6M", "before": "term_end", "basis": "received"}


def test_a_month_of_entry_gives_spans_and_the_safe_day_is_the_earliest():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1998-03"),
        duration=TEN,
        notice=HALF,
        renewal={"type": "tacit", "period": "P5Y"},
    )
    cycle = project(treaty, UNTIL).principal.cycles[0]
    assert (cycle.expires.earliest, cycle.expires.latest) == (day("2008-03-01"), day("2008-03-31"))
    assert isinstance(cycle.last_notice, Between)
    assert (cycle.last_notice.first, cycle.last_notice.last) == (
        day("2007-09-01"),
        day("2007-09-30"),
    )
    assert cycle.last_notice.safe == day("2007-09-01")


def test_two_sources_that_differ_make_a_dispute_and_two_readings():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, ["2002-04-05", "2002-05-04"], id="e"), duration=TEN, notice=HALF
    )
    projection = project(treaty, UNTIL)
    assert isinstance(projection.principal.cycles[0].expires, Disputed)
    assert projection.principal.cycles[0].expires.safe == day("2012-04-05")
    assert [r.cycles[0].expires.words for r in projection.readings[1:]] == [
        "5 April 2012",
        "4 May 2012",
    ]


def test_a_coarser_date_does_not_contradict_a_finer_one():
    treaty = a_treaty(act(A.ENTRY_INTO_FORCE, ["2002", "2002-04-05"]), duration=TEN)
    projection = project(treaty, UNTIL)
    assert projection.principal.entry_into_force.words == "5 April 2002"
    assert len(projection.readings) == 1


def test_the_united_states_is_bound_by_the_paris_agreement_twice():
    reading = project(usa_in_paris(), UNTIL).principal
    assert bound_intervals(reading, "USA") == [
        (day("2016-11-04"), day("2020-11-04")),
        (day("2021-02-19"), day("2026-01-27")),
    ]
    assert reading.status_on(day("2020-12-01"), "USA").status is PartyStatus.FORMER
    assert reading.status_on(day("2021-02-01"), "USA").status is PartyStatus.CONTRACTING
    assert reading.status_on(day("2020-01-01"), "USA").status is PartyStatus.NOTICE_GIVEN
    assert reading.status_on(day("2030-01-01")).status is Status.IN_FORCE
    assert reading.end is None


def test_a_threshold_says_how_many_instruments_are_missing():
    treaty = a_treaty(
        act(A.RATIFICATION, "2020-01-01", "AUT", DateRole.RECEIVED),
        entry={"type": "threshold", "count": 3, "delay": "P30D"},
        duration={"type": "indefinite"},
        parties=("AUT", "BEL", "CHE"),
        composition=Composition.MULTILATERAL,
    )
    assert "2 more instruments" in project(treaty, UNTIL).principal.entry_into_force.words


def test_the_instrument_that_completes_the_threshold_starts_the_delay():
    acts = [
        act(A.RATIFICATION, d, p, DateRole.RECEIVED)
        for p, d in (
            ("AUT", "2020-01-01"),
            ("BEL", "2020-05-01"),
            ("CHE", "2020-03-01"),
            ("DEU", "2021-01-31"),
        )
    ]
    treaty = a_treaty(
        *acts,
        entry={"type": "threshold", "count": 3, "delay": "P30D"},
        duration={"type": "indefinite"},
        parties=("AUT", "BEL", "CHE", "DEU"),
        composition=Composition.MULTILATERAL,
    )
    reading = project(treaty, UNTIL).principal
    assert reading.entry_into_force.day == day("2020-05-31")
    assert bound_intervals(reading, "AUT") == [(day("2020-05-31"), None)]
    assert bound_intervals(reading, "DEU") == [(day("2021-03-02"), None)]


def test_a_late_extension_leaves_a_lapse_and_reaches_back():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1908-12-23"),
        act(A.EXTENSION, "1914-04-27", details={"period": "P5Y"}),
        duration={"type": "fixed", "period": "P5Y"},
        renewal={"type": "express", "by": "agreement", "period": "P5Y", "max_times": 1},
    )
    reading = project(treaty, UNTIL).principal
    assert [c.expires.words for c in reading.cycles] == ["23 December 1913", "23 December 1918"]
    assert reading.status_on(day("1914-01-01")).status is Status.LAPSED
    assert reading.status_on(day("1914-04-27")).status is Status.IN_FORCE
    assert reading.status_on(day("1918-12-23")).status is Status.EXPIRED


def test_an_extension_to_a_day_stops_the_tacit_renewals():
    treaty = iran_russia(act(A.EXTENSION, "2016-01-01", details={"until": "2020-12-31"}))
    reading = project(treaty, UNTIL).principal
    assert [c.expires.words for c in reading.cycles] == [
        "5 April 2012",
        "5 April 2017",
        "31 December 2020",
    ]
    assert reading.status_on(day("2020-12-31")).status is Status.IN_FORCE
    assert reading.status_on(day("2021-01-01")).status is Status.EXPIRED


def test_express_renewal_without_an_act_projects_nothing_and_asks_for_a_decision():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1991-12-06"),
        duration={"type": "fixed", "period": "P5Y"},
        renewal={"type": "express", "period": "P5Y"},
    )
    reading = project(treaty, UNTIL).principal
    assert len(reading.cycles) == 1
    assert "decision_due" in {k.kind.value for k in reading.key_dates}
    assert reading.status_on(day("1997-01-01")).status is Status.EXPIRED


def test_effects_survive_the_end_for_the_time_the_clause_says():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1995-07-01"),
        act(A.DENUNCIATION, "2014-03-17", "IDN", DateRole.RECEIVED),
        duration=TEN,
        renewal={"type": "tacit", "period": "P10Y"},
        notice={"period": "P1Y", "basis": "received"},
        modes=({"type": "end_of_term"},),
        survival={"period": "P15Y"},
        parties=("NLD", "IDN"),
    )
    reading = project(treaty, UNTIL).principal
    assert reading.end.day == day("2015-07-01")
    assert reading.status_on(day("2030-06-30")).status is Status.RESIDUAL_EFFECTS
    assert reading.status_on(day("2030-07-01")).status is Status.TERMINATED


def test_of_two_ways_out_the_earliest_admissible_effect_wins():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1986-11-08"),
        act(A.DENUNCIATION, "1993-05-31", "CAN", DateRole.RECEIVED),
        duration={"type": "fixed", "period": "P5Y"},
        renewal={"type": "tacit", "period": "P5Y"},
        notice={"period": "P3M"},
        modes=({"type": "end_of_term"}, {"type": "notice", "period": "P1Y"}),
        parties=("CAN", "USA"),
    )
    assert project(treaty, UNTIL).principal.end.day == day("1994-05-31")


@pytest.mark.parametrize(
    ("kind", "data", "path"),
    [
        (ClauseKind.DURATION, {"type": "fixed", "period": "-P1Y"}, "provision.period"),
        (ClauseKind.DURATION, {"type": "fixed", "period": "P0D"}, "provision.period"),
        (ClauseKind.DURATION, {"type": "fixed"}, "provision.period"),
        (ClauseKind.DURATION, {"type": "for ever"}, "provision.type"),
        (ClauseKind.DURATION, {"type": "until_date", "date": "9999-12-31"}, "provision.date"),
        (ClauseKind.DURATION, {"type": "until_date", "date": "0000-01-01"}, "provision.date"),
        (ClauseKind.ENTRY_INTO_FORCE, {"type": "on_date", "date": "2001-02-30"}, "provision.date"),
        (ClauseKind.RENEWAL, {"type": "tacit", "period": "PT1H"}, "provision.period"),
        (
            ClauseKind.RENEWAL,
            {"type": "tacit", "period": "P5Y", "max_times": 400000},
            "provision.max_times",
        ),
        (
            ClauseKind.TERMINATION,
            {"type": "notice", "period": "P6M", "earliest_notice": {"from": "eif"}},
            "provision.earliest_notice.after",
        ),
        (ClauseKind.SURVIVAL, {"scope": "x" * 1_000_000}, "provision.scope"),
        (ClauseKind.NOTICE, [], "provision"),
    ],
)
def test_nonsense_is_refused_with_its_path(kind, data, path):
    with pytest.raises(ProvisionError) as wrong:
        from_json(kind, data)
    assert wrong.value.path == path


def test_an_unknown_key_is_kept_and_warned_of():
    treaty = a_treaty(act(A.ENTRY_INTO_FORCE, "2001-01-01"), duration={**TEN, "colour": "blue"})
    assert treaty.clauses[0].provision.notes == (("colour", "blue"),)
    assert "unknown_key" in {w.code for w in project(treaty, UNTIL).warnings}


def test_a_daily_renewal_stops_and_says_so():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "2001-01-01"),
        duration={"type": "fixed", "period": "P1D"},
        renewal={"type": "tacit", "period": "P1D"},
    )
    projection = project(treaty, UNTIL)
    assert len(projection.principal.cycles) == 2000
    assert "stopped" in {w.code for w in projection.warnings}


@pytest.mark.parametrize(
    "text", ["2001-02-30", "2001-13", "yesterday", "9999-12-31", "2002/2001", "01-02-2001"]
)
def test_an_impossible_date_is_refused_with_one_sentence(text):
    with pytest.raises(LawError, match=r"\w"):
        CivilDate.parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2002-03", "March 2002"),
        ("2002~", "about 2002"),
        ("", "unknown"),
        ("2001-03-12", "12 March 2001"),
        ("2001-03-12/2002-03-31", "between 12 March 2001 and 31 March 2002"),
    ],
)
def test_a_date_says_how_well_it_is_known(text, said):
    assert CivilDate.parse(text).words == said


def test_a_period_keeps_the_unit_it_was_written_in():
    assert Period.parse("P12M") == Period.parse("P1Y")
    assert Period.parse("P12M").words == "12 months"


def test_beyond_the_last_projected_period_nothing_falls_back_to_signed():
    reading = project(iran_russia(), day("2030-01-01")).principal
    last = [span for span in reading.spans if span.party is None][-1]
    assert last.status is Status.NEXT_PERIOD_CERTAIN
    assert last.end == reading.cycles[-1].expires.day


def test_without_any_dated_act_the_status_is_unknown_and_says_why():
    reading = project(a_treaty(duration=TEN), UNTIL).principal
    assert [span.status for span in reading.spans] == [Status.UNKNOWN]
    assert "awaiting entry into force" in reading.spans[0].reason


def test_who_was_never_bound_is_no_former_party():
    treaty = a_treaty(
        act(A.SIGNATURE, "1993-01-03"),
        act(A.TERMINATION, "2003-06-01"),
        entry={"type": "on_exchange"},
        duration={"type": "indefinite"},
    )
    reading = project(treaty, UNTIL).principal
    assert reading.status_on(day("2004-01-01")).status is Status.NEVER_IN_FORCE
    assert reading.status_on(day("2004-01-01"), "IRN") is None


def test_a_party_whose_notice_the_end_of_the_treaty_overtakes_is_former_from_that_end():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-01"),
        act(A.ENTRY_INTO_FORCE, "2000-01-01"),
        act(A.DENUNCIATION, "2009-12-01", "IRN", DateRole.RECEIVED),
        duration={"type": "fixed", "period": "P10Y"},
        modes=({"type": "notice", "period": "P6M"},),
    )
    span = project(treaty, UNTIL).principal.status_on(day("2010-03-01"), "IRN")
    assert span is not None
    assert span.status is PartyStatus.FORMER
