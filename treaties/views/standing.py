"""How do many agreements stand on one day? Their readings, in two queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from treaties.models import RenewalCycle, StatusSpan, Treaty
from treaties.views.readings import Day, ReadingView, from_rows
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
        period = self.principal.period
        return "renews on" if period is not None and period.closing == "renews" else "ends on"


def readings_of(
    treaties: Iterable[Treaty], *, parties: bool = False
) -> dict[int, tuple[ReadingView, ...]]:
    """The stored readings of each treaty by its key; with `parties` also each party's."""
    keys = [treaty.pk for treaty in treaties]
    cycles: dict[int, list[RenewalCycle]] = defaultdict(list)
    spans: dict[int, list[StatusSpan]] = defaultdict(list)
    for cycle in RenewalCycle.objects.filter(treaty__in=keys, withdrawn_at=None):
        cycles[cycle.treaty_id].append(cycle)
    rows = StatusSpan.objects.filter(treaty__in=keys)
    rows = rows.select_related("party") if parties else rows.filter(party=None)
    for span in rows:
        spans[span.treaty_id].append(span)
    return {key: from_rows(cycles[key], spans[key]) for key in keys}


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
