"""Which segments, counts and orders are computed before anybody asks? A periodic task fills the
caches, because computing them during a request would make a visitor wait.
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
"""The encoding that every browser accepts; for other clients segments are made on request."""


def count_ready(today: date) -> None:
    """Cache the counts of the empty filter, and each order of the register."""
    for audience in Audience:
        seen = Seen(audience.reader)
        facets(TreatyFilter(), seen, today)
        for way, sort in product(("", "-"), SORTS):
            in_order(seen, way + sort, today)


def make_ready(seconds: float) -> int:
    """Make the missing segments of the whole register, for every audience, until `seconds` have
    passed; returns how many were made. A few queries if nothing has changed.
    """
    until = time.monotonic() + seconds
    made = 0
    for audience in Audience:
        roll = Roll.call(audience.reader)
        for ref in versions.of_all(audience, roll):
            if segments.is_made(ref, ENCODING, packs=True):
                continue
            if time.monotonic() > until:
                return made
            try:
                segments.segment_body(ref, roll, audience, ENCODING, packs=True)
            except NoSuchSegment:  # it became empty meanwhile
                continue
            made += 1
    return made
