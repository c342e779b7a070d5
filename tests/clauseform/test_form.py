"""The form holds a question or says what it lacks, and asks what the law reads."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.clausetester import FOUNDING, QUESTIONS
from treaties.clauseform.filled import beyond, canonical, fields_of
from treaties.clauseform.form import question_of
from treaties.clauseform.places import CHOICES, FIELDS
from treaties.law.wire.json_lines import read_question, write_answer

NOT_HELD = {
    "air_-NLD-HKG-1986": "clock",
    "air_-NLD-PAK-1952": "withdrawable",
    "air_-NLD-GEO-1995": "withdrawable",
    "air_-NLD-IND-1951": "withdrawable",
    "defe-M-BEL-1949": "depositary",
    "defe-NLD-USA-1959": "partial",
    "defe-SUN-EST-1932": "",
    "fish-M-IWC-1946": "depositary",
    "fish-M-CAN-1952": "scope",
    "arms-M-OPCW-1993": "rule",
    "huma-M-ICC-1998": "later_date_allowed",
    "inve-M-ECT-1994": "later_date_allowed",
    "envi-M-UNFCCC-2015": "later_date_allowed",
    "labo-M-ILO-1951": "scope",
    "trad-M-AUS-2009": "modes[2].type",
    "trad-AUS-NZL-1965": "precondition",
    "trad-SVN-BIH-2001": "effective",
    "trad-M-RUS-2022": "modes[0].type",
    "envi-CAN-USA-1989": "first_to_occur",
    "tran-CSK-HUN-1968": "from",
    "arms-USA-RUS-2010": "no_more_than",
}
"""Of the 112 known clauses those that the form cannot hold whole, and what it lacks."""


@pytest.mark.parametrize("question", QUESTIONS, ids=[q["id"] for q in QUESTIONS])
def test_a_known_clause_is_asked_by_the_form_or_named_for_what_it_lacks(
    question: dict[str, Any],
) -> None:
    plain = {name: value for name, value in question.items() if name != "notices"}
    fields = fields_of(plain)
    if question["id"] in NOT_HELD:
        assert fields is None
        lacks = NOT_HELD[question["id"]]
        assert not lacks or any(place.endswith(lacks) for place in beyond(plain))
        return
    assert fields is not None
    again, faults = question_of(fields)
    assert faults == {}
    said, meant = (write_answer(read_question(data)) for data in (again, plain))
    assert said == meant


@pytest.mark.parametrize(
    ("fields", "place", "meant"),
    [
        ({"entry": "threshold", "share": "55 %"}, "entry_into_force_rule.weight", {"share": 0.55}),
        ({"entry": "threshold", "needed": "all"}, "entry_into_force_rule.count", "all"),
        ({"counted": "date", "counted_day": "1 March 2000"}, "duration.from", "date:2000-03-01"),
        (
            {"renewal": "decision", "renewal_periods": "5 years, a year"},
            "renewal.periods",
            ["P5Y", "P1Y"],
        ),
        ({"notice_later": "six months"}, "notice.later_terms", "P6M"),
    ],
    ids=["share", "all", "from a day", "in turn", "later notice"],
)
def test_what_is_written_as_people_write_it_is_asked_as_the_law_reads_it(
    fields: dict[str, str], place: str, meant: object
) -> None:
    data, faults = question_of({**FOUNDING, **fields})
    clause, key = place.split(".")
    assert faults == {}
    assert data["clauses"][clause][key] == meant
    assert fields_of(data) is not None


TYPED = st.one_of(
    st.sampled_from(["", "10 years", "P1D", "1 year", "2001-03-12", "2001", "1", "IRN, RUS"]),
    st.text(max_size=12),
)
SHEETS = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([code for code, _ in CHOICES[name]]) if name in CHOICES else TYPED
        for name in FIELDS
    },
)


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(fields=SHEETS)
def test_a_link_asks_what_its_form_asked(fields: dict[str, str]) -> None:
    short = canonical(fields)
    data, faults = question_of(fields)
    assert canonical(short) == short
    assert question_of(short)[0] == data or faults
