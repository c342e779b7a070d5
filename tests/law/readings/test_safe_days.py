"""By which day to act: the earliest over the held readings of the same deadline."""

from dataclasses import replace

from tests.law.build import (
    UNTIL,
    A,
    C,
    a_treaty,
    act,
    clause,
    day,
    iran_russia,
    signature_reading,
    ten_years,
)
from treaties.law.asking.explain import Reasons, explain
from treaties.law.projection import project
from treaties.law.readings.safe_days import safe_under_others, with_safe_days
from treaties.law.record.facts import Conventions, Replacement
from treaties.law.rules.results import key_date_of
from treaties.law.values.outcomes import Fixed
from treaties.law.values.vocabulary import DECIDED_BEFORE, KeyDateKind

K = KeyDateKind


def of(reading, kind, ordinal=0):
    return key_date_of(reading, kind, ordinal, None)


def safe(projection, kind, ordinal=0, reading=""):
    return of(projection.reading(reading), kind, ordinal).safe


def test_a_reading_that_is_mentioned_does_not_count_and_has_no_safe_day():
    projection = project(iran_russia(extra=(signature_reading(),)), UNTIL)
    assert safe(projection, K.LAST_NOTICE, 2) == day("2021-04-05")
    other = projection.reading("counted-from-signature")
    assert not other.held
    assert all(key.safe is None for key in other.key_dates)
    wanted = of(other, K.LAST_NOTICE, 2)
    assert safe_under_others(projection.readings, other, wanted, 0) == day("2021-04-05")
    renewal = of(other, K.RENEWAL, 2)
    assert safe_under_others(projection.readings, other, renewal, 0) is None


def test_a_reading_that_is_held_counts_for_each():
    projection = project(iran_russia(extra=(signature_reading(held=True),)), UNTIL)
    for reading in projection.readings:
        assert safe(projection, K.LAST_NOTICE, 2, reading.key) == day("2020-03-12")


def test_only_what_somebody_must_act_before_has_a_safe_day():
    for reading in project(iran_russia(), UNTIL).readings:
        for key in reading.key_dates:
            assert (key.safe is not None) == (key.kind in DECIDED_BEFORE), key


def test_what_has_to_be_delivered_comes_earlier_by_the_margin_and_an_end_does_not():
    settings = Conventions(delivery_margin_days=14)
    noticed = project(replace(iran_russia(), settings=settings), UNTIL)
    assert safe(noticed, K.LAST_NOTICE, 2) == day("2021-03-22")
    by_agreement = ten_years(renewal={"type": "express", "by": "protocol"}, settings=settings)
    ending = project(by_agreement, UNTIL)
    assert safe(ending, K.DECISION_DUE) == day("2009-12-27")
    assert safe(ending, K.EXPIRY) == day("2010-01-10")


def test_where_the_ordinals_differ_the_term_that_overlaps_by_more_than_half_is_the_same():
    """Two sources put the entry into force seven years apart: the second term of the one is, but
    for three years, the first of the other, and its own first is over by then.
    """
    disputed = a_treaty(
        act(A.ENTRY_INTO_FORCE, ["1993-01-01", "2000-01-01"]),
        duration={"type": "fixed", "period": "P5Y"},
        renewal={"type": "tacit", "period": "P5Y"},
        notice={"period": "P1Y", "before": "term_end"},
    )
    projection = project(disputed, UNTIL)
    late = next(r for r in projection.readings if r.cycles[0].start.earliest == day("2000-01-01"))
    key = of(late, K.LAST_NOTICE, 0)
    assert key.outcome.earliest == day("2004-01-01")
    early = next(
        r for r in projection.readings[1:] if r.cycles[0].start.earliest == day("1993-01-01")
    )
    assert early.cycles[1].start.earliest == day("1998-01-01")
    assert early.cycles[2].start.earliest == day("2003-01-01")
    # 1998–2003 covers three of the five years from 2000, and its last day of notice is 2002.
    found = with_safe_days([late, early], 0)[0]
    assert of(found, K.LAST_NOTICE, 0).safe == day("2002-01-01")


