"""Which browser do the browser tests drive, and how does a machine without one get it?

In this order: $TL_BROWSER, Chromium's headless shell on PATH, a Chromium or Chrome on PATH,
Playwright's own; else one is installed. The headless shell is the same engine without the windows
of a desktop: a page costs it 1.2 s of processor time where Chromium takes 2.9 s (measured on the
first page with the seeds, a new context each time). Benchmarks drive the whole browser, as a
visitor does.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"
# A browser that neither calls home nor needs a sandbox of its own (it only sees our pages; as root
# Chromium refuses to start with its sandbox).
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # The shell's own choice, full hinting, makes words wider than on a visitor's screen.
    "--font-render-hinting=slight",
]


class NoBrowser(RuntimeError):
    """There is no browser; the message says what to do."""


def find(*, whole: bool = False) -> str | None:
    """The path of a browser that is there, or None; the `whole` browser or, rather, its shell."""
    named = os.environ.get("TL_BROWSER")
    if named and not whole:
        found = shutil.which(named)
        if not found:
            raise NoBrowser(f"TL_BROWSER is {named}, where there is no program; name a Chromium.")
        return found
    for name in WHOLE if whole else (SHELL, *WHOLE):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def find_or_install(*, whole: bool = False) -> str:
    """The path of a browser, after installing one if need be."""
    if found := find(whole=whole):
        return found
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install = "apt-get install -qq -y --no-install-recommends"
        packages = [WHOLE[0]] if whole else [SHELL, WHOLE[0]]
        apt = " || ".join(f"{install} {package}" for package in packages)
        ways.insert(0, ["sh", "-c", f"apt-get update -q && {{ {apt}; }}"])
    for way in ways:
        print("No browser found; installing one:", " ".join(way), flush=True)
        done = subprocess.run(way, stdout=subprocess.DEVNULL, check=False, timeout=600)
        if done.returncode == 0 and (found := find(whole=whole)):
            return found
    raise NoBrowser(
        "The browser tests need Chromium and none could be installed. Install it (Debian: "
        f"apt-get install {WHOLE[0] if whole else SHELL}), or set TL_BROWSER to the path of a "
        "Chromium or Chrome."
    )
