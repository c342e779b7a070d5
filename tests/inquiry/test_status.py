"""How an agreement stands on a day, now and as it was known then."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import a_person, a_treaty, an_act
from treaties.inquiry.status import status_on
from treaties.law.values.vocabulary import ActionKind, KeyDateKind, RelationKind, Status
from treaties.models import Treaty
from treaties.register.relations import relate

INTERVIEW = date(2021, 4, 12)
pytestmark = pytest.mark.django_db


def the_founding_treaty() -> Treaty:
    """The treaty of 2001, and that of 2025 which is presumed to have superseded it."""
    earlier = a_treaty("iran-russia-2001", from_signature=True)
    later = a_treaty("iran-russia-2025", signed="2025-01-17", exchanged="2025-10-02")
    relate(
        from_treaty=later,
        to_treaty=earlier,
        kind=RelationKind.REPLACES,
        express=False,
        by=a_person(),
    )
    return earlier


@pytest.mark.parametrize("as_of", [None, INTERVIEW], ids=["stored", "as known then"])
def test_on_the_day_of_the_interview_the_last_day_to_stop_the_renewal_had_passed(
    as_of: date | None,
) -> None:
    principal, others = status_on(the_founding_treaty(), INTERVIEW, as_of)
    assert principal.sentences(INTERVIEW) == (
        "in force; renewal can no longer be stopped",
        "third term 5 April 2017 – 5 April 2022",
        "last day to stop its renewal was 5 April 2021",
    )
    other = next(o for o in others if o.reading_label == "counted from signature")
    assert other.cycle is not None
    assert other.cycle.words == "fourth term 12 March 2021 – 12 March 2026"


@pytest.mark.parametrize("as_of", [None, date(2025, 10, 3)], ids=["stored", "as known then"])
def test_after_the_later_treaty_the_earlier_is_presumed_superseded_and_the_other_reading_runs_on(
    as_of: date | None,
) -> None:
    principal, others = status_on(the_founding_treaty(), date(2025, 10, 3), as_of)
    assert principal.status is Status.SUPERSEDED_PRESUMED
    assert (principal.since, principal.cycle) == (date(2025, 10, 2), None)
    (other,) = [o for o in others if o.reading == "not-superseded"]
    assert other.cycle is not None
    assert other.cycle.expires == date(2027, 4, 5)


def test_as_of_a_day_nothing_dated_later_is_known() -> None:
    treaty = the_founding_treaty()
    ahead, _ = status_on(treaty, date(2025, 10, 3), as_of=INTERVIEW)
    assert ahead.status is Status.WINDOW_OPEN, "nobody knew of the later treaty"
    before, _ = status_on(treaty, date(2002, 4, 5), as_of=date(2002, 4, 4))
    assert before.status is Status.SIGNED


def test_a_notice_counts_from_the_day_it_is_dated() -> None:
    treaty = a_treaty()
    an_act(treaty, ActionKind.NOTICE_OF_NON_RENEWAL, "2021-02-01", "IRN")
    day = date(2021, 3, 1)
    assert status_on(treaty, day, as_of=day)[0].status is Status.NOTICE_GIVEN
    assert status_on(treaty, day, as_of=date(2021, 1, 31))[0].status is Status.WINDOW_OPEN


def test_the_next_dates_begin_with_the_day_itself() -> None:
    principal, _ = status_on(a_treaty(), date(2021, 4, 5))
    first = principal.next_dates[0]
    assert (first.kind, first.day) == (KeyDateKind.LAST_NOTICE, date(2021, 4, 5))


def test_a_day_before_everything_is_unknown() -> None:
    principal, _ = status_on(a_treaty(), date(1900, 1, 1))
    assert (principal.status, principal.cycle) == (Status.UNKNOWN, None)


def test_a_stored_answer_takes_three_queries_however_many_readings() -> None:
    treaty = the_founding_treaty()
    with CaptureQueriesContext(connection) as queries:
        status_on(treaty, INTERVIEW)
    assert len(queries) == 3


def test_asking_writes_nothing() -> None:
    treaty = the_founding_treaty()
    with CaptureQueriesContext(connection) as queries:
        status_on(treaty, INTERVIEW, as_of=INTERVIEW)
    assert all(query["sql"].startswith("SELECT") for query in queries)
