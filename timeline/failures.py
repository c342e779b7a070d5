"""What people see when something under us is away or takes too long: a designed 503, and no restart
afterwards.
"""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error as default_server_error

logger = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the database gave no answer, in words for the page and for the API."""

    code: str
    title: str
    sentence: str


UNREACHABLE: Final = Trouble(
    "away",
    "Temporarily unavailable",
    "The database cannot be reached at the moment. Nothing has been lost. Please try again "
    "shortly.",
)
TOO_LONG: Final = Trouble(
    "too long",
    "This took too long",
    "The answer took longer than we let a page take, so we stopped looking for it. Nothing has "
    "been changed. Ask for less, such as one party or a shorter time, or try again shortly.",
)
BUSY: Final = Trouble(
    "busy",
    "Somebody else is writing this",
    "Somebody else, or a task in the background, is changing the same agreement. Nothing has been "
    "changed by you yet. Please try again shortly.",
)
_BY_STATE: Final = {
    "57014": TOO_LONG,  # query_canceled, by statement_timeout
    "55P03": BUSY,  # lock_not_available, by lock_timeout
    "25P03": TOO_LONG,  # idle_in_transaction_session_timeout
    "40P01": BUSY,  # deadlock_detected
}


def trouble_of(exception: BaseException | None) -> Trouble:
    """Which trouble an exception of the database tells of: its SQLSTATE says."""
    state = getattr(getattr(exception, "__cause__", None), "sqlstate", None)
    return _BY_STATE.get(str(state), UNREACHABLE)


def database_failed(request: HttpRequest, exception: BaseException | None) -> HttpResponse:
    """503 with Retry-After; JSON below /api/. Rendered without the database and without a user."""
    trouble = trouble_of(exception)
    response: HttpResponse
    if request.path.startswith("/api/"):
        response = JsonResponse(_errors(trouble.sentence), status=503)
    else:
        response = HttpResponse(render_to_string("503.html", {"trouble": trouble}), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


class DatabaseAwayMiddleware:
    """Turns an unreachable database inside a view, or a statement it stopped, into a 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AWAY):
            return None
        logger.error("Database %s at %s: %s", trouble_of(exception).code, request.path, exception)
        return database_failed(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Handler of 500. Errors in other middleware (sessions, sign-in) come here and not to ours."""
    raised = sys.exc_info()[1]
    if isinstance(raised, AWAY):
        return database_failed(request, raised)
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
