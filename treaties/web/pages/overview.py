"""`/`: what binds whom, when, and what is coming? The list is complete without the drawing."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.vary import vary_on_headers

from treaties.catalogue.filters import FIELDS
from treaties.catalogue.orders import in_order, our_side_first
from treaties.catalogue.register_version import KEPT_SECONDS, Seen, digest_of
from treaties.views.as_of import Asked
from treaties.views.next_dates import LOOKS, next_dates
from treaties.views.standing import standings
from treaties.web.asked import asked, page
from treaties.web.filtering import among, canonical, carried, filter_form
from treaties.web.pages.treaties import in_turn, shown

LISTED = 200
"""Up to this many agreements the page lists all."""
BEGINNING = 20
"""If there are more, it lists this many; the table has all."""
ORDERS = {"next": "next", "name": "title"}
"""The orders of the drawing, and which columns of the table they are."""


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
        return _strip(request, context, seen, question)

    def twin() -> SafeString:
        return render_to_string("components/twin.html", {**context, **_listed(request, question)})

    if filtered:
        # Not cached: a filter's result also depends on party codes, which are not in the version.
        context["strip"] = strip()
        context |= _listed(request, question)
        context["twin"] = render_to_string("components/twin.html", context)
    else:
        context["strip"] = _once(strip, (question,), seen)
        context["twin"] = _once(twin, (question, query), seen)
    return render(request, "treaties/timeline.html", context)


def _once(part: Callable[[], SafeString], asked: tuple[object, ...], seen: Seen) -> SafeString:
    """A part of the page that is the same for readers with the same rights, cached until an
    agreement changes; only in this process, so it never outlives this code.
    """
    name = digest_of((part.__name__, *asked, seen.moved, seen.who))
    return cast(SafeString, caches["process"].get_or_set(name, part, KEPT_SECONDS))


@page
@vary_on_headers("HX-Request")
def counted_filter(request: HttpRequest) -> HttpResponse:
    """The form with its counts: only the form for a page that was shown without counts; for a page
    that asks again also the chips of the current choices, and the next dates of what they leave.
    """
    question, seen = asked(request), Seen(request.user)
    context = {**filter_form(request, question.day, seen), "asked": question}
    context["part"] = bool(getattr(request, "htmx", False))
    if not context["part"]:
        context["strip"] = _strip(request, context, seen, question)
    return render(request, "components/filter_counted.html", context)


def _strip(
    request: HttpRequest, context: dict[str, object], seen: Seen, question: Asked
) -> SafeString:
    """The next dates that matter of what the address asks for."""
    dates = next_dates(among(request, question.day), question.day, settings.OUR_SIDE, seen.reader)
    days = "" if dates.days == LOOKS[0] else str(dates.days or "all")
    said = {"next": dates, "agenda": carried(request, question, days=days)}
    return render_to_string("components/strip.html", {**context, **said})


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
    """The matching agreements, or the first of them, in the order of the drawing; and their number.

    By the next date that matters, our side first, or with `order=name` by title.
    """
    # The list names no participants.
    found = shown(request, question.day).prefetch_related(None)
    seen = Seen(request.user)
    some = found if any(map(request.GET.get, FIELDS)) else None
    order = request.GET.get("order") or "next"
    if order not in ORDERS:
        raise ValidationError({"order": f"“{order[:20]}” is not an order; use next or name."})
    keys = in_order(seen, ORDERS[order], question.day, some)
    if order == "next":
        keys = our_side_first(seen, keys)
    listed = in_turn(found, keys if len(keys) <= LISTED else keys[:BEGINNING])
    return {"standings": standings(listed, question.day), "total": len(keys)}


def _matching(request: HttpRequest, question: Asked) -> str:
    """The address of the endpoint that lists the ids of matching agreements."""
    return f"{reverse('api:matches')}{carried(request, question) or '?'}"
