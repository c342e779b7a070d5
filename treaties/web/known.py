"""What was known of one agreement on a day? Its readings from the stored rows, or projected from the facts dated by then."""

from datetime import date

from treaties.models import Treaty
from treaties.web.readings import ReadingView
from treaties.web.standing import readings_of


def readings_on(treaty: Treaty, as_of: date | None) -> tuple[ReadingView, ...]:
    """The readings of `treaty`, the principal one first."""
    return readings_of([treaty], parties=True)[treaty.pk]
