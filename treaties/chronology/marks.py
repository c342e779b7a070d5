"""Which marks are on a treaty's lane, and what is the label of each? Acts from the claims of
sources, deadlines from key dates, steps of updates, and diplomatic events.

Pure. Of an act's dates the acted one is drawn, else the effective, else receipt, else dispatch; a
preferred claim hides the others, a deprecated one never counts, and sources that differ without a
preference give one mark each (FAC-5).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from treaties.chronology.columns import Mark
from treaties.law.values.vocabulary import (
    ActionKind,
    DateRole,
    EventKind,
    KeyDateKind,
    MilestoneStep,
    Rank,
)

_ORDER: Final = (DateRole.ACTED, DateRole.EFFECTIVE, DateRole.RECEIVED, DateRole.SENT)
_ORDER_OF_EFFECT: Final = (DateRole.EFFECTIVE, DateRole.ACTED, DateRole.RECEIVED, DateRole.SENT)

_OF_ACTION: Final = {
    ActionKind.SIGNATURE: "signature",
    ActionKind.DEFINITIVE_SIGNATURE: "signature",
    ActionKind.SIGNATURE_AD_REFERENDUM: "signature",
    ActionKind.ENTRY_INTO_FORCE: "entry_into_force",
    ActionKind.RENEWAL: "renewal",
    ActionKind.TERMINATION: "end",
    ActionKind.IRREGULAR_END: "end",
    ActionKind.EXPIRY: "expiry",
}
_OF_WHOLE_ONLY: Final = frozenset({"entry_into_force", "renewal", "end", "expiry"})
"""Marks of the treaty's own bar: an act of one party in a multilateral does not make them."""

_OF_KEY_DATE: Final = {
    KeyDateKind.ENTRY_INTO_FORCE: "entry_into_force",
    KeyDateKind.LAST_NOTICE: "last_notice",
    KeyDateKind.DECISION_DUE: "last_notice",
    KeyDateKind.RENEWAL: "renewal",
    KeyDateKind.EXPIRY: "expiry",
    KeyDateKind.REVIEW: "review",
    KeyDateKind.END: "end",
    KeyDateKind.SURVIVAL_END: "survival_end",
}
KEY_DATES_DRAWN: Final = tuple(kind.value for kind in _OF_KEY_DATE)

DOINGS: Final = frozenset({"milestone_done", "milestone_planned", "event", "action"})
"""Marks of acts and plans: as of an earlier day, later ones are left out, because they were not
known.
"""

_NAMED: Final = 3
"""If more parties than this act on one day, the label gives their number, not their names."""


class ClaimRow(NamedTuple):
    """A date of an act, by one source; `party` is the short name, "" for the treaty as a whole."""

    treaty: int
    action: int
    kind: str
    party: str
    role: str
    rank: str
    earliest: date | None
    latest: date | None


class KeyDateRow(NamedTuple):
    treaty: int
    kind: str
    reading: str
    earliest: date | None
    latest: date | None
    party: str


class MilestoneRow(NamedTuple):
    """A step; `done` and `ahead` (forecast, else planned) are (earliest, latest) days."""

    treaty: int
    step: str
    title: str
    done: tuple[date | None, date | None]
    ahead: tuple[date | None, date | None]


class EventRow(NamedTuple):
    treaty: int
    kind: str
    title: str
    earliest: date | None
    latest: date | None


def of_claims(claims: Iterable[ClaimRow]) -> Iterator[Mark]:
    """One mark for each kind of act and day; parties that acted on the same day share it."""
    by_action: dict[int, list[ClaimRow]] = defaultdict(list)
    for claim in claims:
        if claim.rank != Rank.DEPRECATED and claim.earliest is not None:
            by_action[claim.action].append(claim)
    parties: dict[tuple[int, str, date, date | None], list[str]] = defaultdict(list)
    for found in by_action.values():
        kind = found[0].kind
        order = _ORDER_OF_EFFECT if kind == ActionKind.ENTRY_INTO_FORCE else _ORDER
        role = min((claim.role for claim in found), key=lambda role: order.index(DateRole(role)))
        of_role = [claim for claim in found if claim.role == role]
        best = [claim for claim in of_role if claim.rank == Rank.PREFERRED] or of_role
        for claim in best:
            if claim.earliest is None:
                continue
            latest = claim.latest if claim.latest != claim.earliest else None
            names = parties[claim.treaty, kind, claim.earliest, latest]
            if claim.party and claim.party not in names:
                names.append(claim.party)
    for (treaty, kind, day, latest), names in parties.items():
        sign = _OF_ACTION.get(ActionKind(kind), "action")
        if names and sign in _OF_WHOLE_ONLY:
            sign = "action"
        yield Mark(treaty, sign, day, latest, "", _by(ActionKind(kind).label, names))


def of_key_dates(dates: Iterable[KeyDateRow], drawn: Iterable[Mark]) -> Iterator[Mark]:
    """The marks of derived dates, without those that a recorded act in `drawn` already set."""
    there = {(mark.treaty, mark.kind, mark.day) for mark in drawn if not mark.reading}
    for row in dates:
        sign = _OF_KEY_DATE.get(KeyDateKind(row.kind))
        if sign is None or row.earliest is None:
            continue
        if not row.reading and (row.treaty, sign, row.earliest) in there:
            continue
        latest = row.latest if row.latest != row.earliest else None
        label = _by(KeyDateKind(row.kind).label, [row.party] if row.party else [])
        yield Mark(row.treaty, sign, row.earliest, latest, row.reading, label)


def of_milestones(milestones: Iterable[MilestoneRow]) -> Iterator[Mark]:
    """A done step on the day it was done, others on the expected day; undated ones have no mark."""
    for row in milestones:
        done = row.done[0] is not None
        day, latest = row.done if done else row.ahead
        if day is None:
            continue
        sign = "milestone_done" if done else "milestone_planned"
        label = row.title or MilestoneStep(row.step).label
        yield Mark(row.treaty, sign, day, latest if latest != day else None, "", label)


def of_events(events: Iterable[EventRow]) -> Iterator[Mark]:
    """Events that concern the treaty without changing anything in law."""
    for row in events:
        if row.earliest is not None:
            latest = row.latest if row.latest != row.earliest else None
            kind = EventKind(row.kind)
            label = row.title if kind is EventKind.OTHER else f"{kind.label}: {row.title}"
            yield Mark(row.treaty, "event", row.earliest, latest, "", label)


def _by(label: str, parties: list[str]) -> str:
    if not parties:
        return label
    if len(parties) > _NAMED:
        return f"{label}: {len(parties)} parties"
    return f"{label}: {', '.join(parties)}"
