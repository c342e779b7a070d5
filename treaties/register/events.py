"""What happened without changing any status: interviews, visits, messages, statements."""

from collections.abc import Iterable
from dataclasses import dataclass

from treaties.law.values.dates import CivilDate
from treaties.models import DiplomaticEvent, EventPerson, Party, Treaty, User
from treaties.register.door import days_of, save, writing


@dataclass(frozen=True, slots=True)
class Person:
    """Who took part, with the office held then."""

    name: str
    office: str = ""
    party: Party | None = None


def record_event(
    *,
    kind: str,
    date: str | CivilDate,
    title: str,
    summary: str = "",
    place: str = "",
    parties: Iterable[Party] = (),
    treaties: Iterable[Treaty] = (),
    persons: Iterable[Person] = (),
    note: str = "",
    by: User,
    why: str = "",
) -> DiplomaticEvent:
    """An event beside the agreements it concerns. It is no treaty action."""
    treaties = list(treaties)
    with writing(by=by, why=why, touches=treaties):
        event = DiplomaticEvent(
            kind=kind,
            date=date,
            title=title,
            summary=summary,
            place=place,
            note=note,
            entered_by=by,
        )
        event.clean_fields(exclude=["entered_by"])
        days_of(event, event.date)
        save(event)
        event.parties.set(parties)
        event.treaties.set(treaties)
        for person in persons:
            save(
                EventPerson(
                    event=event,
                    name=person.name,
                    office=person.office,
                    party=person.party,
                    entered_by=by,
                )
            )
        return event
