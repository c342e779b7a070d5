"""`manage.py reckon`: no database, no environment; errors by line, exit code set, no crash."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from treaties.management.commands.reckon import reckon

ROOT = Path(__file__).parents[2]
TEN_YEARS = {
    "id": "a",
    "facts": {"entry_into_force": "2002-04-05"},
    "clauses": {"duration": {"type": "fixed", "period": "P10Y"}},
}


def run(text: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "reckon", "-", *more]
    return subprocess.run(
        command,
        input=text,
        env={},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
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


def test_the_steps_are_given_on_request() -> None:
    answer = reckon(json.dumps(TEN_YEARS), explained=True)
    steps = [step["text"] for key in answer["explanation"] for step in key["steps"]]
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
