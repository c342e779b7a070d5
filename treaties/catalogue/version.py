"""Did anything move? One name for some treaties as they are now, under which what was found of them
may be kept.
"""

import logging
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.db.models import BigIntegerField, Count, DecimalField, Func, QuerySet, Sum
from django.db.models.functions import Cast

from treaties.models import Treaty

log = logging.getLogger(__name__)


class _Hashed(Func):
    """A number for a treaty at its version; their sum says which treaties there are, in any order,
    and adds up ten times as fast as their text.
    """

    function = "hashint8extended"
    output_field = BigIntegerField()


def added_up() -> dict[str, Any]:
    """The aggregates that tell one set of treaties at their versions from every other."""
    big = BigIntegerField()
    each = _Hashed(Cast("id", big), Cast("version", big))
    total = Sum(each, output_field=DecimalField(max_digits=40, decimal_places=0))
    return {"count": Count("id"), "digest": total}


def version_of(treaties: QuerySet[Treaty], *, drafts: bool) -> str:
    """The name of `treaties` at their versions; with `drafts` some may be unpublished: one query,
    with drafts two, along an index each.

    A write moves the version of its treaties in its own transaction, so what is read after the name
    is never older than it.
    """
    parts = [treaties.filter(published_at__isnull=False)]
    if drafts:
        parts.append(treaties.filter(published_at=None))
    found = [part.order_by().aggregate(**added_up()) for part in parts]
    return digest_of(one[name] for one in found for name in ("count", "digest"))


def digest_of(parts: Iterable[object]) -> str:
    """A short stable name for what `parts` say."""
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


def keep(cache: str, name: str, value: object, seconds: int) -> None:
    """Keep `value` under a name that holds a version, so that nothing has to be thrown away."""
    try:
        caches[cache].set(name, value, seconds)
    except OSError as error:  # a full disk keeps nobody from reading
        log.warning("%s could not be kept: %s", cache, error)
