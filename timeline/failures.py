"""What people see when something under us is away: a designed 503, and no restart afterwards."""

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error as default_server_error

logger = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = 10


def database_away(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After; JSON below /api/. Rendered without the database and without a user."""
    response: HttpResponse
    if request.path.startswith("/api/"):
        response = JsonResponse(
            _errors("The database cannot be reached at the moment. Try again shortly."),
            status=503,
        )
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


class DatabaseAwayMiddleware:
    """Turns an unreachable database inside a view into `database_away`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AWAY):
            return None
        logger.error("Database away at %s: %s", request.path, exception)
        return database_away(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Handler of 500. Errors in other middleware (sessions, sign-in) come here and not to ours."""
    if isinstance(sys.exc_info()[1], AWAY):
        return database_away(request)
    if request.path.startswith("/api/"):
        return JsonResponse(_errors("Something went wrong on our side."), status=500)
    return default_server_error(request)


def too_many(request: HttpRequest) -> HttpResponse:
    """429 of a limit on signing in and on letters; allauth looks for it under this name."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = "300"
    return answer


def _errors(message: str) -> dict[str, list[dict[str, str]]]:
    """What the API says everywhere (treaties/api/errors.py); here no field is to blame."""
    return {"errors": [{"field": "", "message": message}]}
