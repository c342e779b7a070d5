"""What did the parties do in law, and when? Each act is one row, and each date of it one row for
each source that gives it (FAC-1 to FAC-5).
"""

import pghistory
from django.db import models
from django.db.models import F, Q

from treaties.law.values.vocabulary import ActionKind, DateRole, Rank
from treaties.models.base import Fact, fact_constraints
from treaties.models.fields import CivilDateField
from treaties.models.party import Party
from treaties.models.treaty import Treaty


@pghistory.track()
class TreatyAction(Fact):
    """An act of one party, or of the treaty as a whole when `party` is empty (its entry into
    force, say).

    `details` holds what the kind needs and the engine reads: an extension's `until` or `period`, a
    suspension's `until`, a supersession's `express`.
    """

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="treaty_actions")
    kind = models.CharField(max_length=32, choices=ActionKind.choices())
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="treaty_actions"
    )
    to_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=120, blank=True, default="")
    details = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, default="", max_length=4000)

    class Meta:
        ordering = ["treaty_id", "id"]
        constraints = [
            *fact_constraints("treatyaction"),
            models.CheckConstraint(
                name="treatyaction_kind_is_known",
                condition=Q(kind__in=[kind.value for kind in ActionKind]),
            ),
            models.CheckConstraint(
                name="treatyaction_is_not_addressed_to_oneself",
                condition=Q(to_party=None) | Q(party=None) | ~Q(to_party=F("party")),
            ),
        ]

    def __str__(self) -> str:
        return ActionKind(self.kind).label


@pghistory.track()
class Claim(Fact):
    """One date of one act by one source. `earliest` and `latest` bound what `edtf` says; both
    empty means unknown.
    """

    action = models.ForeignKey(TreatyAction, on_delete=models.PROTECT, related_name="claims")
    role = models.CharField(max_length=10, choices=DateRole.choices())
    edtf = CivilDateField(verbose_name="date")
    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)
    rank = models.CharField(max_length=10, choices=Rank.choices(), default=Rank.NORMAL)
    received_by = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="", max_length=4000)

    class Meta:
        ordering = ["action_id", "earliest", "id"]
        indexes = [models.Index(fields=["earliest"], name="claim_earliest")]
        constraints = [
            *fact_constraints("claim"),
            models.CheckConstraint(
                name="claim_earliest_is_not_after_latest",
                condition=Q(earliest__lte=F("latest")),
            ),
            models.CheckConstraint(
                name="claim_words_are_known",
                condition=Q(role__in=[role.value for role in DateRole])
                & Q(rank__in=[rank.value for rank in Rank]),
            ),
            models.CheckConstraint(
                name="claim_has_days_only_for_a_date",
                condition=~Q(edtf="") | Q(earliest=None, latest=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{DateRole(self.role).label} {self.edtf.words}"
