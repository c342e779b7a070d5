"""What must hold for any facts and clauses whatever (hypothesis)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.build import A, a_treaty, act
from treaties.law.dates import CivilDate
from treaties.law.facts import Claim
from treaties.law.projection import project
from treaties.law.reckoning import Period, add
from treaties.law.supposition import Supposition, differences, suppose
from treaties.law.vocabulary import Composition, DateRole

NEAR, FAR = date(2040, 1, 1), date(2060, 1, 1)
days = st.dates(date(1950, 1, 1), date(2030, 12, 31))
lengths = st.one_of(
    st.integers(1, 30).map(lambda n: f"P{n}Y"),
    st.integers(1, 90).map(lambda n: f"P{n}M"),
    st.integers(60, 900).map(lambda n: f"P{n}D"),
)
short = st.one_of(
    st.integers(1, 18).map(lambda n: f"P{n}M"), st.integers(1, 300).map(lambda n: f"P{n}D")
)
renewals = st.one_of(
    st.just({"type": "none"}),
    st.just({"type": "tacit_indefinite"}),
    st.builds(
        lambda p, n: {"type": "tacit", "period": p, "max_times": n},
        lengths,
        st.one_of(st.none(), st.integers(1, 4)),
    ),
)
countings = st.fixed_dictionaries(
    {},
    optional={
        "term_end": st.sampled_from(["exclusive", "inclusive"]),
        "leap_policy": st.sampled_from(["clamp", "roll"]),
        "deadline_method": st.sampled_from(["backward", "forward_max"]),
        "notice_counting": st.sampled_from(["calendar", "clear"]),
    },
)
kinds = st.sampled_from(
    [
        A.DENUNCIATION,
        A.NOTICE_OF_NON_RENEWAL,
        A.SUSPENSION,
        A.RESUMPTION,
        A.TERMINATION,
        A.REVOCATION_OF_NOTICE,
        A.RATIFICATION,
        A.WITHDRAWAL,
        A.SIGNATURE,
        A.RENEWAL,
    ]
)
acts = st.builds(
    lambda k, d, p: act(k, d.isoformat(), p), kinds, days, st.sampled_from(["IRN", "RUS", None])
)


@st.composite
def treaties(draw, entry=None):
    """A treaty in force on a drawn day, with drawn clauses and a few drawn acts."""
    start = entry or draw(days).isoformat()
    return a_treaty(
        act(A.SIGNATURE, draw(days).isoformat()),
        act(A.ENTRY_INTO_FORCE, start),
        *draw(st.lists(acts, max_size=5)),
        duration={"type": "fixed", "period": draw(lengths)},
        renewal=draw(renewals),
        notice={"period": draw(short), "basis": "received"},
        modes=({"type": "end_of_term"}, {"type": "notice", "period": draw(short)}),
        counting=draw(countings),
        composition=draw(st.sampled_from(list(Composition))),
    )


@given(treaties())
@settings(max_examples=150, deadline=None)
def test_a_later_horizon_only_adds(treaty):
    near, far = project(treaty, NEAR).principal, project(treaty, FAR).principal
    assert far.cycles[: len(near.cycles)] == near.cycles
    assert set(near.key_dates) <= set(far.key_dates)


@given(treaties(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_acts_does_not_matter(treaty, random):
    shuffled = list(treaty.acts)
    random.shuffle(shuffled)
    again = project(replace(treaty, acts=tuple(shuffled)), NEAR)
    assert again.readings == project(treaty, NEAR).readings


@given(treaties())
@settings(max_examples=150, deadline=None)
def test_each_period_starts_the_day_after_the_last_day_of_the_one_before(treaty):
    cycles = project(treaty, NEAR).principal.cycles
    for before, after in pairwise(cycles):
        assert after.start.day == before.last_day.day + timedelta(1)


@given(treaties(), st.data())
@settings(max_examples=100, deadline=None)
def test_the_nth_boundary_is_counted_from_the_origin(treaty, data):
    cycles = project(treaty, NEAR).principal.cycles
    duration = next(c.provision for c in treaty.clauses if c.id == "duration")
    renewal = next(c.provision for c in treaty.clauses if c.id == "renewal")
    counting = next(c.provision for c in treaty.clauses if c.id == "counting")
    for cycle in cycles:
        total = duration.period
        if cycle.ordinal:
            total = total + renewal.period.times(cycle.ordinal)
        assert cycle.expires.day == add(cycles[0].start.day, total, 1, counting.leap_policy)


@given(treaties())
@settings(max_examples=150, deadline=None)
def test_the_last_notice_leaves_its_whole_period_before_the_boundary(treaty):
    notice = next(c.provision for c in treaty.clauses if c.id == "notice")
    counting = next(c.provision for c in treaty.clauses if c.id == "counting")
    for cycle in project(treaty, NEAR).principal.cycles:
        if cycle.last_notice is not None and counting.leap_policy == "clamp":
            assert add(cycle.last_notice.day, notice.period) <= cycle.expires.day


@given(treaties())
@settings(max_examples=150, deadline=None)
def test_the_spans_of_one_reading_never_overlap(treaty):
    for reading in project(treaty, NEAR).readings:
        for party in {span.party for span in reading.spans}:
            mine = [span for span in reading.spans if span.party == party]
            for before, after in pairwise(mine):
                assert before.end is not None
                assert after.start is not None
                assert before.end <= after.start
            assert all(not s.start or not s.end or s.start < s.end for s in mine)


@given(st.data(), days, st.integers(0, 400))
@settings(max_examples=100, deadline=None)
def test_a_span_of_days_contains_the_answer_for_each_of_its_days(data, first, width):
    last = first + timedelta(width)
    loose = data.draw(treaties(entry=f"{first.isoformat()}/{last.isoformat()}"))
    inside = first + timedelta(data.draw(st.integers(0, width)))
    claim = (Claim(DateRole.ACTED, CivilDate.of(inside)),)
    tight = replace(
        loose,
        acts=tuple(
            replace(a, claims=claim) if a.kind is A.ENTRY_INTO_FORCE else a for a in loose.acts
        ),
    )
    wide, exact = project(loose, NEAR).principal, project(tight, NEAR).principal
    for broad, narrow in zip(wide.cycles, exact.cycles, strict=False):
        for name in ("start", "expires", "last_day", "last_notice"):
            around, answer = getattr(broad, name), getattr(narrow, name)
            assert around.earliest <= answer.earliest
            assert answer.latest <= around.latest


@given(treaties())
@settings(max_examples=60, deadline=None)
def test_supposing_nothing_changes_nothing(treaty):
    assert suppose(treaty, Supposition()) is treaty
    assert differences(project(treaty, NEAR), project(suppose(treaty, Supposition()), NEAR)) == ()


@given(days, lengths)
def test_a_period_added_and_taken_away_moves_a_day_by_three_at_most(day, length):
    period = Period.parse(length)
    assert 0 <= (day - add(add(day, period), period, -1)).days <= 3
