"""How do we know it? Sources, and the citations that join a source to exactly one fact (FAC-4)."""

import pghistory
from django.db import models
from django.db.models import Q

from treaties.law.values.vocabulary import DocumentKind
from treaties.models.action import Claim, TreatyAction
from treaties.models.base import Fact, fact_constraints
from treaties.models.clause import Clause
from treaties.models.diplomatic_event import DiplomaticEvent
from treaties.models.draft_update import DraftUpdate, Milestone
from treaties.models.fields import CivilDateField
from treaties.models.relation import Relation
from treaties.models.treaty import Identifier, Treaty


@pghistory.track()
class Source(Fact):
    """A document, page or publication somebody can go and read."""

    ref = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200, blank=True, default="")
    url = models.URLField(max_length=600, blank=True, default="")
    published = CivilDateField()
    retrieved = CivilDateField()
    language = models.CharField(max_length=12, blank=True, default="")
    note = models.TextField(blank=True, default="", max_length=4000)

    class Meta:
        ordering = ["title"]
        constraints = [
            *fact_constraints("source"),
            models.CheckConstraint(name="source_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="source_address_is_a_web_address",
                condition=Q(url="") | Q(url__regex=r"^https?://"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Document(Fact):
    """A text to read: authentic text, translation, explanatory memorandum, depositary
    notification.
    """

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices())
    title = models.CharField(max_length=500)
    language = models.CharField(max_length=12, blank=True, default="")
    url = models.URLField(max_length=600, blank=True, default="")

    class Meta:
        ordering = ["treaty_id", "id"]
        constraints = [
            *fact_constraints("document"),
            models.CheckConstraint(
                name="document_kind_is_known",
                condition=Q(kind__in=[kind.value for kind in DocumentKind]),
            ),
            models.CheckConstraint(name="document_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="document_address_is_a_web_address",
                condition=Q(url="") | Q(url__regex=r"^https?://"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


SUPPORTED = (
    "treaty",
    "action",
    "claim",
    "clause",
    "relation",
    "event",
    "update",
    "milestone",
    "identifier",
    "document",
)
"""The facts a citation can support; a citation points at exactly one of them."""


class NumNonNulls(models.Func):
    """PostgreSQL's `num_nonnulls`: how many of the columns are filled."""

    function = "num_nonnulls"
    output_field = models.IntegerField()


@pghistory.track()
class Citation(Fact):
    """A source supports one fact, at an article or page; with a short quotation at most."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    at = models.CharField(max_length=120, blank=True, default="")
    quote = models.TextField(blank=True, default="", max_length=600)
    treaty = models.ForeignKey(
        Treaty, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    action = models.ForeignKey(
        TreatyAction, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    relation = models.ForeignKey(
        Relation, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    event = models.ForeignKey(
        DiplomaticEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    update = models.ForeignKey(
        DraftUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    identifier = models.ForeignKey(
        Identifier, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            *fact_constraints("citation"),
            models.CheckConstraint(
                name="citation_supports_exactly_one_fact",
                condition=models.lookups.Exact(NumNonNulls(*SUPPORTED), 1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.at}" if self.at else str(self.source)
