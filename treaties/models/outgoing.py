"""Which e-mails and webhooks have to be sent? Each is claimed once, settled once, never lost."""

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


class OutgoingMessage(models.Model):
    """A complete message, stored as it will be sent: a second attempt sends the same bytes with the
    same Message-ID (RFC 5322 3.6.4).

    `key` is unique: enqueueing the same thing twice leaves one message. A claim is a lease: if
    `claimed_until` has passed, the worker has died and any other may take the message; `claim`
    identifies the holder.
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
    enqueued_at = models.DateTimeField(db_default=Now())
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
                name="outgoing_has_an_address", condition=~Q(address="") & ~Q(message_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.subject
