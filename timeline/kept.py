"""What becomes of a form that is sent when the session has ended, or with a token of before the
last sign-in? What was typed is kept, the person signs in, and sends it on.

Never by itself: sending it is a press of a button on a page of ours, with a token of its own, so
that the check against forged requests stays whole. Only what a page of this site has sent is kept
(a form of another site would otherwise be shown to its victim as something typed), never a
password, nothing below /accounts/, for an hour, in the visitor's own session.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LASTS: Final = 3600
"""Seconds for which something typed is kept."""

MOST_BYTES: Final = 200_000
MOST_KEPT: Final = 3
"""Forms kept in one session; the oldest gives way."""

_KEPT: Final = "kept"
_SECRET = re.compile(r"password|passwd|secret|csrfmiddlewaretoken", re.IGNORECASE)
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: where to, and each field with its value."""

    address: str
    fields: list[tuple[str, str]]


class KeptMiddleware:
    """A POST that is sent to the sign-in page keeps what was typed, and comes back to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != 302:
            return response
        to = urlsplit(response["Location"])
        if to.path not in _sign_in_pages() or request.user.is_authenticated:
            return response
        if typed := typed_in(request):
            query = QueryDict(to.query, mutable=True)
            query[REDIRECT_FIELD_NAME] = keep(request, typed)
            response["Location"] = f"{to.path}?{query.urlencode(safe='/')}"
            messages.info(request, "You were signed out. What you typed is kept: sign in to go on.")
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page in place of Django's 403: the typed form with a new token, or the way to sign in."""
    if request.path.startswith("/api/"):
        said = "The token against forged requests is missing or old."
        return JsonResponse({"errors": [{"field": "", "message": said}]}, status=403)
    typed = typed_in(request)
    context: dict[str, Any] = {"again": _local(request, request.get_full_path())}
    if typed and request.user.is_authenticated:
        context["typed"] = typed
    elif typed:
        sign_in = resolve_url(settings.LOGIN_URL)
        query = QueryDict(mutable=True)
        query[REDIRECT_FIELD_NAME] = keep(request, typed)
        context["sign_in"] = f"{sign_in}?{query.urlencode(safe='/')}"
    response = render(request, "kept.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@never_cache
@login_required
def kept(request: HttpRequest, key: str) -> HttpResponse:
    """What was typed before signing in, to be sent on by a press of a button."""
    found = request.session.get(_KEPT, {}).get(key)
    request.session.set_expiry(None)
    if found is None or found["until"] < time():
        return render(request, "kept.html", {"gone": True}, status=404)
    typed = Typed(found["address"], [(name, value) for name, value in found["fields"]])
    return render(request, "kept.html", {"typed": typed, "again": typed.address})


def typed_in(request: HttpRequest) -> Typed | None:
    """What a form of this site has sent; None for anything else, and for what is too much."""
    address = _local(request, request.get_full_path())
    if request.content_type not in _FORMS or not _from_here(request) or not address:
        return None
    if request.path.startswith(("/accounts/", *_sign_in_pages())) or request.FILES:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if isinstance(value, str) and not _SECRET.search(name)
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST_BYTES:
        return None
    return Typed(address, fields)


def keep(request: HttpRequest, typed: Typed) -> str:
    """Put it into the session; the address at which it is found after signing in."""
    now = time()
    held = {k: v for k, v in request.session.get(_KEPT, {}).items() if v["until"] >= now}
    while len(held) >= MOST_KEPT:
        del held[min(held, key=lambda name: held[name]["until"])]
    key = get_random_string(20)
    held[key] = {"address": typed.address, "fields": typed.fields, "until": now + LASTS}
    request.session[_KEPT] = held
    if not request.user.is_authenticated:
        request.session.set_expiry(LASTS)
    return reverse("kept", args=[key])


def _from_here(request: HttpRequest) -> bool:
    """Whether a page of this site has sent it. A browser that sends a form says from where; who
    says nothing is no browser, and has no victim's session either.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is None:
        return True
    parts = urlsplit(sender)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def _local(request: HttpRequest, address: str) -> str:
    """The address, if it leads to this site and nowhere else."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if safe else ""


def _sign_in_pages() -> tuple[str, ...]:
    return resolve_url(settings.LOGIN_URL), reverse("admin:login")
