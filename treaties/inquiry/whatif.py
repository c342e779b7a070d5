"""What if a party gave notice, nobody acted, or the treaty were extended? The record is not
touched.
"""

from dataclasses import dataclass
from datetime import date

from treaties.inquiry.live import until
from treaties.law.asking.supposition import Difference, Supposition, differences, suppose
from treaties.law.projection import project
from treaties.law.rules.results import Projection
from treaties.models import Treaty
from treaties.schedule.facts import agreement


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The record, the supposition's outcome, and what differs between them."""

    before: Projection
    after: Projection
    differences: tuple[Difference, ...]


def what_if(treaty: Treaty, supposition: Supposition, as_of: date | None = None) -> WhatIf:
    """What `supposition` changes in the dates and statuses of `treaty`.

    Raises LawError for what cannot be supposed, with the field.
    """
    facts = agreement(treaty, up_to=as_of)
    before = project(facts, until(as_of))
    after = project(suppose(facts, supposition), until(as_of))
    return WhatIf(before, after, differences(before, after))
