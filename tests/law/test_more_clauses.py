"""Further clauses, each answered by hand from the rules before the engine was asked: combinations
that the known cases do not hold (month ends, both switches of a deadline, gates with year ends,
windows of later decades). Where one has the clause of a known case, `source` names the case in
`sources.jsonl`; the others are made up after wordings of their kind, and cite no text.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from treaties.law.wire.json_lines import read_question, write_answer

HERE = Path(__file__).parent / "data"
CASES = [json.loads(line) for line in (HERE / "more_clauses.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["question"]["id"] for case in CASES])
def test_the_engine_says_what_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    answer = write_answer(read_question(case["question"]))
    for key, expected in case["expected"].items():
        found = answer.get(key)
        if not isinstance(expected, list):
            assert found == expected, key
            continue
        assert isinstance(found, list)
        rows = [row for row in found if isinstance(row, dict)]
        assert len(rows) == len(expected), key
        for row, wanted in zip(rows, expected, strict=True):
            assert {name: row.get(name) for name in wanted} == wanted, key


def test_a_source_that_is_named_is_on_the_list() -> None:
    listed = {json.loads(line)["id"] for line in (HERE / "sources.jsonl").read_text().splitlines()}
    named = {case["source"] for case in CASES if "source" in case}
    assert named
    assert named <= listed
