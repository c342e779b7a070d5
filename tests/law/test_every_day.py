"""The answer for an inexact day spans the answers for each of its possible days: none lies outside,
and for terms the span is no wider.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from treaties.law.wire.json_lines import read_question, write_answer

INEXACT = [
    ("2003-02", "2003-02-01", "2003-02-28"),
    ("2004-02", "2004-02-01", "2004-02-29"),
    ("2003-08", "2003-08-01", "2003-08-31"),
    ("2003-01/2003-02", "2003-01-01", "2003-02-28"),
    ("2003-12-20/2004-01-10", "2003-12-20", "2004-01-10"),
]
SWITCHES: list[dict[str, str]] = [
    {},
    {"term_end": "inclusive"},
    {"deadline_method": "forward_max"},
    {"leap_policy": "roll"},
    {"notice_counting": "clear"},
]
NOTICES = ["2004-01-31", "2004-02-29", "2005-06-30", "2006-08-31", "2007-01-01", "2010-03-15"]
one_of = st.sampled_from
gates = st.none() | one_of(["P1Y", "P3Y"]).map(lambda after: {"after": after, "from": "eif"})
entries = one_of(
    [{"type": "on_exchange", "delay": delay} for delay in ("P0D", "P30D", "P1M")]
    + [{"type": "first_day_of_month", "nth": n, "after": "exchange"} for n in (1, 2)]
)
ends = st.fixed_dictionaries(
    {"type": st.just("fixed"), "period": one_of(["P1Y", "P3Y", "P6M", "P90D", "P18M"])},
    optional={"latest": one_of(["2004-02-29", "2003-12-31", "2004-02-10"])},
) | st.fixed_dictionaries(
    {
        "type": st.just("until_date"),
        "date": one_of(["2004-02-29", "2003-12-31"]),
        "inclusive": st.booleans(),
    }
)
endless = one_of(
    [{"type": "initial_then_indefinite", "initial": initial} for initial in ("P1Y", "P5Y")]
    + [{"type": "indefinite"}]
)
renewals = st.fixed_dictionaries(
    {"type": st.just("tacit"), "period": one_of(["P1Y", "P1M", "P2Y", "P90D"])},
    optional={"max_times": one_of([1, 2])},
) | one_of([{"type": "tacit_indefinite"}, {"type": "none"}])
stops = st.fixed_dictionaries(
    {"period": one_of(["P3M", "P6M", "P30D", "P1Y"])},
    optional={"form": st.just("within"), "later_terms": st.just("P1M")},
)
exits = st.fixed_dictionaries(
    {"type": st.just("notice"), "period": one_of(["P6M", "P1Y", "P30D"])},
    optional={
        "effect": one_of(["end_of_calendar_year", "end_of_next_calendar_year"]),
        "earliest_notice": gates.filter(bool),
        "earliest_effect": gates.filter(bool),
    },
) | st.fixed_dictionaries(
    {
        "type": st.just("window"),
        "opens_after": one_of(["P1Y", "P2Y"]),
        "window": one_of(["P6M", "P1Y"]),
        "cycle": st.just("P2Y"),
        "effect": st.just("P1Y"),
    }
)


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    terms = draw(st.booleans())
    modes = [{"type": "end_of_term"}, *draw(st.lists(exits, max_size=1))]
    place = st.integers(0, len(modes) - 1)
    return {
        "id": "inexact",
        "clauses": {
            "entry_into_force_rule": draw(entries),
            "duration": draw(ends if terms else endless),
            "renewal": draw(renewals) if terms else {"type": "none"},
            "notice": draw(st.none() | stops),
            "termination": {
                "modes": modes,
                **draw(
                    st.fixed_dictionaries({}, optional={"survival": st.just({"period": "P6M"})})
                ),
            },
        },
        "counting": draw(one_of(SWITCHES)),
        "horizon": "2011-12-31",
        "notices": [{"on": draw(one_of(NOTICES)), "mode_index": draw(place)} for _ in range(2)],
    }


def dates_in(answer: dict[str, Any]) -> dict[str, tuple[date, date]]:
    """The first and the last day of each answer, by where it stands."""
    found = {
        key: answer.get(key)
        for key in (
            "entry_into_force",
            "indefinite_from",
            "earliest_notice",
            "earliest_termination",
        )
    }
    for term in answer.get("terms", []):
        found |= {f"term {term['n']} {key}": day for key, day in term.items() if key != "n"}
    for number, told in enumerate(answer.get("what_if", [])):
        found |= {
            f"notice {number} {key}": told.get(key) for key in ("effective", "survival_until")
        }
    return {key: _ends(day) for key, day in found.items() if isinstance(day, dict) or _is_day(day)}


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == 10


def _ends(day: Any) -> tuple[date, date]:
    ends = (day, day) if isinstance(day, str) else (day["earliest"], day["latest"])
    return date.fromisoformat(ends[0]), date.fromisoformat(ends[1])


@settings(max_examples=80)
@given(questions(), one_of(INEXACT))
def test_an_inexact_day_gives_what_its_days_give(
    question: dict[str, Any], inexact: tuple[str, str, str]
) -> None:
    def asked(exchange: str) -> dict[str, tuple[date, date]]:
        facts = {"signature": "2002-12-01", "exchange": exchange}
        return dates_in(write_answer(read_question({**question, "facts": facts})))

    written, first, last = inexact
    day, until = date.fromisoformat(first), date.fromisoformat(last)
    exact = []
    while day <= until:
        exact.append(asked(day.isoformat()))
        day += timedelta(days=1)
    for key, (earliest, latest) in asked(written).items():
        days = [answers[key] for answers in exact if key in answers]
        if not days:
            continue
        least, most = min(first for first, _ in days), max(last for _, last in days)
        assert earliest <= least, key
        assert most <= latest, key
        # A notice may meet an inexact term in more ways than any one of its days allows.
        if not key.startswith("notice") and len(days) == len(exact):
            assert (earliest, latest) == (least, most), key
    for key in set.intersection(*map(set, exact)):
        assert key in asked(written), key
