"""How far ahead are dates projected, and how does that horizon move on as the years pass?"""

import logging
from datetime import date

from treaties.law.errors import LawError
from treaties.models import Treaty
from treaties.schedule.rebuild import BATCH, Counts, horizon, rebuild

log = logging.getLogger(__name__)


def extend_horizon(today: date | None = None) -> Counts:
    """Project every agreement up to the horizon seen from `today`; writes only on the first call of
    a year.

    An agreement that the law cannot reckon any longer is logged and left as it is, so that it does
    not keep the others from moving on.
    """
    until = horizon(today)
    ids = list(Treaty.objects.order_by("id").values_list("id", flat=True))
    total = Counts()
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        try:
            total += rebuild(batch, until)
        except LawError:
            total += _one_by_one(batch, until)
    return total


def _one_by_one(ids: list[int], until: date) -> Counts:
    total = Counts()
    for ident in ids:
        try:
            total += rebuild([ident], until)
        except LawError:
            log.exception("The schedule of treaty %s cannot be projected to %s", ident, until)
    return total
