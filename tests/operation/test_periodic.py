"""What runs again and again is due by rows in the database: once, and whatever a clock did."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests.outbox.test_once import together
from treaties import tasks
from treaties.models import PeriodicName, PeriodicTask, database_now
from treaties.operation import periodic
from treaties.reminders.daily_round import Round, daily_round

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
NAMES = [*periodic.RUNS]


def at(name: PeriodicName, **values: object) -> None:
    PeriodicTask.objects.update_or_create(name=name, defaults=values)


def ran(name: PeriodicName, when: datetime) -> None:
    at(name, day=timezone.localdate(when), finished_at=when)


@pytest.mark.parametrize("name", NAMES)
def test_what_never_ran_is_due(name: PeriodicName) -> None:
    PeriodicTask.objects.all().delete()
    assert name in periodic.due(NOON)


@pytest.mark.parametrize("name", NAMES)
def test_what_ran_is_due_after_its_interval_and_not_before(name: PeriodicName) -> None:
    ran(name, NOON)
    every = min(periodic.every(name), timedelta(hours=11))
    assert name not in periodic.due(NOON + every - timedelta(seconds=1))
    assert name in periodic.due(NOON + periodic.every(name))


@pytest.mark.parametrize("name", NAMES)
def test_each_is_due_on_a_new_day(name: PeriodicName) -> None:
    ran(name, NOON)
    assert name in periodic.due(NOON.replace(hour=0, minute=0) + timedelta(days=1))


def test_a_round_of_a_new_day_is_due_by_the_time_zone_of_the_house(settings: Settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    ran(PeriodicName.ROUND, datetime(2026, 11, 30, 10, 30, tzinfo=UTC))
    assert PeriodicName.ROUND in periodic.due(datetime(2026, 11, 30, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ahead", [timedelta(minutes=1), timedelta(days=2)], ids=str)
def test_a_run_noted_by_a_clock_that_was_ahead_stops_nothing(
    name: PeriodicName, ahead: timedelta
) -> None:
    ran(name, NOON + ahead)
    assert name in periodic.due(NOON)
    with periodic.turn(name, now=lambda: NOON) as now:
        assert now == NOON
    row = PeriodicTask.objects.get(name=name)
    assert (row.finished_at, row.day) == (NOON, NOON.date())


@pytest.mark.parametrize("name", NAMES)
def test_a_claim_from_a_clock_that_was_ahead_stops_nothing(name: PeriodicName) -> None:
    at(name, claim="0" * 32, claimed_until=NOON + timedelta(days=2))
    with periodic.turn(name, now=lambda: NOON) as now:
        assert now is not None


def test_a_turn_is_taken_by_one_and_after_a_kill_by_another() -> None:
    held = periodic.turn(PeriodicName.ROUND, now=lambda: NOON)
    assert held.__enter__() == NOON
    with periodic.turn(PeriodicName.ROUND, now=lambda: NOON + timedelta(seconds=30)) as second:
        assert second is None
    # The first worker was killed: it never says that it ended.
    with periodic.turn(PeriodicName.ROUND, now=lambda: NOON + timedelta(hours=1)) as third:
        assert third is not None


def test_what_went_wrong_is_kept_and_is_due_again() -> None:
    with (
        pytest.raises(RuntimeError),
        periodic.turn(PeriodicName.ROUND, now=lambda: NOON),
    ):
        raise RuntimeError("no paper")
    row = PeriodicTask.objects.get(name=PeriodicName.ROUND)
    assert row.last_error == "RuntimeError: no paper"
    assert PeriodicName.ROUND in periodic.due(NOON)


def test_many_waits_in_the_queue_are_one() -> None:
    PeriodicTask.objects.all().delete()
    assert periodic.woken(NOON)
    assert not periodic.woken(NOON + timedelta(seconds=1))
    assert periodic.woken(NOON + timedelta(seconds=30))
    assert periodic.woken(NOON - timedelta(days=2)), "the clock was put right"


def test_the_database_says_what_time_it_is() -> None:
    first = database_now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.002)")
    assert first < database_now(), "within one transaction, too"


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_go_one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[object] = []

    def counted(today: date, now: datetime) -> Round:
        rounds.append(today)
        return daily_round(today, now)

    monkeypatch.setattr(tasks, "go_round", counted)
    together(3, tasks.daily_round)
    assert len(rounds) == 1
