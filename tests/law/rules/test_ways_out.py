"""Leaving: bars and windows no notice reaches, inexact and undated notices, and who is left."""

from tests.law.build import UNTIL, A, a_treaty, act, bound_intervals, day
from treaties.law.projection import project
from treaties.law.record.facts import Act
from treaties.law.values.vocabulary import Composition, DateRole, KeyDateKind

K = KeyDateKind


def leaving(when, party="RUS", **more):
    return act(A.DENUNCIATION, when, party, DateRole.RECEIVED, **more)


def out(*modes_and_acts):
    modes = tuple(m for m in modes_and_acts if isinstance(m, dict))
    acts = tuple(a for a in modes_and_acts if not isinstance(a, dict))
    return a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        *acts,
        entry={"type": "on_signature"},
        duration={"type": "indefinite"},
        modes=modes,
    )


WINDOW = {
    "type": "window",
    "opens_after": "P1M",
    "window": "P1D",
    "cycle": "P1M",
    "effect": "P1Y",
    "basis": "received",
}


def test_a_notice_long_after_the_last_window_that_is_looked_at_finds_none():
    # Four hundred windows a month apart end in 2033.
    projection = project(out(WINDOW, leaving("2040-01-01")), UNTIL)
    assert projection.principal.end is None
    assert any("no window that this notice could use" in w.text for w in projection.warnings)


def test_windows_far_ahead_are_not_looked_at_without_end():
    found = [k for k in project(out(WINDOW), UNTIL).principal.key_dates if "indow" in k.kind.label]
    assert len(found) <= 400


def test_a_notice_of_an_inexact_day_that_only_part_of_the_month_could_use():
    quarterly = {**WINDOW, "opens_after": "P10Y", "cycle": "P10Y", "window": "P1M"}
    # The window runs from 10 January to 10 February 2010; the month begins before it.
    end = project(out(quarterly, leaving("2010-01")), UNTIL).principal.end
    assert end is not None
    assert end.latest == day("2011-01-31")


def test_a_notice_of_an_inexact_day_before_every_window_has_no_effect():
    later = {**WINDOW, "opens_after": "P10Y", "cycle": "P10Y"}
    assert project(out(later, leaving("2003-02")), UNTIL).principal.end is None


def test_a_notice_of_an_inexact_day_that_ends_on_one_day_has_an_exact_end():
    mode = {
        "type": "notice",
        "period": "P6M",
        "basis": "received",
        "effect": "fixed_day",
        "on": "12-31",
    }
    # February 2003, any day of it, is six months before 31 December.
    end = project(out(mode, leaving("2003-02")), UNTIL).principal.end
    assert end.earliest == end.latest


def test_a_way_out_under_a_condition_is_not_presumed_to_be_the_one_used():
    conditional = {"type": "notice", "condition": "a fundamental change", "basis": "received"}
    ordinary = {"type": "notice", "period": "P1Y", "basis": "received"}
    end = project(out(conditional, ordinary, leaving("2003-02-01")), UNTIL).principal.end
    assert end.earliest == day("2004-02-01")


def test_a_notice_recorded_with_the_effect_that_the_clause_gives_needs_no_word():
    given = Act(
        A.DENUNCIATION,
        "RUS",
        (
            *leaving("2003-02-01").claims,
            *act(A.DENUNCIATION, "2003-08-01", "RUS", DateRole.EFFECTIVE).claims,
        ),
        "n",
    )
    mode = {"type": "notice", "period": "P6M", "basis": "received"}
    projection = project(out(mode, given), UNTIL)
    assert projection.principal.end.earliest == day("2003-08-01")
    assert projection.warnings == ()


# Who is left


def among(*acts, **more):
    return a_treaty(
        act(A.ENTRY_INTO_FORCE, "2000-01-01"),
        *acts,
        entry={"type": "threshold", "count": 2, "per_party": {"type": "on_deposit"}},
        duration={"type": "indefinite"},
        composition=Composition.MULTILATERAL,
        **more,
    )


def deposit(party, when, **more):
    return act(A.RATIFICATION, when, party, DateRole.RECEIVED, **more)


def test_an_instrument_without_a_day_does_not_count_among_those_that_remain():
    treaty = among(
        deposit("IRN", "2000-01-01"),
        deposit("RUS", "2000-01-01"),
        Act(A.RATIFICATION, "FRA"),
        leaving("2005-01-01"),
        modes=(
            {"type": "notice", "period": "P1Y", "basis": "received"},
            {"type": "automatic", "below": 2},
        ),
        parties=("IRN", "RUS", "FRA"),
    )
    assert project(treaty, UNTIL).principal.end.earliest == day("2006-01-01")


