"""/healthz: what monitoring asks, and what `make run` prints of it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from timeline.embedded.services import Services
from timeline.embedded.supervisor import _say_what_is_new
from treaties.models import PeriodicTask


@pytest.mark.django_db
def test_healthz_names_every_part(client: Client) -> None:
    PeriodicTask.objects.update(known_since=timezone.now(), finished_at=None, day=None)
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "schema": "ok",
        "broker": "ok",
        "mail": "ok",
        "beat": "ok",
        "round": "ok",
        "horizon": "ok",
        "segments": "ok",
    }


@pytest.mark.django_db
def test_healthz_tells_a_schema_that_is_behind_the_code(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'treaties' AND name ="
            " (SELECT max(name) FROM django_migrations WHERE app = 'treaties') RETURNING name"
        )
        (missing,) = cursor.fetchone()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["schema"] == (
        f"behind the code by 1 migration, from treaties.{missing} on; run: manage.py migrate"
    )


@contextmanager
def _a_site_that_says(state: dict[str, str]) -> Iterator[int]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if set(state.values()) == {"ok"} else 503)
            self.end_headers()
            self.wfile.write(json.dumps(state).encode())

        def log_message(self, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_make_run_prints_once_what_does_not_work_and_that_it_works_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services = Services({"ALLOWED_HOSTS": "127.0.0.1"}, tmp_path, tmp_path, socket.socket())
    state = {"database": "ok", "mail": "Mail is late: 2 messages wait."}
    with _a_site_that_says(state) as port:
        said = _say_what_is_new([], services, port)
        said = _say_what_is_new(said, services, port)
        assert capsys.readouterr().out == "mail: Mail is late: 2 messages wait.\n"
        state["mail"] = "ok"
        assert _say_what_is_new(said, services, port) == []
    assert capsys.readouterr().out == "All works again.\n"
