"""Terms from a day that is not exact: by which sentence of a clause they end, by which way out."""

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, day
from treaties.law.asking.explain import explain
from treaties.law.projection import project
from treaties.law.values.vocabulary import DateRole, KeyDateKind, Status

TEN = {"type": "fixed", "period": "P10Y", "from": "eif"}


@pytest.mark.parametrize(("counting", "first"), [({}, "1974-05-31"), ("inclusive", "1974-06-01")])
def test_from_an_inexact_day_a_term_ends_by_its_length_or_by_the_day_named_as_the_latest(
    counting, first
):
    """Four years, at the latest 31 January 1975: from 1 June 1970 they end sooner."""
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1970-06/1971-03"),
        duration={"type": "fixed", "period": "P4Y", "latest": "1975-01-31"},
        counting={"term_end": counting} if counting else None,
    )
    reading = project(treaty, UNTIL).principal
    (cycle,) = reading.cycles
    assert (cycle.expires.earliest, cycle.expires.latest) == (day("1974-06-01"), day("1975-01-31"))
    assert (cycle.last_day.earliest, cycle.last_day.latest) == (day(first), day("1975-01-31"))
    over = next(span for span in reading.spans if span.status is Status.EXPIRED)
    assert over.uncertain_start_until == day("1975-02-01")
    assert any(
        "at the latest 31 January 1975, that day included" in said
        for said in explain(treaty, KeyDateKind.EXPIRY).sentences()
    )


def test_a_term_that_may_be_cut_goes_on_from_its_origin_where_it_is_not():
    """Six months, at the latest 29 February 2004: from 31 August 2003 they end that day by their
    length, and a year on is 28 February 2005; from a later day they are cut, and a year on from the
    day after is 1 March.
    """
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "2003-08-31/2003-09-30"),
        duration={"type": "fixed", "period": "P6M", "latest": "2004-02-29"},
        renewal={"type": "tacit", "period": "P1Y"},
    )
    first, second, *_ = project(treaty, UNTIL).principal.cycles
    assert (first.expires.earliest, first.expires.latest) == (day("2004-02-29"), day("2004-02-29"))
    assert (second.expires.earliest, second.expires.latest) == (
        day("2005-02-28"),
        day("2005-03-01"),
    )


def test_of_two_ways_that_are_open_an_inexact_end_of_term_reaches_no_further_than_the_other():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "2000"),
        act(A.DENUNCIATION, "2009-10-01", "IRN"),
        duration=TEN,
        renewal={"type": "tacit", "period": "P5Y"},
        notice={"period": "P1M", "basis": "received"},
        modes=({"type": "end_of_term"}, {"type": "notice", "period": "P6M"}),
    )
    # The term ends on a day of 2010; 1 October 2009 + 6 months = 1 April 2010, if that is sooner.
    end = project(treaty, UNTIL).principal.end
    assert (end.earliest, end.latest) == (day("2010-01-01"), day("2010-04-01"))


def test_where_it_hangs_on_an_inexact_date_which_way_out_is_open_the_answer_reaches_to_the_other():
    """In force for a year with a day's notice, then for ever with a month's: a notice of
    1 January 2000 ends a term of which the end is 2 January 2000 and not a day sooner; had the term
    ended before, the month runs until 1 February.
    """
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1998-05-01/1999-01-02"),
        act(A.DENUNCIATION, "2000-01-01", "IRN"),
        duration={"type": "fixed", "period": "P1Y"},
        renewal={"type": "tacit_indefinite"},
        notice={"period": "P1D", "basis": "received"},
        modes=({"type": "end_of_term"}, {"type": "notice", "period": "P1M"}),
    )
    end = project(treaty, UNTIL).principal.end
    assert (end.earliest, end.latest) == (day("2000-01-02"), day("2000-02-01"))


def test_a_notice_that_may_be_too_late_for_an_inexact_end_is_given_in_doubt():
    """A month before the end of a year that began on 2 January 1956, or up to 1 February: on the
    first of those days a notice of 1 January 1957 would have come too late.
    """
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1956-01-02/1956-02-01"),
        act(A.NOTICE_OF_NON_RENEWAL, "1957-01-01", "IRN", DateRole.RECEIVED),
        duration={"type": "fixed", "period": "P1Y"},
        renewal={"type": "none"},
        notice={"period": "P1M", "basis": "received"},
        modes=({"type": "end_of_term"},),
    )
    spans = project(treaty, UNTIL).principal.spans
    given = next(span for span in spans if span.status is Status.NOTICE_GIVEN)
    assert (given.start, given.uncertain_start_until) == (day("1957-01-01"), day("1957-02-01"))
