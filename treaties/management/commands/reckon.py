"""`manage.py reckon FILE|-`: the dates that follow from facts and clauses, one JSON object a line
in and out.

Needs no database and no environment. It streams: a million lines need no more memory than ten.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaties.law.errors import LawError
from treaties.law.wire import read_question, write_answer

LONGEST_LINE = 1_000_000


class Command(BaseCommand):
    help = "Reckon the dates that follow from clauses and facts: JSON lines in, JSON lines out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", help="a file of questions, one JSON object a line; - for standard input"
        )
        parser.add_argument("--explain", action="store_true", help="add the steps behind each date")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for number, line in enumerate(_lines(options["file"]), start=1):
            if not line.strip():
                continue
            answer = reckon(line, explained=options["explain"])
            if "error" in answer:
                wrong += 1
                answer["line"] = number
                self.stderr.write(
                    f"line {number}: {answer['path'] or 'question'}: {answer['error']}"
                )
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if wrong:
            raise CommandError(
                f"{wrong} line{'s' if wrong > 1 else ''} could not be reckoned", returncode=1
            )


def reckon(line: str, *, explained: bool = False) -> dict[str, Any]:
    """The answer to one line, or what is wrong with it under `error`, with its `path` in the
    JSON.
    """
    if len(line) > LONGEST_LINE:
        return {"error": f"the line is longer than {LONGEST_LINE} characters", "path": ""}
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        return {"error": f"is not JSON: {wrong}", "path": ""}
    ident = data.get("id") if isinstance(data, dict) else None
    try:
        return dict(write_answer(read_question(data), explained=explained))
    except LawError as wrong:
        return {"id": ident, "error": wrong.text, "path": wrong.path}


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8") as lines:
            yield from _decoded(lines)
    except OSError as wrong:
        raise CommandError(f"{name} cannot be read: {wrong.strerror}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{name} is not UTF-8 text") from None


def _decoded(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
