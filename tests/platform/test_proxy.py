"""Where a request comes from: what our proxy says, and nobody else."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from timeline.proxy import ClientAddressMiddleware


@pytest.mark.parametrize(
    ("behind", "connected", "forwarded", "address"),
    [
        (True, "", "198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.2", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.2", None, "10.0.0.2"),
        (False, "198.51.100.7", "203.0.113.9", "198.51.100.7"),
    ],
    ids=["by a socket", "the last is ours", "asked by the proxy itself", "no proxy: a claim"],
)
def test_the_address_is_what_our_proxy_says_and_a_claim_goes_no_further(
    rf: RequestFactory,
    settings: Settings,
    behind: bool,
    connected: str,
    forwarded: str | None,
    address: str,
) -> None:
    settings.BEHIND_PROXY = behind
    seen: list[HttpRequest] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    answer = ClientAddressMiddleware(page)
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    answer(rf.get("/", REMOTE_ADDR=connected, headers=headers))
    assert seen[0].META["REMOTE_ADDR"] == address
    assert "X-Forwarded-For" not in seen[0].headers
