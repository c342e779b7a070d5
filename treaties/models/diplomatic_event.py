"""What happened without changing any status? Interviews, visits, messages, statements (FAC-1)."""

import pghistory
from django.db import models
from django.db.models import F, Q

from treaties.law.values.vocabulary import EventKind
from treaties.models.base import Fact, fact_constraints
from treaties.models.fields import CivilDateField
from treaties.models.party import Party
from treaties.models.treaty import Treaty


@pghistory.track()
class DiplomaticEvent(Fact):
    """An event worth showing beside the treaties it concerns."""

    kind = models.CharField(max_length=16, choices=EventKind.choices())
    date = CivilDateField()
    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True, default="", max_length=4000)
    place = models.CharField(max_length=120, blank=True, default="")
    parties = models.ManyToManyField(Party, related_name="diplomatic_events", blank=True)
    treaties = models.ManyToManyField(Treaty, related_name="diplomatic_events", blank=True)
    note = models.TextField(blank=True, default="", max_length=4000)

    class Meta:
        ordering = ["earliest", "id"]
        constraints = [
            *fact_constraints("diplomaticevent"),
            models.CheckConstraint(
                name="diplomaticevent_kind_is_known",
                condition=Q(kind__in=[kind.value for kind in EventKind]),
            ),
            models.CheckConstraint(name="diplomaticevent_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="diplomaticevent_earliest_is_not_after_latest",
                condition=Q(earliest__lte=F("latest")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class EventPerson(Fact):
    """Somebody who took part in an event, with the office held then."""

    event = models.ForeignKey(DiplomaticEvent, on_delete=models.PROTECT, related_name="persons")
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=200, blank=True, default="")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["event_id", "id"]
        constraints = [
            *fact_constraints("eventperson"),
            models.CheckConstraint(name="eventperson_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}" if self.office else self.name
