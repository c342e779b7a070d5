"""How a reading stands on a day, and its next date that matters."""

from dataclasses import replace

from tests.law.build import UNTIL, A, act, day, iran_russia, signature_reading, ten_years
from treaties.law.outlook import differs, label_of, outlook
from treaties.law.projection import project
from treaties.law.record.facts import Conventions
from treaties.law.rules.results import Closing
from treaties.law.values.vocabulary import KeyDateKind, Status

K = KeyDateKind


def seen(treaty, when, reading=""):
    return outlook(project(treaty, UNTIL).reading(reading), day(when))


def told(found):
    following = found.next
    return following and (following.label, following.to_act, following.kind, following.default)


def test_the_last_day_to_stop_a_renewal_is_next_until_it_has_passed():
    before, after = seen(iran_russia(), "2021-04-05"), seen(iran_russia(), "2021-04-06")
    assert told(before) == ("Decide by", day("2021-04-05"), K.LAST_NOTICE, Closing.RENEWS)
    assert told(after) == ("Renews", day("2022-04-05"), K.RENEWAL, None)
    assert before.cycle.ordinal == before.next.ordinal == 2
    assert (before.status, before.binds) == (Status.WINDOW_OPEN, True)
    assert (before.next.decide, after.next.decide) == (True, False)
    assert after.next.shown == after.next.day
    assert after.next.apart is None


def test_the_safe_day_is_shown_and_the_day_itself_beside_it():
    careful = replace(iran_russia(), settings=Conventions(delivery_margin_days=14))
    found = seen(careful, "2021-03-30")
    assert found.next.to_act == day("2021-03-22"), "still to be done, though late by our own count"
    assert found.next.shown.earliest == day("2021-03-22")
    assert found.next.apart.earliest == day("2021-04-05")


def test_an_end_that_somebody_may_put_off_is_told_by_its_decision():
    by_agreement = ten_years(renewal={"type": "express", "by": "protocol"})
    assert told(seen(by_agreement, "2005-01-01"))[:3] == (
        "Decide by", day("2010-01-10"), K.DECISION_DUE,
    )  # fmt: skip
    assert told(seen(ten_years(), "2005-01-01")) == (
        "Expires", day("2010-01-10"), K.EXPIRY, Closing.EXPIRES,
    )  # fmt: skip
    over = seen(ten_years(), "2010-01-11")
    assert (over.binds, over.cycle, over.next) == (False, None, None)
    assert over.status is Status.EXPIRED


def test_what_ends_anyway_has_no_last_day_to_stop_its_renewal():
    given = act(A.NOTICE_OF_NON_RENEWAL, "2010-01-01", "IRN")
    found = seen(iran_russia(given), "2010-06-01")
    assert told(found)[:3] == ("Ends", day("2012-04-05"), K.END)
    assert found.status is Status.NOTICE_GIVEN


def test_before_anything_is_on_record_there_is_no_status():
    found = seen(iran_russia(), "1999-01-01")
    assert (found.span, found.status, found.binds, found.cycle) == (None, None, False, None)
    assert told(found)[:2] == ("Enters into force", day("2002-04-05"))


def test_readings_differ_by_what_a_reader_would_see():
    treaty = iran_russia(extra=(signature_reading(),))
    other = seen(treaty, "2021-04-12", "counted-from-signature")
    principal = seen(treaty, "2021-04-12")
    assert differs(other, principal)
    assert not differs(principal, seen(iran_russia(), "2021-04-12"))


def test_a_date_is_told_by_the_same_words_everywhere():
    assert label_of(K.EXPIRY) == "Expires"
    assert label_of(K.EXPIRY, day("2022-04-05"), day("2022-04-05")) == "Expires"
    assert label_of(K.EXPIRY, day("2022-04-05"), day("2021-04-05")) == "Decide by"
    assert label_of(K.LAST_NOTICE) == "Decide by"
    assert label_of(K.WINDOW_OPENS) == "Notice window opens"


def test_a_span_knows_how_exact_its_bounds_are():
    inexact = ten_years(act(A.ENTRY_INTO_FORCE, "2000-05"))
    span = seen(inexact, "2001-01-01").span
    assert (span.begins.earliest, span.begins.latest) == (day("2000-05-01"), day("2000-05-31"))
    assert seen(inexact, "2012-01-01").span.ends is None
