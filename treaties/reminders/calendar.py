"""The date as a calendar entry (RFC 5545): an all-day event that replaces itself when the date
moves.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One date. `uid` stays the same for ever; `revision` counts from 1; `cancelled` takes it off
    the calendar.
    """

    uid: str
    revision: int
    day: date
    summary: str
    description: str
    url: str
    stamp: datetime
    tentative: bool = False
    cancelled: bool = False


def event(entry: CalendarEntry) -> Event:
    """The entry as a VEVENT: a whole day that blocks nobody's time."""
    found = Event()
    found.add("uid", entry.uid)
    found.add("sequence", entry.revision - 1)
    found.add("dtstamp", entry.stamp)
    found.add("dtstart", entry.day)
    found.add("dtend", entry.day + timedelta(days=1))
    found.add("summary", entry.summary)
    found.add("description", entry.description)
    found.add("url", entry.url)
    found.add("transp", "TRANSPARENT")
    found.add("status", _status(entry))
    return found


def calendar(*entries: CalendarEntry) -> str:
    """The entries as one calendar object to be published, in lines that end with CRLF."""
    found = Calendar()
    found.add("prodid", "-//Treaty Timeline//Reminders//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    for entry in entries:
        found.add_component(event(entry))
    text: bytes = found.to_ical()
    return text.decode("utf-8")


def _status(entry: CalendarEntry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"
