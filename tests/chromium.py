"""Which browser do the browser tests drive, and how does a machine without one get it?

In this order: $TL_BROWSER, a Chromium or Chrome on PATH, Playwright's own; else one is installed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
]


class NoBrowser(RuntimeError):
    """There is no browser; the message says what to do."""


def find() -> str | None:
    """The path of a browser that is there, or None."""
    named = os.environ.get("TL_BROWSER")
    if named:
        found = shutil.which(named)
        if not found:
            raise NoBrowser(f"TL_BROWSER is {named}, where there is no program; name a Chromium.")
        return found
    for name in ON_PATH:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def find_or_install() -> str:
    """The path of a browser, after installing one if need be."""
    if found := find():
        return found
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt = "apt-get update -q && apt-get install -qq -y --no-install-recommends chromium"
        ways.insert(0, ["sh", "-c", apt])
    for way in ways:
        print("No browser found; installing one:", " ".join(way), flush=True)
        done = subprocess.run(way, stdout=subprocess.DEVNULL, check=False, timeout=600)
        if done.returncode == 0 and (found := find()):
            return found
    raise NoBrowser(
        "The browser tests need Chromium and none could be installed. Install it (Debian: "
        "apt-get install chromium), or set TL_BROWSER to the path of a Chromium or Chrome."
    )
