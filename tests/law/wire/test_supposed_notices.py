"""What a supposed notice effects where a day is not exact, lies beyond what is projected, or where
no notice opens the way out (TER-1 to TER-11).
"""

from typing import Any

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, day
from treaties.law.projection import project
from treaties.law.rules.status import StatusLayer, spans_of
from treaties.law.values.outcomes import Between, Fixed
from treaties.law.values.vocabulary import KeyDateKind, Status
from treaties.law.wire.json_lines import read_question, write_answer


def supposed(on: str, mode: dict[str, Any], entry: str = "1998-03", **clauses: Any) -> Any:
    question: Any = {
        "facts": {"entry_into_force": entry},
        "clauses": {
            "duration": {"type": "indefinite"},
            **clauses,
            "termination": {"modes": [mode]},
        },
        "notices": [{"on": on}],
    }
    told: Any = write_answer(read_question(question))["what_if"]
    return told[0]


def between(first: str, last: str) -> dict[str, str]:
    return {"earliest": first, "latest": last, "certainty": "between"}


def test_a_notice_on_a_day_that_a_gate_may_not_admit_says_so() -> None:
    gate = {"after": "P10Y", "from": "eif"}
    mode = {"type": "notice", "period": "P1Y", "earliest_notice": gate}
    told = supposed("2008-03-15", mode)
    assert told["effective"] == "2009-03-15"
    assert "if the notice is admissible" in told["why"]
    assert "2008-03-31" in told["why"]
    assert supposed("2008-02-29", mode)["effective"] is None
    assert "admissible" not in supposed("2008-03-31", mode)["why"]


@pytest.mark.parametrize(
    ("gate", "effect", "told"),
    [
        ("earliest_effect", {}, between("2008-03-01", "2008-03-31")),
        (
            "earliest_effect",
            {"effect": "first_day_of_month", "nth": 1},
            between("2008-03-01", "2008-04-01"),
        ),
        ("earliest_effect", {"effect": "end_of_calendar_year"}, "2008-12-31"),
        ("earliest_year_end", {"effect": "end_of_calendar_year"}, "2008-12-31"),
    ],
)
def test_a_gate_that_is_not_exact_leaves_the_effect_between_two_days(
    gate: str, effect: dict[str, Any], told: object
) -> None:
    mode = {"type": "notice", "period": "P1Y", gate: {"after": "P10Y", "from": "eif"}, **effect}
    assert supposed("2001-05-05", mode)["effective"] == told


def test_a_window_is_as_inexact_as_the_entry_into_force_it_is_counted_from() -> None:
    mode = {"type": "window", "opens_after": "P10Y", "window": "P1Y", "cycle": "P10Y"}
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1998-03"),
        duration={"type": "indefinite"},
        modes=({**mode, "effect": "P1Y"},),
    )
    opens = next(
        key
        for key in project(treaty, day("2010-01-01")).principal.key_dates
        if key.kind is KeyDateKind.WINDOW_OPENS
    )
    assert isinstance(opens.outcome, Between)
    assert (opens.outcome.first, opens.outcome.last) == (day("2008-03-01"), day("2008-03-31"))


TERMS = {
    "duration": {"type": "fixed", "period": "P900Y"},
    "renewal": {"type": "tacit", "period": "P900Y"},
    "notice": {"period": "P999Y"},
}


def test_beyond_the_calendar_no_end_of_a_term_is_looked_for() -> None:
    told = supposed("2999-01-01", {"type": "end_of_term"}, "2000-01-01", **TERMS)
    assert told["effective"] is None
    assert "no later end" in told["problem"]


def test_a_notice_due_long_before_its_term_is_looked_for_as_far_as_that_term() -> None:
    yearly = {
        "duration": {"type": "fixed", "period": "P1Y"},
        "renewal": {"type": "tacit", "period": "P1Y"},
        "notice": {"period": "P50Y"},
    }
    told = supposed("2100-01-01", {"type": "end_of_term"}, "2000-01-01", **yearly)
    assert told["effective"] == "2150-01-01"


def test_an_end_that_is_known_on_one_side_only_is_not_projected_further() -> None:
    treaty = a_treaty(
        act(A.SIGNATURE, ["2000-01-01", "../1999-12-31"]),
        act(A.ENTRY_INTO_FORCE, "2000-01-01"),
        act(A.DENUNCIATION, "2048-09-01", "IRN"),
        duration={"type": "fixed", "period": "P10Y", "from": "signature"},
        renewal={"type": "tacit", "period": "P40Y"},
        notice={"period": "P6M", "basis": "received"},
        modes=({"type": "end_of_term"},),
    )
    assert project(treaty, UNTIL).principal.cycles[0].expires.latest is None


def test_an_event_ends_a_treaty_without_any_notice() -> None:
    told = supposed("2004-02-29", {"type": "automatic", "event": "accession to the EU"})
    assert told["effective"] is None
    assert "no effect on this way of ending it" in told["problem"]


def test_a_late_notice_beyond_the_horizon_is_told_as_late() -> None:
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "2000-01-01"),
        act(A.DENUNCIATION, "2009-09-01", "IRN", id="late"),
        duration={"type": "fixed", "period": "P10Y"},
        renewal={"type": "tacit", "period": "P10Y"},
        notice={"period": "P6M", "basis": "received"},
        modes=({"type": "end_of_term"},),
    )
    near = project(treaty, day("2005-01-01"))
    assert near.principal.end == Fixed(day("2020-01-01"))
    assert [w.clause for w in near.warnings if w.code == "notice_late"] == ["late"]


def test_statuses_that_touch_for_one_reason_are_one_span() -> None:
    first, then, last = (Fixed(day(f"20{y}-01-01")) for y in (10, 15, 20))
    layers = [
        StatusLayer(Status.IN_FORCE, first, then, "in force"),
        StatusLayer(Status.IN_FORCE, then, last, "in force"),
    ]
    (span,) = spans_of(layers)
    assert (span.start, span.end) == (day("2010-01-01"), day("2020-01-01"))
