"""How long does an update still take, and does that fit before its deadline? (DOMAIN 16)"""

from collections import defaultdict
from datetime import date

from treaties.law.reckoning import ZERO, Period
from treaties.law.runway import Milestone as Step
from treaties.law.runway import Runway, plan
from treaties.law.vocabulary import UpdateGoal
from treaties.models import DraftUpdate, Milestone, RenewalCycle


def runway(update: DraftUpdate, day: date) -> Runway | None:
    """The runway of `update` seen on `day`; None where nothing sets a deadline, or where nobody has
    said how long any of the steps ahead takes: a plan of steps without length would promise that
    everything can still be done tomorrow.

    A leg's id is the milestone's primary key as text. Steps done after `day` count as not yet done.
    Milestones that the caller has prefetched (those a reader may see) are the ones that are
    planned. Raises LawError for steps that wait for each other or lengths beyond the calendar.
    """
    deadline = deadline_of(update, day)
    milestones = sorted(update.milestones.all(), key=lambda m: (m.position, m.pk))
    if deadline is None or not milestones:
        return None
    known = {milestone.pk for milestone in milestones}
    waits: dict[int, list[int]] = defaultdict(list)
    pairs = Milestone.after.through.objects.filter(from_milestone__in=known).order_by("id")
    for later, earlier in pairs.values_list("from_milestone_id", "to_milestone_id"):
        if earlier in known:
            waits[later].append(earlier)
    steps = [_step(milestone, waits.get(milestone.pk), day) for milestone in milestones]
    if not any(step.done is None and not step.typical.is_zero for step in steps):
        return None
    return plan(steps, deadline, day)


def deadline_of(update: DraftUpdate, day: date) -> date | None:
    """By when the update is to be done: the safe day it is wanted by, else what the treaty sets.

    To terminate, the next last day to give notice; to amend, extend or replace, the end of the
    cycle that runs on `day`, under the principal reading.
    """
    if update.wanted_by.earliest is not None:
        return update.wanted_by.earliest
    cycles = RenewalCycle.objects.filter(treaty=update.treaty_id, reading="", withdrawn_at=None)
    column = "last_notice" if update.goal == UpdateGoal.TERMINATE else "expires"
    ahead = cycles.filter(**{f"{column}__gte": day}).order_by("ordinal")
    return ahead.values_list(column, flat=True).first()


def _step(milestone: Milestone, waits: list[int] | None, day: date) -> Step:
    done, planned = milestone.done.latest, milestone.planned.earliest
    return Step(
        id=str(milestone.pk),
        typical=Period.parse(milestone.typical) if milestone.typical else ZERO,
        minimum=Period.parse(milestone.minimum) if milestone.minimum else None,
        maximum=Period.parse(milestone.maximum) if milestone.maximum else None,
        # None: it waits for the step before it in the list.
        after=tuple(map(str, waits)) if waits else None,
        done=done if done is not None and done <= day else None,
        planned=planned,
    )
