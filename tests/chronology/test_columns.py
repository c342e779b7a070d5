"""The columns of a segment and the marks of a treaty: values in, values out."""

from datetime import date

import pytest

from treaties.chronology.columns import STATUSES, Line, Mark, Span, civil_day, segment
from treaties.chronology.marks import (
    ClaimRow,
    EventRow,
    KeyDateRow,
    MilestoneRow,
    of_claims,
    of_events,
    of_key_dates,
    of_milestones,
)
from treaties.law.values.vocabulary import PartyStatus, Status


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1970, 1, 1), 0),
        (date(1969, 12, 31), -1),
        (date(2000, 2, 29), 11016),
        (date(1648, 10, 24), -117311),
        (None, None),
    ],
    ids=["epoch", "day before", "leap day", "Westphalia", "open"],
)
def test_a_civil_day_is_counted_from_1970(day: date | None, number: int | None) -> None:
    assert civil_day(day) == number


def test_every_status_of_treaty_and_party_has_a_position() -> None:
    codes = [code for code, _ in STATUSES]
    assert set(codes) == {s.value for s in Status} | {s.value for s in PartyStatus}
    assert len(codes) == len(set(codes))
    assert dict(STATUSES)["notice_given"] == "in force, notice given"


def test_a_text_is_written_once_and_the_empty_text_is_number_0() -> None:
    line = Line(7, "a", "Same", "Same", "bilateral", "yes")
    columns = segment("0", "v", [line], [], [], [Mark(7, "event", date(1970, 1, 2), None, "", "")])
    assert columns["strings"].count("Same") == 1
    assert columns["strings"][0] == ""
    assert columns["treaties"]["title"] == columns["treaties"]["full"]
    assert columns["marks"]["label"] == [0]
    assert columns["marks"]["day"] == [1]


def test_rows_of_a_treaty_outside_the_segment_are_left_out() -> None:
    span = Span(8, None, "", "in_force", date(2000, 1, 1), None)
    columns = segment("0", "v", [Line(7, "a", "A", "A", "bilateral", "yes")], [span], [], [])
    assert columns["spans"]["treaty"] == []


def claim(
    day: str,
    *,
    role: str = "acted",
    rank: str = "normal",
    party: str = "",
    action: int = 1,
    kind: str = "signature",
) -> ClaimRow:
    on = date.fromisoformat(day)
    return ClaimRow(1, action, kind, party, role, rank, on, on)


def test_a_deprecated_claim_is_not_drawn() -> None:
    marks = list(of_claims([claim("2001-03-12"), claim("2001-03-22", rank="deprecated")]))
    assert [mark.day for mark in marks] == [date(2001, 3, 12)]


def test_a_preferred_claim_silences_the_others() -> None:
    marks = list(of_claims([claim("2001-03-12"), claim("2001-03-13", rank="preferred")]))
    assert [mark.day for mark in marks] == [date(2001, 3, 13)]


def test_sources_that_differ_without_preference_give_a_sign_each() -> None:
    marks = list(of_claims([claim("2001-03-12"), claim("2001-03-13")]))
    assert [mark.day for mark in marks] == [date(2001, 3, 12), date(2001, 3, 13)]


def test_an_act_is_drawn_where_it_was_done_and_entry_into_force_where_it_took_effect() -> None:
    ratified = [
        claim("2001-05-01", role="received", kind="ratification"),
        claim("2001-04-01", kind="ratification"),
    ]
    in_force = [
        claim("2002-04-05", role="effective", kind="entry_into_force", action=2),
        claim("2002-03-01", kind="entry_into_force", action=2),
    ]
    days = {mark.kind: mark.day for mark in of_claims([*ratified, *in_force])}
    assert days == {"action": date(2001, 4, 1), "entry_into_force": date(2002, 4, 5)}


def test_parties_that_act_on_one_day_share_a_sign_and_many_are_counted() -> None:
    few = [claim("2001-03-12", party=p, action=n) for n, p in enumerate(["Iran", "Russia"])]
    assert [mark.label for mark in of_claims(few)] == ["signature: Iran, Russia"]
    many = [claim("2016-04-22", party=f"State {n}", action=n) for n in range(175)]
    assert [mark.label for mark in of_claims(many)] == ["signature: 175 parties"]


def test_the_exit_of_one_party_is_no_end_of_the_treaty() -> None:
    found = list(of_claims([claim("2019-01-01", kind="termination", party="Iran")]))
    assert [mark.kind for mark in found] == ["action"]


def test_a_recorded_act_is_not_drawn_again_by_its_key_date_but_the_other_reading_is() -> None:
    day = date(2002, 4, 5)
    drawn = list(of_claims([claim("2002-04-05", kind="entry_into_force")]))
    rows = [KeyDateRow(1, "entry_into_force", reading, day, day, "") for reading in ("", "other")]
    assert [mark.reading for mark in of_key_dates(rows, drawn)] == ["other"]


def test_a_key_date_without_a_day_or_a_sign_is_not_drawn() -> None:
    day = date(2020, 1, 1)
    rows = [
        KeyDateRow(1, "expiry", "", None, None, ""),
        KeyDateRow(1, "window_opens", "", day, day, ""),
    ]
    assert list(of_key_dates(rows, [])) == []


def test_a_date_that_is_not_exact_keeps_its_latest_day() -> None:
    first, last = date(2002, 3, 1), date(2002, 3, 31)
    (event,) = of_events([EventRow(1, "visit", "A visit", first, last)])
    assert (event.day, event.latest) == (first, last)


def test_a_step_is_drawn_where_it_was_done_else_where_it_is_expected() -> None:
    done = (date(2025, 1, 17), date(2025, 1, 17))
    ahead = (date(2026, 1, 1), date(2026, 1, 31))
    none = (None, None)
    marks = list(
        of_milestones(
            [
                MilestoneRow(1, "signature", "", done, ahead),
                MilestoneRow(1, "signature", "Signed in Moscow", none, ahead),
                MilestoneRow(1, "signature", "", none, none),
            ]
        )
    )
    assert [(m.kind, m.day, m.label) for m in marks] == [
        ("milestone_done", done[0], "signature"),
        ("milestone_planned", ahead[0], "Signed in Moscow"),
    ]
