"""Which e-mails and webhooks have to be sent, and does the mail server take them? Each is claimed
once, settled once, never lost.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from treaties.law.values.vocabulary import Term


class Channel(Term):
    EMAIL = "email", "e-mail"
    WEBHOOK = "webhook", "webhook"


class OutgoingState(Term):
    WAITING = "waiting", "waiting"
    CLAIMED = "claimed", "being sent"
    SENT = "sent", "sent"
    FAILED = "failed", "could not be sent"
    DROPPED = "dropped", "dropped"


class OutgoingMessage(models.Model):
    """A complete message, stored as it will be sent: a second attempt sends the same bytes with the
    same Message-ID (RFC 5322 3.6.4).

    `key` is unique: enqueueing the same thing twice leaves one message. A claim is a lease: if
    `claimed_until` has passed, the worker has died and any other may take the message; `claim`
    identifies the holder.

    `refused_after` and `refusal` keep the last answer that the mail server gave about this very
    message: how many messages it had accepted by then, and the answer without the address in it.
    `maybe_left` says that a copy may have been accepted although no answer came; such a message is
    sent again with the same bytes. `faults` counts tries that failed on our side.
    """

    channel = models.CharField(max_length=10, choices=Channel.choices(), default=Channel.EMAIL)
    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="outgoing_messages",
    )
    address = models.CharField(max_length=600)
    subject = models.CharField(max_length=400)
    message_id = models.CharField(max_length=250, unique=True)
    text = models.TextField()
    html = models.TextField(blank=True, default="")
    calendar = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        max_length=10, choices=OutgoingState.choices(), default=OutgoingState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")
    refused_after = models.PositiveBigIntegerField(null=True)
    refusal = models.CharField(max_length=200, blank=True, default="")
    maybe_left = models.BooleanField(default=False)
    faults = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True, default="")
    enqueued_at = models.DateTimeField(db_default=Now())
    written_at = models.DateTimeField(db_default=Now())
    # Of a letter with a secret: when it expires. Nobody else reads such a body (outbox/secrets.py).
    secret_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-enqueued_at", "-id"]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="outgoing_due",
                condition=Q(state__in=["waiting", "claimed"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="outgoing_words_are_known",
                condition=Q(channel__in=[c.value for c in Channel])
                & Q(state__in=[s.value for s in OutgoingState]),
            ),
            models.CheckConstraint(
                name="outgoing_claim_has_an_end",
                condition=Q(
                    state=OutgoingState.CLAIMED, claim__isnull=False, claimed_until__isnull=False
                )
                | (~Q(state=OutgoingState.CLAIMED) & Q(claim=None, claimed_until=None)),
            ),
            models.CheckConstraint(
                name="outgoing_sent_has_a_time",
                condition=Q(state=OutgoingState.SENT, sent_at__isnull=False)
                | (~Q(state=OutgoingState.SENT) & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="outgoing_failed_has_a_time",
                condition=Q(state=OutgoingState.FAILED, failed_at__isnull=False)
                | (~Q(state=OutgoingState.FAILED) & Q(failed_at=None)),
            ),
            models.CheckConstraint(
                name="outgoing_has_an_address", condition=~Q(address="") & ~Q(message_id="")
            ),
            models.CheckConstraint(
                name="outgoing_dropped_says_why",
                condition=(Q(state=OutgoingState.DROPPED) & ~Q(dropped_because=""))
                | (~Q(state=OutgoingState.DROPPED) & Q(dropped_because="")),
            ),
            models.CheckConstraint(
                name="outgoing_refusal_says_when",
                condition=Q(refused_after=None, refusal="")
                | (Q(refused_after__isnull=False) & ~Q(refusal="")),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Resending(models.Model):
    """Somebody let a message that could not be sent be tried again, and why. `by` is empty for the
    command; `error` is what had been said until then.
    """

    message = models.ForeignKey(
        OutgoingMessage, on_delete=models.CASCADE, related_name="resendings"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())
    reason = models.TextField()
    error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="resending_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason


class Relay(models.Model):
    """The server that takes our messages of one channel: whether it does, and when it is tried
    next.

    `accepted` counts what it has taken. While it takes nothing, `failing_since` is set, every
    message waits, and one of them is tried at `next_try_at`.
    """

    channel = models.CharField(max_length=10, choices=Channel.choices(), primary_key=True)
    accepted = models.PositiveBigIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="relay_channel_is_known", condition=Q(channel__in=[c.value for c in Channel])
            ),
            models.CheckConstraint(
                name="relay_failing_says_why_and_until_when",
                condition=Q(failing_since=None, next_try_at=None, failures=0, last_error="")
                | (
                    Q(failing_since__isnull=False, next_try_at__isnull=False, failures__gt=0)
                    & ~Q(last_error="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.channel
