"""What does every row of the register have? Who entered it and when, who published it, and what it
corrects.
"""

from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from treaties.written.signs import fault


class PlainText(models.Model):
    """A row whose texts hold no sign that no text may hold, whichever form or function they come
    by: a field of one line no line break, none a control or a hidden change of direction.
    """

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        found: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            found = error.update_error_dict({})
        for field in self._meta.concrete_fields:
            if field.name in (exclude or ()) or not field.editable:
                continue
            value = getattr(self, field.attname)
            texts = value if isinstance(value, list) else [value]
            for text in texts:
                wrong = isinstance(text, str) and fault(text, lines=is_long(field))
                if wrong:
                    name = str(field.verbose_name)
                    sentence = f"{name[:1].upper()}{name[1:]} {wrong}"
                    found.setdefault(field.name, []).append(ValidationError(sentence, "signs"))
                    break
        if found:
            raise ValidationError(found)


def is_long(field: "models.Field[object, object]") -> bool:
    """Whether a field holds text of several lines: one of a CharField stands in headings, tables,
    subjects and calendar entries.
    """
    return isinstance(field, models.TextField)


class Recorded(PlainText):
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
