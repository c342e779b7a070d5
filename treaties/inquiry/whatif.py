"""What if a party gave notice, nobody acted, or the treaty were extended? The record is not
touched.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from treaties.inquiry.live import until
from treaties.law.asking.supposition import (
    Difference,
    Supposition,
    differences,
    reading_of,
    suppose,
)
from treaties.law.outlook import outlook
from treaties.law.projection import project
from treaties.law.rules.results import Projection, Reading
from treaties.law.values.vocabulary import Status
from treaties.models import Treaty
from treaties.schedule.facts import agreement

NOT_YET: Final = (Status.IN_NEGOTIATION, Status.ADOPTED, Status.SIGNED)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The record, the supposition's outcome, and what differs between them under the reading with
    the key `reading`.
    """

    before: Projection
    after: Projection
    differences: tuple[Difference, ...]
    reading: str = ""

    @property
    def stood(self) -> Reading:
        """That reading of the record."""
        return reading_of(self.before, self.reading)

    @property
    def stands(self) -> Reading:
        """The same under the supposition."""
        return reading_of(self.after, self.reading)


def what_if(
    treaty: Treaty,
    supposition: Supposition,
    as_of: date | None = None,
    today: date | None = None,
) -> WhatIf:
    """What `supposition` changes in the dates and statuses of `treaty`: under the principal
    reading, or, where it binds nobody by that on the day, under the first by which it does.

    Raises LawError for what cannot be supposed, with the field.
    """
    facts = agreement(treaty, up_to=as_of)
    before = project(facts, until(as_of))
    after = project(suppose(facts, supposition), until(as_of))
    reading = by_which_it_binds(before, as_of or today or timezone.localdate()).key
    return WhatIf(before, after, differences(before, after, reading), reading)


def by_which_it_binds(found: Projection, day: date) -> Reading:
    """The principal reading, unless it is over by that on `day` and binds by another."""
    principal = outlook(found.principal, day)
    if principal.binds or principal.status in (None, *NOT_YET):
        return found.principal
    binding = (reading for reading in found.readings if outlook(reading, day).binds)
    return next(binding, found.principal)
