"""What does the law of time know about an agreement? Rows of the register as frozen values.

A published agreement consists of its published rows; one that is not published, or is read with
drafts, of all rows that count, each correction replacing what it corrects. `up_to` keeps what was
dated by then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, cast

from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from treaties.law.clauses.codec import JSON
from treaties.law.projection import project
from treaties.law.record import facts as law
from treaties.law.values.dates import CivilDate
from treaties.law.values.periods import Period
from treaties.law.values.vocabulary import (
    ActionKind,
    Binding,
    ClauseKind,
    Composition,
    DateRole,
    Rank,
    RelationKind,
)
from treaties.models import (
    ON_RECORD,
    Citation,
    Claim,
    Clause,
    Participant,
    Relation,
    Treaty,
    TreatyAction,
)
from treaties.schedule.rows import COMMON, among, current, day_in, on_record, provision

ENDING: Final = (RelationKind.REPLACES, RelationKind.TERMINATES)
"""What a later agreement does to an earlier one so that the earlier one ends (VCLT 54(b), 59)."""


def agreement(treaty: Treaty, drafts: bool = False, up_to: date | None = None) -> law.Agreement:
    """The facts of one agreement. See `agreements`."""
    return agreements([treaty], drafts, up_to)[treaty.pk]


def agreements(
    treaties: Iterable[Treaty], drafts: bool = False, up_to: date | None = None
) -> dict[int, law.Agreement]:
    """The facts of each agreement by its primary key, in a fixed number of queries.

    With `up_to` a date of an act counts only if its latest possible day has come, an act only if
    one of its dates does, a relation unless it is dated later. Clauses have no day and always
    count. Raises LawError for a stored clause the law does not accept.
    """
    asked = {treaty.pk: treaty for treaty in treaties}
    relations = _relations(asked, drafts, up_to)
    every = asked | {
        relation.from_treaty_id: relation.from_treaty
        for relation in relations
        if relation.from_treaty_id not in asked
    }
    facts = _Facts.of(every, drafts, up_to)
    plain = {pk: facts.agreement(treaty) for pk, treaty in every.items()}
    endings = _replacements(relations, plain)
    return {
        pk: replace(plain[pk], replaced_by=tuple(endings[pk])) if pk in endings else plain[pk]
        for pk in asked
    }


def conventions() -> law.Conventions:
    """Our own settings, which every explanation labels as ours."""
    return law.Conventions(
        window=Period(settings.WINDOW_MONTHS, 0, f"P{settings.WINDOW_MONTHS}M"),
        delivery_margin_days=settings.DELIVERY_MARGIN_DAYS,
    )


def replaced_by_these(treaty_ids: Iterable[int]) -> set[int]:
    """The earlier agreements that these end, which must be rebuilt with them."""
    return set(
        Relation.objects.filter(
            ON_RECORD, kind__in=ENDING, from_treaty__in=among(treaty_ids)
        ).values_list("to_treaty_id", flat=True)
    )


def _relations(treaties: Mapping[int, Treaty], drafts: bool, up_to: date | None) -> list[Relation]:
    found = on_record(
        Relation, kind__in=ENDING, scope="", to_treaty__in=among(treaties)
    ).select_related("from_treaty")
    return [
        relation
        for relation in current(found.order_by("id"), drafts, treaties, "to_treaty_id")
        if _counts(relation.from_treaty, drafts or not treaties[relation.to_treaty_id].published_at)
        and (up_to is None or relation.date.latest is None or relation.date.latest <= up_to)
    ]


def _counts(later: Treaty, drafts: bool) -> bool:
    """Whether a later agreement can end an earlier one: a published one is not ended by a draft."""
    if later.withdrawn_at or later.superseded_at:
        return False
    return drafts or later.published_at is not None


def _replacements(
    relations: Iterable[Relation], plain: Mapping[int, law.Agreement]
) -> dict[int, list[law.Replacement]]:
    """What ends each earlier agreement.

    The later one is projected without its own replacements: they do not change the day on which it
    entered into force, so a loop of replacements cannot cause endless recursion.
    """
    endings: dict[int, list[law.Replacement]] = defaultdict(list)
    for relation in relations:
        later, earlier = plain[relation.from_treaty_id], plain[relation.to_treaty_id]
        endings[relation.to_treaty_id].append(
            law.Replacement(
                by=later.id,
                title=later.title,
                entry_into_force=project(later, _SOON).principal.entry_into_force,
                express=relation.express,
                same_parties=set(earlier.parties) <= set(later.parties),
            )
        )
    return endings


_SOON: Final = date(1000, 1, 1)
"""A horizon before any term: the day of entry into force does not depend on it."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """The rows of several agreements, by treaty, ready to be made into values."""

    parties: Mapping[int, list[str]]
    acts: Mapping[int, list[law.Act]]
    clauses: Mapping[int, list[law.Clause]]

    @classmethod
    def of(cls, treaties: Mapping[int, Treaty], drafts: bool, up_to: date | None) -> "_Facts":
        ids = among(treaties)
        parties: dict[int, list[str]] = defaultdict(list)
        participants = on_record(Participant, treaty__in=ids).values_list(
            *COMMON, "treaty_id", "party__code", named=True
        )
        for participant in current(
            participants.order_by("position", "id"), drafts, treaties, "treaty_id"
        ):
            parties[participant.treaty_id].append(participant.party__code)
        clauses: dict[int, list[law.Clause]] = defaultdict(list)
        found = (
            on_record(Clause, treaty__in=ids)
            .annotate(words=Cast("provision", TextField()))
            .values_list(*COMMON, "treaty_id", *_OF_CLAUSE, named=True)
        )
        for clause in current(found.order_by("id"), drafts, treaties, "treaty_id"):
            clauses[clause.treaty_id].append(_clause(clause))
        return cls(parties, _acts(treaties, drafts, up_to), clauses)

    def agreement(self, treaty: Treaty) -> law.Agreement:
        """One agreement, not yet knowing what replaces it."""
        return law.Agreement(
            id=treaty.slug,
            title=treaty.short_title,
            composition=Composition(treaty.composition),
            binding=Binding(treaty.binding),
            parties=tuple(dict.fromkeys(self.parties.get(treaty.pk, ()))),
            acts=tuple(self.acts.get(treaty.pk, ())),
            clauses=tuple(self.clauses.get(treaty.pk, ())),
            settings=conventions(),
        )


def _acts(
    treaties: Mapping[int, Treaty], drafts: bool, up_to: date | None
) -> dict[int, list[law.Act]]:
    ids = among(treaties)
    acted = on_record(TreatyAction, treaty__in=ids).values_list(
        *COMMON, "treaty_id", "kind", "party__code", "to_party__code", "details", named=True
    )
    actions = current(acted.order_by("id"), drafts, treaties, "treaty_id")
    # The claims refer to the published act until its draft correction is published too.
    stands_for = {action.supersedes_id or action.id: action.id for action in actions}
    stands_for |= {action.id: action.id for action in actions}
    every = (
        on_record(Claim, action__treaty__in=ids)
        .annotate(said=Cast("edtf", TextField()))
        .values_list(*COMMON, "action_id", "action__treaty_id", "role", "said", "rank", named=True)
    )
    claims: dict[int, list[Any]] = defaultdict(list)
    for claim in current(every.order_by("earliest", "id"), drafts, treaties, "action__treaty_id"):
        act = stands_for.get(claim.action_id)
        if act is not None and (up_to is None or _dated_by(day_in(claim.said), up_to)):
            claims[act].append(claim)
    words = _words_of_sources(treaties, drafts)
    acts: dict[int, list[law.Act]] = defaultdict(list)
    for action in actions:
        dated = claims[action.id]
        if up_to is not None and not dated:
            continue
        origin = action.supersedes_id or 0
        values = tuple(
            law.Claim(
                role=DateRole(claim.role),
                date=day_in(claim.said),
                rank=Rank(claim.rank),
                source=words.get(("claim", claim.id))
                or words.get(("claim", claim.supersedes_id or 0))
                or words.get(("action", action.id))
                or words.get(("action", origin), ""),
                id=str(claim.id),
            )
            for claim in dated
        )
        acts[action.treaty_id].append(
            law.Act(
                kind=ActionKind(action.kind),
                party=action.party__code,
                claims=values,
                id=str(action.id),
                to_party=action.to_party__code,
                details=cast("Mapping[str, JSON]", action.details),
            )
        )
    return acts


def _dated_by(claimed: CivilDate, day: date) -> bool:
    return claimed.latest is not None and claimed.latest <= day


def _words_of_sources(treaties: Mapping[int, Treaty], drafts: bool) -> dict[tuple[str, int], str]:
    """`Kommersant, 6 April 2002` for each claim and act that a citation supports; the first
    citation is used.
    """
    ids = among(treaties)
    rows = (
        Citation.objects.filter(ON_RECORD, source__withdrawn_at=None)
        .filter(Q(action__treaty__in=ids) | Q(claim__action__treaty__in=ids))
        .select_related("source", "action", "claim__action")
        .order_by("id")
    )
    words: dict[tuple[str, int], str] = {}
    for citation in rows:
        action = citation.action or (citation.claim.action if citation.claim else None)
        if action is None:
            continue
        if not (drafts or citation.published_at or treaties[action.treaty_id].published_at is None):
            continue
        source = citation.source
        said = source.publisher or source.title
        if source.published.edtf:
            said = f"{said}, {source.published.words}"
        what = ("claim", citation.claim_id) if citation.claim_id else ("action", action.pk)
        words.setdefault(what, said)
    return words


_OF_CLAUSE: Final = (
    "origin_id",
    "kind",
    "words",
    "article",
    "rank",
    "reading_of_id",
    "reading_of__origin_id",
    "reading",
    "quotation",
    "held",
)


def _clause(row: Any) -> law.Clause:
    """A clause, identified by the first row of its chain of corrections."""
    kind = ClauseKind(row.kind)
    other = row.reading_of__origin_id or row.reading_of_id
    return law.Clause(
        kind=kind,
        provision=provision(kind, row.words),
        id=str(row.origin_id or row.id),
        article=row.article,
        rank=Rank(row.rank),
        reading_of=str(other) if other else None,
        reading=row.reading,
        quotation=row.quotation,
        held=row.held,
    )
