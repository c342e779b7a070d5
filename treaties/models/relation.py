"""What one agreement does to another: amends, extends, replaces …"""

import pghistory
from django.db import models
from django.db.models import F, Q

from treaties.law.values.vocabulary import RelationKind
from treaties.models.base import ON_RECORD, Fact, fact_constraints
from treaties.models.fields import CivilDateField
from treaties.models.treaty import Treaty


@pghistory.track()
class Relation(Fact):
    """`from_treaty` does `kind` to `to_treaty`. `express` says whether the later text itself
    says so (VCLT 59).
    """

    from_treaty = models.ForeignKey(
        Treaty, on_delete=models.PROTECT, related_name="relations_to_earlier"
    )
    to_treaty = models.ForeignKey(
        Treaty, on_delete=models.PROTECT, related_name="relations_from_later"
    )
    kind = models.CharField(max_length=16, choices=RelationKind.choices())
    date = CivilDateField()
    express = models.BooleanField(default=True)
    scope = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="", max_length=4000)

    class Meta:
        ordering = ["from_treaty_id", "id"]
        constraints = [
            *fact_constraints("relation"),
            models.CheckConstraint(
                name="relation_kind_is_known",
                condition=Q(kind__in=[kind.value for kind in RelationKind]),
            ),
            models.CheckConstraint(
                name="relation_joins_two_treaties",
                condition=~Q(from_treaty=F("to_treaty")),
            ),
            models.UniqueConstraint(
                name="relation_stands_once",
                fields=["from_treaty", "to_treaty", "kind"],
                condition=ON_RECORD & Q(supersedes=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_treaty} {RelationKind(self.kind).label} {self.to_treaty}"
