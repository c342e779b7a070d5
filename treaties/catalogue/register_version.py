"""Did anything change? A version of a set of treaties, used as the cache key of everything computed
from them.
"""

import logging
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Count, DecimalField, Func, QuerySet, Sum
from django.db.models.functions import Cast

from treaties.catalogue.visibility import Reader, sees_drafts, sees_internal, treaties_visible_to
from treaties.models import Movement, Treaty

log = logging.getLogger(__name__)
Found = TypeVar("Found")

KEPT_SECONDS: Final = 24 * 3600
"""Cached results depend on the day."""


_LONG: Final = DecimalField(max_digits=40, decimal_places=0)


class Seen:
    """The register as `reader` sees it in one request; its version is queried once, on first use.

    What is read after the version is never older than the version.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.drafts = sees_drafts(reader)
        # The reader decides which agreements are visible, and also which facts of them.
        self.who = sees_internal(reader), self.drafts, settings.PUBLIC_BROWSING

    @property
    def treaties(self) -> QuerySet[Treaty]:
        """The visible treaties, by title."""
        return treaties_visible_to(self.reader)

    @cached_property
    def moved(self) -> str:
        """A key for results that are quick to compute: it changes with every write, also of
        invisible rows.
        """
        return moved()

    @cached_property
    def version(self) -> str:
        """A key for results whose cost grows with the register: it changes only with visible
        treaties.
        """
        return version_of(self.treaties, drafts=self.drafts, known=self.moved)


class _Hashed(Func):
    """A number for a treaty at its version. The sum over a set identifies it in any order, and
    numbers add up ten times as fast as text.
    """

    function = "hashint8extended"
    output_field = BigIntegerField()


def added_up() -> dict[str, Any]:
    """The aggregates that identify a set of treaties at their versions."""
    big = BigIntegerField()
    each = _Hashed(Cast("id", big), Cast("version", big))
    return {"count": Count("id"), "digest": Sum(each, output_field=_LONG)}


def moved() -> str:
    """A key for all committed writes to treaties: one query, whatever the size of the register. It
    tells whether anything changed; `version_of` tells what did.
    """
    found = Movement.objects.aggregate(n=Count("pk"), marks=Sum("mark", output_field=_LONG))
    return f"{found['n']} {found['marks']}"


def version_of(treaties: QuerySet[Treaty], *, drafts: bool, known: str = "") -> str:
    """The version of `treaties`; with `drafts` some may be unpublished. One query while nothing has
    changed, else two or three; one less if the result of `moved` is passed as `known`.

    A write changes the version of its treaties in its own transaction, so what is read after the
    version is never older than it.
    """
    parts = [treaties.filter(published_at__isnull=False).order_by()]
    if drafts:
        parts.append(treaties.filter(published_at=None).order_by())

    def found() -> str:
        sums = [part.aggregate(**added_up()) for part in parts]
        return digest_of(one[name] for one in sums for name in ("count", "digest"))

    return kept(digest_of((known or moved(), *map(_question, parts))), found)


def _question(treaties: QuerySet[Treaty]) -> object:
    """The SQL and parameters that select the treaties."""
    try:
        return treaties.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None


def digest_of(parts: Iterable[object]) -> str:
    """A short stable hash of `parts`."""
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


def keep(cache: str, name: str, value: object, seconds: int) -> None:
    """Cache `value` under a key that contains a version, so that nothing needs to be
    invalidated.
    """
    try:
        caches[cache].set(name, value, seconds)
    except OSError as error:  # a full disk must not stop a reader
        log.warning("%s could not be kept: %s", cache, error)


def kept(name: str, make: Callable[[], Found]) -> Found:
    """The result of `make`, cached under a key that contains a version; computed again if it is
    missing, expired, or was cached by other code.
    """
    name = digest_of((_this_code(), name))
    known: Found | None = caches["counts"].get(name)
    if known is None:
        known = make()
        keep("counts", name, known, KEPT_SECONDS)
    return known


@cache
def _this_code() -> str:
    """A hash of the code, because another version of the code may have cached another format."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return digest_of(file.read_bytes() for file in files)
