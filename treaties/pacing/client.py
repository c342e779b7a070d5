"""From which address does a request come? The one answer for limits on signing in and for the pace
of costly questions.

Anybody may write an X-Forwarded-For header. Only what our own proxies have added to it counts, and
TRUSTED_PROXIES says how many there are: each adds the address that it was called from at the end.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_PREFIX = 64
"""Bits of an IPv6 address that name a client, who has all addresses that begin so."""


def client_address(request: HttpRequest) -> str:
    """The address of the client; of IPv6 its network. "unknown" where there is none, as on a
    socket of this machine.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        # A shorter list than there are proxies did not come through all of them.
        if len(hops) >= proxies and (told := _plain(hops[-proxies])):
            return told
    return _plain(direct) or "unknown"


def _plain(text: str) -> str:
    """The address without a port, in the form in which it is counted; "" if it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].split("]")[0]
    elif text.count(":") == 1:
        text = text.split(":")[0]
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        network = ipaddress.IPv6Network(f"{address}/{IPV6_PREFIX}", strict=False)
        return str(network.network_address)
    return str(address)
