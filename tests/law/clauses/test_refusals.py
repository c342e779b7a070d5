"""What cannot be read is refused with the path of the fault, and nothing is guessed instead."""

from datetime import date
from typing import Any

import pytest

from tests.law.build import UNTIL, A, C, a_treaty, act, clause, day, iran_russia
from treaties.law.asking.explain import explain
from treaties.law.asking.runway import MOST_MILESTONES, Milestone, plan
from treaties.law.asking.supposition import SupposedNotice, Supposition, suppose
from treaties.law.clauses.provisions import from_json, types_of
from treaties.law.projection import project
from treaties.law.record.details import faults_of
from treaties.law.record.facts import Act
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period, add, civil
from treaties.law.values.vocabulary import KeyDateKind
from treaties.law.wire.json_lines import (
    clauses_to,
    read_question,
    write_answer,
)


@pytest.mark.parametrize(
    ("kind", "data", "path"),
    [
        (C.ENTRY_INTO_FORCE, "on signature", "clause"),
        (C.ENTRY_INTO_FORCE, {"type": "on_a_whim"}, "clause.type"),
        (
            C.ENTRY_INTO_FORCE,
            {"type": "threshold", "count": 3, "per_party": "later"},
            "clause.per_party.type",
        ),
        (C.ENTRY_INTO_FORCE, {"type": "on_exchange", "what": "  "}, "clause.what"),
        (C.ENTRY_INTO_FORCE, {"type": "after_notification", "which": "third"}, "clause.which"),
        (
            C.ENTRY_INTO_FORCE,
            {"type": "threshold", "count": 3, "weight": {"share": 1.5}},
            "clause.weight.share",
        ),
        (
            C.ENTRY_INTO_FORCE,
            {"type": "threshold", "count": 3, "weight": "half"},
            "clause.weight",
        ),
        (C.ENTRY_INTO_FORCE, {"type": "threshold", "named": "USA"}, "clause.named"),
        (
            C.DURATION,
            {"type": "until_date", "date": "2020-12-31", "inclusive": "yes"},
            "clause.inclusive",
        ),
        (
            C.TERMINATION,
            {"type": "notice", "effect": "fixed_day", "on": "02-30"},
            "clause.on",
        ),
        (C.TERMINATION, {"type": "notice", "effect": "fixed_day", "on": "June"}, "clause.on"),
        (C.DURATION, {"type": "fixed", "period": "P2000Y", "from": "eif"}, "clause.period"),
    ],
)
def test_a_clause_that_cannot_be_read_is_refused_at_its_place(kind, data, path):
    with pytest.raises(LawError) as wrong:
        from_json(kind, data, "clause")
    assert wrong.value.path == path


def test_a_note_may_hold_anything_but_not_without_end():
    deep: Any = "end"
    for _ in range(7):
        deep = {"more": [deep]}
    kept = from_json(C.DURATION, {"type": "indefinite", "remark": {"a": ["b", 1]}})
    assert dict(kept.notes)["remark"] == {"a": ["b", 1]}
    for value in (deep, ["x"] * 301, "x" * 1_000_001):
        with pytest.raises(LawError) as wrong:
            from_json(C.DURATION, {"type": "indefinite", "remark": value}, "clause")
        assert wrong.value.path.startswith("clause.remark")


def test_each_kind_of_clause_knows_its_types():
    assert types_of(C.ENTRY_INTO_FORCE)[0] == "on_signature"
    assert "tacit" in types_of(C.RENEWAL)
    assert types_of(C.NOTICE) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2001-03-12" * 4, "too long"),
        ("0000", "the year must lie between"),
        ("2001-13-01", "months run from 01 to 12"),
        (20010312, "a date is text"),
    ],
)
def test_a_date_that_is_none_is_refused_in_words(text, said):
    with pytest.raises(LawError, match=said):
        CivilDate.parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2001-03-12/..", "not before 12 March 2001"),
        ("../2001-03-12", "not after 12 March 2001"),
        ("2001-03-12/2001-04-01", "between 12 March 2001 and 1 April 2001"),
    ],
)
def test_an_open_span_says_on_which_side_it_is_known(text, words):
    assert CivilDate.parse(text).words == words


def test_the_day_of_a_month_that_does_not_exist_is_refused():
    with pytest.raises(LawError, match="there is no month 13"):
        civil("2001-13-01")


