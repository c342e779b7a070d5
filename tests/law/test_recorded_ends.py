"""Investment treaties that have ended: each recorded end lies by a boundary the engine computes.

From the registry of terminated treaties of UNCTAD (IIA Navigator): entry into force, initial term,
renewal, recorded end and how far that lies from the nearest end of a period.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.law.build import A, a_treaty, act
from treaties.law.projection import project

ROWS = list(csv.DictReader((Path(__file__).parent / "data" / "recorded_ends.csv").open()))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['in_force']}..{r['terminated']}" for r in ROWS])
def test_a_recorded_end_lies_by_a_computed_boundary(row):
    months = int(row["renewal_months"])
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, row["in_force"]),
        duration={"type": "fixed", "period": f"P{row['initial_years']}Y"},
        renewal={"type": "tacit", "period": f"P{months}M"} if months else {"type": "none"},
    )
    ended = date.fromisoformat(row["terminated"])
    cycles = project(treaty, date(2060, 1, 1)).principal.cycles
    nearest = min(abs((ended - cycle.expires.day).days) for cycle in cycles)
    assert nearest <= abs(int(row["offset_days"]))
