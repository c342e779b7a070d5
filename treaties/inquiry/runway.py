"""How long does an update still take, and does that fit before its deadline? (RUN-1)"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from treaties.law.asking.runway import Milestone as Step
from treaties.law.asking.runway import Runway, plan
from treaties.law.values.periods import ZERO, Period
from treaties.law.values.vocabulary import UpdateGoal
from treaties.models import DraftUpdate, Milestone, RenewalCycle


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the plans of some updates need besides the milestones: the deadline of each update by
    its key, and for each milestone the keys of those it waits for.
    """

    deadlines: dict[int, date | None]
    waits: dict[int, list[int]]


def grounds_of(updates: Iterable[DraftUpdate], day: date) -> Grounds:
    """The grounds seen on `day`: two queries, however many updates there are."""
    found = list(updates)
    waits: dict[int, list[int]] = defaultdict(list)
    pairs = Milestone.after.through.objects.filter(from_milestone__update__in=found).order_by("id")
    for later, earlier in pairs.values_list("from_milestone_id", "to_milestone_id"):
        waits[later].append(earlier)
    return Grounds(_deadlines(found, day), dict(waits))


def runway(update: DraftUpdate, day: date, grounds: Grounds | None = None) -> Runway | None:
    """The runway of `update` seen on `day`; None where nothing sets a deadline, or where nobody has
    said how long any of the steps ahead takes: a plan of steps without length would promise that
    everything can still be done tomorrow.

    A leg's id is the milestone's primary key as text. Steps done after `day` count as not yet done.
    Milestones that the caller has prefetched (those a reader may see) are the ones that are
    planned. Raises LawError for steps that wait for each other or lengths beyond the calendar.
    """
    grounds = grounds or grounds_of([update], day)
    deadline = grounds.deadlines[update.pk]
    milestones = sorted(update.milestones.all(), key=lambda m: (m.position, m.pk))
    if deadline is None or not milestones:
        return None
    known = {milestone.pk for milestone in milestones}
    steps = [
        _step(milestone, [pk for pk in grounds.waits.get(milestone.pk, ()) if pk in known], day)
        for milestone in milestones
    ]
    if not any(step.done is None and not step.typical.is_zero for step in steps):
        return None
    return plan(steps, deadline, day)


def _deadlines(updates: list[DraftUpdate], day: date) -> dict[int, date | None]:
    """By when each update is to be done, by its key: the safe day it is wanted by, else what the
    treaty sets.

    To terminate, the next last day to give notice; to amend, extend or replace, the end of the
    cycle that runs on `day`, under the principal reading.
    """
    cycles = RenewalCycle.objects.filter(
        treaty__in={update.treaty_id for update in updates}, reading="", withdrawn_at=None
    )
    ends: dict[int, date] = {}
    notices: dict[int, date] = {}
    for treaty, expires, notice in cycles.order_by("-ordinal").values_list(
        "treaty_id", "expires", "last_notice"
    ):
        # The last value kept is that of the earliest cycle ahead.
        if expires is not None and expires >= day:
            ends[treaty] = expires
        if notice is not None and notice >= day:
            notices[treaty] = notice
    found: dict[int, date | None] = {}
    for update in updates:
        set_by = notices if update.goal == UpdateGoal.TERMINATE else ends
        found[update.pk] = update.wanted_by.earliest or set_by.get(update.treaty_id)
    return found


def _step(milestone: Milestone, waits: list[int], day: date) -> Step:
    done, planned = milestone.done.latest, milestone.planned.earliest
    return Step(
        id=str(milestone.pk),
        typical=Period.parse(milestone.typical) if milestone.typical else ZERO,
        minimum=Period.parse(milestone.minimum) if milestone.minimum else None,
        maximum=Period.parse(milestone.maximum) if milestone.maximum else None,
        # None: it waits for the previous step in the list.
        after=tuple(map(str, waits)) if waits else None,
        done=done if done is not None and done <= day else None,
        planned=planned,
    )
