"""How did it end? Sent, to be tried again, refused, or dropped: written only by the current holder
of the claim.

RULE. The relay's fault never counts against a message. A refusal (5xx to the recipient or to the
content) is believed, and the message settled as refused, only where the relay accepted another
message after it and then gave the same answer to this one again. Until then the message waits. The
same answer to two recipients in a row, or any to five, with nothing accepted in between, is taken
for the relay's fault: the round stops. So a single message that is refused is held for as long as
there is nothing to compare it with, and people are told of it (operation/alarms).
"""

from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest

from treaties.models import OutgoingMessage, OutgoingState, Reminder
from treaties.outbox import relay
from treaties.outbox.claim import FAULT_PAUSE, MOST_FAULTS, Claimed
from treaties.outbox.enqueue import Letter
from treaties.outbox.secrets import erased
from treaties.outbox.verdict import About, Answer

SAME_IN_A_ROW: Final = 2
ANY_IN_A_ROW: Final = 5
SECOND_LOOKS: Final = 10
"""So many tries of a refused message are made at once when the relay accepts another; later ones
wait for its own pause."""
LONGEST_DEFERRAL: Final = timedelta(days=5)
"""How long one recipient's server may say "later" (RFC 5321 4.5.4.1) while others are accepted."""


class Outcome(Enum):
    """What became of a message, and whether the round goes on."""

    SENT = auto()
    PUT_OFF = auto()
    REFUSED = auto()
    DROPPED = auto()
    RELAY_FAILS = auto()
    TAKEN_OVER = auto()


def sent(claimed: Claimed, now: datetime) -> Outcome:
    """The relay has accepted it. Those that it had refused are tried again at once: it is at
    work.
    """
    with transaction.atomic():
        own = _settle(
            claimed,
            state=OutgoingState.SENT,
            sent_at=now,
            last_error="",
            refused_after=None,
            refusal="",
            **erased(claimed.message),
        )
        accepted = relay.took(now)
        OutgoingMessage.objects.filter(
            state=OutgoingState.WAITING,
            refusal__startswith="5",
            refused_after__lt=accepted,
            attempts__lt=SECOND_LOOKS,
            next_attempt_at__gt=now,
        ).update(next_attempt_at=now)
    return Outcome.SENT if own else Outcome.TAKEN_OVER


def answered(claimed: Claimed, answer: Answer, now: datetime) -> Outcome:
    """The relay has not accepted it; the rule is above."""
    message = claimed.message
    with transaction.atomic():
        if answer.about is About.RELAY:
            # At the end of those that are due: the next try is made with another message.
            _settle(
                claimed,
                state=OutgoingState.WAITING,
                next_attempt_at=now,
                last_error=answer.words,
                maybe_left=message.maybe_left or answer.maybe_left,
                faults=0,
            )
            relay.failed(answer.words, now)
            return Outcome.RELAY_FAILS
        accepted = relay.state().accepted
        if _is_believed(message, answer, accepted, now):
            refused = _settle(
                claimed,
                state=OutgoingState.FAILED,
                failed_at=now,
                last_error=answer.words,
                maybe_left=False,
            )
            return Outcome.REFUSED if refused else Outcome.TAKEN_OVER
        _settle(
            claimed,
            state=OutgoingState.WAITING,
            next_attempt_at=now + relay.pause(message.attempts),
            last_error=answer.words,
            refused_after=accepted,
            refusal=answer.reply,
            faults=0,
        )
        if _says_so_to_everybody(message, answer, accepted):
            relay.failed(answer.words, now)
            return Outcome.RELAY_FAILS
    return Outcome.PUT_OFF


def poisoned(claimed: Claimed, error: str, now: datetime) -> Outcome:
    """Processing it failed on our side: delayed by an hour, so that the others are sent, and given
    up after some tries.
    """
    faults = claimed.message.faults + 1
    if faults >= MOST_FAULTS:
        _settle(claimed, state=OutgoingState.FAILED, failed_at=now, last_error=error, faults=faults)
        return Outcome.REFUSED
    _settle(
        claimed,
        state=OutgoingState.WAITING,
        next_attempt_at=now + FAULT_PAUSE,
        last_error=error,
        faults=faults,
    )
    return Outcome.PUT_OFF


def dropped(claimed: Claimed, why: str, replaced_by: int | None = None) -> Outcome:
    """It no longer holds. Its reminders go with the message that replaces it, or count as never
    sent: if they are due again one day, they are told.
    """
    with transaction.atomic():
        own = _settle(
            claimed,
            state=OutgoingState.DROPPED,
            dropped_because=why,
            refused_after=None,
            refusal="",
            **erased(claimed.message),
        )
        mine = Reminder.objects.filter(message=claimed.message)
        if own and replaced_by is not None:
            mine.update(message_id=replaced_by)
        elif own:
            mine.delete()
    return Outcome.DROPPED if own else Outcome.TAKEN_OVER


def written_anew(claimed: Claimed, letter: Letter | None, address: str, now: datetime) -> bool:
    """The message as it is to be sent now; False if the claim went to somebody else meanwhile."""
    message = claimed.message
    changes: dict[str, object] = {}
    if letter is not None:
        changes = {**letter.columns(), "written_at": now}
    if address and address != message.address:
        changes["address"] = address
    if not changes:
        return True
    for name, value in changes.items():
        setattr(message, name, value)
    return bool(_ours(claimed).update(**changes))


def waiting_since() -> Greatest:
    """Since when a message has been due: since it was enqueued, or let be tried again."""
    return Greatest("enqueued_at", Max("resendings__at"))  # PostgreSQL leaves out what is null


def _is_believed(message: OutgoingMessage, answer: Answer, accepted: int, now: datetime) -> bool:
    """Whether the answer is about this message alone and final."""
    if message.refused_after is None or accepted <= message.refused_after:
        return False
    if answer.about is About.THIS_FOR_GOOD:
        return message.refusal == answer.reply
    since: datetime = (
        OutgoingMessage.objects.filter(pk=message.pk)
        .annotate(since=waiting_since())
        .values_list("since", flat=True)
        .get()
    )
    return since < now - LONGEST_DEFERRAL


def _says_so_to_everybody(message: OutgoingMessage, answer: Answer, accepted: int) -> bool:
    """Whether other recipients got such an answer, too, and nothing has been accepted since."""
    others = OutgoingMessage.objects.filter(
        state__in=[OutgoingState.WAITING, OutgoingState.CLAIMED], refused_after=accepted
    ).exclude(address__iexact=message.address)
    to = {address.lower(): reply for address, reply in others.values_list("address", "refusal")}
    same = 1 + sum(reply == answer.reply for reply in to.values())
    return same >= SAME_IN_A_ROW or 1 + len(to) >= ANY_IN_A_ROW


def _ours(claimed: Claimed) -> QuerySet[OutgoingMessage]:
    return OutgoingMessage.objects.filter(
        pk=claimed.message.pk, state=OutgoingState.CLAIMED, claim=claimed.token
    )


def _settle(claimed: Claimed, **result: object) -> bool:
    """Compare and set: the row changes only while it carries our token."""
    return bool(_ours(claimed).update(claim=None, claimed_until=None, **result))
