"""How do many agreements stand on one day? In two queries however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from treaties.models import Treaty
from treaties.views.readings import Day, readings_of
from treaties.views.verdict import Urgency, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """One agreement on one day: what its principal reading says, and the others."""

    treaty: Treaty
    principal: Verdict
    others: tuple[Verdict, ...]

    @property
    def next_date(self) -> Day | None:
        """The day that matters next."""
        return self.principal.next_day

    @property
    def next_means(self) -> str:
        """What that day is, in two or three words."""
        if self.principal.urgency is Urgency.LAPSES:
            return "expires"
        if self.principal.decide_by:
            return "decide by"
        cycle = self.principal.cycle
        return "renews on" if cycle is not None and cycle.closing == "renews" else "ends on"


def standings(treaties: Sequence[Treaty], day: date) -> list[Standing]:
    """Each of `treaties` on `day`, in the same order."""
    readings = readings_of(treaties)
    found = []
    for treaty in treaties:
        first, *rest = (verdict(reading, day) for reading in readings[treaty.pk])
        found.append(Standing(treaty, first, tuple(v for v in rest if differs(v, first))))
    return found


def differs(other: Verdict, principal: Verdict) -> bool:
    """Whether a reading says anything else on its day than the principal one."""
    return (other.status, other.lines) != (principal.status, principal.lines)
