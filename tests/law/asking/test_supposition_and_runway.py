"""What if, and the steps of an update scheduled backwards from a deadline."""

import pytest

from tests.law.build import UNTIL, A, act, day, iran_russia
from treaties.law.asking.runway import Milestone, plan
from treaties.law.asking.supposition import SupposedNotice, Supposition, differences, suppose
from treaties.law.projection import project
from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period
from treaties.law.values.vocabulary import DateRole, KeyDateKind

SIX_MONTHS = Period.parse("P6M")


def months(n):
    return Period.parse(f"P{n}M")


def steps(*done):
    """Drafting, review, handover, signature: three, two, one and six months."""
    lengths = {"drafting": 3, "review": 2, "handover": 1, "signature": 6}
    days = dict(zip(lengths, done, strict=False))
    return [
        Milestone(name, months(n), minimum=Period.parse("P14D"), done=days.get(name))
        for name, n in lengths.items()
    ]


def test_a_supposed_notice_ends_the_treaty_and_the_tail_with_it():
    treaty = iran_russia()
    supposed = suppose(treaty, Supposition((SupposedNotice(day("2021-03-01"), "RUS"),)))
    found = differences(project(treaty, UNTIL), project(supposed, UNTIL))
    ends = [d for d in found if d.kind is KeyDateKind.END]
    assert [(d.before, d.after) for d in ends] == [(None, "5 April 2022")]
    assert any(d.kind is KeyDateKind.RENEWAL and d.ordinal == 3 and d.after is None for d in found)
    assert len(treaty.acts) == 2


def test_supposing_that_nobody_acts_takes_the_notices_away():
    treaty = iran_russia(act(A.NOTICE_OF_NON_RENEWAL, "2021-03-01", "RUS", DateRole.RECEIVED))
    assert project(treaty, UNTIL).principal.end is not None
    assert project(suppose(treaty, Supposition(nobody_acts=True)), UNTIL).principal.end is None


def test_a_stop_gap_of_six_months_moves_the_end():
    supposed = suppose(iran_russia(), Supposition(extend=SIX_MONTHS, extend_on=day("2022-01-01")))
    assert project(supposed, UNTIL).principal.end.day == day("2022-10-05")


def test_an_entry_into_force_that_slips_moves_every_period():
    supposed = suppose(iran_russia(), Supposition(entry_into_force=day("2002-06-01")))
    assert project(supposed, UNTIL).principal.cycles[2].last_notice.day == day("2021-06-01")


def test_a_notice_by_a_stranger_is_refused():
    with pytest.raises(LawError) as wrong:
        suppose(iran_russia(), Supposition((SupposedNotice(day("2021-03-01"), "FRA"),)))
    assert wrong.value.path == "notices[0].party"


def test_the_latest_safe_starts_are_laid_back_from_the_deadline():
    legs = {leg.id: leg for leg in plan(steps(), day("2022-04-05"), day("2021-01-05")).legs}
    assert legs["signature"].latest_start == day("2021-10-05")
    assert legs["handover"].latest_start == day("2021-09-05")
    assert legs["review"].latest_start == day("2021-07-05")
    assert legs["drafting"].latest_start == day("2021-04-05")


def test_a_runway_that_is_too_short_says_by_how_many_days():
    runway = plan(steps(), day("2022-04-05"), day("2021-04-12"))
    assert runway.forecast == day("2022-04-12")
    assert runway.too_short_by == 7
    assert runway.extension_until == day("2022-04-12")
    assert runway.critical == ("drafting", "review", "handover", "signature")


def test_what_is_done_counts_from_the_day_it_was_done():
    runway = plan(steps(day("2021-02-01")), day("2022-04-05"), day("2021-02-01"))
    assert runway.forecast == day("2021-11-01")
    assert runway.too_short_by == 0
    assert "drafting" not in runway.critical


def test_parallel_steps_take_the_longest_path():
    fork = [
        Milestone("a", months(1)),
        Milestone("b", months(5), after=("a",)),
        Milestone("c", months(2), after=("a",)),
        Milestone("d", months(1), after=("b", "c")),
    ]
    runway = plan(fork, day("2022-01-01"), day("2021-01-01"))
    assert runway.forecast == day("2021-08-01")
    assert runway.critical == ("a", "b", "d")


def test_steps_done_out_of_order_are_pointed_out():
    out = [
        Milestone("review", months(1), done=day("2021-05-01")),
        Milestone("handover", done=day("2021-04-01")),
    ]
    assert plan(out, day("2022-01-01"), day("2021-06-01")).irregular == ("handover",)


def test_predecessors_in_a_circle_are_refused():
    with pytest.raises(LawError, match="circle"):
        plan(
            [Milestone("a", after=("b",)), Milestone("b", after=("a",))],
            day("2022-01-01"),
            day("2021-01-01"),
        )


def test_steps_that_many_others_need_are_walked_once():
    month = Period.parse("P1M")
    steps = [
        Milestone("mandate", month, after=()),
        Milestone("text", month, after=("mandate",)),
        Milestone("costs", month, after=("mandate",)),
        Milestone("signature", month, after=("text", "costs")),
    ]
    runway = plan(steps, day("2022-04-05"), day("2021-01-01"))
    assert set(runway.critical) == {"mandate", "text", "costs", "signature"}


def test_a_latest_start_counted_back_over_a_short_month_still_leaves_the_whole_month():
    # 1 March − 1 month − 3 days is 29 January; but 29 January + 1 month + 3 days is 3 March.
    runway = plan([Milestone("text", Period.parse("P1M3D"))], day("2022-03-01"), day("2021-01-01"))
    assert runway.legs[0].latest_start == day("2022-01-26")
