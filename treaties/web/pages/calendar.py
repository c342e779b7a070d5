"""`/treaties/<slug>/calendar/`: one date of an agreement as an entry for the reader's own calendar,
the same that its reminders carry.
"""

from dataclasses import replace
from datetime import UTC, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from treaties.inquiry.why import why
from treaties.law.values.errors import LawError
from treaties.law.values.periods import words
from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import KeyDate, Treaty
from treaties.outbox.enqueue import site_host
from treaties.reminders.calendar import Entry, calendar
from treaties.reminders.calendar_entry import entry
from treaties.reminders.links import links
from treaties.reminders.particulars import Particulars, particulars
from treaties.reminders.planner import day_to_act
from treaties.views.as_of import Asked
from treaties.views.readings import readings_on
from treaties.web.asked import DateAsked, asked, date_asked, page
from treaties.web.pages.treaty import seen


@page
def add_to_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The date that the address names as the “Why this date?” of it does; 404 where there is none,
    or no day of it is known.
    """
    question, found, wanted = asked(request), seen(request, slug), date_asked(request)
    made = _as_known_then(found, wanted, question) if question.as_of else _as_known(found, wanted)
    return HttpResponse(
        calendar(made),
        "text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{slug}-{made.day.isoformat()}.ics"',
            # What it holds changes with the facts, and with who asks.
            "Cache-Control": "private, no-cache",
            "Vary": "Cookie",
        },
    )


def _as_known(treaty: Treaty, wanted: DateAsked) -> Entry:
    """From the stored row. It is made when that last changed, so that one who has it asks again
    for nothing.
    """
    row = _row(treaty, wanted)
    if row is None or row.earliest is None:
        raise Http404
    return _entry(particulars(row, ()), links(treaty.slug).treaty, row.changed_at)


def _row(treaty: Treaty, wanted: DateAsked) -> KeyDate | None:
    clause = wanted.clause or ""
    rows = KeyDate.objects.filter(
        treaty=treaty,
        ordinal=wanted.ordinal,
        reading=wanted.reading,
        party__code=wanted.party,
        withdrawn_at=None,
    ).select_related("treaty", "cycle", "party")
    if clause.isascii() and clause.isdigit():
        rows = rows.filter(clause=int(clause))
    found = rows.filter(kind=wanted.kind).order_by("earliest", "id").first()
    if found is None or found.kind != KeyDateKind.EXPIRY:
        return found
    # Of an end that somebody has to prevent by the same day, the reminder tells the decision.
    return rows.filter(kind=KeyDateKind.DECISION_DUE, earliest=found.earliest).first() or found


def _as_known_then(treaty: Treaty, wanted: DateAsked, question: Asked) -> Entry:
    """From the facts of the day asked for: an entry of its own, which never takes the place of
    what is known now.
    """
    assert question.as_of is not None
    then = question.as_of
    try:
        answer = why(
            treaty,
            wanted.kind,
            wanted.ordinal,
            wanted.party,
            wanted.reading,
            then,
            clause=wanted.clause,
        )
    except (KeyError, LookupError, LawError):
        raise Http404 from None
    readings = {reading.key: reading for reading in readings_on(treaty, then)}
    reading = readings.get(wanted.reading)
    cycles = [p for p in reading.cycles if p.ordinal == wanted.ordinal] if reading else []
    cycle = cycles[0] if cycles else None
    about = Particulars(
        key_date_id=0,
        revision=1,
        kind=wanted.kind,
        title=treaty.short_title,
        full_title=treaty.title,
        slug=treaty.slug,
        safe=answer.outcome.earliest,
        latest=answer.outcome.latest,
        reason=". ".join(step.text[:1].upper() + step.text[1:] for step in answer.steps),
        rule="",
        disputed=False,
        projected=True,
        cycle_id=None,
        closing=cycle.closing if cycle else "",
        boundary=cycle.expires.earliest if cycle else None,
        next_end=cycle.next_expires.earliest if cycle else None,
        others=(),
        decisions=(),
    )
    stamp = datetime.combine(then, time(), UTC)
    made = _entry(about, links(treaty.slug).treaty + question.suffix, stamp)
    name = "-".join(filter(None, (treaty.slug, wanted.reading, wanted.party, wanted.clause)))
    return replace(
        made,
        uid=f"{name}-{wanted.kind}-{wanted.ordinal}-as-of-{then.isoformat()}@{site_host()}",
        description=f"As of {words(then)}: only what was dated by that day is counted.\n"
        + made.description,
    )


def _entry(about: Particulars, url: str, stamp: datetime) -> Entry:
    day = day_to_act(about.kind, about.safe, settings.DELIVERY_MARGIN_DAYS)
    if day is None:
        raise Http404
    return entry(about, day, day, url, stamp)
