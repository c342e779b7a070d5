"""How many instruments are still needed, and how many parties there are on a day (VCLT 24(1),
2(1)(g); EIF-7, EIF-8).
"""

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, clause, day, usa_in_paris
from treaties.law.projection import project
from treaties.law.rules.participation import parties_on
from treaties.law.rules.thresholds import still_needed
from treaties.law.values.outcomes import Awaiting
from treaties.law.values.vocabulary import ClauseKind, Composition, DateRole

PARIS = {
    "type": "threshold",
    "count": 55,
    "weight": {"share": 0.55, "of": "global emissions"},
    "delay": "P30D",
    "per_party": {"type": "on_deposit", "delay": "P30D"},
}


def joined(party, when, share=None):
    details = {} if share is None else {"share": share}
    return act(A.RATIFICATION, when, party, DateRole.RECEIVED, details=details)


def open_to(count, *acts, entry=None, **more):
    """A multilateral treaty open to States 1 to `count`."""
    return a_treaty(
        *acts,
        entry=entry or PARIS,
        duration={"type": "indefinite"},
        parties=tuple(f"S{n}" for n in range(1, count + 1)),
        composition=Composition.MULTILATERAL,
        **more,
    )


def test_the_double_threshold_of_paris_is_met_by_the_later_of_its_two_conditions():
    fifty_five = [joined(f"S{n}", "2016-09-21", 0.006) for n in range(1, 56)]
    short = open_to(60, *fifty_five)
    assert still_needed(short).instruments == 0
    assert still_needed(short).share == pytest.approx(0.22)
    said = project(short, UNTIL).principal.entry_into_force
    assert said == Awaiting("instruments that stand for 0.22 more of global emissions")
    union = joined("S60", "2016-10-05", 0.22)
    reading = project(open_to(60, *fifty_five, union), UNTIL).principal
    assert reading.entry_into_force.day == day("2016-11-04")
    assert still_needed(open_to(60, *fifty_five, union)).is_met


def test_a_second_instrument_of_the_same_state_weighs_nothing():
    twice = [joined("S1", "2016-01-01", 0.3), joined("S1", "2017-01-01", 0.3)]
    entry = {"type": "threshold", "weight": {"share": 0.55}}
    needed = still_needed(open_to(3, *twice, entry=entry))
    assert needed.words == "instruments that stand for 0.25 more of the total"


def test_named_states_and_count_are_awaited_together():
    entry = {"type": "threshold", "count": 4, "named": ["S1", "S2"], "extra": "the budget is voted"}
    needed = still_needed(open_to(5, joined("S1", "2020-01-01"), entry=entry))
    assert (needed.instruments, needed.of, needed.named) == (3, 4, ("S2",))
    assert needed.words == (
        "3 more instruments of ratification (of 4), ratification by S2, "
        "further condition for entry into force: the budget is voted"
    )


def test_one_instrument_is_said_in_the_singular():
    entry = {"type": "threshold", "count": 2}
    needed = still_needed(open_to(2, joined("S1", "2020-01-01"), entry=entry))
    assert needed.words == "1 more instrument of ratification (of 2)"


def test_all_signatories_are_named_one_by_one():
    entry = {"type": "threshold", "count": "all signatories"}
    assert still_needed(open_to(2, joined("S1", "2020-01-01"), entry=entry)).named == ("S2",)
    both = open_to(2, joined("S1", "2020-01-01"), joined("S2", "2020-03-01"), entry=entry)
    assert project(both, UNTIL).principal.entry_into_force.day == day("2020-03-01")


def test_a_condition_in_words_is_awaited_until_it_is_recorded_as_met():
    entry = {"type": "threshold", "count": "half of the members"}
    treaty = open_to(2, entry=entry)
    said = project(treaty, UNTIL).principal.entry_into_force.words
    assert said == "awaiting conditions for entry into force (half of the members)"
    met = open_to(2, act(A.THRESHOLD_MET, "2020-05-01"), entry=entry)
    assert project(met, UNTIL).principal.entry_into_force.day == day("2020-05-01")
    assert still_needed(met).words == "nothing"


def test_a_threshold_without_any_condition_is_awaited():
    said = project(open_to(2, entry={"type": "threshold"}), UNTIL).principal.entry_into_force.words
    assert said == "awaiting conditions for entry into force"


def test_without_a_threshold_nothing_is_needed():
    assert still_needed(open_to(2, entry={"type": "on_signature"})) is None
    assert still_needed(open_to(2, entry={"type": "first_day_of_month", "nth": 1})) is None


