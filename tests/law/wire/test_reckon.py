"""`manage.py reckon`: no database, no environment; errors by line, exit code set, no crash."""

import contextlib
import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from treaties.management.commands.reckon import LONGEST_LINE, _bounded, reckon

ROOT = Path(__file__).parents[3]
TEN_YEARS = {
    "id": "a",
    "facts": {"entry_into_force": "2002-04-05"},
    "clauses": {"duration": {"type": "fixed", "period": "P10Y"}},
}


def run(text: str | bytes, *more: str, file: str = "-") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "reckon", file, *more]
    given = text.encode() if isinstance(text, str) else text
    done = subprocess.run(
        command, input=given, env={}, cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def test_it_answers_with_an_empty_environment() -> None:
    done = run(json.dumps(TEN_YEARS) + "\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["terms"][0]["expires"] == "2012-04-05"


def test_a_wrong_line_is_named_and_the_others_are_answered() -> None:
    done = run("{}\n" + json.dumps(TEN_YEARS) + "\n")
    wrong, right = (json.loads(line) for line in done.stdout.splitlines())
    assert (wrong["line"], wrong["path"]) == (1, "clauses")
    assert right["id"] == "a"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"a":\r\n', "it is not JSON: expecting value at column 6"),
        (b'{"a": ' + b"1" * (LONGEST_LINE + 9), "it has more than 4,000,000 characters"),
        (b"\xff\xfe{}", "it is not text in UTF-8"),
    ],
    ids=["broken off", "too long", "no text"],
)
def test_a_line_that_is_no_question_is_told_by_its_own_columns(line: bytes, said: str) -> None:
    assert reckon(line)["error"].startswith(said)


def test_the_steps_are_given_on_request() -> None:
    answer = reckon(json.dumps(TEN_YEARS), explained=True)
    steps = [step["text"] for key in answer["explanations"] for step in key["steps"]]
    assert any("5 April 2002 + 10 years = 5 April 2012" in text for text in steps)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "null",
        "{",
        '{"clauses": 3}',
        '{"clauses": {}, "parties": "x"}',
        "[" * 5000,
        '{"clauses": {}, "horizon": "9999-01-01"}',
        '{"clauses": {}, "facts": {"exchange": 7}}',
    ],
)
def test_nonsense_is_answered_with_an_error_and_never_a_crash(line: str) -> None:
    assert "error" in reckon(line)


def answered(text: str | bytes) -> tuple[list[dict[str, object]], int]:
    """The answers to some lines, without a process, and how many lines were read."""
    lines = list(_bounded(io.BytesIO(text.encode() if isinstance(text, str) else text)))
    return [reckon(line) for line in lines if line.strip()], len(lines)


def test_empty_lines_marks_of_byte_order_and_windows_ends_of_line_do_no_harm() -> None:
    line = json.dumps(TEN_YEARS).encode()
    done = run(b"\xef\xbb\xbf" + line + b"\r\n\r\n  \n" + line)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(one)["id"] for one in done.stdout.splitlines()] == ["a", "a"]


def test_the_number_of_a_wrong_line_counts_the_empty_ones() -> None:
    done = run("\n\n{}\n")
    assert "line 3: clauses:" in done.stderr
    assert json.loads(done.stdout)["line"] == 3


@pytest.mark.parametrize("name", ["treaties", "no-such-file.jsonl"])
def test_what_cannot_be_read_is_said_in_one_sentence(name: str) -> None:
    done = run("", file=name)
    assert done.returncode == 1
    assert f"{name} cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_line_that_is_not_text_is_wrong_by_itself() -> None:
    (wrong, right), _ = answered(b"\xff\xfe\n" + json.dumps(TEN_YEARS).encode())
    assert "UTF-8" in str(wrong["error"])
    assert right["id"] == "a"


def test_a_line_without_end_is_read_past_and_not_kept() -> None:
    endless = b"x" * (LONGEST_LINE * 2 + 7) + b"\n" + json.dumps(TEN_YEARS).encode()
    (wrong, right), lines = answered(endless)
    assert lines == 2
    assert "the most that are read" in str(wrong["error"])
    assert right["id"] == "a"


def test_a_text_of_a_million_characters_is_refused_with_its_path() -> None:
    clauses = {"duration": {"type": "fixed", "period": "P" + "1" * 1_000_000 + "Y"}}
    answer = reckon(json.dumps({"clauses": clauses}))
    assert answer["path"] == "clauses.duration.period"
    assert len(str(answer["error"])) < 200


def test_when_nobody_reads_the_answers_any_more_it_stops_without_a_trace() -> None:
    lines = (json.dumps(TEN_YEARS) + "\n").encode() * 3000
    process = subprocess.Popen(
        [sys.executable, "manage.py", "reckon", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        cwd=ROOT,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(lines)
        process.stdin.close()
    said = process.stderr.read().decode()
    assert process.wait(30) == 1
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_the_memory_does_not_grow_with_the_number_of_lines() -> None:
    line = json.dumps(TEN_YEARS).encode() + b"\n"
    consumed = []
    for many in (50, 800):
        tracemalloc.start()
        for one in _bounded(cast("BinaryIO", Repeated(line, many))):
            reckon(one)
        consumed.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert consumed[1] < consumed[0] + 300_000


class Repeated:
    """A file that says the same line so many times."""

    def __init__(self, line: bytes, many: int) -> None:
        self.line, self.left = line, many

    def readline(self, size: int) -> bytes:
        self.left -= 1
        return self.line if self.left >= 0 else b""
