"""What would follow from clauses and facts that somebody is still typing? Nothing is stored."""

from dataclasses import dataclass
from datetime import date

from treaties.inquiry.live import until
from treaties.law.projection import project
from treaties.law.record.facts import Agreement
from treaties.law.rules.results import Cycle, KeyDate, Projection, Warning

CYCLES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """The first cycles, the key dates to come, and what is doubtful in the clauses."""

    projection: Projection
    cycles: tuple[Cycle, ...]
    key_dates: tuple[KeyDate, ...]
    warnings: tuple[Warning, ...]


def preview(agreement: Agreement, day: date) -> Preview:
    """What follows from `agreement`, seen on `day`: the cycle that runs and the next ones.

    Raises LawError for what cannot be calculated, with its path.
    """
    projection = project(agreement, until(day))
    reading = projection.principal
    running = [
        cycle
        for cycle in reading.cycles
        if cycle.last_day.latest is None or cycle.last_day.latest >= day
    ]
    ahead = [
        key
        for key in reading.key_dates
        if key.outcome.earliest is None or key.outcome.earliest >= day
    ]
    return Preview(
        projection,
        tuple(running[:CYCLES_SHOWN]),
        tuple(sorted(ahead, key=lambda key: key.outcome.earliest or date.max)),
        projection.warnings,
    )
