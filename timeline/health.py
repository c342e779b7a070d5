"""Is it working? The database decides; the site goes on without a broker."""

from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from kombu.exceptions import KombuError

from timeline.celery import app


def healthz(request: HttpRequest) -> JsonResponse:
    """Says "ok" or "away" of database and broker; 200 while the database answers, else 503."""
    state: dict[str, Any] = {"database": _database(), "broker": _broker()}
    response = JsonResponse(state, status=200 if state["database"] == "ok" else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return "away"
    return "ok"


def _broker() -> str:
    try:
        with app.connection_for_write(connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OSError, KombuError):
        return "away"
    return "ok"
