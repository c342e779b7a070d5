"""A killed worker, and an unreachable broker: nothing is lost, and nothing is sent twice without
need.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from pytest_django import Settings

from tests.builders import a_person, a_treaty
from tests.mailserver import HANG, mail_server
from timeline.celery import app
from treaties.models import OutgoingMessage, OutgoingState, Role
from treaties.outbox.enqueue import Letter, enqueue
from treaties.register.watches import follow
from treaties.reminders.sending import send_due

WORKER = ["worker", "--concurrency=1", "--without-gossip", "--without-mingle", "--loglevel=WARNING"]


@contextmanager
def celery(*command: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery process, gone when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "--app=timeline", "--quiet", *command],
        env=env,
        cwd=env["PYTHONPATH"],
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def until(what: Callable[[], bool], *, seconds: float = 40) -> None:
    """Wait for `what`, and fail where it does not come."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


def _mailing(env: dict[str, str], port: int) -> dict[str, str]:
    return {
        **env,
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "DEFAULT_FROM_EMAIL": "Treaty Timeline <timeline@example.org>",
        "OUTBOX_LEASE_SECONDS": "1",
    }


def test_a_worker_killed_between_claim_and_settle_is_followed_by_another(
    beside: dict[str, str],
) -> None:
    row = enqueue(Letter("a", "A subject", "In words."), address="reader@example.org")
    with mail_server() as server:
        env = _mailing(beside, server.port)
        server.script = [HANG]
        with celery(*WORKER, env=env) as first:
            app.send_task("treaties.tasks.deliver", [row.pk])
            until(lambda: len(server.seen) == 1)
            row.refresh_from_db()
            assert row.state == OutgoingState.CLAIMED
            first.send_signal(signal.SIGKILL)
            first.wait(10)
        row.refresh_from_db()
        assert row.state == OutgoingState.CLAIMED, "nobody was left to settle it"
        time.sleep(1.1)  # the lease runs out
        with celery(*WORKER, env=env):
            app.send_task("treaties.tasks.dispatch_outbox")
            until(lambda: len(server.accepted) == 1)
            until(lambda: _state(row.pk) == OutgoingState.SENT)
        row.refresh_from_db()
        assert row.attempts == 2
        assert server.seen[0] == server.seen[1], "the same bytes"
        assert len(server.accepted) == 1


def _state(pk: int) -> str:
    return OutgoingMessage.objects.values_list("state", flat=True).get(pk=pk)


def test_without_a_broker_the_round_goes_on_and_mail_waits(
    beside: dict[str, str], settings: Settings
) -> None:
    today = timezone.now().date()
    soon = (today + timedelta(days=20)).isoformat()
    treaty = a_treaty("amity", exchanged=soon, term="P1Y", published=True)
    follow(person=a_person(Role.VIEWER), treaty=treaty, since=today)
    away = {**beside, "CELERY_BROKER_URL": "redis+socket:///nonexistent/valkey.sock"}
    said = subprocess.run(
        [sys.executable, "-c", ROUND],
        env=away,
        cwd=away["PYTHONPATH"],
        timeout=60,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "the broker is away, mail waits" in said.stderr
    assert OutgoingMessage.objects.get().state == OutgoingState.WAITING
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        assert send_due().sent == 1
        assert len(server.accepted) == 1


ROUND = "import django; django.setup(); from treaties.tasks import daily_round; daily_round()"
