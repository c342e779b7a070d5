"""What does the timeline fetch? A manifest, and segments as bytes that are made once a version.

A segment is kept under its version, so nothing has to be thrown away when a fact changes; and in a
folder, so that every process finds what one has made, also after a start.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import brotli
from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet

from treaties.catalogue.version import digest_of, keep
from treaties.catalogue.visibility import Reader
from treaties.chronology import versions
from treaties.chronology.audience import Audience
from treaties.chronology.lanes import FORMAT, STATUSES, Mark, civil_day, segment
from treaties.chronology.marks import DOINGS
from treaties.chronology.packed import packed
from treaties.chronology.past import rows_as_of
from treaties.chronology.projected import acts_of, cycles_of, dates_of, line_of, spans_of, within
from treaties.chronology.rows import Roll, Rows, rows_of
from treaties.chronology.versions import Ref
from treaties.law.rules.results import Projection, Reading
from treaties.models import Treaty

KEPT_SECONDS: Final = 30 * 24 * 3600
BEST: Final = 11
"""Of brotli: made once a version and sent to everybody; its second of work is well spent."""
INLINE: Final = "inline"
"""Key and version of a segment that lies in the page itself."""

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes to send. `settled` says that they are what `ref.version` stands for, for ever."""

    ref: Ref
    content: bytes
    settled: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest lists, before its addresses are known."""

    version: str
    refs: tuple[Ref, ...]
    roll: Roll
    horizon: date


def contents(
    audience: Audience, today: date, *, treaty: Treaty | None = None, as_of: date | None = None
) -> Contents:
    """The segments for an audience, or the one of `treaty`: three queries while nothing moved."""
    roll = Roll.call()
    if treaty is None:
        refs = tuple(versions.of_all(audience, roll))
    else:
        refs = (versions.of_treaty(treaty, audience, roll),)
    horizon = _horizon(today)
    parts = (FORMAT, horizon, as_of, *settings.OUR_SIDE, roll.digest, *refs)
    return Contents(digest_of(parts), refs, roll, horizon)


def manifest(found: Contents, addresses: dict[str, str]) -> dict[str, Any]:
    """The manifest, with the address of each segment by its key."""
    return {
        **_head(found.version, found.horizon),
        "segments": [
            {
                "key": ref.key,
                "version": ref.version,
                "url": addresses[ref.key],
                **({"packed": f"{addresses[ref.key]}&form=packed"} if ref.whole else {}),
                "count": ref.count,
            }
            for ref in found.refs
        ],
        **_reference(found.roll),
    }


def inline(projection: Projection, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The manifest of one agreement that nothing is stored of, with its segment within, for the
    page to carry as `<script type="application/json">`; `data-inline` of a timeline names it.

    Pure: from the readings of `projection`, without the database. `names` are the short names of
    parties by their code.
    """
    drawn = within(projection, names or {})
    facts = list(acts_of(drawn, projection.agreement))
    rows = Rows(
        [line_of(drawn, projection.agreement, INLINE)],
        list(spans_of(drawn, projection.readings)),
        list(cycles_of(drawn, projection.readings)),
        [*facts, *dates_of(drawn, projection.readings, facts)],
    )
    return {
        **_head(INLINE, projection.until),
        "segments": [{"key": INLINE, "version": INLINE, "url": "", "count": 1}],
        "parties": [
            {"code": code, "name": name, "short": name, "kind": ""}
            for code, name in drawn.names.items()
        ],
        "subjects": [],
        "ours": [],
        "inline": [columns_of(Ref(INLINE, INLINE, 1), rows)],
    }


def inline_stored(
    treaty: Treaty, readings: Iterable[Reading], reader: Reader, horizon: date, day: date | None
) -> dict[str, Any]:
    """The same of a stored agreement under `readings` of a projection, beside its acts, steps and
    events up to `day` (all of them): for what is supposed of it.
    """
    roll = Roll.call()
    ref = Ref(INLINE, INLINE, 1)
    return {
        **_head(INLINE, horizon),
        **_reference(roll),
        "segments": [{"key": INLINE, "version": INLINE, "url": "", "count": 1}],
        "inline": [columns_of(ref, rows_as_of(treaty, readings, roll, reader, day))],
    }


def inline_listed(
    treaties: QuerySet[Treaty],
    reader: Reader,
    today: date,
    day: date | None = None,
    planned: Iterable[Mark] = (),
) -> dict[str, Any]:
    """The same of the stored `treaties` (visible ones), all that `reader` may see of them, without
    what was done after `day` and with the signs in `planned`: for a page about a few of the
    register. A fixed number of queries.
    """
    roll = Roll.call()
    rows = rows_of(treaties, roll, reader, drafts=True)
    happened = [m for m in rows.marks if day is None or m.kind not in DOINGS or m.day <= day]
    rows = replace(rows, marks=[*happened, *planned])
    return {
        **_head(INLINE, _horizon(today)),
        **_reference(roll),
        "segments": [{"key": INLINE, "version": INLINE, "url": "", "count": len(rows.lines)}],
        "inline": [columns_of(Ref(INLINE, INLINE, len(rows.lines)), rows)],
    }


def _horizon(today: date) -> date:
    """Dates are reckoned to the end of a year, so that the horizon moves once a year."""
    return date(min(today.year + settings.HORIZON_YEARS, 9999), 12, 31)


def _reference(roll: Roll) -> dict[str, Any]:
    """What the positions of parties and subjects mean."""
    return {
        "parties": [
            {"code": p.code, "name": p.name, "short": p.short_name, "kind": p.kind}
            for p in roll.parties
        ],
        "subjects": [{"code": s.code, "name": s.name} for s in roll.subjects],
        "ours": list(settings.OUR_SIDE),
    }


def _head(version: str, horizon: date) -> dict[str, Any]:
    """What every manifest says."""
    return {
        "format": FORMAT,
        "version": version,
        "horizon": civil_day(horizon),
        "statuses": [{"code": code, "label": label} for code, label in STATUSES],
    }


def segment_body(
    ref: Ref, roll: Roll, audience: Audience, encoding: str = "", *, packs: bool = False
) -> Body:
    """The segment as JSON, or packed, compressed as `encoding` says (`br`, `gzip` or nothing).

    Raises NoSuchSegment if it emptied meanwhile.
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
        # A write may have come between the queries. If the version is still the same, none has:
        # a write moves the version in its own transaction.
        now = Roll.call()
        again = versions.of(ref.key, audience, now)
        if again == ref:
            keep("segments", _name(ref, encoding, packs), content, KEPT_SECONDS)
            return Body(ref, content, settled=True)
        ref, roll = again, now
    return Body(ref, content, settled=False)


def is_made(ref: Ref, encoding: str = "", *, packs: bool = False) -> bool:
    """Whether the segment waits for whoever asks."""
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
    return segment(ref.key, ref.version, rows.lines, rows.spans, rows.cycles, rows.marks)


def as_json(value: dict[str, Any]) -> bytes:
    """JSON without blanks, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def compressed(content: bytes, encoding: str, quality: int = 6) -> bytes:
    """`content` as `br` or `gzip` of that quality (`gzip` of 6 at most), or as it is."""
    if encoding == "br":
        return bytes(brotli.compress(content, quality=quality))
    if encoding == "gzip":
        return gzip.compress(content, compresslevel=min(quality, 6), mtime=0)
    return content
