"""What is on record of entry, extension, end and revival beats what the clause gives (ANS-3)."""

import pytest

from tests.law.build import (
    UNTIL,
    A,
    C,
    a_treaty,
    act,
    bound_intervals,
    clause,
    day,
    iran_russia,
    said,
    status,
    ten_years,
)
from treaties.law.projection import project
from treaties.law.record.facts import Act, Replacement
from treaties.law.values.outcomes import Between, Fixed
from treaties.law.values.vocabulary import Composition, DateRole, KeyDateKind, Status

K = KeyDateKind


# Ends


def test_an_expiry_on_record_at_the_end_of_the_term_needs_no_word():
    treaty = ten_years(act(A.EXPIRY, "2010-01-10"))
    assert status(treaty, "2010-01-10").status is Status.EXPIRED
    assert said(treaty, "expiry_differs") == []


def test_an_expiry_on_record_beside_the_end_of_the_term_says_how_far():
    (text,) = said(ten_years(act(A.EXPIRY, "2010-02-01")), "expiry_differs")
    assert "22 days apart" in text
    assert "10 January 2010" in text


def test_an_expiry_on_record_of_a_treaty_without_a_term_breaks_the_clause():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        act(A.EXPIRY, "2010-01-10"),
        entry={"type": "on_signature"},
        duration={"type": "indefinite"},
    )
    (text,) = said(treaty, "expiry_differs")
    assert "sets no term" in text


def test_an_end_outside_the_clauses_is_told_with_how():
    treaty = ten_years(act(A.IRREGULAR_END, "2004-05-01", details={"how": "a declaration"}))
    assert status(treaty, "2004-05-01").status is Status.TERMINATED
    (text,) = said(treaty, "irregular_end")
    assert text.endswith("on 1 May 2004: a declaration")


@pytest.mark.parametrize(
    ("details", "after"),
    [
        ({"express": True, "by": "the treaty of 2004"}, Status.SUPERSEDED),
        ({"by": "the treaty of 2004"}, Status.SUPERSEDED_PRESUMED),
        ({"scope": "Article 3"}, Status.IN_FORCE),
    ],
)
def test_a_supersession_on_record_ends_the_treaty_unless_it_is_of_a_part(details, after):
    treaty = ten_years(act(A.SUPERSESSION, "2004-05-01", details=details))
    assert status(treaty, "2004-05-02").status is after


def test_a_later_treaty_between_others_is_not_presumed_to_replace_this_one():
    later = Replacement("u", "the treaty of 2004", Fixed(day("2004-05-01")), False, False)
    treaty = ten_years(replaced_by=(later,))
    assert status(treaty, "2005-01-01").status is Status.IN_FORCE


def test_a_termination_on_record_on_the_day_the_notice_takes_effect_needs_no_word():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        act(A.DENUNCIATION, "2003-02-01", "RUS", DateRole.RECEIVED),
        act(A.TERMINATION, "2003-08-01"),
        entry={"type": "on_signature"},
        duration={"type": "indefinite"},
        modes=({"type": "notice", "period": "P6M", "basis": "received"},),
    )
    projection = project(treaty, UNTIL)
    assert projection.principal.end.earliest == day("2003-08-01")
    assert not [w for w in projection.warnings if w.code.startswith("termination")]


def test_a_treaty_that_was_revived_is_in_force_again():
    treaty = ten_years(act(A.EXPIRY, "2010-01-10"), act(A.REVIVAL, "2012-03-01"))
    assert status(treaty, "2010-01-09").status is Status.IN_FORCE
    assert status(treaty, "2011-01-01").status is Status.LAPSED
    assert status(treaty, "2012-03-01").status is Status.IN_FORCE


