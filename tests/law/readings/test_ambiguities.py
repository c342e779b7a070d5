"""What in a clause as written can be meant in two ways: both readings, and the dates that depend on
the choice (REA-4).
"""

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, clause, iran_russia
from treaties.law.projection import project
from treaties.law.values.vocabulary import Binding, ClauseKind, DateRole

FIVE = {"type": "fixed", "period": "P5Y"}
TACIT = {"type": "tacit", "period": "P5Y"}
HALF = {"period": "P6M", "basis": "received"}


def warned(code, *acts, start="2000-09-10", **more):
    """The text of the warning of that code; empty if there is none."""
    begun = (act(A.ENTRY_INTO_FORCE, start),) if start else ()
    warnings = project(a_treaty(*begun, *acts, **more), UNTIL).warnings
    return next((w.text for w in warnings if w.code == code), "")


def test_within_is_a_window_or_a_deadline():
    ten = {"type": "fixed", "period": "P10Y"}
    text = warned("within", duration=ten, renewal=TACIT, notice={**HALF, "form": "within"})
    assert "read as a window" in text
    assert "may be meant as a deadline" in text
    assert "from 10 March 2010 to 9 September 2010, or not later than 10 March 2010" in text
    undated = {"start": "", "duration": ten, "notice": {**HALF, "form": "within"}}
    assert warned("within", **undated).endswith("(rule “Notice within a time before the end”)")


def test_at_least_is_no_window():
    assert warned("within", duration=FIVE, renewal=TACIT, notice=HALF) == ""


def test_giving_or_receiving_decides_about_a_notice_on_its_way():
    text = warned("basis_unspecified", duration=FIVE, renewal=TACIT, notice={"period": "P6M"})
    assert "giving or receiving" in text
    assert (
        "sent by 10 March 2005 and received later would be in time for 10 September 2005 only"
        in text
    )
    assert warned("basis_unspecified", duration=FIVE, renewal=TACIT, notice=HALF) == ""
    undated = warned("basis_unspecified", start="", duration=FIVE, notice={"period": "P6M"})
    assert undated.endswith("by the last day")


def test_a_further_period_is_once_or_successive():
    # The Soviet-Japanese pact of 1941: five years, and another five.
    once = {**TACIT, "max_times": 1}
    text = warned("once_or_successive", start="1941-04-25", duration=FIVE, renewal=once)
    assert "read as once only; read as successive periods the treaty would go on" in text
    assert text.endswith("it ends on 25 April 1951, or is renewed then until 25 April 1956")
    text = warned("once_or_successive", duration=FIVE, renewal=once, notice=HALF)
    assert text.endswith("then until 10 September 2015 (last day to give notice 10 March 2015)")
    assert warned("once_or_successive", duration=FIVE, renewal=TACIT) == ""
    assert warned("once_or_successive", start="", duration=FIVE, renewal=once).endswith(
        "(rule “A limited number of renewals”)"
    )


def test_a_month_end_counts_differently_backwards_and_forwards():
    text = warned("month_end", start="2005-02-28", duration=FIVE, renewal=TACIT, notice=HALF)
    assert text == (
        "art. 21: 6 months before 28 February 2010 is 28 August 2009 counted backwards and "
        "31 August 2009 counted forwards (rule “Counting back from the end of a month”); "
        "28 August 2009 is safe"
    )
    later = {**HALF, "period": "P30D", "later_terms": "P6M"}
    text = warned("month_end", start="2005-02-28", duration=FIVE, renewal=TACIT, notice=later)
    assert text.startswith("art. 21: 6 months before 28 February 2015")


@pytest.mark.parametrize(
    ("start", "notice", "counting"),
    [
        ("2005-02-28", {"period": "P90D", "basis": "received"}, None),  # days are days
        ("2005-05-31", {"period": "P6M", "basis": "received"}, None),  # 30 November both ways
        ("2005-02-28", {**HALF, "form": "within"}, None),
        ("2005-02-28", HALF, {"deadline_method": "forward_max"}),  # the clause is settled
    ],
)
def test_where_both_ways_agree_nothing_is_said(start, notice, counting):
    more = {"counting": counting} if counting else {}
    said = warned("month_end", start=start, duration=FIVE, renewal=TACIT, notice=notice, **more)
    assert said == ""


