"""What time is it? The database says it, so that workers on several machines agree."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection

CLOCK_TOLERANCE: Final = timedelta(minutes=5)
"""A time that lies so much further ahead than it can have been set was written by a clock that was
wrong. Not less: between reading the clock and writing the row a worker may be held up."""


def database_now() -> datetime:
    """The time on the clock of PostgreSQL, also within a transaction that began earlier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
