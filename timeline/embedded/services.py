"""What runs on top of the servers under `make run`: web server, worker and beat, kept running."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from timeline import private
from timeline.embedded.lifeline import spawn, stop
from timeline.embedded.paths import CHECKOUT

# Two processes serve pages, for Python uses one core in each.
WEB = ("web-1", "web-2")
GRACE = {"beat": 3.0, "worker": 8.0, "web-1": 8.0, "web-2": 8.0}


@dataclass
class Services:
    """The processes of the application. `port` is bound already, for the web server."""

    environment: Mapping[str, str]
    logs: Path
    data: Path
    port: socket.socket
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    last_start: dict[str, float] = field(default_factory=dict)

    def start(self) -> None:
        for name in (*WEB, "worker", "beat"):
            self._start(name)

    def restart_the_fallen(self) -> list[str]:
        """Start again what has ended by itself, at most once in five seconds each."""
        fallen = [name for name, process in self.running.items() if process.poll() is not None]
        due = [name for name in fallen if time.monotonic() - self.last_start[name] > 5]
        for name in due:
            self._start(name)
        return due

    def stop(self) -> None:
        """Stop in the order of the work: nothing new is begun, what is begun may end."""
        for process in self.running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for name in ("beat", "worker", *WEB):
            if name in self.running:
                stop(self.running.pop(name), signal.SIGTERM, patience=GRACE[name])

    def _start(self, name: str) -> None:
        self.last_start[name] = time.monotonic()
        with private.log(self.logs / f"{name}.log") as log:
            self.running[name] = spawn(
                [sys.executable, "-m", *self._command(name)],
                env=self.environment,
                cwd=CHECKOUT,
                output=log,
                files=[self.port.fileno()] if name in WEB else [],
            )

    def _command(self, name: str) -> list[str]:
        celery = ["celery", "--app=timeline", "--quiet"]
        if name in WEB:
            return ["timeline.embedded.web", str(self.port.fileno())]
        if name == "worker":
            cores = min(2, os.cpu_count() or 1)
            quiet = ["--without-gossip", "--without-mingle", "--loglevel=INFO"]
            return [*celery, "worker", f"--concurrency={cores}", *quiet]
        return [*celery, "beat", "--pidfile=", "--loglevel=WARNING"]
