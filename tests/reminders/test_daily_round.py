"""The daily round over real rows: who is reminded, once, and what stops it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.builders import a_party, a_person, a_treaty, an_act
from treaties.law.values.vocabulary import ActionKind, DecisionOutcome
from treaties.models import (
    Claim,
    KeyDate,
    OutgoingMessage,
    Reminder,
    RenewalCycle,
    Role,
    Treaty,
    User,
    Watch,
)
from treaties.register.decisions import acknowledge, decide
from treaties.register.publication import correct, publish
from treaties.register.watches import follow, unfollow
from treaties.reminders.daily_round import Round, daily_round
from treaties.reminders.particulars import particulars

pytestmark = pytest.mark.django_db

BEGAN = date(2019, 1, 1)
FIRST = date(2020, 4, 5)
"""A year before the last day to give notice of the builder's treaty, 5 April 2021."""


def go(day: date) -> Round:
    return daily_round(day, datetime.combine(day, time(5), UTC))


def subjects() -> list[str]:
    return list(OutgoingMessage.objects.order_by("id").values_list("subject", flat=True))


@pytest.fixture
def treaty() -> Treaty:
    return a_treaty("amity", published=True)


@pytest.fixture
def reader() -> User:
    return a_person(Role.VIEWER)


@pytest.fixture
def watch(treaty: Treaty, reader: User) -> Watch:
    return follow(person=reader, treaty=treaty, since=BEGAN)


def cycle_of(treaty: Treaty) -> RenewalCycle:
    return RenewalCycle.objects.get(treaty=treaty, reading="", ordinal=2)


def test_the_follower_is_told_on_the_day(watch: Watch) -> None:
    assert go(FIRST - timedelta(days=1)).letters == 0
    assert go(FIRST).letters == 1
    row = OutgoingMessage.objects.get()
    assert row.subject == "Decide by 5 April 2021 (in 1 year): Amity renews to 5 April 2027"
    assert row.address == watch.person.email
    told = Reminder.objects.get()
    assert (told.lead, told.due_on, told.day) == (365, FIRST, date(2021, 4, 5))
    assert told.message_id == row.pk


def test_a_second_round_leaves_nothing_more(watch: Watch) -> None:
    go(FIRST)
    assert go(FIRST).letters == 0
    assert go(FIRST + timedelta(days=1)).letters == 0
    assert OutgoingMessage.objects.count() == 1


def test_after_a_week_away_what_was_due_goes_out_with_the_true_number_of_days(watch: Watch) -> None:
    go(date(2020, 10, 10))
    assert subjects() == ["Decide by 5 April 2021 (in 5 months): Amity renews to 5 April 2027"]
    assert set(Reminder.objects.values_list("lead", flat=True)) == {365, 180}
    assert Reminder.objects.values("message").distinct().count() == 1
    text = OutgoingMessage.objects.get().text
    assert "which were due on 5 April 2020 and 7 October 2020" in text


def test_a_day_that_passed_before_the_follow_is_not_told(treaty: Treaty, reader: User) -> None:
    follow(person=reader, treaty=treaty, since=date(2021, 4, 6))
    assert go(date(2021, 4, 6)).letters == 0


def test_who_follows_everything_is_told_of_each_once(treaty: Treaty, reader: User) -> None:
    follow(person=reader, treaty=treaty, since=BEGAN)
    follow(person=reader, party=a_party("IRN"), since=BEGAN)
    follow(person=reader, since=BEGAN)
    assert go(FIRST).letters == 1
    text = OutgoingMessage.objects.get().text
    assert "You follow all agreements of Iran, every agreement and “Amity”." in text


def test_a_follow_of_another_party_is_not_concerned(treaty: Treaty, reader: User) -> None:
    follow(person=reader, party=a_party("CHN"), since=BEGAN)
    assert go(FIRST).letters == 0


@pytest.mark.parametrize("how", ["unfollowed", "no address", "left the house"])
def test_who_does_not_want_or_cannot_get_mail_gets_none(watch: Watch, how: str) -> None:
    if how == "unfollowed":
        unfollow(watch=watch)
    else:
        changes = {"email": ""} if how == "no address" else {"is_active": False}
        User.objects.filter(pk=watch.person_id).update(**changes)
    assert go(FIRST).letters == 0


def test_a_draft_reminds_only_those_who_may_see_it(reader: User) -> None:
    draft = a_treaty("secret")
    editor = a_person()
    follow(person=reader, since=BEGAN)
    follow(person=editor, since=BEGAN)
    assert go(FIRST).letters == 1
    assert OutgoingMessage.objects.get().person == editor
    publish(draft, by=a_person(Role.REVIEWER))
    assert go(FIRST).letters == 1


def test_an_acknowledgement_stops_the_nagging_of_that_person_only(watch: Watch) -> None:
    other = a_person(Role.REVIEWER)
    assert watch.treaty is not None
    follow(person=other, treaty=watch.treaty, since=BEGAN)
    acknowledge(cycle=cycle_of(watch.treaty), person=watch.person)
    assert go(FIRST).letters == 1
    assert OutgoingMessage.objects.get().person == other


