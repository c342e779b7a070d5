"""Did anything change? The version of each segment, from one grouped query over the treaties, which
runs again only after a write to them.

A segment contains the published treaties of one block of 2,048 ids, so an edit re-makes one
segment. Its version is a hash over the (id, version) pairs of its treaties, the parties and
subjects that it names, the audience, and the format.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import F, QuerySet, Value

from treaties.catalogue.register_version import added_up, digest_of, kept, moved
from treaties.catalogue.visibility import treaties_visible_to
from treaties.chronology.columns import FORMAT
from treaties.chronology.rows import Roll
from treaties.chronology.transport.audience import Audience
from treaties.models import Treaty

BLOCK: Final = 2048
DRAFTS: Final = "drafts"
"""The segment of unpublished treaties, for those who may see them."""

_LARGEST: Final = 2**63 - 1
_NUMBERED = re.compile(r"t?(0|[1-9]\d{0,18})", re.ASCII)
"""A block or one treaty, by its number in the one way in which it is written."""


class NoSuchSegment(LookupError):
    """No segment of that name, or nothing in it that this audience may see."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A segment as the manifest names it; `count` is the number of its treaties."""

    key: str
    version: str
    count: int

    @property
    def whole(self) -> bool:
        """Whether it is a part of the whole register, not one treaty alone."""
        return not self.key.startswith("t")


def of_all(audience: Audience, roll: Roll) -> list[Ref]:
    """Every segment that is not empty for the audience: one query if nothing has changed, else two,
    for editors three.
    """
    name = digest_of(("segments", FORMAT, audience, settings.PUBLIC_BROWSING, roll.digest, moved()))
    return kept(name, lambda: _all(audience, roll))


def _all(audience: Audience, roll: Roll) -> list[Ref]:
    counted = _counted(_published(audience).annotate(block=F("id") / BLOCK).values("block"))
    refs = [
        _ref(str(block), audience, roll, count, digest)
        for block, count, digest in counted.order_by("block").values_list(
            "block", "count", "digest"
        )
    ]
    if audience is Audience.EDITORS:
        refs += [ref for ref in [_of(DRAFTS, audience, roll)] if ref.count]
    return refs


def of(key: str, audience: Audience, roll: Roll) -> Ref:
    """One segment: one query. Raises NoSuchSegment."""
    ref = _of(key, audience, roll)
    if not ref.count:
        raise NoSuchSegment(key)
    return ref


def of_treaty(treaty: Treaty, audience: Audience, roll: Roll) -> Ref:
    """The segment that holds one treaty alone, for the small timeline of its page."""
    return of(f"t{treaty.pk}", audience, roll)


def treaties_in(key: str, audience: Audience) -> QuerySet[Treaty]:
    """The treaties of a segment. Raises NoSuchSegment for a name that cannot be one."""
    if key == DRAFTS and audience is Audience.EDITORS:
        return treaties_visible_to(audience.reader).filter(published_at=None)
    named = _NUMBERED.fullmatch(key)
    if named is None or int(named[1]) > _LARGEST // BLOCK:
        raise NoSuchSegment(key)
    number = int(named[1])
    if key.startswith("t"):
        return treaties_visible_to(audience.reader).filter(pk=number)
    first = number * BLOCK
    return _published(audience).filter(pk__gte=first, pk__lt=first + BLOCK)


def _of(key: str, audience: Audience, roll: Roll) -> Ref:
    whole = treaties_in(key, audience).order_by().annotate(block=Value(0)).values("block")
    found = list(_counted(whole).values_list("count", "digest"))
    count, digest = found[0] if found else (0, "")
    return _ref(key, audience, roll, count, digest)


def _ref(key: str, audience: Audience, roll: Roll, count: int, digest: object) -> Ref:
    named = roll.digest
    if audience is Audience.EDITORS and key.isdigit():
        # Published treaties look the same to editors and to the house, so both share one segment.
        audience, named = Audience.HOUSE, roll.public_digest
    parts = (FORMAT, key, audience, named, count, digest)
    return Ref(key, digest_of(parts), count)


def _published(audience: Audience) -> QuerySet[Treaty]:
    return treaties_visible_to(audience.reader).filter(published_at__isnull=False).order_by()


def _counted(grouped: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = grouped.annotate(**added_up())
    return counted
