"""How is a visitor spared the wait while a segment of the timeline is made, or the whole register
is counted and put in order? A periodic task makes them beforehand.
"""

import time
from datetime import date
from itertools import product
from typing import Final

from treaties.catalogue.facets import facets
from treaties.catalogue.filters import TreatyFilter
from treaties.catalogue.orders import SORTS, in_order
from treaties.catalogue.register_version import Seen
from treaties.chronology.rows import Roll
from treaties.chronology.transport import segments, versions
from treaties.chronology.transport.audience import Audience
from treaties.chronology.transport.versions import NoSuchSegment

ENCODING: Final = "br"
"""What every browser takes; other clients have theirs made when they ask."""


def count_ready(today: date) -> None:
    """Count the choices of the filter that asks nothing, and put the register in each order."""
    for audience in Audience:
        seen = Seen(audience.reader)
        facets(TreatyFilter(), seen, today)
        for way, sort in product(("", "-"), SORTS):
            in_order(seen, way + sort, today)


def make_ready(seconds: float) -> int:
    """Make what is missing of the whole register, for every audience, for about so long; returns
    how many segments that was. Where nothing moved, a few queries.
    """
    roll = Roll.call()
    until = time.monotonic() + seconds
    made = 0
    for audience in Audience:
        for ref in versions.of_all(audience, roll):
            if segments.is_made(ref, ENCODING, packs=True):
                continue
            if time.monotonic() > until:
                return made
            try:
                segments.segment_body(ref, roll, audience, ENCODING, packs=True)
            except NoSuchSegment:  # it emptied meanwhile
                continue
            made += 1
    return made
