"""What does every row of the register have? Who entered it and when, who published it, and what it
corrects.
"""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Recorded(models.Model):
    """A row somebody entered."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    entered_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Nothing: constraints are left to the database, which keeps them for every writer.

        `register.door.save` turns a violation into a sentence, so that no query is needed here
        first.
        """


class Fact(Recorded):
    """Something the register states. Published by a second person, corrected by a successor,
    never deleted.

    `superseded_at` is set when the successor that corrects this row is published; until then both
    rows count and only this one is public. `withdrawn_at` takes a row out, with a reason, and can
    be undone.
    """

    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    published_at = models.DateTimeField(null=True, editable=False)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="successors", editable=False
    )
    superseded_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, default="", editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    verified_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


def fact_constraints(name: str) -> list[models.BaseConstraint]:
    """The constraints every fact keeps, named after its table (a list, because Django does not
    inherit `Meta.constraints`).
    """
    return [
        models.CheckConstraint(
            name=f"{name}_published_by_somebody_at_some_time",
            condition=Q(published_by=None, published_at=None)
            | Q(published_by__isnull=False, published_at__isnull=False),
        ),
        models.CheckConstraint(
            name=f"{name}_withdrawn_with_a_reason",
            condition=Q(withdrawn_at=None, withdrawn_reason="")
            | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
        ),
        models.CheckConstraint(
            name=f"{name}_verified_by_somebody_at_some_time",
            condition=Q(verified_by=None, verified_at=None)
            | Q(verified_by__isnull=False, verified_at__isnull=False),
        ),
        models.CheckConstraint(
            name=f"{name}_does_not_supersede_itself",
            condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
        ),
        models.UniqueConstraint(
            name=f"{name}_one_successor",
            fields=["supersedes"],
            condition=Q(withdrawn_at=None),
        ),
    ]


ON_RECORD = Q(withdrawn_at=None, superseded_at=None)
"""The rows that count: neither withdrawn nor replaced by a correction."""

PARTS_OF_TREATY = ON_RECORD & (Q(published_at__isnull=False) | Q(treaty__published_at=None))
"""The facts of which an agreement consists for its readers: the published ones, or all of one that
is not published itself.
"""
