"""What has to be written, as values: identity, revision, withdrawal and return."""

from datetime import date

import pytest

from treaties.schedule.reconcile import (
    KeyDateKey,
    KeyDateValue,
    SpanValue,
    Stored,
    reconcile,
    reconcile_spans,
)

KEY = KeyDateKey(1, "last_notice", 7, None, 2, "")
VALUE = KeyDateValue(
    reading_label="",
    cycle=2,
    held=True,
    earliest=date(2021, 4, 5),
    latest=date(2021, 4, 5),
    safe=date(2021, 3, 29),
    certainty="fixed",
    basis="projected",
    rule="NOT-1",
    reason="art. 21",
)
MOVED = VALUE._replace(earliest=date(2021, 3, 12), latest=date(2021, 3, 12))
SPAN = SpanValue(
    1, None, "", "", True, "in_force", date(2002, 4, 5), None, None, None, "exchange of instruments"
)


def stored(
    value: KeyDateValue = VALUE, withdrawn: bool = False
) -> dict[KeyDateKey, Stored[KeyDateValue]]:
    return {KEY: Stored(id=40, revision=3, withdrawn=withdrawn, value=VALUE)}


def test_what_is_unchanged_is_not_touched() -> None:
    changes = reconcile(stored(), {KEY: VALUE})
    assert (changes.insert, changes.update, changes.withdraw) == ((), (), ())


def test_a_date_that_moves_keeps_its_row_and_says_where_it_was() -> None:
    (update,) = reconcile(stored(), {KEY: MOVED}).update
    assert (update.id, update.revision, update.previously) == (40, 4, date(2021, 3, 29))


def test_a_safe_day_that_moves_alone_moves_the_date() -> None:
    earlier = VALUE._replace(safe=date(2021, 3, 22))
    (update,) = reconcile(stored(), {KEY: earlier}).update
    assert (update.revision, update.moved, update.previously) == (4, True, date(2021, 3, 29))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(VALUE._replace(reason="art. 21 (1)"), id="reason"),
        pytest.param(VALUE._replace(basis="recorded"), id="basis"),
        pytest.param(VALUE._replace(reading_label="as published"), id="label"),
    ],
)
def test_better_words_are_written_without_a_new_revision(value: KeyDateValue) -> None:
    (update,) = reconcile(stored(), {KEY: value}).update
    assert (update.revision, update.moved, update.previously) == (3, False, None)


def test_a_date_that_becomes_less_certain_has_moved() -> None:
    wider = VALUE._replace(latest=date(2021, 4, 30), certainty="between")
    (update,) = reconcile(stored(), {KEY: wider}).update
    assert (update.revision, update.moved) == (4, True)


def test_what_the_law_no_longer_finds_is_withdrawn_once() -> None:
    assert reconcile(stored(), {}).withdraw == (40,)
    assert reconcile(stored(withdrawn=True), {}).withdraw == ()


def test_a_withdrawn_date_that_comes_back_is_the_same_row_in_a_new_revision() -> None:
    changes = reconcile(stored(withdrawn=True), {KEY: VALUE})
    assert (changes.insert, changes.withdraw) == ((), ())
    assert [(u.id, u.revision) for u in changes.update] == [(40, 4)]


def test_spans_that_differ_are_replaced_and_the_others_stay() -> None:
    other = SPAN._replace(status="expired", start=date(2012, 4, 5))
    ends = SPAN._replace(end=date(2012, 4, 5))
    assert reconcile_spans([(1, SPAN)], [SPAN]) == ((), ())
    assert reconcile_spans([(1, SPAN)], [ends, other]) == ((ends, other), (1,))
    assert reconcile_spans([(1, ends), (2, other)], [ends]) == ((), (2,))
