"""Beat wakes a worker by the clock of its own process; no file and no clock that is put right stops
it.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from celery.schedules import schedule

from timeline.beat import Waker

ENTRIES = {
    "what is due": {"task": "wake", "schedule": 30.0},
    "another": {"task": "other", "schedule": timedelta(seconds=50)},
}


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Celery:
    monkeypatch.delenv("CELERY_BROKER_URL")  # Celery prefers it to what is said here
    found = Celery("beside", broker="memory://", set_as_current=False)
    found.conf.beat_schedule = ENTRIES
    return found


def sent(waker: Waker) -> int:
    """How many tasks it has sent since the last question."""
    channel: Any = waker.connection.default_channel
    channel.queue_declare("celery")
    count: int = channel.queue_purge("celery")
    return count


def test_each_entry_is_sent_at_once_and_then_waits_for_its_interval(app: Celery) -> None:
    waker = Waker(app)
    assert 29 < waker.tick() <= 30
    assert sent(waker) == 2
    assert 0 < waker.tick() <= 30
    assert sent(waker) == 0, "not again before"
    waker.next_at["what is due"] -= 30
    waker.tick()
    assert sent(waker) == 1
    waker.close()


@pytest.mark.parametrize("days", [-2, 2])
def test_what_an_entry_remembers_of_a_wrong_clock_stops_nothing(app: Celery, days: int) -> None:
    waker = Waker(app)
    for entry in waker.schedule.values():
        entry.last_run_at = app.now() + timedelta(days=days)
        assert isinstance(entry.schedule, schedule)
    waker.tick()
    assert sent(waker) == 2
    waker.close()


def test_no_schedule_file_is_read_or_written(app: Celery, tmp_path: Path) -> None:
    broken = tmp_path / "celerybeat-schedule"
    broken.write_bytes(b"not a database" * 99)
    waker = Waker(app, schedule_filename=str(broken))
    waker.tick()
    assert sent(waker) == 2
    assert [path.name for path in tmp_path.iterdir()] == [broken.name]
    assert broken.read_bytes() == b"not a database" * 99
    waker.close()
