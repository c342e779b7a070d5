"""Is it working? The database decides; the site goes on without a broker."""

from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from kombu.exceptions import KombuError

from timeline.celery import app
from treaties.models import database_now
from treaties.operation.alarms import alarms


def healthz(request: HttpRequest) -> JsonResponse:
    """Says "ok" or "away" of database and broker, and in `reasons` what does not work; 200 while
    the database answers and there is no reason, else 503.
    """
    state: dict[str, Any] = {"database": _database(), "broker": _broker(), "reasons": []}
    if state["database"] == "ok":
        state["reasons"] = _reasons()
    well = state["database"] == "ok" and not state["reasons"]
    response = JsonResponse(state, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return "away"
    return "ok"


def _reasons() -> list[str]:
    try:
        return [alarm.words for alarm in alarms(database_now())]
    except DatabaseError:
        return ["What runs by itself cannot be asked of the database."]


def _broker() -> str:
    try:
        with app.connection_for_write(connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OSError, KombuError):
        return "away"
    return "ok"
