"""What does a calendar say of one date? The same from the mail and from the page, so that either
replaces the other and neither doubles it.
"""

from datetime import date, datetime

from treaties.outbox.enqueue import site_host
from treaties.reminders import wording
from treaties.reminders.calendar import CalendarEntry
from treaties.reminders.particulars import Particulars
from treaties.written.signs import one_line

LONGEST = 4000
"""Characters of one paragraph of a description."""


def uid(key_date_id: int) -> str:
    """The calendar UID of a date: the same in every mail, feed and revision."""
    return f"key-date-{key_date_id}@{site_host()}"


def entry(
    about: Particulars, day: date | None, on: date, url: str, stamp: datetime
) -> CalendarEntry:
    """The entry on the day `on`: `day` itself or, for a date that is no longer fixed, the old day,
    from which it is removed. `stamp` is when the entry is made.
    """
    lines = [wording.default(about, day), *wording.why(about, day)]
    return CalendarEntry(
        uid=uid(about.key_date_id),
        revision=about.revision,
        day=on,
        summary=one_line(wording.on_the_day(about), 300),
        description="\n".join(one_line(line, LONGEST) for line in lines if line),
        url=url,
        stamp=stamp,
        tentative=about.projected,
        cancelled=day is None,
    )
