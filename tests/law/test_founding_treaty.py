"""The treaty between Iran and Russia of 2001: its periods, the day that had passed, and both
readings.
"""

from dataclasses import replace

from tests.law.build import UNTIL, A, act, day, iran_russia, signature_reading
from treaties.law.asking.explain import explain
from treaties.law.projection import project
from treaties.law.record.facts import Replacement
from treaties.law.values.outcomes import Fixed
from treaties.law.values.vocabulary import Basis, DateRole, KeyDateKind, PartyStatus, Status

SUPERSEDED = (Replacement("t2025", "the treaty of 2025", Fixed(day("2025-10-02")), express=False),)


def test_the_last_days_of_notice_are_a_year_before_each_fifth_of_april():
    cycles = project(iran_russia(), UNTIL).principal.cycles
    assert [c.last_notice.day.isoformat() for c in cycles[:4]] == [
        "2011-04-05",
        "2016-04-05",
        "2021-04-05",
        "2026-04-05",
    ]
    assert [c.ordinal for c in cycles[:4]] == [0, 1, 2, 3]


def test_on_the_day_of_the_interview_the_next_period_was_certain():
    reading = project(iran_russia(), UNTIL).principal
    assert reading.status_on(day("2021-04-12")).status is Status.NEXT_PERIOD_CERTAIN
    cycle = reading.cycle_on(day("2021-04-12"))
    assert (cycle.ordinal, cycle.start.day, cycle.expires.day) == (
        2,
        day("2017-04-05"),
        day("2022-04-05"),
    )


def test_on_the_last_day_of_notice_the_window_is_still_open():
    reading = project(iran_russia(), UNTIL).principal
    assert reading.status_on(day("2021-04-05")).status is Status.WINDOW_OPEN
    assert reading.status_on(day("2021-04-06")).status is Status.NEXT_PERIOD_CERTAIN
    assert reading.status_on(day("2020-04-04")).status is Status.IN_FORCE
    assert reading.status_on(day("2020-04-05")).status is Status.WINDOW_OPEN


def test_counted_from_signature_the_deadline_was_in_march_2020():
    other = project(iran_russia(extra=(signature_reading(),)), UNTIL).reading(
        "counted-from-signature"
    )
    assert other.cycles[2].last_notice.day == day("2020-03-12")
    assert other.cycles[3].start.day == day("2021-03-12")
    assert other.cycles[3].expires.day == day("2026-03-12")


def test_a_presumed_supersession_leaves_a_reading_in_which_the_treaty_runs_on():
    agreement = replace(iran_russia(), replaced_by=SUPERSEDED)
    projection = project(agreement, UNTIL)
    assert projection.principal.status_on(day("2026-01-01")).status is Status.SUPERSEDED_PRESUMED
    assert projection.principal.status_on(day("2025-10-01")).status is Status.WINDOW_OPEN
    other = projection.reading("not-superseded")
    assert other.cycle_on(day("2026-01-01")).expires.day == day("2027-04-05")
    assert other.status_on(day("2026-01-01")).status is Status.WINDOW_OPEN


def test_an_express_supersession_leaves_no_other_reading():
    express = (replace(SUPERSEDED[0], express=True),)
    projection = project(replace(iran_russia(), replaced_by=express), UNTIL)
    assert len(projection.readings) == 1
    assert projection.principal.status_on(day("2026-01-01")).status is Status.SUPERSEDED


def test_without_the_exchange_the_treaty_awaits_it():
    agreement = iran_russia()
    agreement = replace(agreement, acts=agreement.acts[:1])
    reading = project(agreement, UNTIL).principal
    assert reading.entry_into_force.words == "awaiting exchange of instruments of ratification"
    assert reading.status_on(day("2001-06-01")).status is Status.SIGNED
    assert reading.cycles == ()


def test_notice_given_on_the_last_day_prevents_renewal():
    notice = act(A.NOTICE_OF_NON_RENEWAL, "2021-04-05", "RUS", DateRole.RECEIVED)
    reading = project(iran_russia(notice), UNTIL).principal
    assert reading.end.day == day("2022-04-05")
    assert reading.status_on(day("2021-06-01")).status is Status.NOTICE_GIVEN
    assert reading.status_on(day("2022-04-05")).status is Status.TERMINATED
    assert reading.cycles[-1].ordinal == 2


def test_notice_a_day_late_prevents_only_the_renewal_after():
    notice = act(A.NOTICE_OF_NON_RENEWAL, "2021-04-06", "RUS", DateRole.RECEIVED)
    assert project(iran_russia(notice), UNTIL).principal.end.day == day("2027-04-05")


def test_a_notice_revoked_before_its_effect_ends_nothing():
    notice = act(A.NOTICE_OF_NON_RENEWAL, "2021-01-05", "RUS", DateRole.RECEIVED)
    back = act(A.REVOCATION_OF_NOTICE, "2021-09-01", "RUS")
    reading = project(iran_russia(notice, back), UNTIL).principal
    assert reading.end is None
    assert reading.status_on(day("2021-08-31")).status is Status.NOTICE_GIVEN
    assert reading.status_on(day("2021-09-01")).status is not Status.NOTICE_GIVEN


def test_a_recorded_renewal_is_marked_and_its_difference_said():
    renewal = act(A.RENEWAL, "2012-03-12", role=DateRole.EFFECTIVE)
    projection = project(iran_russia(renewal), UNTIL)
    assert projection.principal.cycles[1].basis is Basis.RECORDED
    assert "24 days apart" in next(
        w.text for w in projection.warnings if w.code == "renewal_differs"
    )


def test_a_suspension_leaves_the_term_running():
    paused = act(A.SUSPENSION, "2013-01-01", details={"until": "2013-06-01"})
    reading = project(iran_russia(paused), UNTIL).principal
    assert reading.status_on(day("2013-03-01")).status is Status.SUSPENDED
    assert reading.status_on(day("2013-06-01")).status is Status.IN_FORCE
    assert reading.cycles[1].expires.day == day("2017-04-05")


def test_both_parties_are_bound_from_the_exchange():
    reading = project(iran_russia(), UNTIL).principal
    assert reading.status_on(day("2002-04-04"), "IRN").status is PartyStatus.SIGNATORY
    assert reading.status_on(day("2002-04-05"), "IRN").status is PartyStatus.PARTY


def test_the_explanation_names_article_anchor_arithmetic_and_the_other_reading():
    said = explain(iran_russia(extra=(signature_reading(),)), KeyDateKind.LAST_NOTICE, 2)
    text = " ".join(said.sentences())
    assert said.outcome.day == day("2021-04-05")
    assert "5 April 2022 − 1 year = 5 April 2021; a notice on that day is in time" in text
    assert "art. 21" in text
    assert "exchange of instruments on 5 April 2002, according to source 0" in text
    assert "counted from signature: 12 March 2020" in text
    assert said.safe == day("2021-04-05"), "what the press mentions does not count"
