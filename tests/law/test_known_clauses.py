"""112 real final clauses of every kind: what the engine is given, and each date that it must
say; `sources.jsonl` has where each was read.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from treaties.law.wire.json_lines import (
    clauses_from,
    clauses_to,
    read_question,
    write_answer,
)

HERE = Path(__file__).parent / "data"
QUESTIONS = [json.loads(line) for line in (HERE / "questions.jsonl").read_text().splitlines()]
ANSWERS = {a["id"]: a for a in map(json.loads, (HERE / "answers.jsonl").read_text().splitlines())}
PLAIN = (
    "entry_into_force",
    "indefinite_from",
    "review_at",
    "earliest_notice",
    "earliest_termination",
)
IDS = [q["id"] for q in QUESTIONS]


@pytest.mark.parametrize("question", QUESTIONS, ids=IDS)
def test_every_date_of_the_clause_is_right(question):
    known, said = ANSWERS[question["id"]], write_answer(read_question(question))
    for key in PLAIN:
        if key in known:
            assert said.get(key) == known[key], key
    assert said.get("terms", []) == known.get("terms", [])
    for key in ("initial_term", "denunciation_windows"):
        if key in known:
            assert said[key] == known[key]
    supposed_here: Any = said.get("what_if", [])
    for supposed, right in zip(supposed_here, known.get("what_if", []), strict=True):
        for key, value in right.items():
            assert supposed.get(key) == value, key


@pytest.mark.parametrize("question", QUESTIONS, ids=IDS)
def test_a_clause_written_and_read_again_is_the_same(question):
    clauses = clauses_from(question["clauses"], question.get("counting"))
    assert clauses_from(clauses_to(clauses)) == clauses


def test_every_clause_says_where_it_was_read():
    lines = (HERE / "sources.jsonl").read_text().splitlines()
    sources = [json.loads(line) for line in lines]
    assert [source["id"] for source in sources] == IDS
    assert all(source["agreement"] and source["source"] for source in sources)
