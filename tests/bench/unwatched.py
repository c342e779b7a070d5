"""How long does a page take without a debugger attached? A browser gets the address over a pipe,
and is asked afterwards for the times that the page has recorded.

A tool that follows each request of a page takes part of the time that it measures: with sixty
requests, on two cores, a third. Here the debugging protocol is silent from the address to the
answer (https://chromedevtools.github.io/devtools-protocol/).
"""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from tests.chromium import ARGUMENTS, find_or_install

SETTLED: Final = 2.0
"""Seconds that a browser has to start, and a page to put away what it keeps."""
PATIENCE: Final = 120.0
_READ, _WRITE = 3, 4
"""The descriptors on which Chromium listens and answers."""


class Unwatched:
    """A browser with an empty profile, as at a first visit."""

    def __init__(self, profile: str) -> None:
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        # Out of the way of the two numbers they are to get.
        theirs = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (orders, answers)]

        def handed() -> None:
            os.dup2(theirs[0], _READ)
            os.dup2(theirs[1], _WRITE)

        self._process = subprocess.Popen(
            [
                find_or_install(whole=True),
                *ARGUMENTS,
                *("--headless=new", "--remote-debugging-pipe", "--no-first-run"),
                *("--window-size=1440,900", f"--user-data-dir={profile}", "about:blank"),
            ],
            preexec_fn=handed,
            close_fds=False,
            stderr=subprocess.DEVNULL,
        )
        for one in (orders, answers, *theirs):
            os.close(one)
        self._number = 0
        self._rest = b""
        self._ask("Browser.getVersion")
        time.sleep(SETTLED)

    def visit(self, address: str, noted: str) -> Any:
        """Opens `address` in a tab of its own; what `noted`, an expression of JavaScript that may
        be a promise, gives once it gives anything but null.
        """
        tab = self._ask("Target.createTarget", url=address)["targetId"]
        until = time.monotonic() + PATIENCE
        found = None
        while found is None and time.monotonic() < until:
            time.sleep(SETTLED)
            session = self._ask("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
            answer = self._ask(
                "Runtime.evaluate",
                session=session,
                expression=noted,
                returnByValue=True,
                awaitPromise=True,
            )
            found = answer["result"].get("value")
            self._ask("Target.detachFromTarget", sessionId=session)
        time.sleep(SETTLED)
        self._ask("Target.closeTarget", targetId=tab)
        return found

    def close(self) -> None:
        self._ask("Browser.close")
        self._process.wait(30)

    def _ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        self._number += 1
        order = {"id": self._number, "method": method, "params": parameters}
        if session:
            order["sessionId"] = session
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            while b"\0" not in self._rest:
                read = os.read(self._answers, 1 << 16)
                if not read:
                    raise SystemExit("The browser has gone.")
                self._rest += read
            one, self._rest = self._rest.split(b"\0", 1)
            said = json.loads(one)
            if said.get("id") == self._number:
                if "error" in said:
                    raise SystemExit(f"{method}: {said['error']['message']}")
                result: dict[str, Any] = said["result"]
                return result


@contextmanager
def newcomer() -> Iterator[Unwatched]:
    """A browser with an empty profile, which is deleted afterwards."""
    profile = tempfile.mkdtemp(prefix="tl-visitor-")
    browser = Unwatched(profile)
    try:
        yield browser
    finally:
        browser.close()
        shutil.rmtree(profile, ignore_errors=True)
