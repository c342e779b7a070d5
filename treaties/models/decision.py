"""What was decided for a window, and who has seen that nothing is decided yet (RUN-2)?"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from treaties.law.values.vocabulary import DecisionOutcome
from treaties.models.base import ON_RECORD, Fact, fact_constraints
from treaties.models.cycle import RenewalCycle
from treaties.models.party import Party
from treaties.models.source import Document


@pghistory.track()
class Decision(Fact):
    """Renew, amend, give notice or let run, for the window that closes a cycle. Internal unless
    `public`.
    """

    cycle = models.ForeignKey(RenewalCycle, on_delete=models.PROTECT, related_name="decisions")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    outcome = models.CharField(max_length=12, choices=DecisionOutcome.choices())
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    reason = models.TextField(max_length=4000)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["cycle_id", "id"]
        constraints = [
            *fact_constraints("decision"),
            models.CheckConstraint(
                name="decision_outcome_is_known",
                condition=Q(outcome__in=[outcome.value for outcome in DecisionOutcome]),
            ),
            models.CheckConstraint(
                name="decision_says_who_and_why", condition=~Q(decided_by="") & ~Q(reason="")
            ),
            models.UniqueConstraint(
                name="decision_stands_once_for_a_window",
                fields=["cycle", "party"],
                condition=ON_RECORD & Q(supersedes=None),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{DecisionOutcome(self.outcome).label}: {self.cycle}"


class Acknowledgement(models.Model):
    """A person has seen a window without a decision; stops further reminders for that window."""

    cycle = models.ForeignKey(
        RenewalCycle, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    at = models.DateTimeField(db_default=Now())
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="acknowledgement_is_given_once", fields=["cycle", "person"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} has seen {self.cycle}"
