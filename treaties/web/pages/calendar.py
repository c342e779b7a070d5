"""`/treaties/<slug>/calendar/`: one date of an agreement as an entry for the reader's own calendar,
the same that its reminders carry.
"""

from dataclasses import replace
from datetime import UTC, datetime, time

from django.http import Http404, HttpRequest, HttpResponse

from treaties.inquiry.readings import readings_on
from treaties.inquiry.why import why
from treaties.law.values.errors import LawError
from treaties.law.values.periods import words
from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import KeyDate, Treaty
from treaties.outbox.enqueue import site_host
from treaties.pacing.spending import LITTLE
from treaties.reminders.calendar import CalendarEntry, calendar
from treaties.reminders.calendar_entry import entry
from treaties.reminders.links import links
from treaties.reminders.particulars import Particulars, particulars
from treaties.views.as_of import Asked
from treaties.web.asked import DateAsked, asked, costly, date_asked, page
from treaties.web.pages.treaty import seen


@page
@costly(LITTLE)
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
            # The content depends on the facts and on the reader.
            "Cache-Control": "private, no-cache",
            "Vary": "Cookie",
        },
    )


def _as_known(treaty: Treaty, wanted: DateAsked) -> CalendarEntry:
    """From the stored row. Its stamp is the row's last change, so that an unchanged entry is the
    same file.
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
    # If an end has to be prevented by the same day, its reminder is about the decision.
    return rows.filter(kind=KeyDateKind.DECISION_DUE, earliest=found.earliest).first() or found


def _as_known_then(treaty: Treaty, wanted: DateAsked, question: Asked) -> CalendarEntry:
    """From the facts of the day asked for. It has its own UID, so that it never replaces the
    current entry.
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
    cycles = {
        cycle.ordinal: cycle
        for reading in readings_on(treaty, then)
        for cycle in reading.cycles
        if reading.key == wanted.reading
    }
    cycle, following = cycles.get(wanted.ordinal), cycles.get(wanted.ordinal + 1)
    about = Particulars(
        key_date_id=0,
        revision=1,
        kind=wanted.kind,
        title=treaty.short_title,
        full_title=treaty.title,
        slug=treaty.slug,
        earliest=answer.outcome.earliest,
        latest=answer.outcome.latest,
        safe=answer.safe if answer.held else None,
        margin_days=answer.margin_days if answer.held else 0,
        reason=". ".join(step.text[:1].upper() + step.text[1:] for step in answer.steps),
        rule="",
        disputed=False,
        projected=True,
        cycle_id=None,
        closing=cycle.closing if cycle else "",
        boundary=cycle.expires.earliest if cycle else None,
        next_end=following.expires.earliest if following else None,
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


def _entry(about: Particulars, url: str, stamp: datetime) -> CalendarEntry:
    day = about.safe or about.earliest
    if day is None:
        raise Http404
    return entry(about, day, day, url, stamp)
