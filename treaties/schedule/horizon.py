"""How far ahead are dates projected, and how does that horizon move on as the years pass?"""

from datetime import date

from treaties.schedule.bulk import rebuild_all
from treaties.schedule.rebuild import Counts, horizon


def extend_horizon(today: date | None = None) -> Counts:
    """Project every agreement up to the horizon seen from `today`; writes only on the first call of
    a year.
    """
    return sum((counts for _, counts in rebuild_all(until=horizon(today))), Counts())
