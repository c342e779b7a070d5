"""Each switch of counting and wording (REA-3): the other reading of a date, with its day."""

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, clause, day, iran_russia
from treaties.law.asking.explain import explain
from treaties.law.projection import project
from treaties.law.record.facts import Claim, Conventions
from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import Binding, ClauseKind, DateRole, KeyDateKind

K = KeyDateKind
FIVE = {"type": "fixed", "period": "P5Y"}
TACIT = {"type": "tacit", "period": "P5Y"}
HALF = {"period": "P6M", "basis": "received"}


def other(treaty, label, kind, ordinal=0, party=None):
    """The words of the alternative of that label; None if there is none."""
    said = explain(treaty, kind, ordinal, party, until=UNTIL)
    return {one.label: one.outcome.words for one in said.alternatives}.get(label)


def in_force(start, *acts, **more):
    return a_treaty(act(A.ENTRY_INTO_FORCE, start), *acts, **more)


def test_the_last_day_of_a_term_is_the_boundary_itself_if_the_day_of_entry_is_not_counted():
    # The Tashkent treaty: from 20 April 1994, the next period from 21 April 1999.
    treaty = in_force("1994-04-20", duration=FIVE, renewal=TACIT)
    label = "the end date itself is still in force"
    assert other(treaty, label, K.RENEWAL) == "20 April 1999"
    included = in_force(
        "1994-04-20", duration=FIVE, renewal=TACIT, counting={"term_end": "inclusive"}
    )
    assert other(included, "the end date is excluded", K.RENEWAL) == "19 April 1999"


def test_a_named_last_day_has_no_other_convention():
    named = in_force("1990-01-01", duration={"type": "until_date", "date": "1991-12-31"})
    said = explain(named, K.EXPIRY, until=UNTIL)
    assert said.alternatives == ()


def test_the_press_counts_from_signature_and_the_safe_day_does_not_follow_it():
    treaty = iran_russia()
    label = "counted from signature instead"
    assert other(treaty, label, K.LAST_NOTICE, 2) == "12 March 2020"
    assert explain(treaty, K.LAST_NOTICE, 2, until=UNTIL).safe == day("2021-04-04")  # clear days
    signed = a_treaty(
        act(A.SIGNATURE, "1972-03-19"),
        act(A.ENTRY_INTO_FORCE, "1972-08-04"),
        duration={"type": "fixed", "period": "P25Y", "from": "signature"},
    )
    turned = "counted from entry into force instead"
    assert other(signed, turned, K.EXPIRY) == "4 August 1997"
    dated = in_force("1990-01-01", duration={**FIVE, "from": "date:1990-03-01"})
    assert other(dated, label, K.EXPIRY) is None


def test_29_february_may_be_taken_to_1_march():
    treaty = in_force("2000-02-29", duration=FIVE, renewal=TACIT)
    assert other(treaty, "29 February moved to 1 March", K.RENEWAL) == "1 March 2005"
    rolled = in_force("2000-02-29", duration=FIVE, renewal=TACIT, counting={"leap_policy": "roll"})
    assert explain(rolled, K.RENEWAL, until=UNTIL).outcome.day == day("2005-03-01")
    assert other(rolled, "29 February moved to 1 March", K.RENEWAL) == "28 February 2005"


def test_a_deadline_may_be_counted_forwards_or_in_clear_days():
    treaty = in_force("2005-02-28", duration=FIVE, renewal=TACIT, notice=HALF)
    assert explain(treaty, K.LAST_NOTICE, until=UNTIL).outcome.day == day("2009-08-28")
    assert other(treaty, "deadline counted forwards", K.LAST_NOTICE) == "31 August 2009"
    assert other(treaty, "clear days", K.LAST_NOTICE) == "27 August 2009"
    assert explain(treaty, K.LAST_NOTICE, until=UNTIL).safe == day("2009-08-27")


def test_the_safe_day_leaves_the_margin_for_delivery():
    treaty = in_force(
        "1999-04-01", duration=FIVE, renewal=TACIT, notice=HALF,
        settings=Conventions(delivery_margin_days=14),
    )  # fmt: skip
    assert explain(treaty, K.LAST_NOTICE, until=UNTIL).safe == day("2003-09-16")


