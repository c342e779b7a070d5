"""Which bytes is a segment sent as? They are made once for each version and encoding.

The cache key contains the version, so nothing has to be invalidated when a fact changes. The cache
is a folder, so that all processes share it and it survives a restart.
"""

import gzip
import json
from dataclasses import dataclass
from typing import Any, Final

import brotli
from django.core.cache import caches

from treaties.catalogue.register_version import keep
from treaties.chronology.columns import segment
from treaties.chronology.rows import Roll, Rows, rows_of
from treaties.chronology.transport import versions
from treaties.chronology.transport.audience import Audience
from treaties.chronology.transport.packed import packed
from treaties.chronology.transport.versions import Ref

KEPT_SECONDS: Final = 30 * 24 * 3600
BEST: Final = 11
"""The brotli quality: it costs a second, but only once for each version."""

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes to send. `settled` says that they belong to `ref.version` and will never change."""

    ref: Ref
    content: bytes
    settled: bool


def segment_body(
    ref: Ref, roll: Roll, audience: Audience, encoding: str = "", *, packs: bool = False
) -> Body:
    """The segment as JSON, or packed, compressed as `encoding` says (`br`, `gzip` or nothing).

    Raises NoSuchSegment if it became empty meanwhile.
    """
    kept = caches["segments"].get(_name(ref, encoding, packs))
    if kept is not None:
        return Body(ref, kept, settled=True)
    for _ in range(_TRIES):
        columns = _built(ref, roll, audience)
        if packs:
            names = [party.short_name for party in roll.parties]
            content = compressed(packed(columns, names), encoding, BEST)
        else:
            content = compressed(as_json(columns), encoding)
        # A write may have come between the queries. If the version is still the same, none has,
        # because a write changes the version in its own transaction.
        now = Roll.call(audience.reader)
        again = versions.of(ref.key, audience, now)
        if again == ref:
            keep("segments", _name(ref, encoding, packs), content, KEPT_SECONDS)
            return Body(ref, content, settled=True)
        ref, roll = again, now
    return Body(ref, content, settled=False)


def is_made(ref: Ref, encoding: str = "", *, packs: bool = False) -> bool:
    """Whether the segment is in the cache."""
    return _name(ref, encoding, packs) in caches["segments"]


def _name(ref: Ref, encoding: str, packs: bool) -> str:
    return f"chronology:{'packed:' if packs else ''}{ref.version}:{encoding}"


def _built(ref: Ref, roll: Roll, audience: Audience) -> dict[str, Any]:
    drafts = False
    treaties = versions.treaties_in(ref.key, audience)
    if ref.key.startswith("t"):
        drafts = treaties.filter(published_at=None).exists()
    elif ref.key == versions.DRAFTS:
        drafts = True
    return columns_of(ref, rows_of(treaties, roll, audience.reader, drafts=drafts))


def written(ref: Ref, rows: Rows) -> bytes:
    """The rows as the JSON of a segment."""
    return as_json(columns_of(ref, rows))


def columns_of(ref: Ref, rows: Rows) -> dict[str, Any]:
    """The rows as the columns of a segment."""
    return segment(
        ref.key, ref.version, rows.lines, rows.spans, rows.cycles, rows.marks, rows.dates
    )


def as_json(value: dict[str, Any]) -> bytes:
    """JSON without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def compressed(content: bytes, encoding: str, quality: int = 6) -> bytes:
    """`content` compressed as `br` or `gzip` with this quality (`gzip` at most 6), or unchanged."""
    if encoding == "br":
        return bytes(brotli.compress(content, quality=quality))
    if encoding == "gzip":
        return gzip.compress(content, compresslevel=min(quality, 6), mtime=0)
    return content
