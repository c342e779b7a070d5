"""`/parties/<code>/`: the agreements of one State or organisation."""

from typing import Final

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from treaties.catalogue.orders import in_order
from treaties.catalogue.register_version import Seen
from treaties.catalogue.visibility import parties_visible_to, treaties_visible_to, visible_to
from treaties.chronology.payload import inline_listed
from treaties.models import Participant
from treaties.views.standing import standings
from treaties.web.asked import asked, page
from treaties.web.filtering import among, filter_form
from treaties.web.pages.treaties import in_turn

PER_PAGE: Final = 100
DRAWN: Final = 200
"""Agreements in the small timeline; of a party with more, the large one shows all."""


@page
def party(request: HttpRequest, code: str) -> HttpResponse:
    """One party and how its agreements that the filter leaves stand on the day asked about, a
    hundred a page.
    """
    question = asked(request)
    known = parties_visible_to(request.user)
    found = get_object_or_404(known, code=code.upper())
    rows = among(request, question.day).filter(
        participants__in=visible_to(request.user, Participant.objects.filter(party=found))
    )
    others = visible_to(request.user, Participant.objects.select_related("party"))
    # Each agreement once, though a draft participant and the row it corrects may both match.
    rows = treaties_visible_to(request.user).filter(pk__in=rows.order_by().values("pk"))
    shown = rows.defer("search", "search_text")
    shown = shown.prefetch_related(Prefetch("participants", queryset=others))
    keys = in_order(Seen(request.user), "title", question.day, rows)
    listed = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    few = 0 < listed.paginator.count <= DRAWN
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "drawing": inline_listed(rows, request.user, question.today, question.as_of)
        if few
        else None,
        "asked": question,
        "party": found,
        "predecessors": list(known.filter(party_successors=found)),
        "successors": list(known.filter(predecessors=found)),
        "listed": listed,
        "kept": kept.urlencode(),
        **filter_form(request, question.day, None),
        "standings": standings(in_turn(shown, listed), question.day),
    }
    return render(request, "treaties/party.html", context)
