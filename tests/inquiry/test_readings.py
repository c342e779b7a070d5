"""How an agreement stands on a day, by what is stored now and by what was known then: the same
values of the law, and the same outlook.
"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import a_person, a_treaty, an_act
from treaties.inquiry.readings import readings_of, readings_on
from treaties.law.outlook import Outlook, differs, outlook
from treaties.law.rules.results import Cycle
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


def outlooks(treaty: Treaty, day: date, as_of: date | None = None) -> tuple[Outlook, list[Outlook]]:
    """The principal reading, and those others that say otherwise."""
    principal, *others = (outlook(r, day) for r in readings_on(treaty, as_of, reach=day))
    return principal, [other for other in others if differs(other, principal)]


def days(cycle: Cycle | None) -> tuple[date | None, date | None]:
    assert cycle is not None
    return cycle.start.earliest, cycle.expires.earliest


@pytest.mark.parametrize("as_of", [None, INTERVIEW], ids=["stored", "as known then"])
def test_on_the_day_of_the_interview_the_last_day_to_stop_the_renewal_had_passed(
    as_of: date | None,
) -> None:
    principal, others = outlooks(the_founding_treaty(), INTERVIEW, as_of)
    assert principal.status is Status.NEXT_PERIOD_CERTAIN
    assert days(principal.cycle) == (date(2017, 4, 5), date(2022, 4, 5))
    assert principal.next is not None
    assert (principal.next.label, principal.next.to_act) == ("Renews", date(2022, 4, 5))
    other = next(o for o in others if o.reading.label == "counted from signature")
    assert days(other.cycle) == (date(2021, 3, 12), date(2026, 3, 12))
    assert not other.reading.held


@pytest.mark.parametrize("as_of", [None, date(2025, 10, 3)], ids=["stored", "as known then"])
def test_after_the_later_treaty_the_earlier_is_presumed_superseded_and_the_other_reading_runs_on(
    as_of: date | None,
) -> None:
    principal, others = outlooks(the_founding_treaty(), date(2025, 10, 3), as_of)
    assert principal.status is Status.SUPERSEDED_PRESUMED
    assert not principal.binds
    assert principal.span is not None
    assert (principal.span.start, principal.cycle) == (date(2025, 10, 2), None)
    (other,) = [o for o in others if o.reading.key == "not-superseded"]
    assert other.reading.held
    assert days(other.cycle)[1] == date(2027, 4, 5)


def test_as_of_a_day_nothing_dated_later_is_known() -> None:
    treaty = the_founding_treaty()
    ahead, _ = outlooks(treaty, date(2025, 10, 3), as_of=INTERVIEW)
    assert ahead.status is Status.WINDOW_OPEN, "nobody knew of the later treaty"
    before, _ = outlooks(treaty, date(2002, 4, 5), as_of=date(2002, 4, 4))
    assert before.status is Status.SIGNED


def test_a_notice_counts_from_the_day_it_is_dated() -> None:
    treaty = a_treaty()
    an_act(treaty, ActionKind.NOTICE_OF_NON_RENEWAL, "2021-02-01", "IRN")
    day = date(2021, 3, 1)
    assert outlooks(treaty, day, as_of=day)[0].status is Status.NOTICE_GIVEN
    assert outlooks(treaty, day, as_of=date(2021, 1, 31))[0].status is Status.WINDOW_OPEN


def test_the_next_date_may_be_the_day_itself() -> None:
    principal, _ = outlooks(a_treaty(), date(2021, 4, 5))
    assert principal.next is not None
    assert (principal.next.kind, principal.next.to_act) == (
        KeyDateKind.LAST_NOTICE,
        date(2021, 4, 5),
    )


def test_a_day_before_everything_has_no_status() -> None:
    principal, _ = outlooks(a_treaty(), date(1900, 1, 1))
    assert (principal.status, principal.cycle, principal.binds) == (None, None, False)


def test_the_stored_readings_take_three_queries_however_many_treaties() -> None:
    treaties = [the_founding_treaty(), a_treaty("another")]
    with CaptureQueriesContext(connection) as queries:
        readings_of(treaties, parties=True)
    assert len(queries) == 3


def test_asking_writes_nothing() -> None:
    treaty = the_founding_treaty()
    with CaptureQueriesContext(connection) as queries:
        readings_on(treaty, INTERVIEW, reach=INTERVIEW)
    assert all(query["sql"].startswith("SELECT") for query in queries)
