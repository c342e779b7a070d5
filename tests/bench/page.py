"""`make bench-page`: how long until a visitor can use the timeline of a large register?

Starts servers of its own as `make run` does, lets a generated register grow, and opens the page in
a real browser that nobody watches, from the beginning of the navigation to the mark that the page
sets when the timeline is usable: for a first visit, for a returning visitor, and after an edit of
one agreement. It also measures how long the segments take to be made after such a growth (beat
makes them; until then visitors wait), the time to first byte of the busiest addresses, and the
memory of the web processes. Medians; two Markdown tables go to standard output. With DATA_DIR an
existing register is filled up, and kept.

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

from tests.bench.unwatched import newcomer
from timeline.embedded.paths import CHECKOUT, prepare
from timeline.embedded.servers import running_environment

SIZES: Final = "1000 10000 100000"
RUNS: Final = 3
AT_REST: Final = 75
"""Seconds without a new segment after which all are made: beat runs once a minute."""
ASKED: Final = 9
"""How often an address is asked for its first byte."""
MATCHES: Final = "/api/v1/timeline/matches/?search="
VISITS: Final = ("first visit", "second visit", "after an edit")
MORE: Final = ("longest task", "came over the wire", "largest web process", "all of them")
NOTED: Final = """(async () => {
  const [mark] = performance.getEntriesByName("timeline-usable");
  if (!mark) return null;
  const fetched = performance
    .getEntriesByType("resource")
    .filter((one) => one.name.includes("/api/v1/timeline/"));
  const tasks = await new Promise((found) => {
    const heard = new PerformanceObserver((list) => found(list.getEntries()));
    heard.observe({type: "longtask", buffered: true});
    setTimeout(() => found([]), 500);
  });
  const before = tasks.filter((one) => one.startTime < mark.startTime);
  return {
    usable: mark.startTime,
    held: Math.max(0, ...before.map((one) => one.duration)),
    bytes: fetched.reduce((sum, one) => sum + one.transferSize, 0),
  };
})()"""
"""Times in ms. `held`: the longest that the page's thread was busy at a stretch; `bytes` came over
the wire."""


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
    """Change the version of one agreement, as every write to it does."""
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
            if b"timeline.embedded.web" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
                sizes.append(int(found[1]) // 1024 if found else 0)
        except OSError:
            continue
    return max(sizes, default=0), sum(sizes)


def visits(
    address: str, edited: Callable[[], None], runs: int
) -> dict[str, list[dict[str, float]]]:
    """`runs` visitors: a first visit, a second visit, and one after an edit."""
    found: dict[str, list[dict[str, float]]] = {}
    for _ in range(runs):
        with newcomer() as browser:
            for name in VISITS:
                if name == "after an edit":
                    edited()
                    warmed(address)
                found.setdefault(name, []).append(browser.visit(address, NOTED))
    return found


def warmed(origin: str) -> float:
    """Seconds until all segments are made that a visitor asks for."""
    began = time.perf_counter()
    with urllib.request.urlopen(f"{origin}/api/v1/timeline/") as answer:
        manifest: dict[str, Any] = json.load(answer)
    for segment in manifest["segments"]:
        wanted = urllib.request.Request(
            f"{origin}{segment['packed']}", headers={"Accept-Encoding": "br"}
        )
        with urllib.request.urlopen(wanted, timeout=120) as answer:
            answer.read()
    return time.perf_counter() - began


def at_rest(data: Path) -> None:
    """Waits until beat has made the segments of all other audiences, too."""
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < AT_REST:
        now = sum(1 for _ in (data / "segments").iterdir())
        if now != seen:
            seen, since = now, time.monotonic()
        time.sleep(1)


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
        "a rare word": f"{MATCHES}00099",
        "a word of every title": f"{MATCHES}synthetic",
        "two words misspelt": f"{MATCHES}invesment+protecton",
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
    asked: dict[int, dict[str, float]] = {}
    with running(data) as (origin, above):
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {runs} runs.\n")
        row("agreements", "segments made", *VISITS, *MORE)
        print("|" + "---:|" * (2 + len(VISITS) + len(MORE)))
        for size in sizes:
            grow(data, size)
            before, before_all = held(above)
            made = warmed(origin)
            at_rest(data)
            found = visits(origin, lambda: edit(data), runs)
            asked[size] = first_bytes(origin)
            after, after_all = held(above)
            row(
                f"{size:,}",
                f"{made:.0f} s",
                *(f"{middle(found[name], 'usable') / 1000:.2f} s" for name in VISITS),
                f"{middle(found['first visit'], 'held'):.0f} ms",
                f"{middle(found['first visit'], 'bytes') / 1e6:.2f} MB",
                f"{before} → {after} MB",
                f"{before_all} → {after_all} MB",
            )
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
