"""How do many agreements stand on one day? Three queries, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from treaties.inquiry.readings import readings_of
from treaties.law.outlook import differs
from treaties.models import Treaty
from treaties.views.verdict import Verdict, verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """One agreement on one day: what its principal reading says, and the others that say something
    else.
    """

    treaty: Treaty
    principal: Verdict
    others: tuple[Verdict, ...]


def standings(treaties: Sequence[Treaty], day: date) -> list[Standing]:
    """Each of `treaties` on `day`, in the same order."""
    readings = readings_of(treaties)
    found = []
    for treaty in treaties:
        first, *rest = (verdict(reading, day) for reading in readings[treaty.pk])
        others = tuple(v for v in rest if differs(v.outlook, first.outlook))
        found.append(Standing(treaty, first, others))
    return found
