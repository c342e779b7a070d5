"""Which servers does this process talk to? The configured ones, else our own.

`Servers` starts what the environment does not name and says, as variables of the environment, where
everything is; the rest of the house reads only those variables.
"""

import fcntl
import json
import os
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from timeline import private
from timeline.embedded import postgres, valkey
from timeline.embedded.paths import CHECKOUT, CannotStart, Places, close, prepare
from timeline.embedded.zone import machine_zone


@dataclass
class Servers:
    """PostgreSQL and Valkey of one data folder, started as needed."""

    places: Places
    settings: tuple[str, ...] = postgres.DURABLE
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Start what `environment` does not configure; returns variables that say where it is."""
        found: dict[str, str] = {}
        if not environment.get("DATABASE_URL"):
            self.running["postgres"] = postgres.start(self.places, self.settings)
            postgres.ensure_database(self.places)
            found["DATABASE_URL"] = self.places.database_url
        if not environment.get("CELERY_BROKER_URL"):
            self.running["valkey"] = valkey.start(self.places)
            found["CELERY_BROKER_URL"] = self.places.broker_url
        return found

    def restart_the_fallen(self) -> list[str]:
        """Start again what has ended by itself; returns the names."""
        fallen = [name for name, process in self.running.items() if process.poll() is not None]
        for name in fallen:
            if name == "postgres":
                self.running[name] = postgres.start(self.places, self.settings)
            else:
                self.running[name] = valkey.start(self.places)
        return fallen

    def stop(self) -> None:
        if broker := self.running.pop("valkey", None):
            valkey.stop_server(broker)
        if database := self.running.pop("postgres", None):
            postgres.stop_server(database)


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """`.data` of this checkout, unless DATA_DIR names another folder."""
    return Path(environment.get("DATA_DIR") or CHECKOUT / ".data").absolute()


def defaults(data: Path, port: int, environment: Mapping[str, str]) -> dict[str, str]:
    """What `make run` sets where nobody has: for one machine, reachable from that machine only."""
    address = f"http://127.0.0.1:{port}"
    wanted = {
        "DATA_DIR": str(data),
        "STATIC_ROOT": str(data / "static"),
        "ALLOWED_HOSTS": "127.0.0.1 localhost [::1]",
        "SITE_URL": address,
        "CSRF_TRUSTED_ORIGINS": f"{address} http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "timeline.settings",
        "PYTHONUNBUFFERED": "1",
        "TIME_ZONE": machine_zone(environment),
    }
    if not environment.get("SECRET_KEY"):
        wanted["SECRET_KEY"] = _kept_secret(data / "secret_key")
    return {name: value for name, value in wanted.items() if not environment.get(name)}


@contextmanager
def held(data: Path) -> Iterator[IO[str] | None]:
    """The lock of one data folder: the open file while we hold it, None while another process does.

    The kernel lets it go with the process, so nothing stale is left after `kill -9`.
    """
    if not data.exists():
        close(data)
    try:
        file = private.descriptor(data / "lock", os.O_RDWR)
    except PermissionError:
        close(data)  # says whose folder it is
        raise
    with os.fdopen(file, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield lock


@contextmanager
def at_hand(data: Path, environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The environment for one command: the servers that run, or ours for as long as it lasts."""
    with held(data) as lock:
        if lock is None:
            yield {**environment, **running_environment(data)}
            return
        complete = {**environment, **defaults(data, 8000, environment)}
        if complete.get("DATABASE_URL") and complete.get("CELERY_BROKER_URL"):
            yield complete
            return
        servers = Servers(prepare(data))
        try:
            complete.update(servers.start(complete))
            yield complete
        finally:
            servers.stop()


def note_running(data: Path, environment: Mapping[str, str]) -> None:
    """Leave word for other commands of this checkout where the servers of `make run` are."""
    names = ("DATABASE_URL", "CELERY_BROKER_URL", "SITE_URL", "PORT", "TIME_ZONE")
    known = {name: environment[name] for name in names if environment.get(name)}
    private.write(data / "running.json", json.dumps({"pid": os.getpid(), **known}))


def running_environment(data: Path) -> dict[str, str]:
    """What `note_running` wrote, with the defaults that go with it."""
    try:
        known: dict[str, Any] = json.loads((data / "running.json").read_text())
    except (OSError, ValueError):
        raise CannotStart("Treaty Timeline is starting or stopping; try again shortly.") from None
    said = {name: str(value) for name, value in known.items() if name != "pid"}
    return {**defaults(data, int(said.get("PORT", "8000")), os.environ), **said}


def _kept_secret(file: Path) -> str:
    if not file.exists():
        private.write(file, secrets.token_urlsafe(50))
    return file.read_text().strip()
