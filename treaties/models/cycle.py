"""The cycles of validity that the law derives: initial term and renewals, under each reading.
Written only by `schedule`.
"""

from django.db import models
from django.db.models import F, Q

from treaties.law.values.vocabulary import Basis
from treaties.models.treaty import Treaty

CLOSINGS = ["renews", "expires", "runs_on", "ends", "open"]


class RenewalCycle(models.Model):
    """One term. `expires` is the boundary date, `last_day` the last full day in force (DUR-4).

    Each `…_latest` differs from its partner only if the date is known to lie between two days; if
    both are empty the date is not yet known, and the matching key date says why. Never deleted,
    because decisions refer to it: `withdrawn_at` is set when a rebuild no longer finds it.
    """

    # The unique constraint's index begins with the treaty, so a second index is not needed.
    treaty = models.ForeignKey(
        Treaty, on_delete=models.CASCADE, related_name="cycles", db_index=False
    )
    reading = models.CharField(max_length=80, blank=True, default="")
    reading_label = models.CharField(max_length=120, blank=True, default="")
    held = models.BooleanField(default=True)
    ordinal = models.PositiveSmallIntegerField()
    start = models.DateField(null=True)
    start_latest = models.DateField(null=True)
    expires = models.DateField(null=True)
    expires_latest = models.DateField(null=True)
    last_day = models.DateField(null=True)
    last_day_latest = models.DateField(null=True)
    window_opens = models.DateField(null=True)
    first_notice = models.DateField(null=True)
    last_notice = models.DateField(null=True)
    last_notice_latest = models.DateField(null=True)
    closing = models.CharField(max_length=10, choices=[(c, c.replace("_", " ")) for c in CLOSINGS])
    basis = models.CharField(max_length=10, choices=Basis.choices())
    revision = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["treaty_id", "reading", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                name="renewalcycle_is_unique", fields=["treaty", "reading", "ordinal"]
            ),
            models.CheckConstraint(
                name="renewalcycle_words_are_known",
                condition=Q(closing__in=CLOSINGS) & Q(basis__in=[b.value for b in Basis]),
            ),
            models.CheckConstraint(
                name="renewalcycle_starts_before_it_expires",
                condition=Q(start__lte=F("expires_latest")),
            ),
            models.CheckConstraint(
                name="renewalcycle_bounds_are_in_order",
                condition=Q(start__lte=F("start_latest"))
                & Q(expires__lte=F("expires_latest"))
                & Q(last_day__lte=F("last_day_latest"))
                & Q(last_notice__lte=F("last_notice_latest")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.treaty}: period {self.ordinal + 1}"