def test_within_may_be_meant_as_a_deadline():
    treaty = in_force(
        "2000-09-10", duration={"type": "fixed", "period": "P10Y"}, renewal=TACIT,
        notice={**HALF, "form": "within"},
    )  # fmt: skip
    assert explain(treaty, K.LAST_NOTICE, until=UNTIL).outcome.day == day("2010-09-09")
    assert other(treaty, "“within” read as a deadline", K.LAST_NOTICE) == "10 March 2010"


def test_in_advance_may_be_notice_at_any_time():
    words = "may be terminated by six months' notice in advance"
    notice = clause(ClauseKind.NOTICE, "n", HALF, quotation=words)
    treaty = in_force("2009-10-27", duration=FIVE, renewal=TACIT, extra=(notice,))
    said = other(treaty, "“in advance” read as notice at any time", K.LAST_NOTICE)
    assert said == "awaiting a notice, possible on any day, with effect 6 months later"
    plain = in_force("2009-10-27", duration=FIVE, renewal=TACIT, notice=HALF)
    assert other(plain, "“in advance” read as notice at any time", K.LAST_NOTICE) is None


def noted(kind, sent, received, party=None):
    claims = (
        Claim(DateRole.ACTED, CivilDate.parse(sent)),
        Claim(DateRole.RECEIVED, CivilDate.parse(received)),
    )
    found = act(kind, sent, party)
    return type(found)(kind, party, claims)


def test_the_day_of_the_note_may_count_instead_of_its_receipt():
    notes = [
        noted(A.NOTIFICATION_OF_PROCEDURES, "2025-08-28", "2025-09-02", p) for p in ("IRN", "RUS")
    ]
    label = "the day of the note counts, not its receipt"
    treaty = a_treaty(*notes, entry={"type": "after_notification", "delay": "P30D"})
    assert explain(treaty, K.ENTRY_INTO_FORCE, until=UNTIL).outcome.day == day("2025-10-02")
    assert other(treaty, label, K.ENTRY_INTO_FORCE) == "27 September 2025"
    sent = a_treaty(
        *notes, entry={"type": "after_notification", "delay": "P30D", "basis": "date_of_note"}
    )
    assert other(sent, label, K.ENTRY_INTO_FORCE) == "2 October 2025"


def test_the_day_of_the_notice_may_count_instead_of_its_receipt():
    treaty = in_force(
        "1996-01-01",
        noted(A.DENUNCIATION, "2004-02-25", "2004-02-29", "IRN"),
        duration={"type": "indefinite"},
        modes=({"type": "notice", "period": "P12M"},),
    )
    label = "the day of the notice counts, not its receipt"
    assert explain(treaty, K.END, until=UNTIL).outcome.day == day("2005-02-28")
    assert other(treaty, label, K.END) == "25 February 2005"


def test_the_nth_day_may_include_the_first():
    treaty = a_treaty(
        act(A.EXCHANGE_OF_INSTRUMENTS, "1965-12-02"),
        entry={"type": "on_exchange", "delay": "P30D"},
        duration={"type": "indefinite"},
    )
    assert explain(treaty, K.ENTRY_INTO_FORCE, until=UNTIL).outcome.day == day("1966-01-01")
    label = "the day itself counted as the first"
    assert other(treaty, label, K.ENTRY_INTO_FORCE) == "31 December 1965"


def test_a_minimum_bars_the_notice_or_its_effect():
    gate = {"after": "P5Y", "from": "eif"}
    barred = in_force(
        "2000-01-01",
        duration={"type": "indefinite"},
        modes=({"type": "notice", "period": "P6M", "earliest_notice": gate},),
    )
    assert other(barred, "read as a bar on the effect", K.EARLIEST_NOTICE) == "1 July 2004"
    floor = in_force(
        "2000-01-01",
        duration={"type": "indefinite"},
        modes=({"type": "notice", "period": "P6M", "earliest_effect": gate},),
    )
    assert other(floor, "read as a bar on notice", K.EARLIEST_TERMINATION) == "1 July 2005"


def test_full_calendar_years_after_the_minimum_may_be_meant():
    # Netherlands and Uganda: a notice of 10 January 2008 ends it at the end of 2011, or of 2012.
    treaty = in_force(
        "2006-09-10",
        act(A.DENUNCIATION, "2008-01-10", "NLD", DateRole.RECEIVED),
        duration={"type": "indefinite"},
        modes=(
            {
                "type": "notice",
                "period": "P6M",
                "effect": "end_of_calendar_year",
                "earliest_year_end": {"after": "P5Y", "from": "eif"},
            },
        ),
        parties=("NLD", "UGA"),
    )
    assert explain(treaty, K.END, until=UNTIL).outcome.day == day("2011-12-31")
    label = "calendar years that begin after the minimum"
    assert other(treaty, label, K.END) == "31 December 2012"


