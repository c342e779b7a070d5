"""At the edges of being in force: an event on a named day, a notice that comes too late, days that
are not exact, a term whose beginning nobody knows (TER-8, TER-11, DUR-3, DUR-5, VCLT 70).
"""

from typing import Any

import pytest

from tests.law.build import UNTIL, A, C, a_treaty, act, bound_intervals, clause, day
from treaties.law.asking.explain import explain
from treaties.law.asking.later_facts import ran_out, with_later_facts
from treaties.law.projection import project
from treaties.law.record.facts import Agreement
from treaties.law.values.outcomes import Fixed
from treaties.law.values.vocabulary import Composition, DateRole, KeyDateKind, Status
from treaties.law.wire.json_lines import read_question, write_answer

K = KeyDateKind
R = DateRole.RECEIVED
ANY_TIME = {"type": "notice", "period": "P6M", "basis": "received"}
IN_FORCE = act(A.ENTRY_INTO_FORCE, "1990-01-01")


def principal(*acts, **more):
    return project(a_treaty(*acts, **more), UNTIL).principal


def status(reading, text):
    span = reading.status_on(day(text))
    return span.status if span else None


# Automatic ends (TER-11) -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offset", "named", "last"),
    [
        ({}, "2004-05-01", "2004-04-30"),  # on accession: no longer in force on that day
        ({"offset": "P6M"}, "2004-11-01", "2004-10-31"),  # six months after it
        ({"offset": "-P1D"}, "2004-04-30", "2004-04-30"),  # on the day before: its last day
    ],
)
def test_an_event_ends_it_from_the_start_of_the_day_and_the_day_before_is_the_last(
    offset, named, last
):
    rule = {"type": "automatic", "event": "accession", "event_date": "2004-05-01", **offset}
    reading = principal(IN_FORCE, duration={"type": "indefinite"}, modes=(rule,))
    assert reading.end.day == (day(named))
    final = next(s for s in reading.spans if s.party is None and s.status is Status.IN_FORCE)
    assert final.end.toordinal() - 1 == day(last).toordinal()


# A notice after the end --------------------------------------------------------------------------

TEN = {"type": "fixed", "period": "P10Y"}


def supposed(on, **clauses):
    question: Any = {
        "facts": {"entry_into_force": "1990-01-01"},
        "clauses": {"duration": TEN, "termination": {"modes": [ANY_TIME]}, **clauses},
        "notices": [{"on": on}],
    }
    told: Any = write_answer(read_question(question))["what_if"]
    return told[0]


def test_a_supposed_notice_after_the_end_comes_too_late():
    late = supposed("2003-05-01")
    assert late["effective"] is None
    assert late["problem"].startswith(
        "comes too late: the clause on duration: the term ends on 1 January 2000"
    )
    assert supposed("2000-01-01")["effective"] is None  # the boundary is the first day without
    told = supposed("1999-12-31")
    assert told["effective"] == "2000-06-30"
    assert told["why"].endswith("; but the treaty ends before, on 1 January 2000")
    assert "ends before" not in supposed("1999-05-01")["why"]


def test_a_notice_on_record_after_the_end_effects_nothing_and_is_warned_of():
    late = act(A.DENUNCIATION, "2003-05-01", "IRN", R, id="late")
    projection = project(a_treaty(IN_FORCE, late, duration=TEN, modes=(ANY_TIME,)), UNTIL)
    assert [k for k in projection.principal.key_dates if k.kind is K.EXIT_EFFECTIVE] == []
    said = {w.code: w for w in projection.warnings}["notice_after_end"]
    assert said.clause == "late"
    assert said.text.startswith("denunciation of 1 May 2003 comes too late")
    in_time = act(A.DENUNCIATION, "1995-05-01", "IRN", R)
    assert principal(IN_FORCE, in_time, duration=TEN, modes=(ANY_TIME,)).end == Fixed(
        day("1995-11-01")
    )


def test_a_notice_by_one_of_many_after_the_end_effects_nothing():
    late = act(A.WITHDRAWAL, "2003-05-01", "IRN", R)
    early = act(A.WITHDRAWAL, "1993-05-01", "RUS", R)
    many = Composition.MULTILATERAL
    reading = principal(IN_FORCE, late, early, duration=TEN, modes=(ANY_TIME,), composition=many)
    left = [k.party for k in reading.key_dates if k.kind is K.EXIT_EFFECTIVE]
    assert left == ["RUS"]
    assert bound_intervals(reading, "IRN") == [(day("1990-01-01"), day("2000-01-01"))]


def test_after_a_revival_a_notice_is_heard_again():
    revived = act(A.REVIVAL, "2002-01-01")
    notice = act(A.DENUNCIATION, "2003-05-01", "IRN", R)
    projection = project(
        a_treaty(IN_FORCE, revived, notice, duration=TEN, modes=(ANY_TIME,)), UNTIL
    )
    assert "notice_after_end" not in {w.code for w in projection.warnings}


