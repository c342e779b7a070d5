"""What all web processes count together, in Valkey; each for itself while Valkey is away.

Limits of tries and the pace of costly questions need one account for all processes. A site must not
stop for want of it: while the server is away each process counts for itself, so that a limit holds
once per process instead of once.
"""

import logging
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds to wait for the server."""

AWAY_FOR = 5.0
"""Seconds for which a server that did not answer is not asked again: nobody waits for it."""

_away_until: dict[str, float] = {}
"""Of each server: Django makes a cache object for each thread."""


class SharedCache(RedisCache):
    """Django's cache in Redis or Valkey, with a cache of this process in its place while it is
    away. Its keys have a prefix of their own, because the broker may live in the same server.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        params.setdefault("KEY_PREFIX", "timeline")
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_timeout", PATIENCE)
        options.setdefault("retry", Retry(NoBackoff(), 0))
        if not server.startswith("unix:"):
            options.setdefault("socket_connect_timeout", PATIENCE)
        super().__init__(server, params)
        self._server = server
        self._here = LocMemCache(f"in place of {server}", {"KEY_PREFIX": params["KEY_PREFIX"]})

    def _ask(self, what: str, *args: Any, **options: Any) -> Any:
        if time.monotonic() >= _away_until.get(self._server, 0.0):
            try:
                return getattr(super(), what)(*args, **options)
            except (RedisError, OSError) as error:
                _away_until[self._server] = time.monotonic() + AWAY_FOR
                log.warning("Valkey is away, each process counts for itself: %s", error)
        return getattr(self._here, what)(*args, **options)

    def add(self, *args: Any, **options: Any) -> bool:
        return bool(self._ask("add", *args, **options))

    def get(self, *args: Any, **options: Any) -> Any:
        return self._ask("get", *args, **options)

    def set(self, *args: Any, **options: Any) -> None:
        self._ask("set", *args, **options)

    def touch(self, *args: Any, **options: Any) -> bool:
        return bool(self._ask("touch", *args, **options))

    def delete(self, *args: Any, **options: Any) -> bool:
        return bool(self._ask("delete", *args, **options))

    def get_many(self, *args: Any, **options: Any) -> dict[str, Any]:
        return dict(self._ask("get_many", *args, **options))

    def set_many(self, *args: Any, **options: Any) -> list[str]:
        return list(self._ask("set_many", *args, **options))

    def delete_many(self, *args: Any, **options: Any) -> None:
        self._ask("delete_many", *args, **options)

    def has_key(self, *args: Any, **options: Any) -> bool:
        return bool(self._ask("has_key", *args, **options))

    def incr(self, *args: Any, **options: Any) -> int:
        return int(self._ask("incr", *args, **options))

    def clear(self) -> None:
        """Only our own keys, where Django would empty the whole database of the broker."""
        self._here.clear()
        try:
            client = self._cache.get_client(None, write=True)
            if found := list(client.scan_iter(match=f"{self.key_prefix}:*")):
                client.delete(*found)
        except (RedisError, OSError) as error:
            log.info("nothing to clear in Valkey: %s", error)
        else:
            _away_until.pop(self._server, None)


def address_of(broker: str) -> str:
    """The address, as the client of Redis reads it, of a broker that is Redis or Valkey; "" of any
    other.
    """
    parts = urlsplit(broker)
    query = dict(parse_qsl(parts.query))
    if parts.scheme == "redis+socket":
        return f"unix://{parts.path}?{urlencode({'db': query.get('virtual_host', 0)})}"
    if parts.scheme not in ("redis", "rediss"):
        return ""
    # Celery writes CERT_NONE where the client says none.
    kept = {
        name: value.removeprefix("CERT_").lower() if name == "ssl_cert_reqs" else value
        for name, value in query.items()
        if name.startswith("ssl_")
    }
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))