def test_two_sentences_that_disagree_are_named_with_the_date_that_depends_on_them():
    second = clause(ClauseKind.DURATION, "second", {"type": "fixed", "period": "P7Y"}, article="9")
    treaty = a_treaty(act(A.ENTRY_INTO_FORCE, "2000-09-10"), duration=FIVE, extra=(second,))
    projection = project(treaty, UNTIL)
    said = {w.code: w.text for w in projection.warnings}
    assert "the principal reading follows art. 21" in said["two_clauses"]
    assert said["sentences_disagree"] == (
        "two sentences disagree; the principal reading gives expires 10 September 2005, "
        "the reading “by 9” 10 September 2007"
    )
    assert projection.reading("by-9").cycles[0].expires.words == "10 September 2007"


def test_two_sentences_that_come_to_the_same_day_do_not_disagree():
    same = clause(ClauseKind.DURATION, "second", {"type": "fixed", "period": "P60M"})
    assert warned("sentences_disagree", duration=FIVE, extra=(same,)) == ""


def test_without_a_clause_the_fallback_is_labelled_and_not_applied():
    # Netherlands and Persia 1930: no clause on leaving.
    treaty = {"duration": {"type": "unstated"}, "modes": ({"type": "unstated"},)}
    text = warned("vclt56", **treaty)
    assert "fallback, not applied" in text
    notice = act(A.DENUNCIATION, "2004-02-29", "IRN", DateRole.RECEIVED)
    text = warned("vclt56", notice, **treaty)
    assert text.endswith(
        "the notice of 29 February 2004 would end it on 28 February 2005, or not at all "
        "(29 February 2004 + 12 months: February 2005 has no 29th, so 28 February 2005)"
    )
    inexact = act(A.DENUNCIATION, "2004-03", "IRN", DateRole.RECEIVED)
    assert warned("vclt56", inexact, **treaty).endswith("or not at all")
    undated = act(A.DENUNCIATION, "", "IRN", DateRole.RECEIVED)
    assert warned("vclt56", undated, **treaty).endswith("twelve months' notice")
    assert warned("vclt56", **treaty, binding=Binding.NO) == ""


def test_a_condition_makes_the_computed_date_conditional():
    # Ottawa: a withdrawal has no effect while the State is engaged in armed conflict.
    mode = {"type": "notice", "period": "P6M", "condition": "no armed conflict"}
    text = warned("condition", duration={"type": "indefinite"}, modes=(mode,))
    assert text == (
        "art. 21 opens only on a condition: no armed conflict; the dates hold only if it is "
        "fulfilled (rule “Effect on a condition”)"
    )
    bare = {"type": "notice", "condition": "no revision in force"}
    assert warned("condition", duration={"type": "indefinite"}, modes=(bare,)).endswith("in force")


def test_a_minimum_bars_the_notice_or_the_effect():
    gate = {"after": "P5Y", "from": "eif"}
    mode = {"type": "notice", "period": "P6M", "earliest_notice": gate}
    text = warned("minimum", duration={"type": "indefinite"}, modes=(mode,))
    assert text.endswith(
        "(rule “No end before a minimum time”): notice from 10 September 2005, or from "
        "10 March 2005"
    )
    assert warned("minimum", start="", modes=(mode,)).endswith(
        "(rule “No end before a minimum time”)"
    )


def test_who_renews_is_not_said():
    renewal = {"type": "unspecified", "period": "P5Y"}
    text = warned("renewal_unspecified", duration=FIVE, renewal=renewal)
    assert "Read as tacit it would be renewed, read as express it would end" in text
    assert text.endswith("it ends on 10 September 2005, or is renewed then until 10 September 2010")
    assert warned("renewal_unspecified", start="", renewal=renewal).endswith(
        "(rule “Renewable: tacit or by agreement”)"
    )


def test_an_opt_out_beside_an_express_renewal_may_mean_a_tacit_one():
    express = {"type": "express", "period": "P5Y"}
    text = warned("renewable", duration=FIVE, renewal=express, notice=HALF)
    assert "may be meant as tacit" in text
    assert text.endswith(
        "it ends on 10 September 2005, or is renewed then until 10 September 2010 (last day of "
        "notice 10 March 2010)"
    )
    assert warned("renewable", start="", renewal=express, notice=HALF).endswith(
        "(rule “Renewable: tacit or by agreement”)"
    )
    assert warned("renewable", duration=FIVE, renewal=express) == ""


def test_a_renewal_without_length_is_read_as_the_same_length():
    text = warned("length_unstated", duration=FIVE, renewal={"type": "tacit"})
    assert "the same length again" in text
    assert "indefinite" in text


def test_the_clause_of_the_founding_treaty_is_unambiguous():
    assert project(iran_russia(), UNTIL).warnings == ()