def test_a_notice_on_days_of_which_the_first_is_before_the_end_is_kept():
    about = act(A.DENUNCIATION, "1999-12/2000-02", "IRN", R)
    projection = project(a_treaty(IN_FORCE, about, duration=TEN, modes=(ANY_TIME,)), UNTIL)
    assert "notice_after_end" not in {w.code for w in projection.warnings}
    inexact: Any = {
        "facts": {"entry_into_force": "1990-01"},
        "clauses": {"duration": TEN, "termination": {"modes": [ANY_TIME]}},
        "notices": [{"on": "2000-01-15"}, {"on": "2000-01-31"}],
    }
    told: Any = write_answer(read_question(inexact))["what_if"]
    assert told[0]["effective"] == "2000-07-15"  # it may have been in force until the 30th
    assert told[1]["effective"] is None


# In force and ended within the same days ---------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "end", "expected"),
    [
        ("1998-03", "1998-03", {"1998-03-15": Status.UNKNOWN, "1998-03-31": Status.TERMINATED}),
        ("1998-03", "1998-03-10", {"1998-03-09": Status.UNKNOWN, "1998-03-10": Status.TERMINATED}),
        ("1998-03-10", "1998-03", {"1998-03-05": Status.UNKNOWN, "1998-04-01": Status.TERMINATED}),
        ("1998-03", "1998-04", {"1998-03-15": Status.IN_FORCE, "1998-04-01": Status.TERMINATED}),
        ("1998-03", "1998-02", {"1998-03-15": Status.NEVER_IN_FORCE}),
        ("1998-03-10", "1998-03-10", {"1998-03-15": Status.NEVER_IN_FORCE}),
        ("", "1998-03", {"1998-04-01": Status.TERMINATED}),
    ],
)
def test_entry_and_end_within_the_same_days_are_not_put_in_an_order(entry, end, expected):
    acts = [act(A.SIGNATURE, "1997-01-01"), act(A.TERMINATION, end, role=DateRole.EFFECTIVE)]
    if entry:
        acts.append(act(A.ENTRY_INTO_FORCE, entry))
    reading = principal(*acts, duration={"type": "indefinite"})
    assert {text: status(reading, text) for text in expected} == expected
    unknown = [s for s in reading.spans if s.party is None and s.status is Status.UNKNOWN]
    assert all("which came first is not on record" in s.reason for s in unknown)


@pytest.mark.parametrize(
    ("entry", "acts", "expected"),
    [
        # Ratifications were to be exchanged, and never were (START II).
        ({"type": "on_exchange"}, (), Status.NEVER_IN_FORCE),
        ({"type": "unstated"}, (), Status.TERMINATED),
        (None, (), Status.TERMINATED),
        ({"type": "on_exchange"}, (act(A.ENTRY_INTO_FORCE, ""),), Status.TERMINATED),
    ],
)
def test_never_in_force_is_said_only_of_conditions_that_were_not_met(entry, acts, expected):
    """A register that has the end and not the entry has a gap, not a treaty that never bound."""
    ended = act(A.TERMINATION, "1998-03-10", role=DateRole.EFFECTIVE)
    reading = principal(act(A.SIGNATURE, "1993-01-03"), ended, *acts, entry=entry)
    span = reading.status_on(day("1998-04-01"))
    assert span.status is expected
    doubt = "that it had entered into force is not on record"
    assert (doubt in span.reason) is (expected is Status.TERMINATED)


def test_a_short_term_from_an_inexact_day_was_in_force_before_it_ended():
    reading = principal(
        act(A.ENTRY_INTO_FORCE, "1998"), duration={"type": "fixed", "period": "P6M"}
    )
    assert status(reading, "1998-03-01") is Status.IN_FORCE


def test_an_end_not_dated_decides_nothing():
    acts = (act(A.ENTRY_INTO_FORCE, "1998"), act(A.TERMINATION, ""))
    reading = principal(*acts, duration={"type": "indefinite"})
    assert status(reading, "2010-01-01") is Status.IN_FORCE


# Terms whose beginning or end is of another kind -------------------------------------------------


@pytest.mark.parametrize("counting", [{"term_end": "inclusive"}, {"term_end": "exclusive"}])
def test_a_lock_in_is_counted_to_its_boundary_whoever_includes_it(counting):
    rule = {"type": "initial_then_indefinite", "initial": "P10Y"}
    reading = principal(IN_FORCE, duration=rule, counting=counting)
    assert reading.indefinite_from.day == (day("2000-01-01"))


def test_an_indefinite_extension_follows_the_last_day_of_the_term():
    more = {"duration": TEN, "renewal": {"type": "tacit_indefinite"}}
    reading = principal(IN_FORCE, counting={"term_end": "inclusive"}, **more)
    assert reading.indefinite_from.day == (day("2000-01-02"))
    assert principal(IN_FORCE, **more).indefinite_from.day == (day("2000-01-01"))


