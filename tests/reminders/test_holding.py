"""Just before a letter is sent it is asked whether it still holds; what does not is dropped, and
says why.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from tests.builders import a_party, a_person, a_treaty, an_act
from treaties.law.values.vocabulary import ActionKind, DecisionOutcome
from treaties.models import (
    Claim,
    OutgoingMessage,
    OutgoingState,
    Reminder,
    RenewalCycle,
    Role,
    Treaty,
    User,
    Watch,
)
from treaties.outbox.again import drop, send_again
from treaties.outbox.dispatch import Tally
from treaties.outbox.enqueue import Letter, enqueue
from treaties.register.decisions import acknowledge, decide
from treaties.register.publication import correct, publish, restore, withdraw
from treaties.register.watches import follow, unfollow
from treaties.reminders.daily_round import daily_round
from treaties.reminders.sending import send_due

pytestmark = pytest.mark.django_db

BEGAN = date(2019, 1, 1)
FIRST = date(2020, 4, 5)
"""A year before the last day to give notice of the builder's treaty, 5 April 2021."""


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def go(day: date) -> int:
    """A round of `day`, whose letters have waited since then."""
    done = daily_round(day, at(day)).letters
    OutgoingMessage.objects.filter(state=OutgoingState.WAITING).update(
        enqueued_at=at(day), next_attempt_at=at(day)
    )
    return done


def send(day: date) -> Tally:
    return send_due(now=lambda: at(day))


@pytest.fixture
def treaty() -> Treaty:
    return a_treaty("amity", published=True)


@pytest.fixture
def watch(treaty: Treaty) -> Watch:
    return follow(person=a_person(Role.VIEWER), treaty=treaty, since=BEGAN)


def _cycle(treaty: Treaty) -> RenewalCycle:
    return RenewalCycle.objects.get(treaty=treaty, reading="", ordinal=2)


def _treaty(watch: Watch) -> Treaty:
    assert watch.treaty is not None
    return watch.treaty


def _withdrawn(watch: Watch) -> None:
    withdraw(_treaty(watch), reason="It is secret.", by=a_person(Role.REVIEWER))


def _hidden(watch: Watch) -> None:
    Treaty.objects.filter(slug="amity").update(published_at=None, published_by=None)


def _inactive(watch: Watch) -> None:
    User.objects.filter(pk=watch.person_id).update(is_active=False)


def _no_address(watch: Watch) -> None:
    User.objects.filter(pk=watch.person_id).update(email="")


def _unfollowed(watch: Watch) -> None:
    unfollow(watch=watch)


def _other_leads(watch: Watch) -> None:
    follow(person=watch.person, treaty=watch.treaty, leads=[7], since=BEGAN)


def _acknowledged(watch: Watch) -> None:
    acknowledge(cycle=_cycle(_treaty(watch)), person=watch.person)


def _decided(watch: Watch) -> None:
    decide(
        cycle=_cycle(_treaty(watch)),
        outcome=DecisionOutcome.LET_RUN,
        decided_on=FIRST,
        decided_by="The minister",
        reason="It serves.",
        by=a_person(),
    )


def _notice_given(watch: Watch) -> None:
    an_act(_treaty(watch), ActionKind.NOTICE_OF_NON_RENEWAL, "2020-02-01", "IRN", role="received")
    publish(_treaty(watch), by=a_person(Role.REVIEWER))


def _moved(watch: Watch) -> None:
    claim = Claim.objects.get(
        action__treaty=watch.treaty, action__kind=ActionKind.EXCHANGE_OF_INSTRUMENTS
    )
    correct(claim, changes={"edtf": "2002-06-05"}, by=a_person(), why="The protocol was found.")
    publish(_treaty(watch), by=a_person(Role.REVIEWER))


CHANGES: list[tuple[Callable[[Watch], None], str]] = [
    (_withdrawn, "“Amity” was withdrawn from the register."),
    (_hidden, "the-viewer may not see “Amity”."),
    (_inactive, "the-viewer is no longer active."),
    (_no_address, "the-viewer has no address any more."),
    (_unfollowed, "the-viewer no longer follows “Amity”."),
    (_other_leads, "It is not due to the-viewer any more."),
    (_acknowledged, "It was acknowledged."),
    (_decided, "It was decided."),
    (_notice_given, "Notice was given: nothing is left to decide by that date."),
    (_moved, "The date has moved from 5 April 2021 to 5 June 2021; the new one is told by"),
]


@pytest.mark.parametrize(
    ("change", "why"), CHANGES, ids=[change.__name__.strip("_") for change, _ in CHANGES]
)
def test_what_no_longer_holds_is_dropped_and_says_why(
    watch: Watch, change: Callable[[Watch], None], why: str
) -> None:
    assert go(FIRST) == 1
    change(watch)
    tally = send(FIRST)
    assert (tally.sent, tally.dropped) == (0, 1)
    row = OutgoingMessage.objects.get()
    assert row.state == OutgoingState.DROPPED
    assert row.dropped_because.startswith(why)
    assert mail.outbox == []
    assert not Reminder.objects.exists(), "what was dropped was not told"


