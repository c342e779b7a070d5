"""`/`: what binds whom, when, and what is coming? The list is complete without the drawing."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from treaties.catalogue.filters import FIELDS
from treaties.catalogue.register_version import KEPT_SECONDS, Seen, digest_of
from treaties.views.agenda import (
    TO_ACT,
    AgendaEntry,
    candidates_between,
    dates_between,
    entries,
    first_of_each,
)
from treaties.views.as_of import Asked
from treaties.views.standing import standings
from treaties.web.asked import asked, page
from treaties.web.filtering import canonical, filter_form, joined
from treaties.web.pages.treaties import shown

NEXT_DATES = 4
WEIGHED = 20
"""How many agreements' next dates are compared to find the most important."""
LOOKED_AT = 400
"""How many dates are read for that."""
LISTED = 200
"""Up to this many agreements the page lists all."""
BEGINNING = 20
"""If there are more, it lists this many; the table has all."""


@page
@canonical
def timeline(request: HttpRequest) -> HttpResponse:
    """The timeline with its filter, the next dates that matter, and the list of what it shows."""
    question, seen = asked(request), Seen(request.user)
    filtered = any(map(request.GET.get, FIELDS))
    query = request.GET.urlencode()
    context = {
        **_about(request, question, seen if filtered else None),
        "query": query,
        "embeddable": bool(settings.EMBED_ORIGINS),
    }

    def strip() -> SafeString:
        dates = {"next_dates": _next_dates(seen, question)}
        return render_to_string("components/strip.html", {**context, **dates})

    def twin() -> SafeString:
        return render_to_string("components/twin.html", {**context, **_listed(request, question)})

    context["strip"] = _once(strip, (question,), seen)
    if filtered:
        # Not cached: a filter's result also depends on party codes, which are not in the version.
        context |= _listed(request, question)
        context["twin"] = render_to_string("components/twin.html", context)
    else:
        context["twin"] = _once(twin, (question, query), seen)
    return render(request, "treaties/timeline.html", context)


def _once(part: Callable[[], SafeString], asked: tuple[object, ...], seen: Seen) -> SafeString:
    """A part of the page that is the same for readers with the same rights, cached until an
    agreement changes; only in this process, so it never outlives this code.
    """
    name = digest_of((part.__name__, *asked, seen.moved, seen.who))
    return cast(SafeString, caches["process"].get_or_set(name, part, KEPT_SECONDS))


def _next_dates(seen: Seen, question: Asked) -> list[AgendaEntry]:
    """The next date of each of the agreements that have to be looked at first."""
    # Found by the index; further columns are then read for these rows only.
    candidates = (
        candidates_between(question.day, None).filter(treaty__in=seen.treaties).order_by(TO_ACT)
    )
    keys: list[int] = []
    treaties: set[int] = set()
    for key, treaty in candidates.values_list("pk", "treaty_id")[:LOOKED_AT]:
        treaties.add(treaty)
        if len(treaties) > WEIGHED:
            break
        keys.append(key)
    near = dates_between(seen.treaties, question.day, None).filter(pk__in=keys)
    return first_of_each(entries(near, settings.OUR_SIDE, seen.reader))[:NEXT_DATES]


def embed(request: HttpRequest) -> HttpResponse:
    """The timeline alone, for the sites of EMBED_ORIGINS to show within their own pages: what any
    visitor may read, whoever is signed in. Refused if that is empty or the register is not public.
    """
    if not settings.EMBED_ORIGINS or not settings.PUBLIC_BROWSING:
        raise Http404("No site may show this timeline within its pages.")
    # Another site's page must not show what a signed-in reader may see.
    request.user = AnonymousUser()
    answer = _embedded(request)
    # Only this response may be framed; all other pages refuse it.
    answer.xframe_options_exempt = True
    answer._csp_replace = {  # type: ignore[attr-defined]
        "frame-ancestors": settings.EMBED_ORIGINS
    }
    return answer


@page
def _embedded(request: HttpRequest) -> HttpResponse:
    question = asked(request)
    context = {**_about(request, question, None), **_listed(request, question)}
    return render(request, "treaties/embed.html", context)


def _about(request: HttpRequest, question: Asked, counted: Seen | None) -> dict[str, object]:
    """The filter's part of the page. Counting takes time in proportion to the register, so without
    a filter it waits until the form is opened.
    """
    return {
        "section": "timeline",
        "asked": question,
        "matching": _matching(request, question),
        **filter_form(request, question.day, counted),
    }


def _listed(request: HttpRequest, question: Asked) -> dict[str, object]:
    """The matching agreements, or the first of them, and their number."""
    # The list names no participants.
    found = shown(request, question.day).prefetch_related(None)
    total = found.count()
    listed = list(found if total <= LISTED else found[:BEGINNING])
    return {"standings": standings(listed, question.day), "total": total}


def _matching(request: HttpRequest, question: Asked) -> str:
    """The address of the endpoint that lists the ids of matching agreements."""
    query = {name: value for name, value in joined(request.GET).items() if name in FIELDS and value}
    if question.as_of:
        query["as_of"] = question.as_of.isoformat()
    return f"{reverse('api:matches')}?{urlencode(query)}"
