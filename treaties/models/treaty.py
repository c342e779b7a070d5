"""The agreement itself: its titles, numbers, languages and participants. Its status is computed for
a day, not a column.
"""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from treaties.law.values.vocabulary import Binding, Composition, InstrumentKind
from treaties.models.base import ON_RECORD, Fact, fact_constraints
from treaties.models.party import Party, Subject


@pghistory.track(exclude=["search", "search_text", "version"])
class Treaty(Fact):
    """A treaty, agreement or political commitment.

    `version` counts every change of the agreement's facts or derived rows; cache keys contain it.
    `search_text` and `sort_key` are folded (no accents, lower case), so that searching and sorting
    need neither ICU nor an extension.
    """

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=500)
    short_title = models.CharField(max_length=80)
    kind = models.CharField(max_length=24, choices=InstrumentKind.choices())
    composition = models.CharField(max_length=16, choices=Composition.choices())
    binding = models.CharField(max_length=10, choices=Binding.choices(), default=Binding.YES)
    summary = models.TextField(blank=True, default="", max_length=4000)
    subjects = models.ManyToManyField(Subject, related_name="treaties", blank=True)
    parties = models.ManyToManyField(
        Party, through="Participant", related_name="treaties", blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    search_text = models.TextField(editable=False, default="")
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name_plural = "treaties"
        ordering = ["sort_key", "id"]
        indexes = [
            GinIndex(fields=["search"], name="treaty_search"),
            # Every request checks the versions of the whole register.
            models.Index(
                fields=["id"],
                include=["version"],
                condition=ON_RECORD & Q(published_at__isnull=False),
                name="treaty_versions",
            ),
            models.Index(
                fields=["id"],
                include=["version"],
                condition=ON_RECORD & Q(published_at=None),
                name="treaty_draft_versions",
            ),
        ]
        constraints = [
            *fact_constraints("treaty"),
            models.CheckConstraint(
                name="treaty_has_titles", condition=~Q(title="") & ~Q(short_title="")
            ),
            models.CheckConstraint(
                name="treaty_words_are_known",
                condition=Q(kind__in=[k.value for k in InstrumentKind])
                & Q(composition__in=[c.value for c in Composition])
                & Q(binding__in=[b.value for b in Binding]),
            ),
            models.CheckConstraint(
                name="treaty_slug_is_lower_case",
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
            ),
        ]

    def __str__(self) -> str:
        return self.short_title


@pghistory.track()
class Participant(Fact):
    """A party takes part; from when to when it was bound is derived from its actions."""

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="participants")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="participations")
    position = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True, default="", max_length=2000)

    class Meta:
        ordering = ["treaty_id", "position", "id"]
        constraints = [
            *fact_constraints("participant"),
            models.UniqueConstraint(
                name="participant_stands_once_in_a_treaty",
                fields=["treaty", "party"],
                condition=ON_RECORD & Q(supersedes=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} in {self.treaty}"


@pghistory.track()
class Identifier(Fact):
    """A number some authority gave the agreement: UNTS, CETS, a national series, a depositary's."""

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="identifiers")
    authority = models.CharField(max_length=80)
    number = models.CharField(max_length=120)

    class Meta:
        ordering = ["authority", "number"]
        constraints = [
            *fact_constraints("identifier"),
            models.CheckConstraint(
                name="identifier_is_not_empty", condition=~Q(authority="") & ~Q(number="")
            ),
            models.UniqueConstraint(
                name="identifier_is_given_once",
                fields=["authority", "number"],
                condition=ON_RECORD & Q(supersedes=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.number}"


@pghistory.track()
class TreatyLanguage(Fact):
    """A language version: whether it is authentic, and whether it prevails (VCLT 10, 33)."""

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="languages")
    code = models.CharField(max_length=12)
    authentic = models.BooleanField(default=True)
    prevailing = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            *fact_constraints("treatylanguage"),
            models.CheckConstraint(
                name="treatylanguage_prevails_only_if_authentic",
                condition=Q(prevailing=False) | Q(authentic=True),
            ),
            models.UniqueConstraint(
                name="treatylanguage_stands_once",
                fields=["treaty", "code"],
                condition=ON_RECORD & Q(supersedes=None),
            ),
        ]

    def __str__(self) -> str:
        return self.code
