"""Which treaties does a fact belong to, and which facts does a treaty hold? The one map between
them.
"""

from collections.abc import Iterator

from django.db.models import Model, Q, QuerySet

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
"""For each fact model the way to the treaty whose page it stands on."""

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
    if isinstance(fact, Treaty):
        return [fact]
    found: set[int] = set()
    for road in ROADS[type(fact)]:
        found |= set(type(fact)._default_manager.filter(pk=fact.pk).values_list(road, flat=True))
    if isinstance(fact, Relation):
        found.add(fact.to_treaty_id)
    return list(Treaty.objects.filter(pk__in=found - {None}).order_by("pk"))


def facts_of(treaty: Treaty) -> Iterator[QuerySet[Model]]:
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
