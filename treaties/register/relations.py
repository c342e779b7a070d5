"""What one agreement does to another."""

from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import RelationKind
from treaties.models import ON_RECORD, Relation, Treaty, User
from treaties.register.door import refuse, save, writing


def relate(
    *,
    from_treaty: Treaty,
    to_treaty: Treaty,
    kind: str,
    date: str | CivilDate = "",
    express: bool = True,
    scope: str = "",
    note: str = "",
    by: User,
    why: str = "",
) -> Relation:
    """`from_treaty` (the later) does `kind` to `to_treaty` (the earlier).

    Raises ValidationError for a loop: no agreement can, by however long a way, replace or amend
    itself.
    """
    with writing(by=by, why=why, touches=[from_treaty, to_treaty]):
        if kind != RelationKind.REFERS_TO and _reaches(to_treaty.pk, from_treaty.pk, kind):
            label = RelationKind(kind).label if kind in set(RelationKind) else kind
            raise refuse(
                to_treaty=f"{to_treaty} already {label} {from_treaty}, directly or by way of"
                " others; the later agreement does it to the earlier one."
            )
        return save(
            Relation(
                from_treaty=from_treaty,
                to_treaty=to_treaty,
                kind=kind,
                date=date,
                express=express,
                scope=scope,
                note=note,
                entered_by=by,
            )
        )


def _reaches(start: int, goal: int, kind: str) -> bool:
    """Whether relations of one kind lead from `start` to `goal`. The rows are locked: two
    writers cannot close a loop together.
    """
    seen: set[int] = set()
    frontier = {start}
    while frontier:
        if goal in frontier:
            return True
        seen |= frontier
        found = (
            Relation.objects.select_for_update()
            .filter(ON_RECORD, kind=kind, from_treaty__in=frontier)
            .values_list("to_treaty_id", flat=True)
        )
        frontier = set(found) - seen
    return False
