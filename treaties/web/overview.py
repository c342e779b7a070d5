"""`/`: what binds whom, when, and what is coming? The list is complete without the drawing that
stands on it.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from treaties.catalogue.filters import FIELDS
from treaties.catalogue.visibility import treaties_visible_to
from treaties.web.agenda import dates_between, entries, first_of_each
from treaties.web.agreements import shown
from treaties.web.asked import Asked, asked, page
from treaties.web.filtering import canonical, filter_form, joined
from treaties.web.standing import standings

NEXT_DATES = 4
LOOKED_AT = 200
LISTED = 200
"""How many agreements the page lists before the drawing takes over; the table has them all."""


@page
@canonical
def timeline(request: HttpRequest) -> HttpResponse:
    """The timeline with its filter, the next dates that matter, and the list of what it shows."""
    question = asked(request)
    dates = dates_between(treaties_visible_to(request.user), question.day, None)[:LOOKED_AT]
    return render(
        request,
        "treaties/timeline.html",
        {
            "next_dates": first_of_each(entries(dates, settings.OUR_SIDE, request.user))[
                :NEXT_DATES
            ],
            "embeddable": bool(settings.EMBED_ORIGINS),
            **_shown(request, question),
        },
    )


def embed(request: HttpRequest) -> HttpResponse:
    """The timeline alone, for the sites of EMBED_ORIGINS to show within their own pages: what any
    visitor may read, whoever asks. Nobody may where that is empty or the register is not public.
    """
    if not settings.EMBED_ORIGINS or not settings.PUBLIC_BROWSING:
        raise Http404("No site may show this timeline within its pages.")
    # Another site's page must not show what its reader, signed in here, may see.
    request.user = AnonymousUser()
    answer = _embedded(request)
    # Of this answer alone: every other page may be framed by nobody.
    answer.xframe_options_exempt = True
    answer._csp_replace = {  # type: ignore[attr-defined]
        "frame-ancestors": settings.EMBED_ORIGINS
    }
    return answer


@page
def _embedded(request: HttpRequest) -> HttpResponse:
    return render(request, "treaties/embed.html", _shown(request, asked(request)))


def _shown(request: HttpRequest, question: Asked) -> dict[str, object]:
    found = shown(request, question.day)
    listed = list(found[: LISTED + 1])
    return {
        "section": "timeline",
        "asked": question,
        "standings": standings(listed[:LISTED], question.day),
        "total": len(listed) if len(listed) <= LISTED else found.count(),
        "matching": _matching(request, question),
        # Counting takes as long as the register is large: with no filter, only once it is opened.
        **filter_form(request, question.day, counted=any(map(request.GET.get, FIELDS))),
    }


def _matching(request: HttpRequest, question: Asked) -> str:
    """Where the drawing asks which agreements the filter lets through."""
    query = {name: value for name, value in joined(request.GET).items() if name in FIELDS and value}
    if question.as_of:
        query["as_of"] = question.as_of.isoformat()
    return f"{reverse('api:matches')}?{urlencode(query)}"
