"""Back-scheduling of an update: the latest safe start of each milestone, the forecast, the slack
(RUN-1).

Longest path, backwards from the deadline and forwards from what is done, in calendar periods.
Milestones may stand in any order; a loop among their predecessors is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from treaties.law.values.errors import LawError
from treaties.law.values.periods import ZERO, Period, add, subtract

MOST_MILESTONES = 200


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of an update. Durations are calendar periods; `done` is the day it was completed.

    `after` names predecessors; None stands for the milestone before it in the list.
    """

    id: str
    typical: Period = ZERO
    minimum: Period | None = None
    maximum: Period | None = None
    after: tuple[str, ...] | None = None
    done: date | None = None
    planned: date | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """A milestone on the runway. `slack_days` is from the forecast to the latest finish; negative
    is too late.

    `latest_start_minimum` is the last start at which even the shortest durations would still do.
    """

    id: str
    latest_start: date
    latest_finish: date
    forecast_start: date
    forecast: date
    slack_days: int
    critical: bool
    done: bool
    latest_start_minimum: date


@dataclass(frozen=True, slots=True)
class Runway:
    """The whole: its legs in order of the list, the forecast end, and by how many days it is too
    short (0 if not).
    """

    deadline: date
    legs: tuple[Leg, ...]
    forecast: date
    slack_days: int
    too_short_by: int
    critical: tuple[str, ...]
    extension_until: date | None = None
    """With a runway too short: the first day until which a stop-gap extension would have to carry.
    """
    irregular: tuple[str, ...] = field(default=())


def plan(milestones: Sequence[Milestone], deadline: date, start: date) -> Runway:
    """The runway from `start` (the day from which what is not done can begin) to `deadline` (the
    last day).

    Raises LawError for an unknown or circular predecessor, a double id, a negative duration, too
    many milestones.
    """
    steps, before = _checked(milestones)
    order = _order(steps, before)
    following: dict[str, list[str]] = {ident: [] for ident in steps}
    for ident, needs in before.items():
        for need in needs:
            following[need].append(ident)
    starts: dict[str, date] = {}
    ends: dict[str, date] = {}
    for ident in order:
        step = steps[ident]
        ready = max([ends[need] for need in before[ident]], default=start)
        if step.done is not None:
            starts[ident] = min(step.done, ready)
            ends[ident] = step.done
        else:
            starts[ident] = max(ready, start)
            ends[ident] = add(starts[ident], step.typical)
    last_end, last_start = _backwards(steps, order, following, deadline, shortest=False)
    _, last_minimum = _backwards(steps, order, following, deadline, shortest=True)
    forecast = max(ends.values(), default=start)
    slack = {i: (last_end[i] - ends[i]).days for i in order}
    least = (deadline - forecast).days
    critical = _critical(steps, before, starts, ends, forecast)
    legs = tuple(
        Leg(
            ident,
            last_start[ident],
            last_end[ident],
            starts[ident],
            ends[ident],
            slack[ident],
            ident in critical,
            steps[ident].done is not None,
            last_minimum[ident],
        )
        for ident in steps
    )
    short = max(0, -least)
    return Runway(
        deadline,
        legs,
        forecast,
        least,
        short,
        tuple(leg.id for leg in legs if leg.critical),
        forecast if short else None,
        tuple(_irregular(steps, before)),
    )


def _critical(
    steps: dict[str, Milestone],
    before: dict[str, tuple[str, ...]],
    starts: dict[str, date],
    ends: dict[str, date],
    forecast: date,
) -> set[str]:
    """The chain that decides the forecast: from its last step back over the predecessors it had to
    wait for.
    """
    found: set[str] = set()
    waiting = [i for i in steps if ends[i] == forecast and steps[i].done is None]
    while waiting:
        ident = waiting.pop()
        if ident in found:
            continue
        found.add(ident)
        waiting += [
            need
            for need in before[ident]
            if ends[need] == starts[ident] and steps[need].done is None
        ]
    return found


def _backwards(
    steps: dict[str, Milestone],
    order: Sequence[str],
    following: dict[str, list[str]],
    deadline: date,
    *,
    shortest: bool,
) -> tuple[dict[str, date], dict[str, date]]:
    """Latest finish and latest start of each, by typical or by shortest durations."""
    ends: dict[str, date] = {}
    starts: dict[str, date] = {}
    for ident in reversed(order):
        step = steps[ident]
        length = step.minimum if shortest and step.minimum is not None else step.typical
        end = min((starts[later] for later in following[ident]), default=deadline)
        begin = subtract(end, length)
        while add(begin, length) > end:  # counted back over a month's end, a few days too late
            begin -= timedelta(1)
        ends[ident], starts[ident] = end, begin
    return ends, starts


def _checked(
    milestones: Sequence[Milestone],
) -> tuple[dict[str, Milestone], dict[str, tuple[str, ...]]]:
    if len(milestones) > MOST_MILESTONES:
        raise LawError(f"at most {MOST_MILESTONES} milestones", "milestones")
    steps: dict[str, Milestone] = {}
    before: dict[str, tuple[str, ...]] = {}
    previous: tuple[str, ...] = ()
    for i, step in enumerate(milestones):
        if step.id in steps:
            raise LawError(f"{step.id!r} is there twice", f"milestones[{i}].id")
        if step.typical.months < 0 or step.typical.days < 0:
            raise LawError("a duration runs forward", f"milestones[{i}].typical")
        steps[step.id] = step
        before[step.id] = previous if step.after is None else step.after
        previous = (step.id,)
    for ident, needs in before.items():
        for need in needs:
            if need not in steps:
                raise LawError(f"{need!r} is no milestone", f"milestones.{ident}.after")
    return steps, before


def _order(steps: Iterable[str], before: dict[str, tuple[str, ...]]) -> list[str]:
    """Predecessors first; the order of the list where nothing else decides."""
    waiting = list(steps)
    placed: dict[str, None] = {}
    while waiting:
        ready = [ident for ident in waiting if all(need in placed for need in before[ident])]
        if not ready:
            raise LawError(
                f"the predecessors of {', '.join(waiting[:5])} run in a circle", "milestones"
            )
        placed.update(dict.fromkeys(ready))
        waiting = [ident for ident in waiting if ident not in placed]
    return list(placed)


def _irregular(steps: dict[str, Milestone], before: dict[str, tuple[str, ...]]) -> list[str]:
    """Steps done before what they presuppose: lawful, but worth a look."""
    return [
        ident
        for ident, needs in before.items()
        if (done := steps[ident].done) is not None
        and any(((other := steps[need].done) is None or other > done) for need in needs)
    ]
