"""Who follows what, and how long before."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from treaties.models.party import Party, Subject
from treaties.models.treaty import Treaty


def usual_leads() -> list[int]:
    """How many days before a date a follower is reminded, unless the follower says otherwise."""
    return list(settings.DEFAULT_LEADS)


@pghistory.track()
class Watch(models.Model):
    """A person follows one treaty, everything of a party, a subject, or everything (all three
    empty).

    `since` is the first day on which reminders are due: a new follower is not sent last year's
    reminders.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches"
    )
    treaty = models.ForeignKey(
        Treaty, on_delete=models.CASCADE, null=True, blank=True, related_name="watches"
    )
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, null=True, blank=True, related_name="watches"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.CASCADE, null=True, blank=True, related_name="watches"
    )
    leads = ArrayField(
        models.PositiveSmallIntegerField(),
        default=usual_leads,
        help_text="Days before the date, such as 365, 180, 90, 30, 7.",
    )
    since = models.DateField()
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "watches"
        ordering = ["person_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="watch_follows_one_thing",
                condition=Q(party=None, subject=None)
                | Q(treaty=None, subject=None)
                | Q(treaty=None, party=None),
            ),
            models.CheckConstraint(name="watch_has_leads", condition=Q(leads__len__gte=1)),
            models.UniqueConstraint(
                name="watch_is_kept_once",
                fields=["person", "treaty", "party", "subject"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.treaty or self.party or self.subject or 'everything'}"
