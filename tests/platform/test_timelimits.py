"""No statement runs for ever: each kind of process has its limits, and a visitor is told."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from timeline.failures import BUSY, TOO_LONG, UNREACHABLE, DatabaseAwayMiddleware, trouble_of
from timeline.timelimits import limited, limits_of
from timeline.urls import handler500 as handler500
from timeline.urls import urlpatterns as usual

SAYS = """
import django, {first}
django.setup()
from django.conf import settings
print(settings.DATABASES["default"]["OPTIONS"].get("options", "none"))
"""


def slow(request: HttpRequest) -> HttpResponse:
    """A page whose statement takes longer than it may."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'")
        cursor.execute("SELECT pg_sleep(20)")
    return HttpResponse("never")


urlpatterns = [path("slow/", slow), path("api/slow/", slow), *usual]


def options(first: str, *, name: str = "-c", **more: str) -> str:
    """What a fresh process of this kind gives PostgreSQL with each connection."""
    # A test that imported the entry point of the web has made this very process one of its kind.
    ours = {name: value for name, value in os.environ.items() if name != "TIMELINE_PROCESS"}
    done = subprocess.run(
        [sys.executable, "-c", SAYS.format(first=first)],
        env={**ours, "DJANGO_SETTINGS_MODULE": "timeline.settings", **more},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip().splitlines()[-1]


def test_a_page_has_seconds_and_a_command_as_long_as_it_needs() -> None:
    assert options("timeline.wsgi", WEB_STATEMENT_SECONDS="7") == (
        "-c statement_timeout=7000 -c lock_timeout=3000"
        " -c idle_in_transaction_session_timeout=60000"
    )
    assert "statement_timeout=10000" in options("timeline.asgi")
    assert options("os") == "none"


def test_a_worker_has_the_limit_of_its_tasks() -> None:
    as_celery = "sys; sys.argv[0] = '/usr/bin/celery'; import timeline.celery"
    assert options(as_celery, TASK_SECONDS="120") == (
        "-c statement_timeout=120000 -c lock_timeout=120000"
        " -c idle_in_transaction_session_timeout=120000"
    )


def test_what_the_address_of_the_database_says_wins() -> None:
    ours = limits_of("web", web=10, task=300)
    assert limited({"options": "-c statement_timeout=1"}, ours)["options"].endswith(
        "-c statement_timeout=1"
    )
    assert limited({"sslmode": "require"}, {}) == {"sslmode": "require"}


@pytest.mark.django_db
@pytest.mark.urls("tests.platform.test_timelimits")
def test_a_visitor_whose_question_takes_too_long_is_told_so() -> None:
    client = Client(raise_request_exception=False)
    page = client.get("/slow/")
    assert page.status_code == 503
    assert page["Retry-After"] == "10"
    assert page["Cache-Control"] == "no-store"
    assert "This took too long" in page.content.decode()
    assert "cannot be reached" not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.urls("tests.platform.test_timelimits")
def test_a_machine_is_told_so_in_json() -> None:
    answer = Client(raise_request_exception=False).get("/api/slow/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.json() == {"errors": [{"field": "", "message": TOO_LONG.sentence}]}


@pytest.mark.django_db
def test_the_limits_stop_a_statement_and_a_wait(settings: Settings) -> None:
    for statement, state in (
        ("SET LOCAL statement_timeout = '30ms'; SELECT pg_sleep(20)", TOO_LONG),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '55P03'; END $$", BUSY),
    ):
        with pytest.raises(OperationalError) as stopped, transaction.atomic():
            connection.cursor().execute(statement)
        assert trouble_of(stopped.value) is state
    assert trouble_of(OperationalError("gone")) is trouble_of(None) is UNREACHABLE


def test_other_errors_are_not_called_an_outage() -> None:
    def view(_: HttpRequest) -> Any:
        raise AssertionError

    middleware = DatabaseAwayMiddleware(view)
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("no")) is None
