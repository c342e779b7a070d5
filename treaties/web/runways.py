"""How far is an update of this agreement, and does the rest still fit before the deadline?
(DOMAIN 15, 16)
"""

from dataclasses import dataclass

from django.db.models import Prefetch

from treaties.catalogue.visibility import Reader, treaties_visible_to, visible_to
from treaties.inquiry.runway import runway
from treaties.law.errors import LawError
from treaties.law.runway import Leg, Runway
from treaties.law.vocabulary import MilestoneStep, UpdateGoal, UpdateState
from treaties.models import Citation, DraftUpdate, Milestone, Treaty
from treaties.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone with its place on the runway, if a deadline is known and it is not done yet."""

    milestone: Milestone
    leg: Leg | None
    is_done: bool

    @property
    def label(self) -> str:
        return self.milestone.title or MilestoneStep(self.milestone.step).label

    @property
    def is_late(self) -> bool:
        return self.leg is not None and not self.is_done and self.leg.slack_days < 0


@dataclass(frozen=True, slots=True)
class Update:
    row: DraftUpdate
    legs: tuple[Step, ...]
    runway: Runway | None
    successor_seen: bool

    @property
    def goal(self) -> str:
        return UpdateGoal(self.row.goal).label

    @property
    def state(self) -> str:
        """The words of its state; on a day before its last step was done it was still under way."""
        if self.row.state == UpdateState.COMPLETED and not self.is_finished:
            return UpdateState.UNDER_WAY.label
        return UpdateState(self.row.state).label

    @property
    def is_finished(self) -> bool:
        return all(step.is_done for step in self.legs)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.legs)

    @property
    def is_open(self) -> bool:
        return self.row.state != UpdateState.ABANDONED and not self.is_finished


def runways_of(treaty: Treaty, reader: Reader, question: Asked) -> list[Update]:
    """The updates of `treaty` that `reader` may see, as they stood on the day asked about."""
    cited = visible_to(reader, Citation.objects.select_related("source"))
    steps = visible_to(
        reader, Milestone.objects.select_related("responsible", "party")
    ).prefetch_related(Prefetch("citations", queryset=cited))
    rows = (
        visible_to(reader, DraftUpdate.objects.filter(treaty=treaty))
        .select_related("pen", "successor")
        .prefetch_related(Prefetch("milestones", queryset=steps))
    )
    found = list(rows)
    successors = {row.successor_id for row in found if row.successor_id}
    seen = (
        set(treaties_visible_to(reader).filter(pk__in=successors).values_list("pk", flat=True))
        if successors
        else set()
    )
    return [_update(row, question, row.successor_id in seen) for row in found]


def _update(row: DraftUpdate, question: Asked, successor_seen: bool) -> Update:
    try:
        plan = runway(row, question.day)
    except LawError:
        # Steps that wait for each other, or lengths beyond the calendar: shown without a plan.
        plan = None
    legs = {leg.id: leg for leg in plan.legs} if plan else {}
    steps = []
    for milestone in row.milestones.all():
        done_by = milestone.done.latest
        is_done = done_by is not None and done_by <= question.day
        steps.append(Step(milestone, legs.get(str(milestone.pk)), is_done))
    return Update(
        row, tuple(steps), plan if any(not s.is_done for s in steps) else None, successor_seen
    )
