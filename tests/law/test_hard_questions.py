"""Clauses and acts made to be hard (boundary days, month ends, leap days, inexact and disputed
days, acts against the clause), each answered by hand from the rules before the engine was asked;
`why` says how.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from tests.law.build import bound_intervals, day
from treaties.law.projection import project
from treaties.law.record.facts import Act, Claim
from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import ActionKind, DateRole
from treaties.law.wire.json_lines import Question, read_question, write_answer

LINES = (Path(__file__).parent / "data" / "hard_questions.jsonl").read_text().splitlines()
CASES = [json.loads(line) for line in LINES]


def _act(data: dict[str, Any], ident: str) -> Act:
    """An act of a question: one day, or several as [day, role]."""
    on = data["on"]
    days = [(on, data.get("role", "acted"))] if isinstance(on, str) else on
    claims = tuple(
        Claim(DateRole(role), CivilDate.parse(when), source=f"source {i}")
        for i, (when, role) in enumerate(days)
    )
    kind = ActionKind(data["kind"])
    return Act(kind, data.get("party"), claims, ident, details=data.get("details", {}))


def _asked(case: dict[str, Any]) -> Question:
    question = read_question(case["question"])
    acts = tuple(_act(data, f"act-{i}") for i, data in enumerate(case.get("acts", ())))
    agreement = question.agreement
    return replace(question, agreement=replace(agreement, acts=(*agreement.acts, *acts)))


def _among(found: object, wanted: object) -> bool:
    """True if all that is wanted is found: of an object its named fields, of a list each row."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_among(found.get(k), v) for k, v in wanted.items())
    if isinstance(wanted, list):
        rows = found if isinstance(found, list) else []
        return len(rows) == len(wanted) and all(map(_among, rows, wanted))
    return found == wanted


@pytest.mark.parametrize("case", CASES, ids=[case["question"]["id"] for case in CASES])
def test_a_hard_question_is_answered_as_by_hand(case: dict[str, Any]) -> None:
    question = _asked(case)
    reading = project(question.agreement, question.horizon).principal
    found: dict[str, object] = dict(write_answer(question))
    end = reading.end
    found["end"] = end and [str(end.earliest), str(end.latest)]
    expected = cast("dict[str, Any]", case["expected"])
    found["status"] = {
        when: reading.status_on(day(when)).status.value for when in expected.get("status", {})
    }
    found["intervals"] = {
        party: [[a and str(a), b and str(b)] for a, b in bound_intervals(reading, party)]
        for party in expected.get("intervals", {})
    }
    assert {k: found.get(k) for k in expected if not _among(found.get(k), expected[k])} == {}
