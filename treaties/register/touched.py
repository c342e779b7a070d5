"""Which treaties does a fact belong to, and which facts does a treaty hold? The one map between
them.
"""

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet

from treaties.models import (
    Citation,
    Claim,
    Clause,
    Decision,
    DiplomaticEvent,
    Document,
    DraftUpdate,
    EventPerson,
    Fact,
    Identifier,
    Milestone,
    Participant,
    Relation,
    Source,
    Treaty,
    TreatyAction,
    TreatyLanguage,
)

ROADS: dict[type[Fact], tuple[str, ...]] = {
    Treaty: ("pk",),
    Participant: ("treaty",),
    Identifier: ("treaty",),
    TreatyLanguage: ("treaty",),
    Document: ("treaty",),
    TreatyAction: ("treaty",),
    Claim: ("action__treaty",),
    Clause: ("treaty",),
    Relation: ("from_treaty",),
    DraftUpdate: ("treaty",),
    Milestone: ("update__treaty",),
    DiplomaticEvent: ("treaties",),
    EventPerson: ("event__treaties",),
    Decision: ("cycle__treaty",),
}
"""For each fact model the lookup path to the treaty whose page shows it."""

ROADS[Citation] = tuple(
    f"{name}__{road}" if road != "pk" else name
    for name, model in (
        ("treaty", Treaty),
        ("action", TreatyAction),
        ("claim", Claim),
        ("clause", Clause),
        ("relation", Relation),
        ("event", DiplomaticEvent),
        ("update", DraftUpdate),
        ("milestone", Milestone),
        ("identifier", Identifier),
        ("document", Document),
    )
    for road in ROADS[model]
)
ROADS[Source] = tuple(f"citations__{road}" for road in ROADS[Citation])


def treaties_of(fact: Fact) -> list[Treaty]:
    """The treaties whose schedule or page a change of `fact` touches."""
    return list(Treaty.objects.filter(pk__in=treaties_touched([fact])).order_by("pk"))


def treaties_touched(facts: Sequence[Fact]) -> set[int]:
    """The ids of the treaties that facts of one model touch, in one query for each path."""
    found: set[int | None] = set()
    for fact in facts[:1]:
        keys = [row.pk for row in facts]
        for road in (*ROADS[type(fact)], *(["to_treaty"] if isinstance(fact, Relation) else [])):
            found |= set(
                type(fact)._default_manager.filter(pk__in=keys).values_list(road, flat=True)
            )
    return {key for key in found if key is not None}


def facts_of(treaty: Treaty) -> Iterator[QuerySet[Fact]]:
    """The treaty's facts, one query set a model; decisions are not among them (they are the
    house's own).
    """
    for model, roads in ROADS.items():
        if model is Decision:
            continue
        condition = Q()
        for road in roads:
            condition |= Q(**{road: treaty.pk})
        ids = model._default_manager.filter(condition).values("pk")
        yield model._default_manager.filter(pk__in=ids)