def test_a_sum_of_time_that_leaves_the_calendar_is_refused():
    with pytest.raises(LawError, match="leaves the calendar"):
        add(date(9990, 1, 1), Period.parse("P20Y"))


@pytest.mark.parametrize(
    ("period", "iso"),
    [
        (Period(30, 10), "P2Y6M10D"),
        (Period(24, 0), "P2Y"),
        (Period(0, -7), "-P7D"),
        (Period(0, 0), "P0D"),
    ],
)
def test_a_period_that_nobody_wrote_has_its_shortest_form(period, iso):
    assert period.iso == iso


@pytest.mark.parametrize(
    ("kind", "details", "faults"),
    [
        (A.SIGNATURE, {}, []),
        (A.EXTENSION, {"until": "2026-02-05", "period": "P6M", "resumes": True}, []),
        (A.EXTENSION, {"until": "2026-02-05", "remark": 3}, ["remark"]),
        (A.EXTENSION, {"untill": "2026-02-05"}, ["untill"]),
        (A.EXTENSION, {"resumes": "yes"}, ["resumes"]),
        (A.SIGNATURE, {"until": "2026-02-05"}, ["until"]),
        (A.RATIFICATION, {"share": 0.18}, []),
        (A.RATIFICATION, {"share": "18 %"}, ["share"]),
        (A.DECLARATION, {"event": "commencement of operations"}, []),
        (A.SUPERSESSION, {"by": " ", "scope": "a\x00", "express": None}, ["by", "scope"]),
        (A.SUPERSESSION, {"scope": "x" * 10_000}, ["scope"]),
        (A.EXTENSION, {"until": 2026}, ["until"]),
        (A.EXTENSION, {"until": "2026-02"}, ["until"]),
        (A.SUSPENSION, {"period": "P0D"}, ["period"]),
        (A.DENUNCIATION, {"deemed_from": "soon"}, ["deemed_from"]),
        ("an act nobody knows", {"until": "2026-02-05"}, []),
    ],
)
def test_a_detail_that_the_law_does_not_read_of_such_an_act_is_a_fault(kind, details, faults):
    assert sorted(key for key, _ in faults_of(details, kind)) == faults


def test_the_fault_of_a_detail_names_the_nearest_key():
    assert "Did you mean “until”?" in faults_of({"untill": "2026-02-05"}, A.EXTENSION)[0][1]
    assert "only of extension" in faults_of({"period": "P5Y"}, A.SIGNATURE)[0][1]
    assert "The keys of such an act are" in faults_of({"colour": "red"}, A.SIGNATURE)[0][1]


def test_a_text_that_cannot_be_stored_is_no_part_of_a_clause():
    for text in ("a\x00b", "\ud800"):
        with pytest.raises(LawError, match="half a character"):
            from_json(C.DURATION, {"type": "until_objective", "objective": text})


def test_a_type_that_is_misspelt_is_told_with_the_nearest():
    misspelt: list[tuple[C, Any]] = [
        (C.DURATION, {"type": "fixd"}),
        (C.ENTRY_INTO_FORCE, {"type": "threshold", "count": 2, "per_party": {"type": "fixd"}}),
        (C.ENTRY_INTO_FORCE, {"type": "threshold", "count": 2, "per_party": {"type": "on_depos"}}),
    ]
    for kind, data in misspelt:
        with pytest.raises(LawError, match="is not one of"):
            from_json(kind, data)
    with pytest.raises(LawError, match="Did you mean “fixed”"):
        from_json(C.DURATION, {"type": "fixd"})
    with pytest.raises(LawError, match="'5' is not one of"):
        from_json(C.DURATION, {"type": 5})


QUESTION: dict[str, Any] = {
    "facts": {"signature": "2001-03-12"},
    "clauses": {"duration": {"type": "indefinite"}},
}


def answered(question: Any) -> Any:
    return write_answer(read_question(question))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"id": 7}, "id"),
        ({"id": "x" * 201}, "id"),
        ({"composition": "trilateral"}, "composition"),
        ({"notices": "one"}, "notices"),
        ({"notices": ["2020-01-31"]}, "notices[0]"),
        ({"notices": [{"on": "2020-01-31", "mode_index": 4}]}, "notices[0].mode_index"),
        ({"notices": [{"on": "2020-01-31", "mode_index": True}]}, "notices[0].mode_index"),
        ({"clauses": {"termination": []}}, "clauses.termination"),
        ({"clauses": {"termination": {"modes": {"type": "notice"}}}}, "clauses.termination.modes"),
        ({"facts": ["2001-03-12"]}, "facts"),
        ({"facts": {"birthday": "2001-03-12"}}, "facts.birthday"),
    ],
)
def test_a_question_that_cannot_be_read_names_the_place(change, path):
    with pytest.raises(LawError) as wrong:
        read_question({**QUESTION, **change})
    assert wrong.value.path == path


