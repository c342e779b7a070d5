"""`/`: what binds whom, when, and what is coming? The list is complete without the drawing that
stands on it.
"""

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
    Entry,
    dates_between,
    entries,
    first_of_each,
    standing_between,
)
from treaties.views.as_of import Asked
from treaties.views.standing import standings
from treaties.web.asked import asked, page
from treaties.web.filtering import canonical, filter_form, joined
from treaties.web.pages.treaties import shown

NEXT_DATES = 4
WEIGHED = 20
"""Of so many agreements the dates are weighed against one another to find the next ones."""
LOOKED_AT = 400
"""How many dates are looked through for them."""
LISTED = 200
"""Up to so many agreements the page lists them all."""
BEGINNING = 20
"""Of more it lists the first; the table has them all."""


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
        # What a filter lets through hangs on the codes of parties as well, which no agreement has.
        context |= _listed(request, question)
        context["twin"] = render_to_string("components/twin.html", context)
    else:
        context["twin"] = _once(twin, (question, query), seen)
    return render(request, "treaties/timeline.html", context)


def _once(part: Callable[[], SafeString], asked: tuple[object, ...], seen: Seen) -> SafeString:
    """A part of the page that is the same for all who see the same, until an agreement moves; kept
    by this process alone, as it is written by this code.
    """
    name = digest_of((part.__name__, *asked, seen.moved, seen.who))
    return cast(SafeString, caches["default"].get_or_set(name, part, KEPT_SECONDS))


def _next_dates(seen: Seen, question: Asked) -> list[Entry]:
    """The next date of each of the agreements that have to be looked at first."""
    # Found along the index: what is told of them is asked of these alone.
    standing = (
        standing_between(question.day, None).filter(treaty__in=seen.treaties).order_by("earliest")
    )
    keys: list[int] = []
    treaties: set[int] = set()
    for key, treaty in standing.values_list("pk", "treaty_id")[:LOOKED_AT]:
        treaties.add(treaty)
        if len(treaties) > WEIGHED:
            break
        keys.append(key)
    near = dates_between(seen.treaties, question.day, None).filter(pk__in=keys)
    return first_of_each(entries(near, settings.OUR_SIDE, seen.reader))[:NEXT_DATES]


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
    question = asked(request)
    context = {**_about(request, question, None), **_listed(request, question)}
    return render(request, "treaties/embed.html", context)


def _about(request: HttpRequest, question: Asked, counted: Seen | None) -> dict[str, object]:
    """What is asked. Counting takes as long as the register is large: with no filter, only once it
    is opened.
    """
    return {
        "section": "timeline",
        "asked": question,
        "matching": _matching(request, question),
        **filter_form(request, question.day, counted),
    }


def _listed(request: HttpRequest, question: Asked) -> dict[str, object]:
    """The agreements that answer, or the first of them, and how many there are."""
    # The list names no participants.
    found = shown(request, question.day).prefetch_related(None)
    total = found.count()
    listed = list(found if total <= LISTED else found[:BEGINNING])
    return {"standings": standings(listed, question.day), "total": total}


def _matching(request: HttpRequest, question: Asked) -> str:
    """Where the drawing asks which agreements the filter lets through."""
    query = {name: value for name, value in joined(request.GET).items() if name in FIELDS and value}
    if question.as_of:
        query["as_of"] = question.as_of.isoformat()
    return f"{reverse('api:matches')}?{urlencode(query)}"
