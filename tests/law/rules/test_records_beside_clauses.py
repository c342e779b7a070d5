"""What is on record beside what the clause gives: which of several it belongs to, and what is
told (ANS-4, NOT-7, NOT-8, REA-3).
"""

from tests.law.build import UNTIL, A, a_treaty, act, clause, iran_russia, said, status, ten_years
from treaties.law.asking.explain import explain
from treaties.law.projection import project
from treaties.law.values.vocabulary import ClauseKind, Composition, DateRole, KeyDateKind, Status

MANY = {"composition": Composition.PLURILATERAL, "parties": ("IRN", "RUS", "KAZ")}
TACIT = {"type": "tacit", "period": "P5Y", "max_times": 1}
NOTICE = {"period": "P1Y", "before": "term_end", "basis": "received"}
AT_ANY_TIME = {"type": "notice", "period": "P6M", "basis": "received"}


def given(day, **more):
    """Iran's notice of non-renewal, received on `day`."""
    return act(A.NOTICE_OF_NON_RENEWAL, day, "IRN", DateRole.RECEIVED, **more)


def test_an_end_recorded_by_one_of_many_parties_is_no_end_of_the_treaty():
    treaty = ten_years(act(A.TERMINATION, "2004-05-01", "KAZ"), **MANY)
    assert status(treaty, "2004-06-01").status is Status.IN_FORCE


def test_an_end_recorded_beside_the_day_that_the_notice_gives_is_told():
    late = iran_russia(given("2010-04-05"), act(A.TERMINATION, "2012-05-01"))
    (text,) = said(late, "end_differs")
    assert "26 days apart" in text
    on_its_day = iran_russia(given("2010-04-05"), act(A.TERMINATION, "2012-04-05"))
    assert said(on_its_day, "end_differs") == []


def test_a_renewal_recorded_on_another_day_than_the_boundary_is_told():
    treaty = iran_russia(act(A.RENEWAL, "2012-04-20", role=DateRole.EFFECTIVE))
    (text,) = said(treaty, "renewal_differs")
    assert "15 days apart" in text


def test_a_renewal_recorded_after_the_last_that_the_clause_allows_is_told():
    second = act(A.RENEWAL, "2015-01-10", role=DateRole.EFFECTIVE)
    (text,) = said(ten_years(second, renewal=TACIT, notice=NOTICE), "renewal_beyond")
    assert "record an extension" in text
    without_a_limit = ten_years(second, renewal={"type": "tacit_indefinite"})
    assert said(without_a_limit, "renewal_beyond") == []
    after_the_horizon = act(A.RENEWAL, "2057-04-05", role=DateRole.EFFECTIVE)
    assert said(iran_russia(after_the_horizon), "renewal_beyond") == []


def test_a_notice_of_non_renewal_uses_no_way_out_that_is_open_at_any_time():
    treaty = iran_russia(given("2010-04-05"))
    modes = a_treaty(
        act(A.SIGNATURE, "2001-03-12"),
        act(A.EXCHANGE_OF_INSTRUMENTS, "2002-04-05"),
        given("2010-04-05"),
        entry={"type": "on_exchange", "delay": "P0D"},
        duration={"type": "fixed", "period": "P10Y", "from": "eif"},
        renewal={"type": "tacit", "period": "P5Y", "max_times": None},
        notice=NOTICE,
        modes=(AT_ANY_TIME, {"type": "end_of_term"}),
    )
    for one in (treaty, modes):
        assert status(one, "2012-04-04").status is Status.NOTICE_GIVEN
        assert status(one, "2012-04-05").status is not Status.IN_FORCE


def test_a_suspension_of_another_notice_leaves_this_one_as_it_is():
    other = act(A.SUSPENSION, "2010-06-01", "IRN", details={"of": "another", "period": "P1Y"})
    treaty = iran_russia(given("2010-04-05", id="n"), other)
    assert status(treaty, "2012-05-01").status is not Status.NOTICE_GIVEN


def test_only_the_revocation_of_this_notice_or_by_its_own_party_revokes_it():
    for of_another in (
        act(A.REVOCATION_OF_NOTICE, "2010-06-01", "IRN", details={"of": "another"}),
        act(A.REVOCATION_OF_NOTICE, "2010-06-01", "RUS"),
        act(A.REVOCATION_OF_NOTICE, "2009-06-01", "IRN"),
    ):
        treaty = iran_russia(given("2010-04-05", id="n"), of_another)
        assert status(treaty, "2012-05-01").status in {Status.TERMINATED, Status.EXPIRED}
    revoked = act(A.REVOCATION_OF_NOTICE, "2010-06-01", "IRN", details={"of": "n"})
    again = iran_russia(given("2010-04-05", id="n"), revoked)
    assert status(again, "2012-05-01").status is Status.IN_FORCE


def test_a_date_that_a_switch_removes_and_nothing_replaces_has_no_other_day():
    written = {"quotation": "renewable for periods of five years"}
    renewal = clause(ClauseKind.RENEWAL, "renewal", {"type": "tacit", "period": "P5Y"}, **written)
    treaty = ten_years(notice=NOTICE, extra=(renewal,))

    def instead(kind, ordinal):
        said = explain(treaty, kind, ordinal, until=UNTIL).alternatives
        return [one.outcome.words for one in said if one.text.startswith("in place of this date")]

    # Read as renewable by agreement only, the first renewal is an end, and no notice is needed.
    assert instead(KeyDateKind.LAST_NOTICE, 1) == []
    assert instead(KeyDateKind.RENEWAL, 1) == ["10 January 2010"]


def test_a_renewal_of_no_length_after_a_named_day_is_calculated_no_further():
    named = {"type": "until_date", "date": "2009-12-31"}
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        entry={"type": "on_signature"},
        duration=named,
        renewal={"type": "tacit"},
    )
    assert len(project(treaty, UNTIL).principal.cycles) == 1