def test_a_deadline_that_no_other_reading_has_stands_by_itself():
    later = Replacement("new", "the new treaty", Fixed(day("2025-10-02")), express=False)
    treaty = replace(iran_russia(extra=(signature_reading(),)), replaced_by=(later,))
    projection = project(treaty, UNTIL)
    assert safe(projection, K.LAST_NOTICE, 4, "not-superseded") == day("2031-04-05")
    said = explain(treaty, K.LAST_NOTICE, 4, reading="not-superseded", until=UNTIL)
    assert said.safe == day("2031-04-05")
    assert [(one.label, one.outcome.words) for one in said.mentioned] == [
        ("counted from signature", "12 March 2030")
    ]
    assert (
        "Safe under the readings that a party or an authority takes: 5 April 2031; counted from "
        "signature (mentioned in the press only): 12 March 2030."
    ) in said.sentences()
    assert "clear days" in [one.label for one in said.switches]


def test_terms_whose_beginning_is_not_known_are_the_same_by_their_number():
    treaty = a_treaty(
        act(A.SIGNATURE, ["1990-01-01", "1991-01-01"]),
        duration={"type": "until_date", "date": "2000-01-01"},
    )
    projection = project(treaty, UNTIL)
    assert len(projection.readings) == 3
    for reading in projection.readings:
        assert reading.cycles[0].start.earliest is None
        assert of(reading, K.EXPIRY).safe == day("2000-01-01")


def test_the_reasons_of_several_dates_are_reckoned_once():
    later = Replacement("new", "the new treaty", Fixed(day("2025-10-02")), express=False)
    treaty = replace(iran_russia(extra=(signature_reading(),)), replaced_by=(later,))
    projection = project(treaty, UNTIL)
    reading = projection.reading("not-superseded")
    reasons = Reasons(projection)
    told = [reasons.of(reading, of(reading, K.LAST_NOTICE, n)) for n in (3, 4)]
    assert [one.safe for one in told] == [day("2026-04-05"), day("2031-04-05")]
    brief = reasons.brief(reading, of(reading, K.LAST_NOTICE, 4))
    assert (brief.safe, brief.alternatives) == (told[1].safe, ())


def test_windows_and_reviews_are_the_same_by_clause_and_number():
    window = {
        "type": "window",
        "opens_after": "P5Y",
        "window": "P6M",
        "cycle": "P5Y",
        "effect": "P6M",
    }
    treaty = ten_years(
        act(A.ENTRY_INTO_FORCE, ["2000-02-01", "2000-03-01"]),
        renewal={"type": "review_conference", "at": "P5Y", "from": "eif"},
        modes=(window,),
    )
    projection = project(treaty, UNTIL)
    for kind in (K.REVIEW, K.LAST_NOTICE):
        days = [of(r, kind, 0) for r in projection.readings]
        first = min(key.outcome.earliest for key in days)
        assert [key.safe for key in days] == [first] * len(days)


def test_the_explanation_of_a_mentioned_reading_gives_the_safe_day_of_the_held_ones():
    treaty = iran_russia(extra=(signature_reading(),))
    said = explain(treaty, K.LAST_NOTICE, 2, reading="counted-from-signature", until=UNTIL)
    assert (said.held, said.safe) == (False, day("2021-04-05"))
    assert said.day_to_act == day("2020-03-12")


def test_another_reading_of_a_clause_is_followed_as_held_unless_it_says_so():
    other = clause(C.NOTICE, "other", {"period": "P6M"}, reading_of="notice", reading="six months")
    projection = project(iran_russia(extra=(other,)), UNTIL)
    assert [r.held for r in projection.readings] == [True, True]
    assert safe(projection, K.LAST_NOTICE, 0) == day("2011-04-05")
