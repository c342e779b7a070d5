"""A key that nobody reads: an error with the nearest one at the doors of people, a warning on the
wire.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from treaties.inquiry.explanations import answer
from treaties.law.values.errors import LawError
from treaties.law.values.nearest import did_you_mean
from treaties.law.wire.strange_keys import refuse_strange_keys, strange_in
from treaties.management.commands.reckon import reckon

QUESTIONS = Path(__file__).parents[1] / "data" / "questions.jsonl"
FIXED = {"type": "fixed", "period": "P10Y"}
NOTICE = {"type": "notice", "period": "P6M"}
GATED = {**NOTICE, "earliest_effect": {"after": "P1Y", "form": "x"}}
SURVIVES = {"survival": {"perios": "P1Y"}}


def asked(**clauses: Any) -> dict[str, Any]:
    return {"facts": {"entry_into_force": "2002-04-05"}, "clauses": {"duration": FIXED, **clauses}}


CASES: list[tuple[dict[str, Any], str, str]] = [
    (asked(duration={**FIXED, "peroid": "P5Y"}), "clauses.duration.peroid", "“period”"),
    (asked(duration={**FIXED, "form": "eif"}), "clauses.duration.form", "“from”"),
    (asked(notice={"period": "P1Y", "within": True}), "clauses.notice.within", '"form": "within"'),
    (asked(notice={"period": "P1Y", "type": "within"}), "clauses.notice.type", "period, before"),
    (asked(durration=FIXED), "clauses.durration", "“duration”"),
    (asked(termination={"mode": [NOTICE]}), "clauses.termination.mode", "“modes”"),
    (
        asked(
            termination={"modes": [{**NOTICE, "earliest_effect": {"after": "P1Y", "form": "x"}}]}
        ),
        "clauses.termination.modes[0].earliest_effect.form",
        "“from”",
    ),
    (
        asked(
            entry_into_force_rule={
                "type": "threshold",
                "count": 2,
                "per_party": {"type": "on_deposit", "dealy": "P30D"},
            }
        ),
        "clauses.entry_into_force_rule.per_party.dealy",
        "“delay”",
    ),
    (
        asked(termination={"survival": {"perios": "P1Y"}}),
        "clauses.termination.survival.perios",
        "“",
    ),
    ({**asked(), "horizn": "2030-01-01"}, "horizn", "“horizon”"),
    ({**asked(), "counting": {"term_ends": "inclusive"}}, "counting.term_ends", "“term_end”"),
    (
        {**asked(), "notices": [{"on": "2010-01-01", "modeindex": 0}]},
        "notices[0].modeindex",
        "“mode",
    ),
]


@pytest.mark.parametrize(("data", "path", "says"), CASES, ids=[path for _, path, _ in CASES])
def test_an_unknown_key_is_an_error_with_its_path_and_the_nearest_known_one(
    data: dict[str, Any], path: str, says: str
) -> None:
    with pytest.raises(LawError) as wrong:
        refuse_strange_keys(data)
    assert wrong.value.path == path
    assert says in wrong.value.text
    with pytest.raises(LawError):
        answer(data)
    assert reckon(json.dumps(data), strict=True)["path"] == path


@pytest.mark.parametrize(("data", "path", "says"), CASES, ids=[path for _, path, _ in CASES])
def test_on_the_wire_it_is_a_warning(data: dict[str, Any], path: str, says: str) -> None:
    if path == "clauses.notice.type":
        return  # a word without effect, which the wire has always left aside
    told = reckon(json.dumps(data))
    assert "error" not in told, told
    last = path.rpartition(".")[2].split("[")[0]
    texts = [w["text"] for w in told["warnings"] if w["code"] == "unknown_key"]
    assert any(last in text for text in texts), texts
    assert [one.path for one in strange_in(data)] == [path]


def test_a_required_key_that_is_misspelt_is_named_as_it_was_written() -> None:
    told = reckon(json.dumps(asked(duration={"type": "fixed", "peroid": "P10Y"})))
    assert told["path"] == "clauses.duration.peroid"
    assert "“period”" in told["error"]


def test_the_known_questions_hold_no_strange_key() -> None:
    for line in QUESTIONS.read_text().splitlines():
        refuse_strange_keys(json.loads(line))


def test_the_command_tells_who_reads_its_errors_and_can_refuse(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(asked(duration={**FIXED, "peroid": "P5Y"})) + "\n")
    run = [sys.executable, "manage.py", "reckon", str(file)]
    told = subprocess.run(run, capture_output=True, text=True, check=False)
    assert told.returncode == 0
    assert "line 1: clauses.duration.peroid: warning:" in told.stderr
    assert "Did you mean “period”?" in told.stderr
    assert "strange" not in json.loads(told.stdout)
    refused = subprocess.run([*run, "--strict"], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "Did you mean “period”?" in refused.stderr


def test_the_nearest_word_is_found_whatever_its_case_and_length() -> None:
    assert did_you_mean("irn", ["IRN", "RUS"]) == "Did you mean “IRN”?"
    assert did_you_mean("x" * 10_000, ["IRN"]) == ""


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"clauses": []},
        {"clauses": {"termination": []}},
        {"clauses": {"termination": {"modes": 5}}, "notices": 5},
        {"clauses": {"termination": {"modes": [NOTICE], "survival": None}, "counting": None}},
        {"clauses": {}, "notices": [5]},
    ],
    ids=str,
)
def test_what_is_no_question_at_all_is_left_to_who_reads_it(data: Any) -> None:
    refuse_strange_keys(data)
    assert list(strange_in(data)) == []


def test_a_rule_without_keys_says_so() -> None:
    with pytest.raises(LawError, match="It takes no further key"):
        refuse_strange_keys(asked(duration={"type": "indefinite", "zzz": 1}))
