"""What does the text say about time? One row for each final clause: its provision in the
vocabulary, with article and quotation.
"""

import pghistory
from django.db import models
from django.db.models import F, Q

from treaties.law.values.vocabulary import ClauseKind, Rank
from treaties.models.base import Fact, fact_constraints
from treaties.models.treaty import Treaty


@pghistory.track()
class Clause(Fact):
    """A final clause, or another reading of one (`reading_of`, with the reading's name). Another
    reading is `held` where a party or an authority takes it, or else only mentioned: then it is
    shown and does not count for the safe day.

    `origin` is the first row of a chain of corrections. Key dates refer to it, so that a corrected
    article number does not give a date a new identity.
    """

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="clauses")
    kind = models.CharField(max_length=24, choices=ClauseKind.choices())
    provision = models.JSONField()
    article = models.CharField(max_length=60, blank=True, default="")
    quotation = models.TextField(blank=True, default="", max_length=1200)
    rank = models.CharField(max_length=10, choices=Rank.choices(), default=Rank.NORMAL)
    reading_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="other_readings"
    )
    reading = models.CharField(max_length=80, blank=True, default="")
    held = models.BooleanField(default=True)
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    note = models.TextField(blank=True, default="", max_length=4000)

    class Meta:
        ordering = ["treaty_id", "id"]
        constraints = [
            *fact_constraints("clause"),
            models.CheckConstraint(
                name="clause_words_are_known",
                condition=Q(kind__in=[kind.value for kind in ClauseKind])
                & Q(rank__in=[rank.value for rank in Rank]),
            ),
            models.CheckConstraint(
                name="clause_other_reading_has_a_name",
                condition=Q(reading_of=None, reading="")
                | (Q(reading_of__isnull=False) & ~Q(reading="")),
            ),
            models.CheckConstraint(
                name="clause_only_another_reading_is_mentioned",
                condition=Q(held=True) | Q(reading_of__isnull=False),
            ),
            models.CheckConstraint(
                name="clause_is_not_a_reading_of_itself",
                condition=Q(reading_of=None) | ~Q(reading_of=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{ClauseKind(self.kind).label}, {self.article or 'no article'}"
