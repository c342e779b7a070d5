"""What is under way to change an agreement: a draft update and its milestones (RUN-1, RUN-2)."""

import pghistory
from django.db import models
from django.db.models import F, Q

from treaties.law.values.vocabulary import MilestoneStep, UpdateGoal, UpdateState
from treaties.models.base import Fact, fact_constraints
from treaties.models.fields import CivilDateField
from treaties.models.party import Body, Party
from treaties.models.treaty import Treaty


@pghistory.track()
class DraftUpdate(Fact):
    """What is wanted, by when and why; `successor` is the agreement it became. Internal unless
    `public`.
    """

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="draft_updates")
    goal = models.CharField(max_length=10, choices=UpdateGoal.choices())
    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True, default="", max_length=4000)
    state = models.CharField(
        max_length=10, choices=UpdateState.choices(), default=UpdateState.UNDER_WAY
    )
    wanted_by = CivilDateField()
    successor = models.ForeignKey(
        Treaty, on_delete=models.PROTECT, null=True, blank=True, related_name="came_from"
    )
    pen = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="draft_updates"
    )
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["treaty_id", "id"]
        constraints = [
            *fact_constraints("draftupdate"),
            models.CheckConstraint(
                name="draftupdate_words_are_known",
                condition=Q(goal__in=[goal.value for goal in UpdateGoal])
                & Q(state__in=[state.value for state in UpdateState]),
            ),
            models.CheckConstraint(
                name="draftupdate_does_not_succeed_itself",
                condition=Q(successor=None) | ~Q(successor=F("treaty")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Milestone(Fact):
    """One step of an update: who is responsible, planned / forecast / done, usual length as ISO
    8601 periods.
    """

    update = models.ForeignKey(DraftUpdate, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=24, choices=MilestoneStep.choices())
    title = models.CharField(max_length=200, blank=True, default="")
    responsible = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    planned = CivilDateField()
    forecast = CivilDateField()
    done = CivilDateField()
    after = models.ManyToManyField("self", symmetrical=False, related_name="before", blank=True)
    minimum = models.CharField(max_length=20, blank=True, default="")
    typical = models.CharField(max_length=20, blank=True, default="")
    maximum = models.CharField(max_length=20, blank=True, default="")
    note = models.TextField(blank=True, default="", max_length=4000)

    class Meta:
        ordering = ["update_id", "position", "id"]
        constraints = [
            *fact_constraints("milestone"),
            models.CheckConstraint(
                name="milestone_step_is_known",
                condition=Q(step__in=[step.value for step in MilestoneStep]),
            ),
        ]

    def __str__(self) -> str:
        return self.title or MilestoneStep(self.step).label
