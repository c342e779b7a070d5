"""Whether an update still fits before its deadline."""

from datetime import date

import pytest

from tests.builders import a_person, a_treaty
from treaties.inquiry.runway import grounds_of, runway
from treaties.law.values.errors import LawError
from treaties.law.values.vocabulary import MilestoneStep, UpdateGoal
from treaties.models import DraftUpdate, Milestone
from treaties.register.updates import add_milestone, mark_done, open_update

DAY = date(2021, 4, 12)
pytestmark = pytest.mark.django_db


def an_update(goal: str = UpdateGoal.REPLACE, wanted_by: str = "") -> DraftUpdate:
    return open_update(
        treaty=a_treaty(), goal=goal, title="A new treaty", wanted_by=wanted_by, by=a_person()
    )


def deadline_set_for(update: DraftUpdate) -> date | None:
    return grounds_of([update], DAY).deadlines[update.pk]


def steps(update: DraftUpdate, *lengths: str) -> list[Milestone]:
    kinds = list(MilestoneStep)
    return [
        add_milestone(update=update, step=kinds[n], typical=length, by=a_person())
        for n, length in enumerate(lengths)
    ]


def test_an_update_is_due_when_the_cycle_ends_unless_a_day_is_wanted() -> None:
    assert deadline_set_for(an_update()) == date(2022, 4, 5)


def test_a_termination_is_due_by_the_next_last_day_to_give_notice() -> None:
    assert deadline_set_for(an_update(UpdateGoal.TERMINATE)) == date(2026, 4, 5)


def test_a_day_that_is_wanted_comes_first_by_its_earliest_day() -> None:
    assert deadline_set_for(an_update(wanted_by="2021-12")) == date(2021, 12, 1)


def test_the_latest_safe_start_is_counted_back_from_the_deadline() -> None:
    update = an_update()
    first, second = steps(update, "P6M", "P3M")
    found = runway(update, DAY)
    assert found is not None
    starts = {leg.id: leg.latest_start for leg in found.legs}
    assert starts == {str(first.pk): date(2021, 7, 5), str(second.pk): date(2022, 1, 5)}
    assert (found.forecast, found.too_short_by) == (date(2022, 1, 12), 0)


def test_a_runway_too_short_says_until_when_a_stop_gap_extension_must_carry() -> None:
    update = an_update()
    steps(update, "P1Y", "P6M")
    found = runway(update, DAY)
    assert found is not None
    assert found.extension_until == date(2022, 10, 12)
    assert found.too_short_by == (date(2022, 10, 12) - date(2022, 4, 5)).days
    assert all(leg.slack_days < 0 for leg in found.legs)


def test_a_step_done_later_was_not_done_on_the_day_asked_about() -> None:
    update = an_update()
    first, _ = steps(update, "P6M", "P3M")
    mark_done(milestone=first, date="2021-07-13", by=a_person())
    then, later = runway(update, DAY), runway(update, date(2021, 8, 1))
    assert then is not None
    assert later is not None
    assert [leg.done for leg in then.legs] == [False, False]
    assert [leg.done for leg in later.legs] == [True, False]


def test_steps_of_unknown_length_promise_nothing() -> None:
    update = an_update()
    steps(update, "", "")
    assert runway(update, DAY) is None


def test_steps_that_wait_for_each_other_are_refused() -> None:
    update = an_update()
    first, second = steps(update, "P1M", "P1M")
    first.after.set([second])
    second.after.set([first])
    with pytest.raises(LawError):
        runway(update, DAY)
