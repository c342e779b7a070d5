"""`/treaties/<slug>/`: how does this agreement stand, what must be decided by when, why, and how
do we know?
"""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.vary import vary_on_headers

from treaties.catalogue.visibility import Reader, sees_internal, treaties_visible_to, visible_to
from treaties.inquiry.readings import cycle_keys, readings_on
from treaties.inquiry.supposing import Readers, supposed
from treaties.inquiry.why import why as explanation_of
from treaties.law.outlook import differs
from treaties.law.rules.participation import BOUND
from treaties.law.values.errors import LawError
from treaties.law.values.vocabulary import Binding, Composition
from treaties.models import Decision, Participant, Treaty, User, Watch
from treaties.pacing.spending import LITTLE
from treaties.views import dossier
from treaties.views.notes import notes_of
from treaties.views.other_dates import other_dates
from treaties.views.runways import runways_of
from treaties.views.terms import other_terms, terms
from treaties.views.verdict import Verdict, verdict
from treaties.views.whatif import LENGTHS, panel
from treaties.web.asked import asked, costly, date_asked, page
from treaties.written.days import day as written_day
from treaties.written.lengths import length as written_length

STATEMENTS = 3
"""Talks and statements shown at once, the last ones."""
WRITTEN = Readers(written_day, written_length, "1 March 2027", "6 months or a year and a half")


def seen(request: HttpRequest, slug: str) -> Treaty:
    """The treaty of this address; 404 if there is none or the reader may not see it."""
    return get_object_or_404(treaties_visible_to(request.user), slug=slug)


@page
@costly(LITTLE)
def treaty(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything on one agreement, as of today or of the day in the address."""
    question, found, reader = asked(request), seen(request, slug), request.user
    readings = readings_on(found, question.as_of)
    acts = dossier.acts_of(found, reader, question.as_of)
    shown_acts, more_acts = dossier.shown_first(acts)
    clauses = dossier.clauses_of(found, reader)
    events = dossier.events_of(found, reader, question.as_of)[::-1]
    relations = dossier.relations_of(found, reader, question.as_of)
    papers = dossier.papers_of(found, reader)
    takings = dossier.participants_of(found, reader, readings[0], question.day)
    updates = runways_of(found, reader, question)
    open_updates = [update for update in updates if update.is_open]
    notes = notes_of(open_updates, clauses, papers["identifiers"], relations, acts, events)
    names = {taking.row.party.code: taking.row.party.short_name for taking in takings}
    keys = cycle_keys(found)
    verdicts = [verdict(reading, question.day, names) for reading in readings]
    supposition = supposed(dict(request.GET.lists()), list(names), WRITTEN)
    whatif = panel(found, supposition, question, reader, names)
    context = {
        "section": "treaties",
        "asked": question,
        "treaty": found,
        "whatif": whatif,
        "lengths": LENGTHS,
        "principal": verdicts[0],
        "others": _others(verdicts),
        "terms": terms(verdicts[0], keys),
        "other_terms": other_terms(verdicts, keys),
        "decisions": _decisions(found, reader),
        # What follows from today's record was not known on another day.
        "dates": None if question.as_of else other_dates(found, question.day, names),
        "takings": takings,
        "bound": _bound(found, takings),
        "acts": shown_acts,
        "more_acts": more_acts,
        "clauses": clauses,
        "events": events[:STATEMENTS],
        "earlier_events": events[STATEMENTS:],
        "relations": relations,
        **papers,
        "updates": open_updates,
        "over_updates": [update for update in updates if not update.is_open],
        "disagreeing": next((act for act in acts if act.disagrees), None),
        "notes": notes.all,
        "numbers": notes.numbers,
        "unsourced": sum(act.unsourced for act in acts),
        "subjects": list(found.subjects.all()),
        "not_binding": found.binding != Binding.YES,
        "internal": sees_internal(reader),
        "watch": _watch(found, reader),
    }
    wrong = 400 if whatif.asked.faults else 200
    return render(request, "treaties/treaty.html", context, status=wrong)


def _others(verdicts: list[Verdict]) -> list[Verdict]:
    """Those readings that say anything else on the day than the principal one."""
    return [v for v in verdicts[1:] if differs(v.outlook, verdicts[0].outlook)]


def _bound(treaty: Treaty, takings: list[dossier.Taking]) -> int | None:
    """How many are parties on the day; in a bilateral the number says nothing."""
    if treaty.composition == Composition.BILATERAL:
        return None
    return sum(taking.now is not None and taking.now.status in BOUND for taking in takings)


@page
@vary_on_headers("HX-Request")
@costly(LITTLE)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The few lines that are pinned beside the timeline; a page of its own without scripts."""
    question = asked(request)
    participants = visible_to(request.user, Participant.objects.select_related("party"))
    rows = treaties_visible_to(request.user).prefetch_related(
        Prefetch("participants", queryset=participants)
    )
    found = get_object_or_404(rows, slug=slug)
    names = {one.party.code: one.party.short_name for one in found.participants.all()}
    readings = readings_on(found, question.as_of)
    verdicts = [verdict(reading, question.day, names) for reading in readings]
    context = {
        "asked": question,
        "treaty": found,
        "principal": verdicts[0],
        "others": _others(verdicts),
    }
    return render(request, "treaties/partials/card.html", context)


@page
@vary_on_headers("HX-Request")
@costly(LITTLE)
def why(request: HttpRequest, slug: str) -> HttpResponse:
    """Why this date? The steps from clause and fact to the day: `kind`, `n` (the cycle, from 0),
    `reading`, `party`, `clause`.
    """
    question, found, wanted = asked(request), seen(request, slug), date_asked(request)
    try:
        answer = explanation_of(
            found,
            wanted.kind,
            wanted.ordinal,
            wanted.party,
            wanted.reading,
            question.as_of,
            clause=wanted.clause,
        )
    except (KeyError, LookupError, LawError):
        raise Http404 from None
    context = {
        "section": "treaties",
        "asked": question,
        "treaty": found,
        "answer": answer,
        "wanted": wanted,
    }
    whole = not getattr(request, "htmx", False)
    template = "treaties/why.html" if whole else "treaties/partials/why.html"
    return render(request, template, context)


def _decisions(found: Treaty, reader: Reader) -> dict[int, list[Decision]]:
    rows = visible_to(reader, Decision.objects.filter(cycle__treaty=found)).select_related("party")
    taken: dict[int, list[Decision]] = {}
    for row in rows:
        taken.setdefault(row.cycle_id, []).append(row)
    return taken


def _watch(found: Treaty, reader: Reader) -> Watch | None:
    if not isinstance(reader, User):
        return None
    return Watch.objects.filter(person=reader, treaty=found, ended_at=None).first()