def test_a_question_without_facts_awaits_them():
    question = read_question({"clauses": {"entry_into_force_rule": {"type": "on_signature"}}})
    assert question.agreement.acts == ()
    assert write_answer(question)["entry_into_force"] is None


def test_a_notice_where_no_clause_lets_one_leave_has_no_effect():
    asked = {**QUESTION, "notices": [{"on": "2020-01-31"}]}
    told = answered(asked)["what_if"][0]
    assert told["effective"] is None
    assert "VCLT 56" in told["problem"]


def test_a_day_that_is_a_span_is_answered_as_its_ends():
    asked: dict[str, Any] = {
        "facts": {"signature": "2001-03"},
        "clauses": {"entry_into_force_rule": {"type": "on_signature"}},
    }
    told = answered(asked)["entry_into_force"]
    assert (told["earliest"], told["latest"]) == ("2001-03-01", "2001-03-31")


def test_the_other_reading_of_a_clause_is_not_written_as_the_clause():
    treaty = iran_russia(
        extra=(clause(C.DURATION, "other", {"type": "indefinite"}, reading_of="duration"),)
    )
    written: Any = clauses_to(treaty.clauses)
    assert written["duration"]["type"] == "fixed"


def test_a_horizon_beyond_the_calendar_is_refused():
    with pytest.raises(LawError) as wrong:
        project(iran_russia(), date(9999, 12, 31))
    assert wrong.value.path == "until"


@pytest.mark.parametrize(
    ("kind", "ordinal", "reading", "path"),
    [
        (KeyDateKind.LAST_NOTICE, 0, "from-the-moon", "reading"),
        (KeyDateKind.LAST_NOTICE, 4000, "", "kind"),
    ],
)
def test_what_is_not_there_cannot_be_explained(kind, ordinal, reading, path):
    with pytest.raises(LawError) as wrong:
        explain(iran_russia(), kind, ordinal, reading=reading, until=UNTIL)
    assert wrong.value.path == path


def test_a_projection_knows_no_reading_of_another_name():
    with pytest.raises(KeyError):
        project(iran_russia(), UNTIL).reading("from-the-moon")


def test_no_period_holds_a_day_before_the_first():
    assert project(iran_russia(), UNTIL).principal.cycle_on(day("1999-01-01")) is None


def test_a_supposed_notice_must_be_a_notice():
    with pytest.raises(LawError) as wrong:
        suppose(
            iran_russia(),
            Supposition((SupposedNotice(day("2021-03-01"), "RUS", A.SIGNATURE),)),
        )
    assert wrong.value.path == "notices[0].kind"


def test_an_extension_supposed_without_a_day_is_agreed_on_the_last_day_on_record():
    supposed = suppose(iran_russia(), Supposition(extend=Period.parse("P6M")))
    assert supposed.acts[-1].claims[0].date.words == "5 April 2002"
    with pytest.raises(LawError) as wrong:
        suppose(a_treaty(Act(A.SIGNATURE)), Supposition(extend=Period.parse("P6M")))
    assert wrong.value.path == "extend_on"


MONTH = Period.parse("P1M")


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ([Milestone("a", MONTH)] * 2, "milestones[1].id"),
        ([Milestone("a", Period(-1, 0))], "milestones[0].typical"),
        ([Milestone("a", MONTH, after=("b",))], "milestones.a.after"),
        ([Milestone(str(i), MONTH) for i in range(MOST_MILESTONES + 1)], "milestones"),
    ],
)
def test_steps_that_cannot_be_laid_are_refused(steps, path):
    with pytest.raises(LawError) as wrong:
        plan(steps, day("2022-04-05"), day("2021-01-01"))
    assert wrong.value.path == path


def test_extension_by_no_day_is_refused_with_its_key():
    with pytest.raises(LawError) as wrong:
        project(iran_russia(act(A.EXTENSION, "2011-01-01", details={"until": "2012-02"})), UNTIL)
    assert wrong.value.path.endswith("until")
