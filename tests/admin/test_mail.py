"""What an administrator does about mail: sends it again, one or all, or drops it; with a reason."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.builders import a_person
from treaties.models import OutgoingMessage, OutgoingState, Resending, Role
from treaties.outbox.enqueue import Letter, enqueue

pytestmark = pytest.mark.django_db

PAGE = "/admin/treaties/outgoingmessage/"


def refused(number: int) -> OutgoingMessage:
    row = enqueue(Letter(f"a/{number}", f"Letter {number}", "x"), address=f"{number}@example.org")
    OutgoingMessage.objects.filter(pk=row.pk).update(
        state=OutgoingState.FAILED,
        failed_at=timezone.now(),
        attempts=7,
        refused_after=3,
        refusal="550 5.1.1",
        last_error="550 no such mailbox",
        next_attempt_at=timezone.now() - timedelta(days=3),
    )
    row.refresh_from_db()
    return row


def do(client: Client, action: str, rows: list[OutgoingMessage], **more: str) -> str:
    data = {"action": action, "_selected_action": [str(row.pk) for row in rows], **more}
    return client.post(PAGE, data, follow=True).content.decode()


def states() -> list[str]:
    return list(OutgoingMessage.objects.order_by("id").values_list("state", flat=True))


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(a_person(Role.ADMIN))
    return client


def test_one_is_sent_again_and_the_reason_is_kept(administrator: Client) -> None:
    one, _ = refused(1), refused(2)
    page = do(administrator, "send_again", [one], reason="The address was corrected.")
    assert "1 message waits to be sent again." in page
    assert states() == [OutgoingState.WAITING, OutgoingState.FAILED]
    kept = Resending.objects.get()
    assert (kept.by, kept.reason, kept.error) == (
        a_person(Role.ADMIN),
        "The address was corrected.",
        "550 no such mailbox",
    )
    row = OutgoingMessage.objects.get(pk=one.pk)
    assert (row.attempts, row.refused_after, row.refusal) == (0, None, "")
    detail = administrator.get(f"{PAGE}{one.pk}/change/").content.decode()
    assert "The address was corrected." in detail


def test_all_are_sent_again(administrator: Client) -> None:
    rows = [refused(number) for number in range(3)]
    do(administrator, "send_again", rows[:1], select_across="1", reason="The relay was mended.")
    assert states() == [OutgoingState.WAITING] * 3
    assert Resending.objects.count() == 3


@pytest.mark.parametrize("action", ["send_again", "drop"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_changes(administrator: Client, action: str, reason: str) -> None:
    page = do(administrator, action, [refused(1)], reason=reason)
    assert "Nothing was changed. Say why" in page
    assert states() == [OutgoingState.FAILED]


def test_what_was_sent_is_neither_sent_again_nor_dropped(administrator: Client) -> None:
    row = refused(1)
    OutgoingMessage.objects.update(state=OutgoingState.SENT, sent_at=timezone.now(), failed_at=None)
    for action in ("send_again", "drop"):
        do(administrator, action, [row], reason="By mistake.")
        assert states() == [OutgoingState.SENT]


def test_what_is_dropped_shows_who_and_why(administrator: Client) -> None:
    page = do(administrator, "drop", [refused(1)], reason="Told by telephone.")
    assert states() == [OutgoingState.DROPPED]
    assert "the-admin: Told by telephone." in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.REVIEWER])
def test_nobody_else_may(client: Client, role: str) -> None:
    client.force_login(a_person(role))
    row = refused(1)
    data = {"action": "send_again", "_selected_action": [str(row.pk)], "reason": "Why not."}
    assert client.post(PAGE, data).status_code in {302, 403}
    assert states() == [OutgoingState.FAILED]


def test_the_command_lists_and_sends_again() -> None:
    one, two = refused(1), refused(2)
    out = StringIO()
    call_command("send_again", stdout=out)
    assert f"{one.pk}  1@example.org  Letter 1\n    550 no such mailbox" in out.getvalue()
    call_command("send_again", str(two.pk), because="Mended.", stdout=out)
    assert states() == [OutgoingState.FAILED, OutgoingState.WAITING]
    call_command("send_again", all=True, because="Mended.", stdout=out)
    assert states() == [OutgoingState.WAITING] * 2
    assert Resending.objects.filter(by=None, reason="Mended.").count() == 2


def test_the_command_asks_for_a_reason_and_for_numbers_that_there_are() -> None:
    row = refused(1)
    with pytest.raises(CommandError, match="--because: Say why"):
        call_command("send_again", str(row.pk))
    with pytest.raises(CommandError, match="could not be sent: 999999"):
        call_command("send_again", "999999", because="Mended.")
    assert states() == [OutgoingState.FAILED]
