"""Updates under way: what is wanted, and each step towards it."""

from collections.abc import Iterable

from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period
from treaties.law.values.vocabulary import UpdateState
from treaties.models import Body, DraftUpdate, Milestone, Party, Treaty, User
from treaties.register.door import as_it_stands, refuse, save, writing


def open_update(
    *,
    treaty: Treaty,
    goal: str,
    title: str,
    reason: str = "",
    state: str = UpdateState.UNDER_WAY,
    wanted_by: str | CivilDate = "",
    successor: Treaty | None = None,
    pen: Body | None = None,
    public: bool = False,
    by: User,
    why: str = "",
) -> DraftUpdate:
    """An update of `treaty`. Internal unless `public`."""
    with writing(by=by, why=why, touches=[treaty]):
        return save(
            DraftUpdate(
                treaty=treaty,
                goal=goal,
                title=title,
                reason=reason,
                state=state,
                wanted_by=wanted_by,
                successor=successor,
                pen=pen,
                public=public,
                entered_by=by,
            )
        )


def add_milestone(
    *,
    update: DraftUpdate,
    step: str,
    title: str = "",
    position: int | None = None,
    responsible: Body | None = None,
    party: Party | None = None,
    planned: str | CivilDate = "",
    forecast: str | CivilDate = "",
    done: str | CivilDate = "",
    after: Iterable[Milestone] = (),
    minimum: str = "",
    typical: str = "",
    maximum: str = "",
    note: str = "",
    by: User,
    why: str = "",
) -> Milestone:
    """A step, after the steps it waits for. The usual lengths are ISO 8601 periods such as P2M."""
    check_periods(minimum=minimum, typical=typical, maximum=maximum)
    with writing(by=by, why=why, touches=[update.treaty]):
        after = list(after)
        if any(other.update_id != update.pk for other in after):
            raise refuse(after="A step waits for steps of the same update.")
        milestone = save(
            Milestone(
                update=update,
                step=step,
                title=title,
                position=update.milestones.count() if position is None else position,
                responsible=responsible,
                party=party,
                planned=planned,
                forecast=forecast,
                done=done,
                minimum=minimum,
                typical=typical,
                maximum=maximum,
                note=note,
                entered_by=by,
            )
        )
        milestone.after.set(after)
        return milestone


def check_periods(**periods: str) -> None:
    """Raise ValidationError under the name of the first period that cannot be read."""
    for name, period in periods.items():
        if period:
            try:
                Period.parse(period)
            except LawError as error:
                raise refuse(**{name: str(error)}) from error


def mark_done(*, milestone: Milestone, date: str | CivilDate, by: User, why: str = "") -> Milestone:
    """That a step is done, on a day as precise as known."""
    with writing(by=by, why=why, touches=[milestone.update.treaty]):
        as_it_stands(milestone).done = date
        return save(milestone)