def test_effects_that_survive_an_end_are_said_before_the_lapse_and_a_way_out_is_no_lapse():
    lasting = {"period": "P1Y", "scope": "investments"}
    treaty = ten_years(act(A.REVIVAL, "2012-03-01"), survival=lasting)
    assert status(treaty, "2010-06-01").status is Status.RESIDUAL_EFFECTS
    assert status(treaty, "2011-01-10").status is Status.LAPSED
    ended = ten_years(act(A.TERMINATION, "2005-01-10"), act(A.REVIVAL, "2012-03-01"))
    assert status(ended, "2011-01-10").status is Status.TERMINATED


def test_before_signature_the_text_is_initialled_then_adopted():
    treaty = ten_years(act(A.INITIALLING, "1999-06-01"), act(A.ADOPTION, "1999-09-01"))
    assert status(treaty, "1999-07-01").status is Status.IN_NEGOTIATION
    assert status(treaty, "1999-10-01").status is Status.ADOPTED
    assert status(treaty, "2000-01-10").status is Status.IN_FORCE


# Terms and extensions


def test_a_day_named_as_the_limit_is_not_in_force_where_the_clause_excludes_it():
    def until(inclusive):
        return a_treaty(
            act(A.SIGNATURE, "2000-01-10"),
            entry={"type": "on_signature"},
            duration={"type": "until_date", "date": "2020-12-31", "inclusive": inclusive},
        )

    assert status(until(True), "2020-12-31").status is Status.IN_FORCE
    assert status(until(False), "2020-12-31").status is Status.EXPIRED


def test_an_initial_period_from_a_day_that_is_unknown_awaits_it():
    treaty = a_treaty(duration={"type": "initial_then_indefinite", "initial": "P5Y", "from": "eif"})
    assert project(treaty, UNTIL).principal.cycles == ()


def test_named_further_periods_are_as_many_as_are_named():
    treaty = ten_years(renewal={"type": "tacit", "periods": ["P3Y", "P2Y"]})
    ends = [c.expires.earliest for c in project(treaty, UNTIL).principal.cycles]
    assert ends == [day("2010-01-10"), day("2013-01-10"), day("2015-01-10")]


def test_an_extension_without_a_length_takes_that_of_the_clause_or_awaits_one():
    decided = act(A.EXTENSION, "2009-06-01")
    renewable = ten_years(decided, renewal={"type": "express", "period": "P4Y", "max_times": None})
    assert project(renewable, UNTIL).principal.cycles[1].expires.earliest == day("2014-01-10")
    unknown = project(ten_years(decided), UNTIL).principal
    assert unknown.cycles[-1].expires.earliest is None


def test_an_extension_by_a_period_of_a_term_that_ended_on_a_named_day_runs_from_the_day_after():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        act(A.EXTENSION, "2020-06-01", details={"period": "P1Y"}),
        entry={"type": "on_signature"},
        duration={"type": "until_date", "date": "2020-12-31"},
    )
    assert project(treaty, UNTIL).principal.cycles[1].last_day.earliest == day("2021-12-31")


def test_an_extension_until_an_anniversary_names_the_boundary():
    treaty = ten_years(act(A.EXTENSION, "2009-06-01", details={"until": "2015-01-10"}))
    assert project(treaty, UNTIL).principal.cycles[1].last_day.earliest == day("2015-01-09")


def test_one_extension_more_than_the_clause_allows_is_told():
    treaty = ten_years(
        act(A.EXTENSION, "2009-06-01", details={"period": "P2Y"}),
        act(A.EXTENSION, "2011-06-01", details={"period": "P2Y"}),
        renewal={"type": "express", "period": "P2Y", "max_times": 1},
    )
    (text,) = said(treaty, "extension_beyond")
    assert "number 2" in text


def test_a_decision_after_the_last_day_for_it_says_how_late():
    treaty = ten_years(
        act(A.EXTENSION, "2009-12-20", details={"period": "P2Y"}),
        renewal={
            "type": "decision",
            "by": "the Council",
            "period": "P2Y",
            "max_times": None,
            "decide_by": "P1M",
        },
    )
    projection = project(treaty, UNTIL)
    # 10 January 2010 − 1 month = 10 December 2009; decided ten days after that.
    assert any(
        "10 days" in w.text and "last day for the decision" in w.text for w in projection.warnings
    )
    due = [k.outcome.earliest for k in projection.principal.key_dates if k.kind is K.DECISION_DUE]
    assert day("2011-12-10") in due


