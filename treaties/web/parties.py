"""`/parties/<code>/`: the agreements of one State or organisation."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from treaties.catalogue.visibility import treaties_visible_to, visible_to
from treaties.models import Participant, Party
from treaties.web.asked import asked, page
from treaties.web.standing import standings


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
    context = {
        "asked": question,
        "party": found,
        "predecessors": list(found.predecessors.all()),
        "successors": list(found.party_successors.all()),
        "standings": standings(listed, question.day),
    }
    return render(request, "treaties/party.html", context)