def test_a_further_period_may_be_meant_successively():
    treaty = in_force("1941-04-25", duration=FIVE, renewal={**TACIT, "max_times": 1})
    label = "“a further period” read as successive periods"
    assert other(treaty, label, K.EXPIRY, 1) == "25 April 1956"
    assert other(treaty, label, K.END) == "awaiting an end: it would run on"
    assert other(in_force("1941-04-25", duration=FIVE, renewal=TACIT), label, K.RENEWAL) is None


def test_a_renewal_without_length_may_be_without_limit():
    treaty = in_force("1990-01-01", duration=FIVE, renewal={"type": "tacit"})
    label = "renewed without limit of time"
    assert explain(treaty, K.RENEWAL, until=UNTIL).outcome.day == day("1995-01-01")
    assert other(treaty, label, K.RENEWAL) == "awaiting an end: it would run on"


@pytest.mark.parametrize(
    ("renewal", "notice", "said"),
    [
        ({"type": "unspecified", "period": "P5Y"}, None, "1 January 2000"),
        ({"type": "express", "period": "P5Y"}, HALF, "1 January 2000"),
        ({"type": "express", "period": "P5Y"}, None, None),
    ],
)
def test_renewable_is_tacit_where_only_an_opt_out_is_regulated(renewal, notice, said):
    treaty = in_force("1990-01-01", duration=FIVE, renewal=renewal, notice=notice)
    assert other(treaty, "“renewable” read the other way", K.EXPIRY) == said


def test_renewable_may_be_express_where_the_record_reads_it_as_tacit():
    renewal = clause(ClauseKind.RENEWAL, "r", TACIT, quotation="It is Renewable for five years.")
    treaty = in_force("1990-01-01", duration=FIVE, extra=(renewal,))
    assert other(treaty, "“renewable” read the other way", K.RENEWAL) == "1 January 1995"
    said = project(treaty, UNTIL).principal.cycles[0]
    assert said.closing.value == "renews"


def test_provisional_application_may_start_the_term():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1981-06-16"),
        duration={"type": "fixed", "period": "P10Y"},
        extra=(clause(ClauseKind.PROVISIONAL_APPLICATION, "p", {"date": "1980-02-27"}),),
    )
    assert other(treaty, "counted from provisional application", K.EXPIRY) == "27 February 1990"
    from_a_day = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1981-06-16"),
        duration={"type": "fixed", "period": "P10Y", "from": "date:1981-01-01"},
        extra=(clause(ClauseKind.PROVISIONAL_APPLICATION, "p", {"date": "1980-02-27"}),),
    )
    assert other(from_a_day, "counted from provisional application", K.EXPIRY) is None


def test_without_a_clause_on_leaving_the_fallback_of_twelve_months_is_labelled():
    denounced = {
        "duration": FIVE,
        "renewal": TACIT,
        "modes": ({"type": "unstated"},),
    }
    gone = act(A.DENUNCIATION, "2004-02-29", "IRN", DateRole.RECEIVED)
    treaty = in_force("2002-01-01", gone, **denounced)
    label = "denounced on twelve months' notice"
    assert explain(treaty, K.RENEWAL, until=UNTIL).outcome.day == day("2007-01-01")
    assert other(treaty, label, K.RENEWAL) == "28 February 2005"
    political = in_force("2002-01-01", gone, **denounced, binding=Binding.NO)
    assert other(political, label, K.RENEWAL) is None


def test_a_late_notice_stops_the_next_renewal_or_is_void():
    late = act(A.NOTICE_OF_NON_RENEWAL, "2021-04-06", "RUS", DateRole.RECEIVED, id="late")
    treaty = iran_russia(late)
    assert explain(treaty, K.END, until=UNTIL).outcome.day == day("2027-04-05")
    assert other(treaty, "a late notice is void", K.END) == "awaiting an end: it would run on"
    early = act(A.NOTICE_OF_NON_RENEWAL, "2021-04-05", "RUS", DateRole.RECEIVED, id="early")
    assert other(iran_russia(early), "a late notice is void", K.END) is None
