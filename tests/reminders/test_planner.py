"""Which reminders are due on a day: the rules, one by one."""

from datetime import date, timedelta

import pytest

from treaties.reminders.planner import MOVED, Deadline, Due, Follow, Told, plan

THE_DAY = date(2021, 4, 5)
USUAL = (365, 180, 90, 30, 7)


def deadline(
    day: date | None = THE_DAY, revision: int = 1, known_on: date = date(2012, 1, 1)
) -> Deadline:
    return Deadline(1, revision, day, known_on)


def due_on(
    today: date,
    told: list[Told] | None = None,
    *,
    about: Deadline | None = None,
    since: date = date(2019, 1, 1),
    leads: tuple[int, ...] = USUAL,
    settled: bool = False,
) -> Due | None:
    return plan(about or deadline(), [Follow(since, leads)], told or [], today, settled=settled)


def sent(*leads: int, day: date = THE_DAY, revision: int = 1) -> list[Told]:
    return [Told(revision, lead, day) for lead in leads]


def test_each_lead_goes_out_on_its_day_and_on_no_other() -> None:
    told: list[Told] = []
    days = []
    today = date(2020, 1, 1)
    while today < date(2021, 6, 1):
        if found := due_on(today, told):
            days.append(today)
            told += [Told(1, lead, THE_DAY) for lead in found.leads]
        today += timedelta(days=1)
    assert days == [
        date(2020, 4, 5), date(2020, 10, 7), date(2021, 1, 5), date(2021, 3, 6), date(2021, 3, 29),
    ]  # fmt: skip


def test_a_worker_that_was_away_sends_one_message_for_all_that_fell_due() -> None:
    found = due_on(date(2021, 3, 10), sent(365))
    assert found is not None
    assert found.leads == (180, 90, 30)
    assert found.due_on == (date(2020, 10, 7), date(2021, 1, 5), date(2021, 3, 6))
    assert not found.moved


def test_what_is_due_is_sent_however_late_even_after_the_day() -> None:
    found = due_on(date(2021, 4, 12), sent(365, 180, 90, 30))
    assert found is not None
    assert found.leads == (7,)


def test_nothing_goes_out_a_second_time() -> None:
    assert due_on(date(2021, 4, 1), sent(*USUAL)) is None


def test_a_date_that_passed_before_the_person_followed_is_not_reminded_of() -> None:
    assert due_on(date(2021, 4, 12), since=date(2021, 4, 6)) is None


def test_who_begins_to_follow_late_is_told_at_once_of_a_date_still_ahead() -> None:
    found = due_on(date(2021, 1, 15), since=date(2021, 1, 15))
    assert found is not None
    assert found.leads == (365, 180, 90)


def test_a_date_entered_after_it_had_passed_is_history() -> None:
    about = deadline(known_on=date(2022, 1, 1))
    assert due_on(date(2022, 1, 2), about=about) is None


def test_two_follows_of_one_date_make_one_set_of_leads() -> None:
    follows = [Follow(date(2019, 1, 1), (365, 90)), Follow(date(2020, 1, 1), (90, 60))]
    found = plan(deadline(), follows, [], date(2021, 3, 1), settled=False)
    assert found is not None
    assert found.leads == (365, 90, 60)


@pytest.mark.parametrize("today", [date(2020, 4, 5), date(2021, 4, 5)])
def test_an_acknowledgement_or_a_decision_stops_the_nagging(today: date) -> None:
    assert due_on(today, settled=True) is None


def test_a_date_that_moved_after_a_reminder_is_told_as_was_and_now() -> None:
    now = deadline(date(2021, 10, 5), revision=2)
    found = due_on(date(2020, 9, 1), sent(365), about=now)
    assert found is not None
    assert found.moved
    assert found.was == THE_DAY
    assert found.leads == (MOVED,)


def test_a_move_and_the_leads_it_makes_due_are_one_message() -> None:
    now = deadline(date(2020, 11, 1), revision=2)
    found = due_on(date(2020, 10, 1), sent(365), about=now)
    assert found is not None
    assert found.leads == (365, 180, 90, MOVED)
    assert found.was == THE_DAY


def test_a_move_is_told_once() -> None:
    now = deadline(date(2021, 10, 5), revision=2)
    told = [*sent(365), Told(2, MOVED, date(2021, 10, 5))]
    assert due_on(date(2020, 9, 2), told, about=now) is None


def test_after_a_move_each_lead_is_due_again_for_the_new_day() -> None:
    now = deadline(date(2021, 10, 5), revision=2)
    told = [*sent(365), Told(2, MOVED, date(2021, 10, 5))]
    found = due_on(date(2020, 10, 5), told, about=now)
    assert found is not None
    assert found.leads == (365,)


def test_a_move_is_told_even_to_those_who_acknowledged() -> None:
    now = deadline(date(2020, 11, 1), revision=2)
    found = due_on(date(2020, 10, 1), sent(365), about=now, settled=True)
    assert found is not None
    assert found.leads == (MOVED,)


def test_a_correction_among_days_long_past_is_not_told() -> None:
    now = deadline(date(2021, 4, 6), revision=2, known_on=date(2024, 1, 1))
    assert due_on(date(2024, 1, 1), sent(*USUAL), about=now) is None


def test_a_date_that_is_no_longer_knowable_is_told_once() -> None:
    now = deadline(None, revision=2)
    found = due_on(date(2020, 9, 1), sent(365), about=now)
    assert found is not None
    assert (found.leads, found.was) == ((MOVED,), THE_DAY)
    assert due_on(date(2020, 9, 2), [*sent(365), Told(2, MOVED, None)], about=now) is None


def test_a_new_wording_of_the_same_day_sends_nothing_again() -> None:
    assert due_on(date(2020, 9, 1), sent(365), about=deadline(revision=2)) is None
