"""What has to run again and again, and when did it last? A row for each: what is due is decided
neither by the clock nor by a file of the process that wakes the workers.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from treaties.law.values.vocabulary import Term


class PeriodicName(Term):
    WAKE = "beat", "beat"
    ROUND = "round", "the daily round"
    HORIZON = "horizon", "moving the horizon"
    SEGMENTS = "segments", "making the timeline's segments and the counts of filters"


class PeriodicTask(models.Model):
    """One thing that runs again and again; `day` is the civil day of the last run that ended well.

    A claim is a lease, as in the outbox: a worker that is killed leaves it behind, and after
    `claimed_until` another may begin.
    """

    name = models.CharField(max_length=12, choices=PeriodicName.choices(), primary_key=True)
    known_since = models.DateTimeField(db_default=Now())
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="periodictask_name_is_known",
                condition=Q(name__in=[name.value for name in PeriodicName]),
            ),
            models.CheckConstraint(
                name="periodictask_claim_has_an_end",
                condition=Q(claim=None, claimed_until=None)
                | Q(claim__isnull=False, claimed_until__isnull=False),
            ),
            models.CheckConstraint(
                name="periodictask_finished_on_a_day",
                condition=Q(day=None, finished_at=None)
                | Q(day__isnull=False, finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return PeriodicName(self.name).label