def test_what_was_dropped_is_told_when_it_holds_again(watch: Watch) -> None:
    go(FIRST)
    _withdrawn(watch)
    send(FIRST)
    restore(Treaty.objects.get(), by=a_person(Role.REVIEWER), why="It is not secret.")
    assert go(FIRST) == 1
    assert send(FIRST).sent == 1
    assert mail.outbox[0].subject.startswith("Decide by 5 April 2021 (in 1 year)")
    first, second = OutgoingMessage.objects.order_by("id")
    assert first.message_id != second.message_id


def test_a_moved_date_whose_letter_never_left_is_told_as_if_for_the_first_time(
    watch: Watch,
) -> None:
    go(FIRST)
    _moved(watch)
    send(FIRST)
    day = date(2020, 6, 5)
    assert go(day) == 1
    send(day)
    assert mail.outbox[-1].subject == (
        "Decide by 5 June 2021 (in 1 year): Amity renews to 5 June 2027"
    )


def test_that_a_date_moved_is_told_though_the_window_is_acknowledged(watch: Watch) -> None:
    go(FIRST)
    assert send(FIRST).sent == 1
    _moved(watch)
    assert go(FIRST + timedelta(days=10)) == 1
    _acknowledged(watch)
    assert send(FIRST + timedelta(days=10)).sent == 1
    assert "was 5 April 2021" in mail.outbox[-1].subject


def test_a_letter_goes_to_the_address_that_its_reader_has_now(watch: Watch) -> None:
    go(FIRST)
    User.objects.filter(pk=watch.person_id).update(email="new@example.org")
    assert send(FIRST).sent == 1
    assert mail.outbox[0].to == ["new@example.org"]
    assert OutgoingMessage.objects.get().address == "new@example.org"


def test_a_letter_that_waited_for_days_says_the_days_that_are_left(watch: Watch) -> None:
    go(date(2021, 3, 29))
    send(date(2021, 4, 1))
    [letter] = mail.outbox
    assert letter.subject.startswith("Decide by 5 April 2021 (in 4 days)")
    assert "it was due on 29 March 2021 and is late" in str(letter.body) or (
        "which were due on" in str(letter.body)
    )
    assert letter.extra_headers["Date"].startswith("Thu, 01 Apr 2021")


def test_after_weeks_without_mail_one_letter_a_date_leaves(watch: Watch) -> None:
    go(FIRST)
    go(date(2020, 10, 7))
    assert OutgoingMessage.objects.count() == 2
    OutgoingMessage.objects.update(next_attempt_at=at(FIRST))
    tally = send(date(2020, 10, 8))
    assert (tally.sent, tally.dropped) == (1, 1)
    assert "replaces the reminders 365 and 180 days before" in str(mail.outbox[0].body)
    assert Reminder.objects.filter(message__state=OutgoingState.SENT).count() == 2
    assert go(date(2020, 10, 9)) == 0


def test_a_letter_that_may_have_left_keeps_its_words(watch: Watch) -> None:
    go(date(2021, 3, 29))
    OutgoingMessage.objects.update(maybe_left=True)
    send(date(2021, 4, 1))
    assert "(in 7 days)" in mail.outbox[0].subject


def test_the_draft_of_an_agreement_is_not_told_to_who_may_enter_no_more() -> None:
    a_treaty("draft")
    editor = a_person(Role.EDITOR, "once")
    follow(person=editor, since=BEGAN)
    go(FIRST)
    User.objects.filter(pk=editor.pk).update(role=Role.VIEWER)
    assert send(FIRST).dropped == 1


@pytest.mark.parametrize("decided_by", [None, "RUS"])
def test_only_our_own_decision_takes_the_letter_away(
    watch: Watch, settings: Settings, decided_by: str | None
) -> None:
    settings.OUR_SIDE = ["IRN"]
    go(FIRST)
    decide(
        cycle=_cycle(_treaty(watch)),
        outcome=DecisionOutcome.LET_RUN,
        decided_on=FIRST,
        decided_by="The minister",
        reason="It serves.",
        party=a_party(decided_by) if decided_by else None,
        by=a_person(),
    )
    assert send(FIRST).sent == (1 if decided_by else 0)
    if decided_by:
        assert "Decided on 5 April 2020 by The minister" in str(mail.outbox[0].body)


def test_another_kind_of_message_needs_only_a_person_who_is_still_there() -> None:
    person = a_person(Role.ADMIN)
    enqueue(Letter("other/1", "A", "B"), address=person.email, person_id=person.pk)
    enqueue(Letter("other/2", "A", "B"), address="somebody@example.org")
    assert send_due().sent == 2
    enqueue(Letter("other/3", "A", "B"), address=person.email, person_id=person.pk)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert send_due().dropped == 1


def test_what_an_administrator_dropped_is_not_written_again(watch: Watch) -> None:
    go(FIRST)
    drop(OutgoingMessage.objects.all(), reason="Told by telephone.", by=a_person(Role.ADMIN))
    assert go(FIRST) == 0
    assert OutgoingMessage.objects.get().dropped_because == "the-admin: Told by telephone."


def test_what_is_sent_again_is_asked_again(watch: Watch) -> None:
    go(FIRST)
    OutgoingMessage.objects.update(
        state=OutgoingState.FAILED, failed_at=at(FIRST), last_error="550 no"
    )
    _unfollowed(watch)
    assert send_again(OutgoingMessage.objects.all(), reason="Mended.", by=None) == 1
    assert send_due().dropped == 1
