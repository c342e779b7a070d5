"""From which address does a request come?

`REMOTE_ADDR` is the answer everywhere. Behind a proxy of ours (BEHIND_PROXY=1) it is what that
proxy wrote last into X-Forwarded-For; without one, who connected. The header itself goes no
further: anybody can send it, and nobody after us can take it for the truth.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "HTTP_X_FORWARDED_FOR"


class ClientAddressMiddleware:
    """Sets `REMOTE_ADDR` of each request, and takes X-Forwarded-For away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.pop(HEADER, "")
        if settings.BEHIND_PROXY and said:
            request.META["REMOTE_ADDR"] = said.rpartition(",")[2].strip()
        return self.get_response(request)
