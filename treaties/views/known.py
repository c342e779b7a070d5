"""What was known of one agreement on a day? Its readings from the stored rows, or projected from
the facts dated by then.
"""

from datetime import date

from treaties.inquiry.live import projection_of
from treaties.models import RenewalCycle, Treaty
from treaties.views.readings import ReadingView, from_projection, with_rows
from treaties.views.standing import readings_of


def readings_on(treaty: Treaty, as_of: date | None) -> tuple[ReadingView, ...]:
    """The readings of `treaty`, the principal one first. Decisions hang on the stored periods in
    both cases.
    """
    if as_of is None:
        return readings_of([treaty], parties=True)[treaty.pk]
    live = from_projection(projection_of(treaty, as_of).readings)
    return with_rows(live, RenewalCycle.objects.filter(treaty=treaty, withdrawn_at=None))
