"""`make bench-timeline`: how long until the timeline is drawn, and how long is one of its frames?

On the project's own generated register, in the real browser without a limit of frames, at 1,000 to
1,000,000 agreements; for comparison a simple canvas that draws everything in a loop. The
figures are medians of three fresh pages; a Markdown table goes to standard output.
"""

import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import find_or_install

CHECKOUT: Final = Path(__file__).resolve().parents[2]
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
RUNS: Final = 3
UNCAPPED: Final = ("--disable-frame-rate-limit", "--disable-gpu-vsync", "--no-sandbox")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """No log line for a file."""

    def end_headers(self) -> None:
        """Isolated, so that the clock of the page is a fine one."""
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The checkout's files, on loopback."""
    handler = partial(Quiet, directory=str(CHECKOUT))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def once(browser: Browser, origin: str, call: str) -> dict[str, Any]:
    """What one fresh page measures; times in ms."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(180_000)
    page.goto(f"{origin}/tests/bench/chart/page.html")
    page.wait_for_function("window.measured")
    found: dict[str, Any] = page.evaluate(f"measured.{call}")
    page.close()
    return found


def middle(runs: list[dict[str, Any]], *path: str) -> float:
    values = []
    for run in runs:
        value: Any = run
        for key in path:
            value = value[key]
        values.append(float(value))
    return statistics.median(values)


COLUMNS: Final = (
    ("first picture", ("first",)),
    ("pan 130 y, p95", ("wide", "p95")),
    ("pan 5 y, p95", ("near", "p95")),
    ("zoom, p95", ("zoom", "p95")),
)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["serve"]:
        with served(int(arguments[1])) as origin:
            print(f"{origin}/tests/bench/chart/beside.html")
            Event().wait()
    sizes = [int(word) for word in arguments] or SIZES
    print("| agreements | | " + " | ".join(name for name, _ in COLUMNS) + " | hit | search |")
    print("|---:|---|" + "---:|" * (len(COLUMNS) + 2))
    with served() as origin, sync_playwright() as playwright:
        for size in sizes:
            kinds = {"timeline": f'chart({size}, "pair")', "plain loop": f"plain({size})"}
            found: dict[str, list[dict[str, Any]]] = {}
            for name, call in kinds.items():
                for _ in range(RUNS):
                    browser = playwright.chromium.launch(
                        executable_path=find_or_install(whole=True), args=list(UNCAPPED)
                    )
                    found.setdefault(name, []).append(once(browser, origin, call))
                    browser.close()
                row = [f"{middle(found[name], *path):,.1f} ms" for _, path in COLUMNS]
                if name == "timeline":
                    row += [f"{middle(found[name], key):,.2f} ms" for key in ("hit", "filter")]
                else:
                    row += ["", ""]
                print(f"| {size:,} | {name} | " + " | ".join(row) + " |", flush=True)
            ratios = [
                f"{middle(found['plain loop'], *path) / middle(found['timeline'], *path):,.1f} ×"
                for _, path in COLUMNS
            ]
            print(f"| | ratio | {' | '.join(ratios)} | | |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
