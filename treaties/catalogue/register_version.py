"""Did anything move? One name for some treaties as they are now, under which what was found of them
is kept.
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
"""What is found of the register is of a day."""


_LONG: Final = DecimalField(max_digits=40, decimal_places=0)


class Seen:
    """The register as `reader` sees it in one request, its version asked once and only if needed.

    What is found after that is never older than the version it is kept under.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.drafts = sees_drafts(reader)
        # What one sees of an agreement, not only which of them, hangs on who reads.
        self.who = sees_internal(reader), self.drafts, settings.PUBLIC_BROWSING

    @property
    def treaties(self) -> QuerySet[Treaty]:
        """In the order of their titles."""
        return treaties_visible_to(self.reader)

    @cached_property
    def moved(self) -> str:
        """Of what is quick to find anew: it moves with every write, also of what is not seen."""
        return moved()

    @cached_property
    def version(self) -> str:
        """Of all of them: of what takes as long as the register is large."""
        return version_of(self.treaties, drafts=self.drafts, known=self.moved)


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
    return {"count": Count("id"), "digest": Sum(each, output_field=_LONG)}


def moved() -> str:
    """A name for all that has been written to treaties, as far as it is seen: one query, however
    large the register. It tells when nothing moved; `version_of` tells what did.
    """
    found = Movement.objects.aggregate(n=Count("pk"), marks=Sum("mark", output_field=_LONG))
    return f"{found['n']} {found['marks']}"


def version_of(treaties: QuerySet[Treaty], *, drafts: bool, known: str = "") -> str:
    """The name of `treaties` at their versions; with `drafts` some may be unpublished. One query
    while nothing moved, else two or three; one less where it is `known` what `moved` says.

    A write moves the version of its treaties in its own transaction, so what is read after the name
    is never older than it.
    """
    parts = [treaties.filter(published_at__isnull=False).order_by()]
    if drafts:
        parts.append(treaties.filter(published_at=None).order_by())

    def found() -> str:
        sums = [part.aggregate(**added_up()) for part in parts]
        return digest_of(one[name] for one in sums for name in ("count", "digest"))

    return kept(digest_of((known or moved(), *map(_question, parts))), found)


def _question(treaties: QuerySet[Treaty]) -> object:
    """Which treaties are meant, as the database is asked."""
    try:
        return treaties.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None


def digest_of(parts: Iterable[object]) -> str:
    """A short stable name for what `parts` say."""
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


def keep(cache: str, name: str, value: object, seconds: int) -> None:
    """Keep `value` under a name that holds a version, so that nothing has to be thrown away."""
    try:
        caches[cache].set(name, value, seconds)
    except OSError as error:  # a full disk keeps nobody from reading
        log.warning("%s could not be kept: %s", cache, error)


def kept(name: str, make: Callable[[], Found]) -> Found:
    """What `make` found when it was asked for under this name, which holds a version; asked anew
    where nobody has, or long ago, or before this code.
    """
    name = digest_of((_this_code(), name))
    known: Found | None = caches["counts"].get(name)
    if known is None:
        known = make()
        keep("counts", name, known, KEPT_SECONDS)
    return known


@cache
def _this_code() -> str:
    """Another version of the code may have kept what this one does not understand."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return digest_of(file.read_bytes() for file in files)
