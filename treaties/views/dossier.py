"""What is recorded about one agreement? Participants, acts with each of their dates, events,
relations, documents, sources.

Everything is read through `catalogue.visibility`, in a fixed number of queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.db.models import Prefetch, Q, QuerySet

from treaties.catalogue.visibility import Reader, treaties_visible_to, visible_to
from treaties.law.rules.results import Reading, Span
from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import ActionKind, DateRole, Rank
from treaties.models import (
    Citation,
    Claim,
    Clause,
    DiplomaticEvent,
    Document,
    EventPerson,
    Identifier,
    Participant,
    Relation,
    Treaty,
    TreatyAction,
    TreatyLanguage,
)

ACTS_SHOWN: Final = 8
"""Acts that a page shows at once."""


@dataclass(frozen=True, slots=True)
class Version:
    """One day as some of the sources give it; its rank is the best of its claims."""

    date: CivilDate
    rank: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class DateSaid:
    """One of the four dates of an act: what each source says, the preferred first."""

    role: str
    claims: tuple[Claim, ...]

    @property
    def chosen(self) -> Claim:
        return self.claims[0]

    @property
    def versions(self) -> tuple[Version, ...]:
        """The days that are given, each once with all its sources, the preferred first."""
        told: dict[str, list[Claim]] = {}
        for claim in self.claims:
            told.setdefault(claim.edtf.edtf, []).append(claim)
        return tuple(Version(c[0].edtf, c[0].rank, tuple(c)) for c in told.values())

    @property
    def differs(self) -> bool:
        """Whether two sources that both still count give different days."""
        counting = {c.edtf.edtf for c in self.claims if c.rank != Rank.DEPRECATED}
        return len(counting) > 1


@dataclass(frozen=True, slots=True)
class Act:
    """What a party, or the treaty as a whole, did, with its dates."""

    row: TreatyAction
    dates: tuple[DateSaid, ...]

    @property
    def label(self) -> str:
        return ActionKind(self.row.kind).label

    @property
    def unsourced(self) -> bool:
        return not self.row.citations.all() and not any(
            claim.citations.all() for said in self.dates for claim in said.claims
        )

    @property
    def disagrees(self) -> tuple[DateSaid, ...]:
        """The dates of which more than one version is on record, deprecated ones included."""
        return tuple(said for said in self.dates if len({c.edtf.edtf for c in said.claims}) > 1)

    @property
    def who(self) -> str:
        """Whose act it is; "" for one of the agreement as a whole."""
        return self.row.party.short_name if self.row.party else ""

    @property
    def first_day(self) -> date:
        known = [s.chosen.earliest for s in self.dates if s.chosen.earliest]
        return min(known, default=date.max)


@dataclass(frozen=True, slots=True)
class Taking:
    """A participant, and the interval in which the day lies."""

    row: Participant
    now: Span | None


_ROLES = [role.value for role in DateRole]
_RANKS = [rank.value for rank in Rank]


def acts_of(treaty: Treaty, reader: Reader, up_to: date | None) -> tuple[Act, ...]:
    """The acts in the order of their days; with `up_to` only what was dated by then."""
    cited = _cited(reader)
    claims = visible_to(reader, Claim.objects.prefetch_related(cited))
    if up_to is not None:
        claims = claims.filter(latest__lte=up_to)
    rows = visible_to(reader, TreatyAction.objects.filter(treaty=treaty)).select_related(
        "party", "to_party"
    )
    found = []
    for row in rows.prefetch_related(cited, Prefetch("claims", queryset=claims)):
        said = sorted(
            row.claims.all(), key=lambda c: (_ROLES.index(c.role), _RANKS.index(c.rank), c.pk)
        )
        dates = tuple(
            DateSaid(DateRole(role).label, tuple(group))
            for role, group in groupby(said, key=lambda c: c.role)
        )
        if dates or up_to is None:
            found.append(Act(row, dates))
    return tuple(sorted(found, key=lambda act: (act.first_day, act.row.pk)))


def shown_first(acts: Sequence[Act]) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    """`acts` as those shown at once and the rest. Where there are many, those of the agreement as a
    whole are shown: of 190 parties each has signed and ratified.
    """
    if len(acts) <= ACTS_SHOWN:
        return tuple(acts), ()
    whole = [act for act in acts if act.row.party is None] or list(acts)
    shown = whole[-ACTS_SHOWN:]
    return tuple(shown), tuple(act for act in acts if act not in shown)


def clauses_of(treaty: Treaty, reader: Reader) -> list[Clause]:
    """The final clauses, each followed by its other readings."""
    rows = list(
        visible_to(reader, Clause.objects.filter(treaty=treaty)).prefetch_related(_cited(reader))
    )
    return sorted(rows, key=lambda c: (c.reading_of_id or c.pk, c.reading_of_id is not None, c.pk))


def events_of(treaty: Treaty, reader: Reader, up_to: date | None) -> list[DiplomaticEvent]:
    """Interviews, visits, messages and statements, in the order of their days."""
    rows = visible_to(reader, DiplomaticEvent.objects.filter(treaties=treaty))
    if up_to is not None:
        rows = rows.filter(latest__lte=up_to)
    persons = visible_to(reader, EventPerson.objects.all())
    return list(
        rows.order_by("earliest", "id").prefetch_related(
            _cited(reader), Prefetch("persons", queryset=persons)
        )
    )


def relations_of(treaty: Treaty, reader: Reader, up_to: date | None) -> list[Relation]:
    """Relations to agreements that `reader` may see, in both directions."""
    seen = treaties_visible_to(reader).values("pk")
    rows = visible_to(
        reader,
        Relation.objects.filter(Q(from_treaty=treaty) | Q(to_treaty=treaty)).filter(
            from_treaty__in=seen, to_treaty__in=seen
        ),
    )
    found = list(rows.select_related("from_treaty", "to_treaty").prefetch_related(_cited(reader)))
    return [r for r in found if up_to is None or _dated_by(r.date, up_to)]


def participants_of(treaty: Treaty, reader: Reader, reading: Reading, day: date) -> list[Taking]:
    """Who takes part, in the order of the title, and how each stands on the day."""
    rows = visible_to(reader, Participant.objects.filter(treaty=treaty)).select_related("party")
    return [Taking(row, reading.status_on(day, row.party.code)) for row in rows]


def papers_of(treaty: Treaty, reader: Reader) -> dict[str, Any]:
    """Documents, numbers and languages."""
    cited = _cited(reader)
    return {
        "documents": list(visible_to(reader, Document.objects.filter(treaty=treaty))),
        "identifiers": list(
            visible_to(reader, Identifier.objects.filter(treaty=treaty)).prefetch_related(cited)
        ),
        "languages": list(visible_to(reader, TreatyLanguage.objects.filter(treaty=treaty))),
    }


def _cited(reader: Reader) -> "Prefetch[str, QuerySet[Citation], str]":
    rows = visible_to(reader, Citation.objects.select_related("source"))
    return Prefetch("citations", queryset=rows)


def _dated_by(known: CivilDate, day: date) -> bool:
    return known.latest is None or known.latest <= day
