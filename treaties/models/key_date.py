"""The dates that follow from clauses and facts, each with its reason in one sentence. Written only
by `schedule`.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from treaties.law.values.vocabulary import DECIDED_BEFORE, Basis, Certainty, KeyDateKind
from treaties.models.clause import Clause
from treaties.models.cycle import RenewalCycle
from treaties.models.party import Party
from treaties.models.treaty import Treaty


class KeyDate(models.Model):
    """A derived date; `latest` equals `earliest` when it is exact.

    `safe` is the day by which to act under every held reading, less our margin for delivery; null
    where nobody has to act before the date, and under a reading that is only mentioned (`held` is
    false).

    A date that moves keeps its row: `revision` increases by one and `previously` keeps the old day,
    so that a reminder can say "was … now …" and a calendar entry is replaced, not doubled (RFC 5545
    SEQUENCE).
    """

    # The unique constraint's index begins with the treaty, so a second index is not needed.
    treaty = models.ForeignKey(
        Treaty, on_delete=models.CASCADE, related_name="key_dates", db_index=False
    )
    kind = models.CharField(max_length=32, choices=KeyDateKind.choices())
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="key_dates")
    cycle = models.ForeignKey(
        RenewalCycle, on_delete=models.PROTECT, null=True, related_name="key_dates"
    )
    ordinal = models.PositiveSmallIntegerField(default=0)
    reading = models.CharField(max_length=80, blank=True, default="")
    reading_label = models.CharField(max_length=120, blank=True, default="")
    held = models.BooleanField(default=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    safe = models.DateField(null=True)
    certainty = models.CharField(max_length=10, choices=Certainty.choices())
    basis = models.CharField(max_length=10, choices=Basis.choices())
    rule = models.CharField(max_length=16, blank=True, default="")
    reason = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    previously = models.DateField(null=True)
    changed_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["earliest", "id"]
        indexes = [
            models.Index(
                fields=["earliest", "kind"],
                name="keydate_standing_by_day",
                condition=Q(withdrawn_at=None, earliest__isnull=False),
            ),
            models.Index(
                Coalesce("safe", "earliest"),
                "kind",
                name="keydate_standing_by_day_to_act",
                condition=Q(withdrawn_at=None, earliest__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="keydate_is_unique",
                fields=["treaty", "kind", "clause", "party", "ordinal", "reading"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="keydate_words_are_known",
                condition=Q(kind__in=[k.value for k in KeyDateKind])
                & Q(certainty__in=[c.value for c in Certainty])
                & Q(basis__in=[b.value for b in Basis]),
            ),
            models.CheckConstraint(
                name="keydate_earliest_is_not_after_latest", condition=Q(earliest__lte=F("latest"))
            ),
            models.CheckConstraint(
                name="keydate_exact_means_one_day",
                condition=~Q(certainty=Certainty.FIXED)
                | Q(earliest__isnull=False, earliest=F("latest")),
            ),
            models.CheckConstraint(
                name="keydate_awaiting_has_no_day",
                condition=~Q(certainty=Certainty.AWAITING) | Q(earliest=None, latest=None),
            ),
            models.CheckConstraint(
                name="keydate_safe_is_not_after_earliest", condition=Q(safe__lte=F("earliest"))
            ),
            models.CheckConstraint(
                name="keydate_safe_is_of_what_is_decided_before",
                condition=Q(safe=None)
                | Q(
                    held=True,
                    earliest__isnull=False,
                    kind__in=sorted(kind.value for kind in DECIDED_BEFORE),
                ),
            ),
            models.CheckConstraint(name="keydate_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.treaty}: {KeyDateKind(self.kind).label} {self.earliest or '—'}"
