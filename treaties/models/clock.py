"""What time is it? The database says it, so that workers on several machines agree."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The time on the clock of PostgreSQL, also within a transaction that began earlier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
