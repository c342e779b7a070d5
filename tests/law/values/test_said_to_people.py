"""What the law's values say of themselves: distances, faults, the day of an outcome, the keys of a
provision (ANS-1, CON-1).
"""

import json
from datetime import date
from pathlib import Path

import pytest

from treaties.law.clauses.codec import kinds_of
from treaties.law.clauses.provisions import Tacit
from treaties.law.values.errors import LawError
from treaties.law.values.outcomes import Fixed
from treaties.law.values.periods import distance
from treaties.law.wire.json_lines import read_question

DISTANCES = json.loads((Path(__file__).parents[2] / "distances.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", DISTANCES, ids=[row["said"] for row in DISTANCES])
def test_a_distance_is_said_in_days_then_months_then_years(row: dict[str, str]) -> None:
    assert distance(date.fromisoformat(row["day"]), date.fromisoformat(row["from"])) == row["said"]


@pytest.mark.parametrize("said", ["that is no day", "that is no day."])
def test_a_fault_is_one_sentence(said: str) -> None:
    assert LawError(said, "duration.period").sentence == "That is no day."


def test_the_safe_day_of_one_day_is_that_day() -> None:
    assert Fixed(date(2021, 4, 5)).safe == date(2021, 4, 5)


def test_a_provision_names_its_keys() -> None:
    assert set(kinds_of(Tacit)) == {"period", "periods", "max_times"}


def test_a_fact_without_a_value_is_no_fact() -> None:
    facts = {"signature": None, "entry_into_force": "2002-04-05"}
    duration = {"type": "fixed", "period": "P10Y", "from": "eif"}
    question = read_question({"facts": facts, "clauses": {"duration": duration}})
    assert [act.kind.value for act in question.agreement.acts] == ["entry_into_force"]
