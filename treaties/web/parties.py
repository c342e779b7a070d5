"""`/parties/<code>/`: the agreements of one State or organisation."""

from typing import Final

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from treaties.catalogue.visibility import treaties_visible_to, visible_to
from treaties.chronology.payload import inline_listed
from treaties.models import Participant, Party
from treaties.web.asked import asked, page
from treaties.web.standing import standings

DRAWN: Final = 200
"""Agreements in the small timeline; of a party with more, the large one shows all."""


@page
def party(request: HttpRequest, code: str) -> HttpResponse:
    """One party and how its agreements stand on the day asked about."""
    question = asked(request)
    if "\x00" in code:
        raise Http404
    found = get_object_or_404(Party, code=code.upper())
    rows = treaties_visible_to(request.user).filter(
        participants__in=visible_to(request.user, Participant.objects.filter(party=found))
    )
    others = visible_to(request.user, Participant.objects.select_related("party"))
    listed = list(rows.distinct().prefetch_related(Prefetch("participants", queryset=others)))
    few = 0 < len(listed) <= DRAWN
    drawn = treaties_visible_to(request.user).filter(pk__in=[treaty.pk for treaty in listed])
    context = {
        "drawing": inline_listed(drawn, request.user, question.today, question.as_of)
        if few
        else None,
        "asked": question,
        "party": found,
        "predecessors": list(found.predecessors.all()),
        "successors": list(found.party_successors.all()),
        "standings": standings(listed, question.day),
    }
    return render(request, "treaties/party.html", context)
