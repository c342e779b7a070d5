"""The date as a calendar entry (RFC 5545): an all-day event that replaces itself when the date
moves.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from treaties.written.signs import cut_at

MOST_OCTETS: Final = 75


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
    # The library folds between any two characters; some calendars do not join what belongs to one
    # letter again.
    whole = text.decode("utf-8").replace("\r\n ", "")
    return "".join(f"{folded(line)}\r\n" for line in whole.split("\r\n") if line)


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets (RFC 5545 3.1), none of which parts a letter
    from its marks or splits letters that a joiner holds.
    """
    pieces: list[str] = []
    while line:
        room = MOST_OCTETS - bool(pieces)  # the blank that marks a continuation counts, too
        fits = len(line.encode()[:room].decode(errors="ignore"))
        end = cut_at(line, fits) if fits < len(line) else fits
        pieces.append(line[:end])
        line = line[end:]
    return "\r\n ".join(pieces)


def _status(entry: CalendarEntry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"
