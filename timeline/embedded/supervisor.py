"""`make run`: one process that starts everything, says how to get in, and ends everything.

Ctrl-C and SIGTERM end it in order. After `kill -9` the kernel ends the children (see lifeline), and
the next start recovers: PostgreSQL from its log, Valkey from its file, the lock by itself.
"""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from timeline.embedded.lifeline import die_with_parent
from timeline.embedded.paths import CHECKOUT, CannotStart, prepare
from timeline.embedded.servers import Servers, data_folder, defaults, held, note_running
from timeline.embedded.services import WEB, Services

SECONDS_BETWEEN_QUESTIONS = 60


class Stopped(Exception):
    """Somebody asked us to end."""


def run() -> None:
    """Run until stopped. Raises `CannotStart` with the sentence to show."""
    started = time.monotonic()
    if os.environ.get("MAKELEVEL"):
        die_with_parent(signal.SIGTERM)  # `make` itself may be what was killed
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    data = data_folder()
    port, host = wanted_port(os.environ), wanted_host(os.environ)
    with held(data) as lock:
        if lock is None:
            raise CannotStart(f"Treaty Timeline already runs from this checkout ({data}/lock).")
        opened = bound(host, port)
        servers = Servers(prepare(data))
        services: Services | None = None
        try:
            environment = {**os.environ, **defaults(data, port, os.environ), "PORT": str(port)}
            environment.update(servers.start(environment))
            _bring_up_to_date(environment)
            logs = servers.places.logs
            services = Services(environment, logs, data, opened)
            services.start()
            _wait_until_it_answers(services, port)
            note_running(data, environment)
            _welcome(environment, logs, time.monotonic() - started)
            _watch(servers, services, port)
        except Stopped:
            print("\nStopping …", flush=True)
        finally:
            for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(name, signal.SIG_IGN)
            (data / "running.json").unlink(missing_ok=True)
            if services:
                services.stop()
            servers.stop()
    print("Stopped. Everything is kept in", data)


def refuse_to_run_in_vain() -> None:
    """Before root prepares anything: refuse a port that is taken. That another run is under way is
    said by the one that finds its lock.
    """
    with held(data_folder()) as lock:
        if lock:
            bound(wanted_host(os.environ), wanted_port(os.environ)).close()


def wanted_host(environment: Mapping[str, str]) -> str:
    """HOST, or this machine alone."""
    return environment.get("HOST") or "127.0.0.1"


def wanted_port(environment: Mapping[str, str]) -> int:
    """PORT, or 8000."""
    text = environment.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotStart(f"PORT is {text!r}; set it to a number from 1 to 65535, such as 8080.")
    return int(text)


def bound(host: str, port: int) -> socket.socket:
    """The port, bound before anything is started: whoever has it is said at once. It listens only
    when the web server does.
    """
    opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError as error:
        opened.close()
        other = port + 1 if 1023 < port < 65535 else 8080
        raise CannotStart(
            f"Port {port} cannot be used ({error.strerror}); choose another one: "
            f"PORT={other} make run"
        ) from None
    return opened


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _bring_up_to_date(environment: Mapping[str, str]) -> None:
    ready = subprocess.run(
        [sys.executable, "-m", "timeline.embedded.readiness"],
        env=dict(environment),
        cwd=CHECKOUT,
        check=False,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    if ready.returncode:
        raise CannotStart("The register could not be brought up to date; the reason is above.")


def _health(services: Services, port: int) -> dict[str, Any]:
    """What /healthz says, also where it is not well. Raises OSError or ValueError without an
    answer.
    """
    known_host = services.environment["ALLOWED_HOSTS"].replace(",", " ").split()[0].lstrip(".")
    question = urllib.request.Request(
        f"http://127.0.0.1:{port}/healthz", headers={"Host": known_host}
    )
    try:
        with urllib.request.urlopen(question, timeout=5) as answer:
            found: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as answer:
        found = json.load(answer)
    return found


def _wait_until_it_answers(services: Services, port: int) -> None:
    """Until the database answers: what else does not work is no reason not to start."""
    deadline = time.monotonic() + 60
    while True:
        try:
            state = _health(services, port)
            if state["database"] == "ok":
                return
            reason = f"/healthz says the database is {state['database']}"
        except (OSError, ValueError, KeyError) as error:
            reason = str(error)
        if services.running[WEB[0]].poll() is not None or time.monotonic() > deadline:
            raise CannotStart(
                f"The web server does not answer ({reason}); see {services.logs / f'{WEB[0]}.log'}."
            )
        time.sleep(0.1)


def _welcome(environment: Mapping[str, str], logs: Path, seconds: float) -> None:
    mail = (
        "by the server in EMAIL_URL"
        if environment.get("EMAIL_URL")
        else "in " + (environment.get("MAIL_FOLDER") or f"{environment['DATA_DIR']}/mail")
    )
    site = environment["SITE_URL"]
    print(
        f"\nTreaty Timeline is ready after {seconds:.1f} s:  {site}\n"
        f"  Sign in    {site}/admin/   (make admin: an administrator with a new password)\n"
        f"  Mail       {mail}\n"
        f"  Time zone  {environment['TIME_ZONE']} (TIME_ZONE=… for another)\n"
        f"  Logs       {logs}\n"
        "  Stop       Ctrl-C",
        flush=True,
    )


def _watch(servers: Servers, services: Services, port: int) -> None:
    said: list[str] = []
    for second in itertools.count(1):
        time.sleep(1)
        for name in (*servers.restart_the_fallen(), *services.restart_the_fallen()):
            print(f"{name} had ended and was started again.", flush=True)
        if second % SECONDS_BETWEEN_QUESTIONS == 0:
            said = _say_what_is_new(said, services, port)


def _say_what_is_new(said: list[str], services: Services, port: int) -> list[str]:
    """Print what /healthz says does not work, once for as long as it lasts."""
    try:
        reasons = [
            f"{name}: {is_so}" for name, is_so in _health(services, port).items() if is_so != "ok"
        ]
    except (OSError, ValueError):
        return said
    for reason in reasons:
        if reason not in said:
            print(reason, flush=True)
    if said and not reasons:
        print("All works again.", flush=True)
    return reasons
