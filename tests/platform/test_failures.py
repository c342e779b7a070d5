"""Database away: a designed 503, and recovery without restart. Broker away: the site goes on."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.ports import free_port
from timeline.embedded import postgres, valkey
from timeline.embedded.lifeline import spawn, stop
from timeline.embedded.paths import CHECKOUT
from timeline.embedded.paths import prepare as prepare_places
from timeline.embedded.servers import Servers, defaults


@dataclass
class Site:
    """A web server of its own over servers of its own."""

    servers: Servers
    environment: dict[str, str]
    port: int

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=15) as got:
                return got.status, dict(got.headers), got.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, dict(refused.headers), refused.read().decode()

    def eventually(self, path: str, status: int, seconds: float = 15) -> float:
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            try:
                if self.get(path)[0] == status:
                    return time.monotonic() - started
            except OSError:
                pass  # not listening yet
            time.sleep(0.1)
        raise AssertionError(f"{path} did not answer {status} within {seconds} s")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="tl-site-"))
    folder.chmod(0o711)
    places = prepare_places(folder / "data")
    servers = Servers(places, settings=postgres.FAST)
    port = free_port()
    bare = {"PATH": os.environ["PATH"], "STATIC_HASHED": "0", "WEB_STATEMENT_SECONDS": "2"}
    environment = {**bare, **defaults(places.data, port, bare)}
    web = None
    try:
        environment.update(servers.start(environment))
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            env=environment,
            cwd=CHECKOUT,
            check=True,
            timeout=120,
        )
        web = spawn(
            [
                *(sys.executable, "-m", "gunicorn", "timeline.wsgi", "--worker-class=gthread"),
                *("--threads=4", "--no-control-socket", f"--bind=127.0.0.1:{port}"),
            ],
            env=environment,
            cwd=CHECKOUT,
        )
        running = Site(servers, environment, port)
        running.eventually("/healthz", 200, seconds=30)
        yield running
    finally:
        if web:
            stop(web, signal.SIGTERM, patience=5)
        servers.stop()
        shutil.rmtree(places.sockets, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def test_without_database_there_is_a_503_and_it_ends_with_the_outage(site: Site) -> None:
    assert site.get("/admin/login/")[0] == 200
    cookie_page = "/"
    before = site.get(cookie_page)[0]
    assert before in {200, 404}

    postgres.stop_server(site.servers.running["postgres"])
    status, headers, text = site.get("/healthz")
    assert status == 503
    assert '"database": "away"' in text

    started = time.monotonic()
    status, headers, text = site.get("/api/v1/treaties/")
    assert (status, headers["Content-Type"]) == (503, "application/json")
    assert headers["Retry-After"] == "10"
    status, headers, text = site.get(cookie_page)
    assert status == 503
    assert headers["Retry-After"] == "10"
    assert "<h1" in text
    assert time.monotonic() - started < 12

    site.servers.restart_the_fallen()
    assert site.eventually("/healthz", 200) < 10
    assert site.get(cookie_page)[0] == before


def test_a_page_that_waits_too_long_gives_up_and_says_why(site: Site) -> None:
    """The limits reach the pooled connections of a real server."""
    with psycopg.connect(site.environment["DATABASE_URL"]) as other:
        other.execute("LOCK TABLE treaties_treaty IN ACCESS EXCLUSIVE MODE")
        for path in ("/", "/api/v1/treaties/"):
            status, headers, text = site.get(path)
            assert (status, headers["Retry-After"]) == (503, "10")
            assert "changing the same agreement" in text
        other.rollback()
    assert site.get("/")[0] == 200


def test_without_broker_the_site_goes_on_and_says_so(site: Site) -> None:
    valkey.stop_server(site.servers.running["valkey"])
    started = time.monotonic()
    status, _, text = site.get("/healthz")
    assert status == 200
    assert '"broker": "away"' in text
    assert time.monotonic() - started < 3

    site.servers.restart_the_fallen()
    assert '"broker": "ok"' in site.get("/healthz")[2]


def test_handing_a_task_to_an_absent_broker_fails_within_two_seconds(site: Site) -> None:
    """A write must not wait for the broker: the outbox has the message already."""
    valkey.stop_server(site.servers.running["valkey"])
    timed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import time, django; django.setup()\n"
            "from timeline.celery import app\n"
            "t = time.monotonic()\n"
            "try:\n    app.send_task('any')\n"
            "except Exception as away:\n    print(type(away).__name__, time.monotonic() - t)",
        ],
        env=site.environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    site.servers.restart_the_fallen()
    name, seconds = timed.stdout.split()
    assert name == "OperationalError"
    assert float(seconds) < 2