# Notices


def open_at_any_time(*acts, **mode):
    return a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        *acts,
        entry={"type": "on_signature"},
        duration={"type": "indefinite"},
        modes=({"type": "notice", "period": "P6M", "basis": "received", **mode},),
    )


def test_a_notice_recorded_with_another_effect_than_the_clause_gives_says_so():
    given = Act(
        A.DENUNCIATION,
        "RUS",
        (
            *act(A.DENUNCIATION, "2003-02-01", "RUS", DateRole.RECEIVED).claims,
            *act(A.DENUNCIATION, "2003-09-01", "RUS", DateRole.EFFECTIVE).claims,
        ),
        "n",
    )
    projection = project(open_at_any_time(given), UNTIL)
    assert projection.principal.end.earliest == day("2003-09-01")
    assert any("31 days" in w.text for w in projection.warnings)


def test_a_notice_of_an_inexact_day_ends_the_treaty_within_a_span():
    treaty = open_at_any_time(act(A.DENUNCIATION, "2003-02", "RUS", DateRole.RECEIVED))
    end = project(treaty, UNTIL).principal.end
    assert isinstance(end, Between)
    assert (end.first, end.last) == (day("2003-08-01"), day("2003-08-28"))


def test_a_notice_without_a_day_has_no_effect_yet():
    assert project(open_at_any_time(Act(A.DENUNCIATION, "RUS")), UNTIL).principal.end is None


def test_a_notice_that_names_its_way_out_takes_no_other():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        act(A.DENUNCIATION, "2003-02-01", "RUS", DateRole.RECEIVED, details={"clause": "mode-1"}),
        entry={"type": "on_signature"},
        duration={"type": "indefinite"},
        modes=(
            {"type": "notice", "period": "P1M", "basis": "received"},
            {"type": "notice", "period": "P1Y", "basis": "received"},
        ),
    )
    assert project(treaty, UNTIL).principal.end.earliest == day("2004-02-01")


def test_notice_by_the_clause_on_notice_alone_ends_the_term():
    treaty = ten_years(
        act(A.NOTICE_OF_NON_RENEWAL, "2009-01-01", "RUS", DateRole.RECEIVED),
        renewal={"type": "tacit", "period": "P5Y", "max_times": None},
        notice={"period": "P6M", "before": "term_end", "basis": "received"},
    )
    assert project(treaty, UNTIL).principal.end.earliest == day("2010-01-10")


def test_a_second_instrument_while_bound_opens_no_second_membership():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "2000-01-01"),
        act(A.RATIFICATION, "2001-05-10", "IRN", DateRole.RECEIVED),
        act(A.RATIFICATION, "2003-05-10", "IRN", DateRole.RECEIVED),
        act(A.RATIFICATION, "2004-05-10", "IRN", DateRole.RECEIVED),
        entry={
            "type": "threshold",
            "count": 1,
            "per_party": {"type": "on_deposit", "delay": "P0D"},
        },
        duration={"type": "indefinite"},
        composition=Composition.MULTILATERAL,
        parties=("IRN", "RUS"),
    )
    assert len(bound_intervals(project(treaty, UNTIL).principal, "IRN")) == 1


def test_two_readings_of_one_name_are_kept_apart():
    extra = tuple(
        clause(
            C.DURATION,
            f"other-{years}",
            {"type": "fixed", "period": f"P{years}Y", "from": "eif"},
            reading_of="duration",
            reading="another length",
        )
        for years in (12, 15)
    )
    keys = [r.key for r in project(iran_russia(extra=extra), UNTIL).readings]
    assert keys == ["", "another-length", "another-length-2"]
