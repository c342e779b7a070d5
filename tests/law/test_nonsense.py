"""A randomly changed question gives an answer or an error that names its place in the JSON; never a
crash.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from treaties.law.values.errors import LawError
from treaties.law.wire.json_lines import read_question, write_answer

LINES = (Path(__file__).parent / "data" / "questions.jsonl").read_text().splitlines()
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
ODD: list[Any] = [
    *(None, True, -1, 1.5, 10**30, float("nan"), "", "x", "\x00", "é" * 3000, [], {}, [[]]),
    *("P0D", "-P1Y", "P999Y", "P1D", "PT5H", "2001-02-29", "2999-12-31", "0000-01-01", "02-29"),
    *("1000-01-01", "2000/2010", "../2000", "date:2000-02-29", "deposit", {"type": "x"}),
]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each value in a question, as its container and its key there."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


BY_KEY: dict[Any, list[Any]] = {}
for _question in QUESTIONS:
    for _holder, _key in places(_question):
        BY_KEY.setdefault(_key, []).append(_holder[_key])


def changed(random: Random) -> dict[str, Any]:
    """A known question with some of its values taken from others, or odd, or gone."""
    question = deepcopy(random.choice(QUESTIONS))
    for _ in range(random.randint(1, 8)):
        found = list(places(question))
        if not found:
            break
        holder, key = random.choice(found)
        how = random.random()
        if how < 0.1:
            del holder[key]
        else:
            holder[key] = deepcopy(random.choice(BY_KEY[key] if how < 0.7 else ODD))
    return question


@given(st.integers(0, 2**32))
@settings(max_examples=300)
def test_a_changed_question_is_answered_or_refused_at_its_place(seed: int) -> None:
    place = "answered"
    try:
        json.dumps(write_answer(read_question(changed(Random(seed)))))
    except LawError as refused:
        place = refused.path
    assert place
