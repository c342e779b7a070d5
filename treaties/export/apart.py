"""How is a PDF made without the web server paying for it? In a process of its own, with a limit of
memory and of time, that ends with the PDF: whatever the typesetter takes is given back, and pages
that are made to take too much end only that process.

One at a time on a machine: whoever comes next waits a little, and is then asked to come again.
"""

import fcntl
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple

from treaties.export.pdf import NotBound, bind

MEMORY: Final = 1_000_000_000
"""Bytes of address space of the process. Without a limit 10.66 MB of pages took 2.35 GB."""

SECONDS: Final = 20
"""Of processor time, and a little more by the clock."""

WAIT: Final = 5
"""Seconds that a second PDF waits for the first one."""

_HERE: Final = Path(__file__).resolve().parents[2]
_COMMAND: Final = ("-m", "treaties.export.apart")
_BUSY: Final = "Another PDF is being made; try again in a moment."
_STRAINED: Final = (
    "These pages take more memory or time than one PDF may; narrow the filter, or export as SVG."
)
_ONE_WAITS = threading.BoundedSemaphore(2)
"""One that is made and one that waits: more must not hold the threads of the server."""


class Bound(NamedTuple):
    """The PDF, or the status and sentence of a refusal; and the processor time, in milliseconds."""

    status: int
    made: bytes
    said: str
    cost: int


def bound(body: bytes, title: str, fonts: Path, lock: Path) -> Bound:
    """The PDF of a posted question `{paper, pages}`, made in a process that ends with it.

    `lock` is a file that all processes of the web server share.
    """
    if not _ONE_WAITS.acquire(blocking=False):
        return Bound(503, b"", _BUSY, 0)
    try:
        with _alone(lock) as turn:
            return _made(body, title, fonts) if turn else Bound(503, b"", _BUSY, 0)
    finally:
        _ONE_WAITS.release()


@contextmanager
def _alone(lock: Path) -> Iterator[bool]:
    """Whether it is our turn. The lock of a process that has been killed is free again."""
    until = time.monotonic() + WAIT
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > until:
                    yield False
                    return
                time.sleep(0.1)
            else:
                yield True
                return


def _made(body: bytes, title: str, fonts: Path) -> Bound:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(
        [sys.executable, *_COMMAND, title, str(fonts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_HERE,
        # Each thread would have a stack and an arena of its own, and address space is limited.
        env={"PATH": os.defpath, "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"},
    ) as process:
        try:
            told, _ = process.communicate(body, timeout=SECONDS + 5)
        except subprocess.TimeoutExpired:
            process.kill()
            told, _ = process.communicate()
            told = b""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = int((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    head, _, made = told.partition(b"\n")
    if process.returncode or not head:
        return Bound(422, b"", _STRAINED, cost)
    answer = json.loads(head)
    return Bound(answer["status"], made, answer["said"], cost)


def main(title: str, fonts: str, asked: IO[bytes], told: IO[bytes]) -> None:
    """In the process: read the question, write one line of JSON and the PDF after it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    made, status, said = b"", 200, ""
    try:
        made = bind(*_question(asked.read()), title, Path(fonts))
    except NotBound as wrong:
        status, said = wrong.status, str(wrong)
    except MemoryError:
        status, said = 422, _STRAINED
    told.write(json.dumps({"status": status, "said": said}).encode() + b"\n")
    told.write(made)


def _question(body: bytes) -> tuple[list[str], str]:
    try:
        asked = json.loads(body)
        paper, pages = asked["paper"], asked["pages"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotBound("Send the paper and the pages as JSON.") from None
    if not isinstance(paper, str) or not isinstance(pages, list):
        raise NotBound("Send the paper and the pages as JSON.")
    if not all(isinstance(drawn, str) for drawn in pages):
        raise NotBound("Send the paper and the pages as JSON.")
    return pages, paper


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.stdin.buffer, sys.stdout.buffer)
