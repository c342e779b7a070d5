"""`manage.py reckon FILE|-`: the dates that follow from facts and clauses, one JSON object a line
in and out.

A key that is not read is a warning in the answer, for the programs that send notes along. Who reads
the errors is told of it there, too, with the key that was probably meant; `--strict` refuses it.
Needs no database and no environment. It streams: a million lines need no more memory than ten.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaties.inquiry.explanations import answer
from treaties.inquiry.strict_json import data_of
from treaties.law.values.errors import LawError
from treaties.law.wire.strange_keys import strange_in

LONGEST_LINE = 4_000_000
"""Bytes: enough for a text of a million characters, so that an error in it can be located; the rest
of a longer line is skipped, not stored.
"""

STRANGE = "strange"
"""Under which key of `reckon` the command finds what to say on standard error."""

_MARK = b"\xef\xbb\xbf"


class Command(BaseCommand):
    help = "Calculate the dates that follow from clauses and facts: JSON lines in, JSON lines out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", help="a file of questions, one JSON object a line; - for standard input"
        )
        parser.add_argument("--explain", action="store_true", help="add the steps behind each date")
        parser.add_argument(
            "--strict", action="store_true", help="refuse a line with a key that is not read"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        try:
            for number, line in enumerate(_lines(options["file"]), start=1):
                if not line.strip():
                    continue
                found = reckon(line, explained=options["explain"], strict=options["strict"])
                for place, sentence in found.pop(STRANGE, ()):
                    self.stderr.write(f"line {number}: {place}: warning: {sentence}")
                if "error" in found:
                    wrong += 1
                    found["line"] = number
                    self.stderr.write(
                        f"line {number}: {found['path'] or 'question'}: {found['error']}"
                    )
                self.stdout.write(json.dumps(found, ensure_ascii=False))
            self.stdout.flush()
        except BrokenPipeError:
            # The reader of the answers has gone (`| head`). The interpreter flushes stdout once
            # more at exit and would raise, so stdout goes to the null device.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError("the answers are no longer read", returncode=1) from None
        if wrong:
            raise CommandError(
                f"{wrong} line{'s' if wrong > 1 else ''} could not be calculated", returncode=1
            )


def reckon(line: str | bytes, *, explained: bool = False, strict: bool = False) -> dict[str, Any]:
    """The answer to one line, or what is wrong with it under `error`, with its `path` in the JSON;
    the keys that it does not read under `STRANGE`, if there are any.
    """
    ident = None
    try:
        data = data_of(line.strip(), LONGEST_LINE)
        ident = data.get("id") if isinstance(data, dict) else None
        found: dict[str, Any] = dict(answer(data, explained=explained, strict=strict))
    except LawError as wrong:
        return {"id": ident, "error": wrong.text, "path": wrong.path}
    if any(warning["code"] == "unknown_key" for warning in found["warnings"]):
        found[STRANGE] = [(one.path, one.sentence) for one in strange_in(data)]
    return found


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from _bounded(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield from _bounded(file)
    except OSError as wrong:
        raise CommandError(f"{name} cannot be read: {wrong.strerror}") from None


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """The lines, without a byte order mark; longer ones are cut just after the limit."""
    first = True
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line.removeprefix(_MARK) if first else line
        first = False