@pytest.mark.parametrize(("party", "letters"), [(None, 0), ("IRN", 0), ("RUS", 1)])
def test_our_decision_stops_the_nagging_and_the_other_sides_does_not(
    watch: Watch, settings: Settings, party: str | None, letters: int
) -> None:
    settings.OUR_SIDE = ["IRN"]
    assert watch.treaty is not None
    decide(
        cycle=cycle_of(watch.treaty),
        outcome=DecisionOutcome.LET_RUN,
        decided_on=date(2020, 2, 1),
        decided_by="The minister",
        reason="It serves.",
        party=a_party(party) if party else None,
        by=a_person(),
    )
    assert go(FIRST).letters == letters
    if letters:
        text = OutgoingMessage.objects.get().text
        assert "Decided on 1 February 2020 by The minister: let it run. It serves." in text


def test_a_date_that_moved_is_told_as_was_and_now_because(watch: Watch) -> None:
    go(FIRST)
    assert watch.treaty is not None
    claim = Claim.objects.get(
        action__treaty=watch.treaty, action__kind=ActionKind.EXCHANGE_OF_INSTRUMENTS
    )
    correct(claim, changes={"edtf": "2002-06-05"}, by=a_person(), why="The protocol was found.")
    assert go(FIRST + timedelta(days=10)).letters == 0, "not before the correction is published"
    publish(watch.treaty, by=a_person(Role.REVIEWER))
    assert go(FIRST + timedelta(days=10)).letters == 1
    row = OutgoingMessage.objects.order_by("-id")[0]
    assert row.subject == (
        "Decide by 5 June 2021 (in 1 year and 1 month), was 5 April 2021: "
        "Amity renews to 5 June 2027"
    )
    assert "Was 5 April 2021, now 5 June 2021, because: " in row.text
    key_date = KeyDate.objects.get(treaty=watch.treaty, kind="last_notice", ordinal=2)
    assert f"SEQUENCE:{key_date.revision - 1}\r\n" in row.calendar
    assert key_date.revision == 2
    assert go(FIRST + timedelta(days=11)).letters == 0
    assert go(date(2020, 6, 5)).letters == 1, "the leads run again, for the new day"


def test_the_margin_for_delivery_comes_off_the_day(watch: Watch, settings: Settings) -> None:
    settings.DELIVERY_MARGIN_DAYS = 14
    call_command("rebuild", another_margin=True)
    assert go(FIRST - timedelta(days=14)).letters == 1
    row = OutgoingMessage.objects.get()
    assert row.subject.startswith("Decide by 22 March 2021 (in 1 year)")
    assert "If nobody gives notice by 5 April 2021" in row.text
    assert "14 days are allowed for delivery" in row.text


def test_the_reminder_of_the_principal_reading_shows_the_other_beside_it(reader: User) -> None:
    treaty = a_treaty("two-readings", from_signature=True, published=True)
    follow(person=reader, treaty=treaty, since=BEGAN)
    assert go(FIRST).letters == 1
    text = OutgoingMessage.objects.get().text
    assert "Under the other reading (counted from signature), the day is 12 March 2020" in text


def test_an_agreement_that_nothing_renews_is_told_by_its_end(reader: User) -> None:
    treaty = a_treaty("lapsing", renewal="", notice="", published=True)
    follow(person=reader, treaty=treaty, since=BEGAN - timedelta(days=3650))
    assert go(date(2012, 3, 29)).letters == 1
    assert subjects() == ["Expires on 5 April 2012 (in 7 days): Lapsing"]
    assert "it has no automatic renewal" in OutgoingMessage.objects.get().text


def test_a_notice_given_ends_the_reminders(watch: Watch) -> None:
    assert watch.treaty is not None
    an_act(watch.treaty, ActionKind.NOTICE_OF_NON_RENEWAL, "2020-02-01", "IRN", role="received")
    publish(watch.treaty, by=a_person(Role.REVIEWER))
    assert go(FIRST).letters == 0


def test_one_letter_that_cannot_be_written_does_not_keep_the_others_back(
    watch: Watch, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_treaty("broken", published=True)
    follow(person=reader, treaty=other, since=BEGAN)
    written = particulars

    def break_one(row: KeyDate, decisions: object) -> object:
        if row.treaty_id == other.pk:
            raise RuntimeError("a reason that cannot be put into words")
        return written(row, decisions)  # type: ignore[arg-type]

    monkeypatch.setattr("treaties.reminders.compose.particulars", break_one)
    done = go(FIRST)
    assert (done.letters, done.failures) == (1, 1)
    monkeypatch.undo()
    assert go(FIRST + timedelta(days=1)).letters == 1, "it is tried again"


def test_a_round_with_nothing_due_asks_the_same_few_questions_for_one_and_for_many(
    reader: User,
) -> None:
    follow(person=reader, since=BEGAN)
    a_treaty("first", published=True)
    go(FIRST)
    with CaptureQueriesContext(connection) as one:
        go(FIRST)
    for number in range(4):
        a_treaty(f"more-{number}", published=True)
    go(FIRST)
    with CaptureQueriesContext(connection) as many:
        assert go(FIRST).letters == 0
    assert len(many) == len(one)


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_the_same_time_leave_one_letter(reader: User) -> None:
    for number in range(3):
        follow(person=reader, treaty=a_treaty(f"t-{number}", published=True), since=BEGAN)
    letters = list(_at_once(3))
    assert sum(letters) == 3
    assert OutgoingMessage.objects.count() == 3
    assert Reminder.objects.count() == 3


def _at_once(count: int) -> Iterator[int]:
    barrier, found = Barrier(count), []

    def run() -> None:
        barrier.wait(10)
        try:
            found.append(go(FIRST).letters)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == count
    return iter(found)
