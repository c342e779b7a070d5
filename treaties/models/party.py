"""Who can be bound: States, former States and organisations; their bodies, and the subjects
agreements are about.
"""

import re
from collections.abc import Mapping

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from treaties.law.values.vocabulary import PartyKind
from treaties.models.base import Recorded
from treaties.models.fields import CivilDateField
from treaties.models.folding import fold, searchable


@pghistory.track(exclude=["search_text"])
class Party(Recorded):
    """A State, a former State or an organisation. `code` is ISO 3166-1 alpha-3 (withdrawn codes
    too) or the organisation's own. `aliases` are all other names under which people look for it:
    adjectives, former names, names in other languages. `search_text` has all of them folded.
    """

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=PartyKind.choices())
    aliases = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name="other names",
        help_text="Adjectives, former names, names in other languages, separated by commas: a "
        "search finds the party by each of them.",
    )
    existed = CivilDateField(
        help_text="For a former State: from when to when, as an EDTF interval."
    )
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, related_name="party_successors", blank=True
    )
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                name="party_kind_is_known", condition=Q(kind__in=[k.value for k in PartyKind])
            ),
            models.CheckConstraint(
                name="party_code_is_upper_case", condition=Q(code__regex=r"^[A-Z][A-Z0-9-]{1,15}$")
            ),
            models.CheckConstraint(
                name="party_has_names", condition=~Q(name="") & ~Q(short_name="")
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def fold_names(self) -> None:
        """Set the columns that follow from the names."""
        self.sort_key = fold(self.short_name)[:120]
        self.search_text = searchable([self.short_name, self.name, self.code, *self.aliases])


def with_names(text: str, names: Mapping[str, str]) -> str:
    """A sentence of the law with the names of parties in place of their codes."""
    if not names:
        return text
    # Not `PER-4`: the code of Peru is also the beginning of a rule's number.
    codes = rf"\b({'|'.join(map(re.escape, names))})\b(?!-\d)"
    return re.sub(codes, lambda found: names[found[1]], text)


@pghistory.track()
class Subject(Recorded):
    """What agreements are about; a tree of subjects."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="subject_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Body(Recorded):
    """An agency, ministry or parliament: who drafts, who is responsible for a step."""

    code = models.SlugField(max_length=40, unique=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="body_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