@pytest.mark.parametrize(
    ("inclusive", "first_without"), [(True, "1992-01-01"), (False, "1991-12-31")]
)
def test_a_day_named_as_the_end_is_told_though_nobody_knows_the_beginning(inclusive, first_without):
    until = {"type": "until_date", "date": "1991-12-31", "inclusive": inclusive}
    reading = principal(act(A.SIGNATURE, "1989-05-01"), duration=until)
    (term,) = reading.cycles
    assert term.expires.day == day("1991-12-31")
    assert term.start.earliest is None
    assert status(reading, "1990-06-01") is Status.SIGNED
    assert status(reading, first_without) is Status.EXPIRED
    span = reading.status_on(day(first_without))
    assert span.reason.endswith("that it had entered into force is not on record")


def test_a_named_end_with_tacit_periods_goes_on_though_nobody_knows_the_beginning():
    until = {"type": "until_date", "date": "1991-12-31", "inclusive": True}
    reading = principal(
        act(A.SIGNATURE, "1989-05-01"),
        duration=until,
        renewal={"type": "tacit", "period": "P2Y", "max_times": 1},
        notice={"period": "P6M", "basis": "received"},
    )
    told = [(c.expires.words, c.last_day.words, c.last_notice.words) for c in reading.cycles]
    assert told == [
        ("31 December 1991", "31 December 1991", "30 June 1991"),
        ("1 January 1994", "31 December 1993", "1 July 1993"),
    ]


# Which of several ways out -----------------------------------------------------------------------


def two_gates():
    gate = {"after": "P5Y", "from": "eif"}
    later = {"after": "P10Y", "from": "eif"}
    return a_treaty(
        IN_FORCE,
        duration={"type": "indefinite"},
        modes=(
            {**ANY_TIME, "earliest_notice": gate, "basis": "received"},
            {**ANY_TIME, "period": "P1M", "earliest_notice": later},
        ),
    )


def test_of_two_barred_ways_out_the_one_that_is_asked_is_explained():
    treaty = two_gates()
    assert explain(treaty, K.EARLIEST_NOTICE).outcome.day == (day("1995-01-01"))
    second = explain(treaty, K.EARLIEST_NOTICE, clause="mode-1")
    assert second.outcome.day == (day("2000-01-01"))
    assert any("1 January 2000" in step.text for step in second.steps)
    # The other reading, a bar on the effect, is that of the same way out: a month before.
    assert [one.outcome.words for one in second.alternatives] == ["1 December 1999"]


def test_without_a_day_of_signature_nothing_is_counted_from_it():
    unsigned = a_treaty(IN_FORCE, duration=TEN)
    labels = [one.label for one in explain(unsigned, K.EXPIRY).alternatives]
    assert labels == ["the end date itself is still in force"]
    signed = a_treaty(act(A.SIGNATURE, "1989-06-01"), IN_FORCE, duration=TEN)
    told = {o.label: o.outcome.words for o in explain(signed, K.EXPIRY).alternatives}
    assert told["counted from signature instead"] == "1 June 1999"


def test_another_reading_of_one_way_out_does_not_speak_of_the_other():
    treaty = two_gates()
    other = clause(
        C.TERMINATION,
        "mode-0-other",
        {**ANY_TIME, "earliest_notice": {"after": "P7Y", "from": "eif"}},
        reading_of="mode-0",
        reading="seven years",
    )
    more = Agreement(treaty.id, treaty.title, acts=treaty.acts, clauses=(*treaty.clauses, other))
    found = explain(more, K.EARLIEST_NOTICE, clause="mode-1")
    assert "seven years" not in [one.label for one in found.alternatives]


# What later acts show ----------------------------------------------------------------------


EXPRESS = {"duration": {"type": "fixed", "period": "P5Y"}, "renewal": {"type": "express"}}


def seen_on(text, then, later):
    """The status on a day as known then, in the light of later acts."""
    known = project(a_treaty(IN_FORCE, *then, **EXPRESS), UNTIL)
    assert ran_out(known, day(text))
    whole = project(a_treaty(IN_FORCE, *then, *later, **EXPRESS), UNTIL)
    return with_later_facts(known, whole, day(text)).principal


def test_a_term_that_later_acts_show_to_have_been_carried_on_is_not_said_to_have_expired():
    # United States and China 1979: extensions "about every five years", none of them traced.
    some = act(A.EXTENSION, "1994/2018", details={"until": "2018-08-26"})
    reading = seen_on("2001-01-01", (), (some,))
    span = reading.status_on(day("2001-01-01"))
    assert span.status is Status.UNKNOWN
    assert "the record does not say" in span.reason
    assert reading.end is None
    assert status(reading, "1994-12-31") is Status.IN_FORCE


def test_what_was_extended_only_afterwards_had_expired_as_seen_before():
    late = act(A.EXTENSION, "1996-06-01", details={"period": "P5Y"})
    assert status(seen_on("1995-03-01", (), (late,)), "1995-03-01") is Status.EXPIRED
    assert status(seen_on("1995-03-01", (), ()), "1995-03-01") is Status.EXPIRED
    exact = act(A.EXTENSION, "1994-06-01", details={"period": "P5Y"})
    assert not ran_out(project(a_treaty(IN_FORCE, exact, **EXPRESS), UNTIL), day("1995-03-01"))
