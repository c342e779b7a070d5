"""PostgreSQL from the wheel: made once, started, stopped, and recovered after a crash."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from timeline import private
from timeline.embedded import outside
from timeline.embedded.lifeline import spawn, stop
from timeline.embedded.paths import CannotStart, Places

# Dating a whole register writes gigabytes: with the default size of the write-ahead log, PostgreSQL
# would run a checkpoint every few seconds and then write full pages again. The default random page
# cost assumes a hard disk: the planner would scan all key dates to find those of 2,000 agreements.
DURABLE: tuple[str, ...] = (
    "shared_buffers=256MB",
    "max_wal_size=4GB",
    "wal_compression=on",
    "random_page_cost=1.1",
)
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def start(places: Places, settings: tuple[str, ...] = DURABLE) -> subprocess.Popen[bytes]:
    """Start the server, making its cluster first if there is none. Returns once it answers."""
    make_cluster(places)
    _clear_what_a_crash_left(places)
    options = [part for setting in settings for part in ("-c", setting)]
    with private.log(places.logs / "postgres.log") as log:
        process = spawn(
            [
                *(places.binaries / "bin" / "postgres", "-D", places.cluster),
                *("-k", places.sockets, "-h", "", "-c", "unix_socket_permissions=0700"),
                *("-c", "max_connections=60", *options),
            ],
            env=_environment(),
            cwd=Path("/"),
            output=log,
            uid=places.server_uid,
            on_orphan=signal.SIGQUIT,
        )
    _wait_until_it_answers(places, process)
    return process


def stop_server(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
    stop(process, signal.SIGINT, patience=20)


def beside(name: str) -> tuple[str, str]:
    """The database a backup is loaded into, and what the one in use is called until it is dropped
    (restore.py).
    """
    return f"{name}_restoring", f"{name}_replaced"


def drop(connection: psycopg.Connection[Any], name: str) -> None:
    """Drop a database, where it is there, whoever is connected to it."""
    order = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute("SET client_min_messages = warning")
    connection.execute(order.format(sql.Identifier(name)))


def ensure_database(places: Places) -> None:
    """Create the database `timeline` where it is missing, and drop what an interrupted restore
    left.
    """
    with psycopg.connect(_maintenance(places), autocommit=True) as connection:
        for leftover in beside("timeline"):
            drop(connection, leftover)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'timeline'")
        if known.fetchone() is None:
            connection.execute("CREATE DATABASE timeline")


def _maintenance(places: Places) -> str:
    return f"host={places.sockets} user=timeline dbname=postgres connect_timeout=2"


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def make_cluster(places: Places) -> None:
    """Make the cluster where there is none, and let it be its user's."""
    if (places.cluster / "PG_VERSION").exists():
        return
    for leftover in places.cluster.iterdir():  # of an initdb that was interrupted
        subprocess.run(["rm", "-rf", str(leftover)], check=True)
    if places.server_uid is None:
        _initdb(places.binaries, places.cluster)
        return
    # initdb insists on a user with a name, so `nobody` makes the cluster where it may, and no name
    # but a number owns it afterwards.
    named = _named_uid(places.server_uid)
    with outside.draft() as draft:
        made = draft / "postgres"
        made.mkdir(mode=0o700)
        os.chown(made, named, named)
        _initdb(places.binaries, made, named)
        for folder, folders, files in os.walk(made):
            for name in (*folders, *files):
                os.lchown(os.path.join(folder, name), places.server_uid, places.server_uid)
        os.chown(made, places.server_uid, places.server_uid)
        places.cluster.rmdir()
        shutil.move(made, places.cluster)


def _initdb(binaries: Path, cluster: Path, uid: int | None = None) -> None:
    made = subprocess.run(
        [
            *(binaries / "bin" / "initdb", "-D", cluster, "-U", "timeline"),
            *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
        ],
        env=_environment(),
        cwd="/",
        user=uid,
        group=uid,
        extra_groups=[] if uid is not None else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CannotStart(f"PostgreSQL could not make its cluster: {made.stderr.strip()}")


def _named_uid(wanted: int) -> int:
    try:
        return pwd.getpwuid(wanted).pw_uid
    except KeyError:
        pass
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        raise CannotStart(
            "This machine has no user `nobody` to set PostgreSQL up; set DATABASE_URL."
        ) from None


def _clear_what_a_crash_left(places: Places) -> None:
    """After `kill -9` a postmaster may still be shutting down, or its pid may belong to another
    process.
    """
    pid_file = places.cluster / "postmaster.pid"
    deadline = time.monotonic() + 15
    while pid_file.exists():
        pid = _pid_in(pid_file)
        if pid is None or not _is_our_postmaster(pid, places.cluster):
            pid_file.unlink(missing_ok=True)
            return
        if time.monotonic() > deadline:
            raise CannotStart(
                f"Another PostgreSQL (process {pid}) still uses {places.cluster}; stop it first."
            )
        os.kill(pid, signal.SIGQUIT)
        time.sleep(0.2)


def _pid_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_our_postmaster(pid: int, cluster: Path) -> bool:
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")) == cluster
    except OSError:
        return False


def _wait_until_it_answers(places: Places, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60  # recovery after a crash reads the log first
    while True:
        try:
            psycopg.connect(_maintenance(places)).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                stop(process, signal.SIGQUIT, patience=5)
                log = (places.logs / "postgres.log").read_text(errors="replace")
                last = log.strip().splitlines()[-1:] or ["it said nothing"]
                raise CannotStart(
                    f"PostgreSQL did not start: {last[0]} (see {places.logs / 'postgres.log'})"
                ) from None
            time.sleep(0.05)
        else:
            return
