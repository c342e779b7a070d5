"""Beat only wakes a worker up, at intervals of its own process: what is due, the database knows.

Celery's own scheduler remembers in a file when each entry last ran. After a clock that was ahead is
put right, or with such a file, it waits until that time has come again. This one keeps no file
(--schedule is ignored) and counts by the monotonic clock, which nobody puts right.
"""

import time
from typing import Any

from celery.beat import ScheduleEntry, Scheduler


class Waker(Scheduler):  # type: ignore[misc,unused-ignore]
    """Sends each entry at once, and then again each time its interval has passed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.next_at: dict[str, float] = {}
        super().__init__(*args, **kwargs)

    def tick(self, *_: Any, **__: Any) -> float:
        """Send what is due; how many seconds to sleep until the next is."""
        return min((self._sent_or_left(*item) for item in self.schedule.items()), default=60.0)

    def _sent_or_left(self, name: str, entry: ScheduleEntry) -> float:
        now = time.monotonic()
        left = self.next_at.get(name, now) - now
        if left > 0:
            return left
        every: Any = entry.schedule
        interval: float = every.run_every.total_seconds()
        self.next_at[name] = now + interval
        self.apply_entry(entry, producer=self.producer)
        return interval
