"""Who waits while a segment of the timeline is made? No visitor: beat has them made beforehand."""

import time
from typing import Final

from treaties.chronology import payload, versions
from treaties.chronology.audience import Audience
from treaties.chronology.rows import Roll
from treaties.chronology.versions import NoSuchSegment

ENCODING: Final = "br"
"""What every browser takes; other clients have theirs made when they ask."""


def make_ready(seconds: float) -> int:
    """Make what is missing of the whole register, for every audience, for about so long; returns
    how many segments that was. Where nothing moved, a few queries.
    """
    roll = Roll.call()
    until = time.monotonic() + seconds
    made = 0
    for audience in Audience:
        for ref in versions.of_all(audience, roll):
            if payload.is_made(ref, ENCODING, packs=True):
                continue
            if time.monotonic() > until:
                return made
            try:
                payload.segment_body(ref, roll, audience, ENCODING, packs=True)
            except NoSuchSegment:  # it emptied meanwhile
                continue
            made += 1
    return made
