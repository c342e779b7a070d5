"""`make bench-page`: how long until a visitor can use the timeline of a large register?

Starts servers of its own as `make run` does, lets a generated register grow, and opens the page in
a real browser, from the beginning of the navigation to the mark that the page sets when the
timeline answers: for the very first visitor of a register, for one who comes for the first time,
for one who comes again, and after an edit of one agreement. Beside it the first byte of the
addresses that are asked most, and what the web processes hold. Medians; two Markdown tables go to
standard output. With DATA_DIR a register that is there already is filled up, and kept.

    SIZES="1000 10000" RUNS=5 python -m tests.bench.page
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.chromium import ARGUMENTS, find_or_install
from timeline.embedded.paths import CHECKOUT, prepare
from timeline.embedded.servers import running_environment

SIZES: Final = "1000 10000 100000"
RUNS: Final = 3
ASKED: Final = 9
"""How often an address is asked for its first byte."""
USABLE: Final = """() => {
  const [mark] = performance.getEntriesByName("timeline-usable");
  if (!mark) return null;
  const fetched = performance
    .getEntriesByType("resource")
    .filter((one) => one.name.includes("/api/v1/timeline/"));
  const held = window.heldUp.filter((one) => one.startTime < mark.startTime);
  return {
    usable: mark.startTime,
    held: Math.max(0, ...held.map((one) => one.duration)),
    bytes: fetched.reduce((sum, one) => sum + one.encodedBodySize, 0),
  };
}"""
WATCH: Final = """
window.heldUp = [];
new PerformanceObserver((list) => window.heldUp.push(...list.getEntries())).observe({
  type: "longtask",
  buffered: true,
});
"""


@contextmanager
def running(data: Path) -> Iterator[tuple[str, int]]:
    """Everything that `make run` starts, over `data`: its address and the process above it all."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DATA_DIR": str(data), "PORT": str(port)}
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "MAKELEVEL"):
        environment.pop(name, None)
    os.environ["DATA_DIR"] = str(data)
    said = data / "run.log"
    with said.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "timeline.embedded", "run"],
            cwd=CHECKOUT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        while "is ready" not in said.read_text():
            if process.poll() is not None:
                raise SystemExit(said.read_text())
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def grow(data: Path, size: int) -> None:
    """Fill the register up to `size` agreements."""
    command = ["manage", "generate_register", str(size), "--yes"]
    environment = {**os.environ, "DATA_DIR": str(data)}
    subprocess.run(
        [sys.executable, "-m", "timeline.embedded", *command],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def edit(data: Path) -> None:
    """Move the version of one agreement, as every write to it does."""
    with psycopg.connect(running_environment(data)["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(
            "UPDATE treaties_treaty SET version = version + 1"
            " WHERE id = (SELECT max(id) FROM treaties_treaty)"
        )


def held(above: int) -> tuple[int, int]:
    """MB that the largest of the web processes below `above` holds, and all of them together."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:  # it has just ended
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    sizes = []
    below = list(children.get(above, []))
    while below:
        pid = below.pop()
        below += children.get(pid, [])
        try:
            if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
                sizes.append(int(found[1]) // 1024 if found else 0)
        except OSError:
            continue
    return max(sizes, default=0), sum(sizes)


def visit(context: BrowserContext, address: str) -> dict[str, float]:
    """What one visit measures; times in ms."""
    page = context.new_page()
    page.add_init_script(WATCH)
    page.set_default_timeout(120_000)
    page.goto(address, wait_until="commit")
    page.wait_for_function(USABLE)
    found: dict[str, float] = page.evaluate(USABLE)
    page.close()
    return found


def visits(
    browser: Browser, address: str, edited: Callable[[], None], runs: int
) -> dict[str, list[dict[str, float]]]:
    """The very first visitor, then `runs` who come, come again, and come after an edit."""
    found: dict[str, list[dict[str, float]]] = {}

    def note(name: str, context: BrowserContext) -> None:
        found.setdefault(name, []).append(visit(context, address))

    for run in range(runs + 1):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        if run == 0:
            note("very first", context)
        else:
            note("first visit", context)
            note("second visit", context)
            edited()
            note("after an edit", context)
        context.close()
    return found


def first_bytes(origin: str) -> dict[str, float]:
    """Milliseconds to the head of the answer, warm, by the words for the address."""
    host = origin.removeprefix("http://")
    with urllib.request.urlopen(f"{origin}/api/v1/timeline/") as answer:
        manifest: dict[str, Any] = json.load(answer)
    party = max(one["code"] for one in manifest["parties"])
    wanted = {
        "/": "/",
        "manifest": "/api/v1/timeline/",
        "a segment": manifest["segments"][0]["packed"],
        "/?party=": f"/?party={party}",
        "/filter/": "/filter/",
        "/?as_of=": "/?as_of=2001-01-01",
        "/treaties/": "/treaties/",
        "by next date": "/treaties/?sort=next",
    }
    return {words: _first_byte(host, path) for words, path in wanted.items()}


def _first_byte(host: str, path: str) -> float:
    taken = []
    for _ in range(ASKED + 2):
        connection = http.client.HTTPConnection(host, timeout=120)
        connection.connect()
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
        answer = connection.getresponse()
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}.")
        answer.read()
        connection.close()
    return statistics.median(taken[2:])


def middle(found: list[dict[str, float]], key: str) -> float:
    return statistics.median(one[key] for one in found)


def row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


def report(data: Path, sizes: list[int], runs: int) -> None:
    """Measure and print."""
    names = ("very first", "first visit", "second visit", "after an edit")
    asked: dict[int, dict[str, float]] = {}
    with running(data) as (origin, above), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=ARGUMENTS)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {runs} runs.\n")
        row("agreements", *names, "longest task", "payload", "largest web process", "all of them")
        print("|" + "---:|" * (len(names) + 5))
        for size in sizes:
            grow(data, size)
            before, before_all = held(above)
            found = visits(browser, origin, lambda: edit(data), runs)
            asked[size] = first_bytes(origin)
            after, after_all = held(above)
            row(
                f"{size:,}",
                *(f"{middle(found[name], 'usable') / 1000:.2f} s" for name in names),
                f"{middle(found['first visit'], 'held'):.0f} ms",
                f"{middle(found['first visit'], 'bytes') / 1e6:.2f} MB",
                f"{before} → {after} MB",
                f"{before_all} → {after_all} MB",
            )
        browser.close()
    print("\nFirst byte, warm:\n")
    paths = list(asked[sizes[0]])
    row("agreements", *(f"`{path}`" if path.startswith("/") else path for path in paths))
    print("|" + "---:|" * (len(paths) + 1))
    for size in sizes:
        row(f"{size:,}", *(f"{asked[size][path]:.0f} ms" for path in paths))
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.")


def main() -> None:
    sizes = sorted(int(size) for size in os.environ.get("SIZES", SIZES).split())
    runs = int(os.environ.get("RUNS", RUNS))
    if kept := os.environ.get("DATA_DIR"):
        report(Path(kept), sizes, runs)
        return
    folder = Path(tempfile.mkdtemp(prefix="tl-page-"))
    folder.chmod(0o711)
    data = folder / "data"
    data.mkdir()
    try:
        report(data, sizes, runs)
    finally:
        shutil.rmtree(prepare(data).sockets, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
