"""How do the stored dates keep up with what is no fact of an agreement: the years that pass, and
the house's margin for delivery?
"""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, Min

from treaties.law.values.vocabulary import DELIVERED_BEFORE
from treaties.models import KeyDate
from treaties.schedule.bulk import rebuild_all
from treaties.schedule.rebuild import Counts, horizon


def extend_horizon(today: date | None = None) -> Counts:
    """Project every agreement up to the horizon seen from `today`; writes only on the first call of
    a year, and where the margin for delivery is another than when the dates were made.
    """
    return sum((counts for _, counts in rebuild_all(until=horizon(today))), Counts())


def under_another_margin() -> list[int]:
    """The agreements whose safe days were made under another margin than that of the settings.

    The rows tell it themselves: of the deadlines of an agreement before which something must be
    delivered, the first of all held readings lies before its own day by the margin and nothing
    else, and none by less.
    """
    deadlines = KeyDate.objects.filter(
        withdrawn_at=None, kind__in=[k.value for k in DELIVERED_BEFORE], safe__isnull=False
    )
    least = deadlines.order_by().values("treaty").annotate(gap=Min(F("earliest") - F("safe")))
    margin = timedelta(days=settings.DELIVERY_MARGIN_DAYS)
    return sorted(least.exclude(gap=margin).values_list("treaty", flat=True))
