"""Can this address be read at all? The one reader of every path, query and cookie, before any view.

PostgreSQL cannot store a NUL, and nothing here can use the other control characters, half a
character (a lone surrogate) or a path of thousands of letters. A query with one of them is a
question that cannot be meant (400, with the parameter); a path or a cookie names nothing (404, or
the visitor is nobody).
"""

import re
from collections.abc import Callable
from typing import Final

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

LONGEST_PART: Final = 1000
"""Characters between two slashes: the signed link of an e-mail is the longest that we write."""

LONGEST_PATH: Final = 2000
LONGEST_NAME: Final = 100
LONGEST_VALUE: Final = 256_000
"""A question of the clause tester; every other parameter has a closer limit where it is read."""

MOST_PARAMETERS: Final = 400

KEPT_BY_THEIR_FORM: Final = ("/reckon/",)
"""Pages whose form keeps what was typed and says beside each field what cannot be read of it."""

_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_IN_A_PATH = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class ReadableMiddleware:
    """Answers what cannot be read, and lets everything else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not names_something(request.path_info):
            return _nothing_here(request)
        if faults := faults_of(request):
            return _cannot_be_meant(request, faults)
        for name, value in list(request.COOKIES.items()):
            if _IN_A_PATH.search(value):
                del request.COOKIES[name]
        return self.get_response(request)


def names_something(path: str) -> bool:
    """Whether there can be a page at the path."""
    return (
        len(path) <= LONGEST_PATH
        and not _IN_A_PATH.search(path)
        and all(len(part) <= LONGEST_PART for part in path.split("/"))
    )


def faults_of(request: HttpRequest) -> dict[str, str]:
    """What of the query cannot be read, by the name of the parameter."""
    try:
        names = len(request.GET)
    except TooManyFieldsSent:
        names = MOST_PARAMETERS + 1
    if names > MOST_PARAMETERS:
        return {"": f"The address has more than {MOST_PARAMETERS} parameters; leave some out."}
    faults: dict[str, str] = {}
    for name, values in request.GET.lists():
        shown = shown_name(name)
        if _UNREADABLE.search(name) or len(name) > LONGEST_NAME:
            faults[shown] = "There is no parameter of this name; leave it out."
        for value in values if request.path_info not in KEPT_BY_THEIR_FORM else ():
            if found := _UNREADABLE.search(value):
                sign = "NUL" if found[0] == "\x00" else f"U+{ord(found[0]):04X}"
                faults[shown] = f"The character {sign} cannot be part of it; leave it out."
            elif len(value) > LONGEST_VALUE:
                faults[shown] = f"It has {len(value):,} characters; {LONGEST_VALUE:,} are the most."
    return faults


def shown_name(name: str) -> str:
    """The name of a parameter as a sentence can say it."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", name)[:40]


def _nothing_here(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        sentence = "There is nothing at this address; /api/v1/ lists what there is."
        return JsonResponse({"errors": [{"field": "", "message": sentence}]}, status=404)
    return render(request, "404.html", status=404)


def _cannot_be_meant(request: HttpRequest, faults: dict[str, str]) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        errors = [{"field": name, "message": said} for name, said in faults.items()]
        return JsonResponse({"errors": errors}, status=400)
    return render(request, "400.html", {"faults": list(faults.items())}, status=400)
