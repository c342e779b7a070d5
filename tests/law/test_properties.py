"""What must hold for any facts and clauses whatever (hypothesis)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.law.build import A, a_treaty, act
from treaties.law.asking.explain import explain
from treaties.law.asking.supposition import Supposition, differences, suppose
from treaties.law.projection import project
from treaties.law.record.facts import Claim
from treaties.law.values.dates import CivilDate
from treaties.law.values.periods import Period, add
from treaties.law.values.vocabulary import Composition, DateRole, PartyStatus, Status

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
        "year_rule": st.sampled_from(["ends_after", "begins_after"]),
    },
)
gates = st.builds(lambda p: {"after": p, "from": "eif"}, lengths)
exits = st.fixed_dictionaries(
    {"type": st.just("notice"), "period": short},
    optional={
        "effect": st.sampled_from(
            ["exact", "end_of_calendar_year", "end_of_next_calendar_year", "first_day_of_month"]
        ),
        "earliest_notice": gates,
        "earliest_effect": gates,
        "earliest_year_end": gates,
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
        modes=({"type": "end_of_term"}, draw(exits)),
        counting=draw(countings),
        composition=draw(st.sampled_from(list(Composition))),
    )


@given(treaties())
@settings(max_examples=150)
def test_a_later_horizon_only_adds(treaty):
    near, far = project(treaty, NEAR).principal, project(treaty, FAR).principal
    assert far.cycles[: len(near.cycles)] == near.cycles
    assert set(near.key_dates) <= set(far.key_dates)


@given(treaties(), st.randoms())
@settings(max_examples=100)
def test_the_order_of_the_acts_does_not_matter(treaty, random):
    shuffled = list(treaty.acts)
    random.shuffle(shuffled)
    again = project(replace(treaty, acts=tuple(shuffled)), NEAR)
    assert again.readings == project(treaty, NEAR).readings


@given(treaties(), st.randoms())
@settings(max_examples=100)
def test_the_order_of_the_clauses_does_not_matter(treaty, random):
    shuffled = list(treaty.clauses)
    random.shuffle(shuffled)
    again = project(replace(treaty, clauses=tuple(shuffled)), NEAR)
    assert again.readings == project(treaty, NEAR).readings
    assert again.warnings == project(treaty, NEAR).warnings


@given(treaties())
@settings(max_examples=150)
def test_each_period_starts_the_day_after_the_last_day_of_the_one_before(treaty):
    cycles = project(treaty, NEAR).principal.cycles
    for before, after in pairwise(cycles):
        assert after.start.day == before.last_day.day + timedelta(1)


@given(treaties(), st.data())
@settings(max_examples=100)
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
@settings(max_examples=150)
def test_the_last_notice_leaves_its_whole_period_before_the_boundary(treaty):
    notice = next(c.provision for c in treaty.clauses if c.id == "notice")
    counting = next(c.provision for c in treaty.clauses if c.id == "counting")
    for cycle in project(treaty, NEAR).principal.cycles:
        left = add(cycle.last_notice.day, notice.period, 1, counting.leap_policy)
        assert left <= cycle.expires.day


@given(treaties())
@settings(max_examples=150)
def test_the_spans_of_one_reading_never_overlap(treaty):
    for reading in project(treaty, NEAR).readings:
        for party in {span.party for span in reading.spans}:
            mine = [span for span in reading.spans if span.party == party]
            for before, after in pairwise(mine):
                assert before.end is not None
                assert after.start is not None
                assert before.end <= after.start
            assert all(not s.start or not s.end or s.start < s.end for s in mine)


@st.composite
def narrowed(draw):
    """A treaty in force within some days, the same within fewer of them, and those."""
    first, width = draw(days), draw(st.integers(0, 400))
    loose = draw(treaties(entry=f"{first}/{first + timedelta(width)}"))
    ends = sorted((draw(st.integers(0, width)), draw(st.integers(0, width))))
    if draw(st.booleans()):
        ends = [ends[0], ends[0]]
    start, end = (first + timedelta(n) for n in ends)
    known = CivilDate.of(start) if start == end else CivilDate.parse(f"{start}/{end}")
    claim = (Claim(DateRole.ACTED, known),)
    tight = replace(
        loose,
        acts=tuple(
            replace(a, claims=claim) if a.kind is A.ENTRY_INTO_FORCE else a for a in loose.acts
        ),
    )
    return loose, tight


@given(narrowed())
@settings(max_examples=200)
def test_narrowing_a_date_never_widens_an_answer(pair):
    """An exact day is the narrowest: a span of days contains the answer for each of its days."""
    wide, exact = (project(treaty, NEAR).principal for treaty in pair)
    for broad, narrow in zip(wide.cycles, exact.cycles, strict=False):
        for name in ("start", "expires", "last_day", "last_notice", "window_opens"):
            around, answer = getattr(broad, name), getattr(narrow, name)
            assert around.earliest <= answer.earliest
            assert answer.latest <= around.latest
    keys = {(k.kind, k.ordinal, k.party, k.clause): k.outcome for k in wide.key_dates}
    for key in exact.key_dates:
        around = keys.get((key.kind, key.ordinal, key.party, key.clause))
        days = (key.outcome.earliest, key.outcome.latest)
        if around is not None and around.earliest and around.latest and all(days):
            assert all(around.earliest <= day <= around.latest for day in days if day), key


@given(narrowed())
@settings(max_examples=100)
def test_a_status_is_doubtful_on_each_day_on_which_a_narrower_date_gives_another(pair):
    """Except on the days on which the treaty may have entered into force: an end on such a day
    either ends it or prevents its entry into force.
    """
    entered = next(a for a in pair[0].acts if a.kind is A.ENTRY_INTO_FORCE).claims[0].date
    others = [c.date for a in pair[0].acts[2:] for c in a.claims]
    assume(all(day.earliest > entered.latest for day in others))
    wide, exact = (project(treaty, FAR).principal for treaty in pair)
    doubts: dict[str | None, list[tuple[date, date]]] = {}
    for span in wide.spans:
        if span.start and span.uncertain_start_until:
            days = (span.start, span.uncertain_start_until)
            doubts.setdefault(span.party, []).append(days)
    # What follows a notice that may have been late is known to be told without its doubt:
    # test_a_notice_that_may_be_late_leaves_what_follows_its_effect_in_doubt.
    noticed = (Status.NOTICE_GIVEN, PartyStatus.NOTICE_GIVEN)
    near = NEAR
    for span in wide.spans:
        if span.start and span.status in noticed and span.uncertain_start_until:
            near = min(near, span.start)
    for span in exact.spans:
        if not span.start or span.uncertain_start_until or span.uncertain_end_from:
            continue
        for day in (span.start, (span.end or span.start + timedelta(1)) - timedelta(1)):
            if day < near and not any(a <= day < b for a, b in doubts.get(span.party, ())):
                around = wide.status_on(day, span.party)
                if around is None:  # first signed on a day on which it may have ended already
                    assert wide.end is not None
                    assert wide.end.earliest is not None
                    assert wide.end.latest is not None
                    assert wide.end.earliest <= day <= wide.end.latest
                else:
                    assert around.status is span.status


@given(treaties(), st.data())
@settings(max_examples=100)
def test_the_last_dated_step_of_an_explanation_is_the_date(treaty, data):
    keys = [k for k in project(treaty, NEAR).principal.key_dates if k.outcome.earliest]
    key = data.draw(st.sampled_from(keys))
    steps = explain(treaty, key.kind, key.ordinal, key.party, until=NEAR).steps
    assert [step.day for step in steps if step.day is not None][-1] == key.outcome.earliest


@given(treaties())
@settings(max_examples=60)
def test_supposing_nothing_changes_nothing(treaty):
    assert suppose(treaty, Supposition()) is treaty
    assert differences(project(treaty, NEAR), project(suppose(treaty, Supposition()), NEAR)) == ()


@given(days, lengths)
def test_a_period_added_and_taken_away_moves_a_day_by_three_at_most(day, length):
    period = Period.parse(length)
    assert 0 <= (day - add(add(day, period), period, -1)).days <= 3
