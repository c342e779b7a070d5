"""Limits are counted once for all processes, and go on while Valkey is away."""

import pytest
from django.conf import settings
from django.core.cache import caches

from timeline import sharedcache
from timeline.env import BadSetting, Env
from timeline.sharedcache import SharedCache, address_of


@pytest.mark.usefixtures("servers")
def test_two_caches_of_one_server_count_together() -> None:
    one, two = (SharedCache(address_of(settings.CELERY_BROKER_URL), {}) for _ in range(2))
    one._here.clear()
    one.set("tries", 1, 60)
    assert two.incr("tries", 2) == 3
    assert one.get("tries") == 3
    assert one._here.get("tries") is None
    two.clear()
    assert one.get("tries") is None


@pytest.mark.usefixtures("servers")
def test_only_our_own_keys_are_cleared() -> None:
    ours = SharedCache(address_of(settings.CELERY_BROKER_URL), {})
    theirs = SharedCache(address_of(settings.CELERY_BROKER_URL), {"KEY_PREFIX": "other"})
    theirs.set("message", 1)
    ours.clear()
    assert theirs.get("message") == 1
    theirs.clear()


@pytest.mark.parametrize("where", ["unix:///nonexistent/valkey.sock?db=0", "redis://127.0.0.1:1/0"])
def test_while_it_is_away_the_process_counts_for_itself(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharedcache, "_away_until", {})
    away = SharedCache(where, {})
    assert away.add("tries", 0, 60)
    assert away.incr("tries") == 1
    assert SharedCache(where, {}).get("tries") == 1, "another thread of this process"
    assert where in sharedcache._away_until, "it is not asked again for some seconds"
    away.clear()
    assert away.get("tries") is None


@pytest.mark.parametrize(
    ("broker", "address"),
    [
        ("redis+socket:///run/valkey.sock", "unix:///run/valkey.sock?db=0"),
        ("redis+socket:///run/valkey.sock?virtual_host=3", "unix:///run/valkey.sock?db=3"),
        ("redis://:word@host:6379/1", "redis://:word@host:6379/1"),
        ("rediss://host/0?ssl_cert_reqs=CERT_NONE", "rediss://host/0?ssl_cert_reqs=none"),
        ("amqp://u:p@host:5672/v", ""),
        ("memory://", ""),
    ],
)
def test_a_broker_that_is_valkey_is_where_limits_are_counted(broker: str, address: str) -> None:
    assert address_of(broker) == address
    assert Env({}).cache("CACHE_URL", broker) == address


def test_another_server_can_be_named_for_it() -> None:
    env = Env({"CACHE_URL": "redis://there:6379/1"})
    assert env.cache("CACHE_URL", "amqp://u:p@host:5672/v") == "redis://there:6379/1"
    with pytest.raises(BadSetting, match="CACHE_URL is not the address of a Valkey"):
        Env({"CACHE_URL": "amqp://there"}).cache("CACHE_URL", "memory://")


def test_the_limits_of_this_site_are_counted_there() -> None:
    assert isinstance(caches["default"], SharedCache)
