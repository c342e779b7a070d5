"""Is it working? Each check answers for one part, in a word or a sentence.

The register needs its database, with the schema of this code; the site goes on without a broker.
"""

from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from kombu.exceptions import KombuError

from timeline.celery import app
from treaties.models import database_now
from treaties.operation.alarms import KINDS, alarms

OK: Final = "ok"
AWAY: Final = "away"


def database() -> str | None:
    """Does PostgreSQL answer?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return AWAY
    return None


def schema() -> str | None:
    """Have all migrations of this code been applied? Pages fail on a schema that is behind."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return "unknown, for the database is away"
    if not behind:
        return None
    first, _ = behind[0]
    return (
        f"behind the code by {len(behind)} migration{'s' if len(behind) > 1 else ''}, from "
        f"{first.app_label}.{first.name} on; run: manage.py migrate"
    )


def broker() -> str | None:
    """Can a task be handed over?"""
    try:
        with app.connection_for_write(connect_timeout=1) as given:
            given.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OSError, KombuError):
        return AWAY
    return None


Check = Callable[[], str | None]
"""Returns what is wrong, in words for the administrator, or None."""

NEEDED: Final[tuple[Check, ...]] = (database, schema)
"""Without these the answer is 503."""

USEFUL: Final[tuple[Check, ...]] = (broker,)
"""What is wrong with these is told, and the site goes on."""


def running() -> dict[str, str | None]:
    """Does everything run that must run by itself: mail, beat, the daily round, …?"""
    try:
        found = {alarm.kind: alarm.words for alarm in alarms(database_now())}
    except (DatabaseError, InterfaceError):
        return dict.fromkeys(KINDS, "unknown, for the database does not say")
    return {kind: found.get(kind) for kind in KINDS}


def healthz(request: HttpRequest) -> JsonResponse:
    """What each check says under its name, "ok" where nothing is wrong; 503 where a needed part
    fails, or something that must run by itself is late.
    """
    late = running()
    said = {check.__name__: check() for check in (*NEEDED, *USEFUL)} | late
    wrong = any(said[check.__name__] for check in NEEDED) or any(late.values())
    response = JsonResponse(
        {name: text or OK for name, text in said.items()}, status=503 if wrong else 200
    )
    response["Cache-Control"] = "no-store"
    return response
