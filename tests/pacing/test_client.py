"""From which address does a request come? What a client writes into a header is not believed."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from treaties.pacing.client import client_address


def told(proxies: int, forwarded: str, direct: str = "10.0.0.1") -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=direct, headers={"X-Forwarded-For": forwarded})
    return client_address(request)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "direct", "address"),
    [
        (0, "", "10.0.0.1", "10.0.0.1"),
        (0, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "1.2.3.4", "127.0.0.1", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "127.0.0.1", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "127.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "", "127.0.0.1", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1", "127.0.0.1"),
        (1, "1.2.3.4:55123", "", "1.2.3.4"),
        (1, "[2001:db8:1:2::7]:443", "", "2001:db8:1:2::"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (0, "", "::ffff:1.2.3.4", "1.2.3.4"),
        (0, "", "", "unknown"),
    ],
)
def test_only_what_our_proxies_have_added_counts(
    settings: Settings, proxies: int, forwarded: str, direct: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert told(proxies, forwarded, direct) == address
