"""Of which day does a page speak? Today, or the day that its address names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """The day a page speaks of. `as_of` is None for today; `suffix` keeps the day in links,
    `without` the rest.
    """

    today: date
    as_of: date | None
    suffix: str = ""
    without: str = ""

    @property
    def day(self) -> date:
        return self.as_of or self.today
