"""Entry into force and provisional application as recorded, beside what the clause gives (EIF,
ANS-3).
"""

from tests.law.build import (
    UNTIL,
    A,
    a_treaty,
    act,
    bound_intervals,
    day,
    entry_of,
    said,
    status,
    ten_years,
)
from treaties.law.projection import project
from treaties.law.record.facts import Act
from treaties.law.values.outcomes import Awaiting
from treaties.law.values.vocabulary import Composition, DateRole, Status

# Entry into force


def test_the_days_recorded_for_each_party_make_a_bilateral_enter_on_the_later():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "2000-02-01", "IRN"),
        act(A.ENTRY_INTO_FORCE, "2000-03-01", "RUS"),
        duration={"type": "indefinite"},
    )
    assert entry_of(treaty).earliest == day("2000-03-01")


def test_the_days_recorded_for_each_party_make_a_multilateral_enter_on_the_first():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "2000-02-01", "IRN"),
        act(A.ENTRY_INTO_FORCE, "2000-03-01", "RUS"),
        duration={"type": "indefinite"},
        composition=Composition.MULTILATERAL,
        parties=("IRN", "RUS", "FRA"),
    )
    assert entry_of(treaty).earliest == day("2000-02-01")
    assert bound_intervals(project(treaty, UNTIL).principal, "RUS") == [(day("2000-03-01"), None)]


def test_a_recorded_entry_without_a_day_leaves_the_day_of_the_clause():
    assert entry_of(ten_years(Act(A.ENTRY_INTO_FORCE))) == entry_of(ten_years())


def test_a_recorded_entry_on_the_day_of_the_clause_needs_no_word():
    assert said(ten_years(act(A.ENTRY_INTO_FORCE, "2000-01-10")), "entry_differs") == []


def test_a_recorded_day_for_one_party_beats_the_day_of_its_instrument():
    def of(*acts):
        return a_treaty(
            act(A.THRESHOLD_MET, "2000-01-01"),
            act(A.RATIFICATION, "2001-05-10", "IRN", DateRole.RECEIVED),
            *acts,
            entry={
                "type": "threshold",
                "count": 3,
                "delay": "P30D",
                "per_party": {"type": "on_deposit", "delay": "P30D"},
            },
            duration={"type": "indefinite"},
            composition=Composition.MULTILATERAL,
            parties=("IRN", "RUS"),
        )

    plain = project(of(), UNTIL).principal
    assert bound_intervals(plain, "IRN") == [(day("2001-06-09"), None)]
    recorded = project(of(act(A.ENTRY_INTO_FORCE, "2001-07-01", "IRN")), UNTIL).principal
    assert bound_intervals(recorded, "IRN") == [(day("2001-07-01"), None)]
    # A day before any instrument of that party stands for itself.
    alone = project(of(act(A.ENTRY_INTO_FORCE, "2000-03-01", "RUS")), UNTIL).principal
    assert bound_intervals(alone, "RUS") == [(day("2000-03-01"), None)]
    undated = project(of(Act(A.ENTRY_INTO_FORCE, "IRN")), UNTIL).principal
    assert bound_intervals(undated, "RUS") == []


def test_deposits_of_all_make_a_treaty_enter_after_the_last():
    treaty = a_treaty(
        act(A.RATIFICATION, "2001-05-10", "IRN", DateRole.RECEIVED),
        act(A.RATIFICATION, "2001-06-15", "RUS", DateRole.RECEIVED),
        entry={"type": "on_deposit", "delay": "P30D"},
        duration={"type": "indefinite"},
    )
    assert entry_of(treaty).earliest == day("2001-07-15")
    missing = a_treaty(
        entry={"type": "on_deposit", "delay": "P30D"}, duration={"type": "indefinite"}
    )
    assert isinstance(entry_of(missing), Awaiting)


def test_a_term_counted_from_the_notifications_awaits_the_one_that_is_missing():
    def of(*acts):
        return a_treaty(
            act(A.SIGNATURE, "2000-01-10"),
            *acts,
            entry={"type": "on_signature"},
            duration={"type": "fixed", "period": "P5Y", "from": "notification"},
        )

    one = act(A.NOTIFICATION_OF_PROCEDURES, "2000-03-01", "IRN", DateRole.RECEIVED)
    two = act(A.NOTIFICATION_OF_PROCEDURES, "2000-04-01", "RUS", DateRole.RECEIVED)
    assert project(of(one), UNTIL).principal.cycles == ()
    assert project(of(one, two), UNTIL).principal.cycles[0].expires.earliest == day("2005-04-01")


def test_a_term_counted_from_the_conditions_begins_when_they_are_met():
    treaty = a_treaty(
        act(A.THRESHOLD_MET, "2000-03-01"),
        act(A.ENTRY_INTO_FORCE, "2000-05-01"),
        duration={"type": "fixed", "period": "P5Y", "from": "threshold_met"},
    )
    assert project(treaty, UNTIL).principal.cycles[0].expires.earliest == day("2005-03-01")


def test_provisional_application_on_record_beats_the_clause():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        act(A.PROVISIONAL_APPLICATION, "2000-02-01"),
        entry={"type": "on_exchange", "provisional": {"from": "signature"}},
        duration={"type": "indefinite"},
    )
    assert status(treaty, "2000-01-20").status is Status.SIGNED
    assert status(treaty, "2000-02-01").status is Status.PROVISIONALLY_APPLIED


def test_provisional_application_may_begin_with_a_month():
    treaty = a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        entry={
            "type": "on_exchange",
            "provisional": {"type": "first_day_of_month", "nth": 2, "after": "signature"},
        },
        duration={"type": "indefinite"},
    )
    assert status(treaty, "2000-02-28").status is Status.SIGNED
    assert status(treaty, "2000-03-01").status is Status.PROVISIONALLY_APPLIED
