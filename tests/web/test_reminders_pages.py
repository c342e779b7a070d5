"""Following, and the links in the e-mails: a GET asks, a POST acts, nobody acts for another."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders import a_person, a_treaty
from treaties.models import (
    Acknowledgement,
    OutgoingMessage,
    OutgoingState,
    Role,
    Treaty,
    User,
    Watch,
)
from treaties.outbox.enqueue import Letter, enqueue
from treaties.reminders.tokens import (
    Acknowledge,
    Unsubscribe,
    make_acknowledge,
    make_unsubscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def treaty() -> Treaty:
    return a_treaty("one", published=True)


@pytest.fixture
def person(client: Client) -> User:
    found = a_person(Role.VIEWER)
    client.force_login(found)
    return found


def test_following_keeps_the_leads_asked_for(client: Client, person: User, treaty: Treaty) -> None:
    response = client.post("/treaties/one/follow/", {"leads": "90, 30"})
    assert response["Location"] == "/treaties/one/"
    assert Watch.objects.get(person=person, treaty=treaty).leads == [90, 30]


def test_following_twice_changes_the_leads(client: Client, person: User, treaty: Treaty) -> None:
    client.post("/treaties/one/follow/", {"leads": "90"})
    client.post("/treaties/one/follow/", {"leads": "7"})
    assert Watch.objects.get(person=person, ended_at=None).leads == [7]


@pytest.mark.parametrize("leads", ["soon", "-1", "99999", "1.5", "9" * 30])
@pytest.mark.parametrize("address", ["/treaties/one/follow/", "/reminders/"])
def test_leads_that_cannot_be_read_are_refused_at_their_field_and_kept(
    client: Client, person: User, treaty: Treaty, leads: str, address: str
) -> None:
    response = client.post(address, {"leads": leads})
    assert response.status_code == 400
    page = response.content.decode()
    assert f'name="leads" value="{leads}"' in page
    assert 'id="leads-fault"' in page
    assert not Watch.objects.exists()


def test_leads_may_be_written_as_lengths_and_are_said_back_in_days(
    client: Client, person: User, treaty: Treaty
) -> None:
    response = client.post("/treaties/one/follow/", {"leads": "18 months, 90"}, follow=True)
    assert Watch.objects.get(person=person, treaty=treaty).leads == [548, 90]
    assert "18 months (548 days), 90 days before a date" in response.content.decode()


def test_a_form_of_before_another_change_does_not_undo_it(
    client: Client, person: User, treaty: Treaty
) -> None:
    client.post("/treaties/one/follow/", {"leads": "90", "was": ""})
    page = client.get("/treaties/one/").content.decode()
    assert 'name="was" value="90"' in page
    client.post("/treaties/one/follow/", {"leads": "365", "was": "90"})
    stale = client.post("/treaties/one/follow/", {"leads": "7", "was": "90"})
    assert stale.status_code == 400
    assert "it is now: 365" in stale.content.decode()
    assert 'name="leads" value="7"' in stale.content.decode()
    assert 'name="was" value="365"' in stale.content.decode()
    assert Watch.objects.get(person=person, treaty=treaty).leads == [365]


def test_one_stops_only_ones_own_follows(client: Client, person: User, treaty: Treaty) -> None:
    client.post("/treaties/one/follow/")
    watch = Watch.objects.get()
    client.force_login(a_person(Role.EDITOR))
    assert client.post(f"/reminders/{watch.pk}/unfollow/").status_code == 404
    client.force_login(person)
    client.post(f"/reminders/{watch.pk}/unfollow/")
    assert not Watch.objects.filter(ended_at=None).exists()


def test_the_page_lists_what_one_follows(client: Client, person: User, treaty: Treaty) -> None:
    client.post("/treaties/one/follow/", {"leads": "90, 30"})
    page = client.get("/reminders/").content.decode()
    assert '<a href="/treaties/one/">' in page
    assert "90, 30" in page


def test_following_needs_an_account(client: Client, treaty: Treaty) -> None:
    assert "/accounts/login/" in client.post("/treaties/one/follow/")["Location"]
    assert "/accounts/login/" in client.get("/reminders/")["Location"]


def test_one_click_stops_reminders_without_cookies(
    client: Client, person: User, treaty: Treaty
) -> None:
    client.post("/treaties/one/follow/")
    token = make_unsubscribe(Unsubscribe(person.pk, (Watch.objects.get().pk,)))
    mail_program = Client(enforce_csrf_checks=True)
    address = f"/reminders/unsubscribe/{token}/"
    assert mail_program.get(address).status_code == 200
    assert Watch.objects.filter(ended_at=None).exists()
    for _ in range(2):
        response = mail_program.post(address, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    assert not Watch.objects.filter(ended_at=None).exists()


def test_a_link_acknowledges_only_when_confirmed(
    client: Client, person: User, treaty: Treaty
) -> None:
    cycle = treaty.cycles.get(ordinal=2)
    address = f"/reminders/acknowledge/{make_acknowledge(Acknowledge(person.pk, cycle.pk))}/"
    client.get(address)
    assert not Acknowledgement.objects.exists()
    client.post(address)
    assert Acknowledgement.objects.filter(person=person, cycle=cycle).exists()


@pytest.mark.parametrize("kind", ["unsubscribe", "acknowledge"])
def test_a_damaged_link_is_answered_with_a_sentence(client: Client, kind: str) -> None:
    for method in (client.get, client.post):
        response = method(f"/reminders/{kind}/damaged/")
        assert response.status_code == 400
        assert "damaged" in response.content.decode()


def test_what_has_not_left_is_counted_and_not_shown(client: Client, person: User) -> None:
    """It may speak of an agreement that the reader may no longer see."""
    states: dict[OutgoingState, dict[str, object]] = {
        OutgoingState.SENT: {"sent_at": timezone.now()},
        OutgoingState.WAITING: {},
        OutgoingState.FAILED: {"failed_at": timezone.now()},
        OutgoingState.DROPPED: {"dropped_because": "It is secret."},
    }
    for state, values in states.items():
        row = enqueue(
            Letter(f"a/{state}", f"Subject of {state}", "x"),
            address=person.email,
            person_id=person.pk,
        )
        OutgoingMessage.objects.filter(pk=row.pk).update(state=state, **values)
    page = client.get("/reminders/").content.decode()
    assert "Subject of sent" in page
    assert page.count("Subject of") == 1
    assert "It is secret." not in page
    assert "1 more waits to be sent." in page
    assert "1 could not be sent to the-viewer@example.org" in page
