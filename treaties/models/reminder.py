"""Which reminder of which date was sent to whom? The unique key keeps a second daily round from
sending it again.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from treaties.models.key_date import KeyDate
from treaties.models.outgoing import OutgoingMessage


class Reminder(models.Model):
    """One person, one key date at one `revision`, one lead in days: sent once, in one message.

    `lead` is -1 for "was … now …": the date moved after a reminder of it had gone out.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    key_date = models.ForeignKey(KeyDate, on_delete=models.CASCADE, related_name="reminders")
    revision = models.PositiveIntegerField()
    lead = models.SmallIntegerField()
    due_on = models.DateField()
    day = models.DateField(null=True, help_text="The day the reminder spoke of.")
    message = models.ForeignKey(
        OutgoingMessage, on_delete=models.PROTECT, null=True, related_name="reminders"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-due_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_goes_out_once", fields=["person", "key_date", "revision", "lead"]
            ),
            models.CheckConstraint(name="reminder_lead_is_sane", condition=Q(lead__gte=-1)),
        ]

    def __str__(self) -> str:
        return f"{self.key_date} to {self.person}, {self.lead} days before"
