"""`make run`: what it starts ends with it, however it ends, and the next start finds everything."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.ports import free_port
from timeline.embedded.paths import CHECKOUT, sockets_of

pytestmark = pytest.mark.timeout(240)


def living(data: Path) -> list[int]:
    """Processes that carry this data folder in their environment; zombies have none."""
    mark = f"DATA_DIR={data}\0".encode()
    cluster = (data / "postgres").resolve()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if not entry.name.isdigit():
                continue
            # PostgreSQL writes its titles over its environment; its folder gives it away.
            if (entry / "cwd").readlink() == cluster or mark in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return [pid for pid in found if pid != os.getpid()]


def open_to_others(data: Path) -> list[Path]:
    """What we keep that other users of this machine could read or enter."""
    found = [data, *(one for one in data.rglob("*") if not one.is_symlink())]
    return [one for one in found if one.stat().st_mode & 0o077]


@dataclass
class Run:
    """`python -m timeline.embedded run` on a data folder of its own."""

    data: Path
    port: int
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> subprocess.Popen[str]:
        """Start it and wait for the line that says it is ready."""
        process = self.launch()
        lines = []
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                self.said = "".join(lines)
                return process
        raise AssertionError("".join(lines))

    def launch(self, **more: str) -> subprocess.Popen[str]:
        keep = ("PATH", "HOME", "LANG")
        process = subprocess.Popen(
            [sys.executable, "-m", "timeline.embedded", "run"],
            env={
                **{name: os.environ[name] for name in keep if name in os.environ},
                "DATA_DIR": str(self.data),
                "PORT": str(self.port),
                "STATIC_HASHED": "0",
                **more,
            },
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def health(self) -> dict[str, object]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as got:
            answer: dict[str, object] = json.load(got)
            return answer

    def database(self) -> psycopg.Connection[tuple[object, ...]]:
        known = json.loads((self.data / "running.json").read_text())
        return psycopg.connect(known["DATABASE_URL"], autocommit=True)

    def all_gone(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while living(self.data) and time.monotonic() < deadline:
            time.sleep(0.1)
        return not living(self.data)


@pytest.fixture
def run() -> Iterator[Run]:
    folder = Path(tempfile.mkdtemp(prefix="tl-run-"))
    folder.chmod(0o711)
    it = Run(folder / "data", free_port())
    try:
        yield it
    finally:
        for process in it.processes:
            process.kill()
            process.wait()
        it.all_gone(15)
        shutil.rmtree(sockets_of(it.data), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def test_after_kill_9_nothing_is_left_and_the_next_run_has_lost_nothing(run: Run) -> None:
    supervisor = run.start()
    assert re.search(r"Administrator: admin  password: \S{12,}", run.said)
    assert set(run.health().values()) == {"ok"}
    with run.database() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'committed' AS word")
    assert len(living(run.data)) > 8
    assert 0 not in {Path(f"/proc/{pid}").stat().st_uid for pid in living(run.data)}
    assert open_to_others(run.data) == []

    supervisor.kill()
    assert run.all_gone(10), [Path(f"/proc/{pid}/cmdline").read_text() for pid in living(run.data)]

    again = run.start()
    assert "password:" not in run.said
    with run.database() as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("committed",)]

    again.send_signal(signal.SIGINT)
    assert again.wait(30) == 0
    assert run.all_gone(1)


def test_what_falls_is_started_again_and_a_second_run_is_refused(run: Run) -> None:
    run.start()
    second = run.launch()
    told, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "already runs from this checkout" in told
    assert len(told.strip().splitlines()) == 1

    postmaster = int((run.data / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGKILL)
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        time.sleep(0.5)
        try:
            if run.health()["database"] == "ok":
                break
        except OSError:
            continue  # 503 until it is back
    assert run.health()["database"] == "ok"


def test_a_taken_port_is_said_before_anything_starts(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", run.port))
        taken.listen()
        refused = run.launch()
        told, _ = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert re.fullmatch(
        rf"Port {run.port} cannot be used \(.*\); choose another one: PORT=.*\n", told
    )
    assert not (run.data / "postgres").exists()
