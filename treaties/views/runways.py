"""How far are updates of agreements, and does the rest still fit before their deadlines?
(RUN-1, RUN-2)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Prefetch, QuerySet

from treaties.catalogue.register_version import Seen, digest_of, kept
from treaties.catalogue.visibility import Reader, treaties_visible_to, visible_to
from treaties.inquiry.runway import Grounds, grounds_of, runway
from treaties.law.asking.runway import Leg, Runway
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period, add
from treaties.law.values.vocabulary import MilestoneStep, UpdateGoal, UpdateState
from treaties.models import Citation, DraftUpdate, Milestone, StatusSpan, Treaty
from treaties.views.as_of import Asked

LENGTHS: Final = ("P3M", "P6M", "P1Y", "P2Y", "P5Y")
"""Of a stop-gap extension, the shortest first."""

_PLANNED: Final = ("update_id", "position", "typical", "minimum", "maximum", "done", "planned")
"""What a plan needs of a milestone."""

NEXT: Final = 4
"""Steps ahead that a list shows of each update."""


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
    def slack(self) -> str:
        """`84 days`, or `402 days late`; "" without a plan."""
        if self.leg is None:
            return ""
        days = abs(self.leg.slack_days)
        return f"{days} day{'' if days == 1 else 's'}{' behind' if self.leg.slack_days < 0 else ''}"

    @property
    def is_critical(self) -> bool:
        return self.leg is not None and not self.is_done and self.leg.critical

    @property
    def is_late(self) -> bool:
        return self.leg is not None and not self.is_done and self.leg.slack_days < 0


@dataclass(frozen=True, slots=True)
class Update:
    row: DraftUpdate
    legs: tuple[Step, ...]
    runway: Runway | None
    successor_seen: bool
    deadline: date | None

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
    def last_done(self) -> CivilDate | None:
        """When the last of the steps that are done was done."""
        days = [step.milestone.done for step in self.legs if step.is_done]
        return max(days, key=lambda known: known.latest or date.min, default=None)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do; under way without any step on record, all of it is."""
        if not self.legs:
            return self.row.state == UpdateState.UNDER_WAY
        return self.row.state != UpdateState.ABANDONED and not self.is_finished

    @property
    def ahead(self) -> tuple[Step, ...]:
        return tuple(step for step in self.legs if not step.is_done)

    @property
    def behind(self) -> tuple[Step, ...]:
        return tuple(step for step in self.legs if step.is_done)

    @property
    def next_steps(self) -> tuple[Step, ...]:
        return self.ahead[:NEXT]

    @property
    def later_steps(self) -> tuple[Step, ...]:
        return self.ahead[NEXT:]

    @property
    def deadline_means(self) -> str:
        """What sets the deadline, in a few words."""
        if self.row.wanted_by.earliest is not None:
            return "the day it is wanted by"
        if self.row.goal == UpdateGoal.TERMINATE:
            return "the last day to give notice"
        return "the end of the current term"

    @property
    def stop_gap(self) -> str:
        """The shortest usual extension of the present period that would carry until the forecast,
        as the page's "what if" writes lengths; "" where none would, or none is needed.
        """
        plan = self.runway
        if (
            plan is None
            or plan.extension_until is None
            or self.row.wanted_by.earliest is not None
            or self.row.goal == UpdateGoal.TERMINATE
        ):
            return ""
        until = plan.extension_until
        return next((iso for iso in LENGTHS if add(plan.deadline, Period.parse(iso)) >= until), "")

    @property
    def urgency(self) -> tuple[int, int, date, str]:
        """Sorts the most urgent first: those that miss their deadline by most, then those with
        least slack, then those with a deadline but no plan, then those without a deadline.
        """
        if self.runway is not None:
            return 0, self.runway.slack_days, self.runway.deadline, self.row.title
        return 1, 0, self.deadline or date.max, self.row.title


def runways_of(treaty: Treaty, reader: Reader, question: Asked) -> list[Update]:
    """The updates of `treaty` that `reader` may see, as they stood on the day asked about."""
    return updates_of(DraftUpdate.objects.filter(treaty=treaty), reader, question)


class Ranked(NamedTuple):
    """An update under way by its key, and whether it does not fit before its deadline."""

    key: int
    late: bool


def under_way(seen: Seen, question: Asked) -> list[Ranked]:
    """The updates under way on the day asked about, of agreements of that day, the most urgent
    first; the order is cached while no agreement changes.
    """
    name = digest_of(("updates", seen.version, seen.who, question.today, question.as_of))
    return kept(name, lambda: _ranked(seen, question))


def _ranked(seen: Seen, question: Asked) -> list[Ranked]:
    """The same without the cache, from only the columns a plan needs."""
    rows = DraftUpdate.objects.exclude(state=UpdateState.ABANDONED).filter(treaty__in=seen.treaties)
    if question.as_of is None:
        rows = rows.filter(state=UpdateState.UNDER_WAY)
    else:
        spans = StatusSpan.objects.filter(party=None, reading="", span__contains=question.as_of)
        rows = rows.filter(treaty__in=spans.values("treaty"))
    steps = visible_to(seen.reader, Milestone.objects.only(*_PLANNED))
    found = list(
        visible_to(seen.reader, rows)
        .only("treaty_id", "title", "goal", "state", "wanted_by")
        .prefetch_related(Prefetch("milestones", queryset=steps))
    )
    grounds = grounds_of(found, question.day)
    planned = [_update(row, question, False, grounds) for row in found]
    urgent = sorted((update for update in planned if update.is_open), key=lambda u: u.urgency)
    return [Ranked(u.row.pk, bool(u.runway and u.runway.too_short_by)) for u in urgent]


def updates_of(rows: "QuerySet[DraftUpdate]", reader: Reader, question: Asked) -> list[Update]:
    """Those of `rows` that `reader` may see, in a fixed number of queries."""
    cited = visible_to(reader, Citation.objects.select_related("source"))
    steps = visible_to(
        reader, Milestone.objects.select_related("responsible", "party")
    ).prefetch_related(Prefetch("citations", queryset=cited))
    found = list(
        visible_to(reader, rows)
        .select_related("pen", "successor", "treaty")
        .prefetch_related(Prefetch("milestones", queryset=steps))
    )
    grounds = grounds_of(found, question.day)
    seen = _seen((row.successor_id for row in found), reader)
    return [_update(row, question, row.successor_id in seen, grounds) for row in found]


def _seen(keys: Iterable[int | None], reader: Reader) -> set[int]:
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return set()
    return set(treaties_visible_to(reader).filter(pk__in=wanted).values_list("pk", flat=True))


def _update(row: DraftUpdate, question: Asked, successor_seen: bool, grounds: Grounds) -> Update:
    try:
        plan = runway(row, question.day, grounds)
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
        row,
        tuple(steps),
        plan if any(not s.is_done for s in steps) else None,
        successor_seen,
        grounds.deadlines[row.pk],
    )