def test_a_threshold_before_the_first_of_a_month_is_counted_too():
    entry = {
        "type": "first_day_of_month",
        "nth": 6,
        "after": "threshold_met",
        "count": 2,
        "per_party": {"type": "first_day_of_month", "nth": 6, "after": "deposit"},
    }
    assert still_needed(open_to(3, joined("S1", "1998-01-01"), entry=entry)).instruments == 1
    mines = open_to(
        3,
        joined("S1", "1998-01-01"),
        joined("S2", "1998-09-16"),
        joined("S3", "1999-02-10"),
        entry=entry,
    )
    reading = project(mines, UNTIL).principal
    assert reading.entry_into_force.day == day("1999-03-01")
    assert parties_on(reading, day("1999-07-31")).bound == ("S1", "S2")
    assert parties_on(reading, day("1999-08-01")).bound == ("S1", "S2", "S3")


def test_inexact_instruments_give_a_span_for_the_day_the_threshold_was_met():
    entry = {"type": "threshold", "count": 2, "weight": {"share": 0.5}}
    treaty = open_to(3, joined("S1", "2020-01", 0.2), joined("S2", "2020-03", 0.3), entry=entry)
    said = project(treaty, UNTIL).principal.entry_into_force
    assert (said.earliest, said.latest) == (day("2020-03-01"), day("2020-03-31"))


def test_an_instrument_without_a_day_does_not_count():
    entry = {"type": "threshold", "count": 2, "weight": {"share": 0.5}}
    treaty = open_to(3, joined("S1", "2020-01-01", 0.2), joined("S2", "", 0.3), entry=entry)
    needed = still_needed(treaty)
    assert needed.instruments == 1
    assert needed.share == pytest.approx(0.3)


def test_the_threshold_awaits_again_under_another_reading_of_the_clause():
    other = clause(
        ClauseKind.ENTRY_INTO_FORCE,
        "other",
        {"type": "threshold", "count": 3},
        reading_of="entry",
        reading="three",
    )
    entry = {"type": "threshold", "count": 2}
    acts = [joined("S1", "2020-01-01"), joined("S2", "2020-02-01")]
    projection = project(open_to(3, *acts, entry=entry, extra=(other,)), UNTIL)
    assert projection.principal.entry_into_force.day == day("2020-02-01")
    assert projection.reading("three").entry_into_force.words == (
        "awaiting 1 more instrument of ratification (of 3)"
    )


@pytest.mark.parametrize(
    ("when", "bound"),
    [
        ("2016-11-03", ()),
        ("2016-11-04", ("USA",)),
        ("2020-11-03", ("USA",)),  # notice given, still bound
        ("2020-11-04", ()),
        ("2021-02-18", ()),
        ("2021-02-19", ("USA",)),
        ("2026-01-26", ("USA",)),
        ("2026-01-27", ()),
    ],
)
def test_the_united_states_counts_among_the_parties_of_paris_while_it_is_bound(when, bound):
    membership = parties_on(project(usa_in_paris(), UNTIL).principal, day(when))
    assert membership.bound == bound
    assert membership.number == len(bound)


def test_a_suspended_party_is_a_party_still():
    treaty = open_to(
        2,
        joined("S1", "2020-01-01"),
        joined("S2", "2020-01-01"),
        act(A.SUSPENSION, "2021-01-01", "S2"),
        entry={"type": "threshold", "count": 2},
    )
    assert parties_on(project(treaty, UNTIL).principal, day("2021-06-01")).words == "2 parties"


def test_an_inexact_entry_and_an_inexact_exit_leave_a_party_in_doubt():
    treaty = open_to(
        2,
        joined("S1", "2020-01-01"),
        joined("S2", "2021-03"),
        act(A.WITHDRAWAL, "2022-05", "S2", DateRole.RECEIVED),
        entry={
            "type": "threshold",
            "count": 1,
            "per_party": {"type": "on_deposit", "delay": "P0D"},
        },
        modes=({"type": "notice", "period": "P1Y"},),
    )
    reading = project(treaty, UNTIL).principal
    said = {
        d: parties_on(reading, day(d)).words for d in ("2021-02-28", "2021-03-10", "2021-04-01")
    }
    assert list(said.values()) == ["1 party", "between 1 and 2 parties", "2 parties"]
    assert parties_on(reading, day("2022-05-10")).words == "2 parties"  # notice, still bound
    assert parties_on(reading, day("2023-05-10")).doubtful == ("S2",)
    assert parties_on(reading, day("2023-06-01")).words == "1 party"
