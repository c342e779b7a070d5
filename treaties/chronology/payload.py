"""What does the timeline fetch first? A manifest: the segments with their versions, and the lists
of parties, subjects and statuses to which positions refer. The page of a small timeline contains
its one segment within the manifest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from treaties.catalogue.register_version import digest_of
from treaties.catalogue.visibility import Reader
from treaties.chronology.columns import BINDING, FORMAT, KINDS, STATUSES, Mark, civil_day
from treaties.chronology.marks import DOINGS, of_key_dates, of_what_matters
from treaties.chronology.past import rows_as_of
from treaties.chronology.projected import acts_of, cycles_of, dates_of, line_of, spans_of, within
from treaties.chronology.rows import Roll, Rows, rows_of
from treaties.chronology.transport import versions
from treaties.chronology.transport.audience import Audience
from treaties.chronology.transport.segments import columns_of
from treaties.chronology.transport.versions import Ref
from treaties.law.outlook import DECIDE_BY
from treaties.law.rules.results import Projection, Reading
from treaties.models import Treaty

INLINE: Final = "inline"
"""Key and version of a segment that is part of the page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest lists, without URLs."""

    version: str
    refs: tuple[Ref, ...]
    roll: Roll
    horizon: date


def contents(
    audience: Audience, today: date, *, treaty: Treaty | None = None, as_of: date | None = None
) -> Contents:
    """The segments for an audience, or the one of `treaty`: three queries if nothing has
    changed, for editors five.
    """
    roll = Roll.call(audience.reader)
    if treaty is None:
        refs = tuple(versions.of_all(audience, roll))
    else:
        refs = (versions.of_treaty(treaty, audience, roll),)
    horizon = _horizon(today)
    parts = (FORMAT, horizon, as_of, *settings.OUR_SIDE, roll.digest, *refs)
    return Contents(digest_of(parts), refs, roll, horizon)


def manifest(found: Contents, addresses: dict[str, str]) -> dict[str, Any]:
    """The manifest; `addresses` holds the URL of each segment by its key."""
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
    """The manifest and segment of an agreement that is not stored, for the page to contain as
    `<script type="application/json">`, to which `data-inline` of a timeline refers.

    Pure: from the readings of `projection`, without the database. `names` are the short names of
    parties by code.
    """
    drawn = within(projection, names or {})
    facts = list(acts_of(drawn, projection.agreement))
    dates = dates_of(drawn, projection.readings)
    rows = Rows(
        [line_of(drawn, projection.agreement, INLINE)],
        list(spans_of(drawn, projection.readings)),
        list(cycles_of(drawn, projection.readings)),
        [*facts, *of_key_dates(dates, facts)],
        of_what_matters(dates),
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
    """The same for a stored agreement under `readings` of a projection, for example of a
    supposition, with its acts, steps and events up to `day` (None: all).
    """
    roll = Roll.call(reader)
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
    """The same for the stored `treaties` (visible ones) as `reader` sees them, without what was
    done after `day` and with the marks in `planned`: for a page about a few agreements. A fixed
    number of queries.
    """
    roll = Roll.call(reader)
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
    """The end of a year, so that the horizon moves once a year."""
    return date(min(today.year + settings.HORIZON_YEARS, 9999), 12, 31)


def _reference(roll: Roll) -> dict[str, Any]:
    """The lists of parties and subjects to which positions refer."""
    return {
        "parties": [
            {
                "code": p.code,
                "name": p.name,
                "short": p.short_name,
                "kind": p.kind,
                **({"also": p.aliases} if p.aliases else {}),
            }
            for p in roll.parties
        ],
        "subjects": [{"code": s.code, "name": s.name} for s in roll.subjects],
        "ours": list(settings.OUR_SIDE),
    }


def _head(version: str, horizon: date) -> dict[str, Any]:
    """The keys common to every manifest."""
    return {
        "format": FORMAT,
        "version": version,
        "horizon": civil_day(horizon),
        "statuses": [{"code": code, "label": label} for code, label in STATUSES],
        "binding": BINDING,
        "dates": [
            {"code": code, "label": label, "decide": decide} for code, label, decide in KINDS
        ],
        "decideBy": DECIDE_BY,
    }