def test_a_recorded_day_belongs_to_the_last_instrument_before_it():
    treaty = among(
        deposit("IRN", "2001-05-10"),
        leaving("2003-01-01", "IRN"),
        act(A.ENTRY_INTO_FORCE, "2001-07-01", "IRN"),
        deposit("IRN", "2010-05-10"),
        modes=({"type": "notice", "period": "P1Y", "basis": "received"},),
        parties=("IRN", "RUS"),
    )
    assert bound_intervals(project(treaty, UNTIL).principal, "IRN") == [
        (day("2001-07-01"), day("2004-01-01")),
        (day("2010-05-10"), None),
    ]


def test_a_second_and_a_third_instrument_while_bound_open_no_second_membership():
    treaty = among(
        deposit("IRN", "2001-05-10"),
        deposit("IRN", "2003-05-10"),
        deposit("IRN", "2004-05-10"),
        parties=("IRN", "RUS"),
    )
    assert bound_intervals(project(treaty, UNTIL).principal, "IRN") == [(day("2001-05-10"), None)]


def test_two_extensions_of_an_unknown_length_leave_the_end_unknown():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        act(A.EXTENSION, "2009-06-01"),
        act(A.EXTENSION, "2011-06-01"),
        entry={"type": "on_signature"},
        duration={"type": "fixed", "period": "P10Y", "from": "eif"},
    )
    cycles = project(treaty, UNTIL).principal.cycles
    assert [c.expires.earliest for c in cycles] == [day("2010-01-10"), None]


def test_an_extension_whose_day_is_not_known_cannot_be_late():
    undated = Act(A.EXTENSION, None, (), "e", None, {"until": "2012-01-10"})
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        undated,
        entry={"type": "on_signature"},
        duration={"type": "fixed", "period": "P10Y", "from": "eif"},
    )
    projection = project(treaty, UNTIL)
    assert projection.principal.cycles[1].expires.earliest == day("2012-01-10")
    assert not [w for w in projection.warnings if "late" in w.code]


def test_a_successor_is_bound_from_its_declaration_but_not_before_the_treaty():
    declared = act(A.SUCCESSION, "2005-03-01", "FRA", DateRole.RECEIVED)
    early = act(A.SUCCESSION, "1999-03-01", "FRA", DateRole.RECEIVED)
    for succession, since in ((declared, "2005-03-01"), (early, "2000-01-01")):
        treaty = among(succession, deposit("IRN", "2000-01-01"), parties=("IRN", "RUS", "FRA"))
        assert bound_intervals(project(treaty, UNTIL).principal, "FRA") == [(day(since), None)]


def test_a_year_that_lies_beyond_every_horizon_is_not_waited_for():
    never = {
        "type": "notice",
        "basis": "received",
        "effect": "end_of_calendar_year",
        "notice_by": "06-30",
        "earliest_year_end": {"after": "P999Y", "from": "date:2900-01-01"},
    }
    projection = project(out(never, leaving("2003-02-01")), UNTIL)
    assert projection.principal.end is None
    assert any("no year that this notice could reach" in w.text for w in projection.warnings)


def test_an_extension_of_a_term_with_a_named_end_is_held_beside_the_length_of_the_clause():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        act(A.EXTENSION, "2010-06-01", details={"until": "2012-06-30"}),
        entry={"type": "on_signature"},
        duration={"type": "until_date", "date": "2010-12-31"},
        renewal={"type": "express", "period": "P1Y", "max_times": None},
    )
    # 1 January 2011 + 1 year = 1 January 2012; carried to 30 June 2012: 181 days more.
    (text,) = [w.text for w in project(treaty, UNTIL).warnings if w.code == "extension_differs"]
    assert "181 days apart" in text


def test_an_instrument_whose_share_is_not_known_adds_none():
    def of(share):
        return a_treaty(
            deposit("IRN", "2000-01-01", details={"share": 0.3}),
            deposit("RUS", "2000-02-01", details=share),
            entry={"type": "threshold", "count": 2, "weight": {"share": 0.5}, "delay": "P30D"},
            duration={"type": "indefinite"},
            composition=Composition.MULTILATERAL,
            parties=("IRN", "RUS"),
        )

    def entry(treaty):
        found = project(treaty, UNTIL).principal.key_dates
        return next(k.outcome.earliest for k in found if k.kind is K.ENTRY_INTO_FORCE)

    # 1 February 2000 + 30 days = 2 March 2000.
    assert entry(of({"share": 0.3})) == day("2000-03-02")
    assert entry(of({})) is None
