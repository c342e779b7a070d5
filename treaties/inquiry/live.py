"""What follows from the facts as they were known on a day? The projection behind every question
that the stored rows cannot answer.
"""

from datetime import date

from treaties.law.asking.later_facts import ran_out, with_later_facts
from treaties.law.projection import project
from treaties.law.rules.results import Projection
from treaties.law.values.periods import LAST_YEAR
from treaties.models import Treaty
from treaties.schedule.facts import agreement
from treaties.schedule.rebuild import horizon


def projection_of(
    treaty: Treaty, as_of: date | None = None, drafts: bool = False, reach: date | None = None
) -> Projection:
    """The readings of `treaty` from its facts dated up to `as_of`, as far ahead as the horizon of
    that day, and at least to `reach`. If those facts have it expired but the whole record has it in
    force on that day, its status is unknown.


    Raises LawError for facts the law cannot calculate.
    """
    far = until(as_of, reach)
    known = project(agreement(treaty, drafts, as_of), far)
    if as_of is None or not ran_out(known, as_of):
        return known
    return with_later_facts(known, project(agreement(treaty, drafts), far), as_of)


def until(as_of: date | None, reach: date | None = None) -> date:
    """The horizon seen from `as_of` (today), never nearer than `reach` nor beyond the last year."""
    far = horizon(as_of)
    return min(max(far, reach or far), date(LAST_YEAR, 12, 31))
