"""Who publishes, corrects, withdraws and restores what others entered."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, ManyToOneRel
from django.utils import timezone

from treaties.models import (
    ON_RECORD,
    Claim,
    Clause,
    DiplomaticEvent,
    Fact,
    Milestone,
    Treaty,
    TreatyAction,
    User,
)
from treaties.register.actions import check_details
from treaties.register.clauses import check_provision
from treaties.register.door import as_it_stands, days_of, refuse, save, writing
from treaties.register.touched import facts_of, treaties_of, treaties_touched
from treaties.register.updates import check_periods

Row = TypeVar("Row", bound=Fact)

LONGEST_REASON: Final = 500
KEPT_BY_THE_HOUSE = frozenset({"id", "origin", *(field.name for field in Fact._meta.local_fields)})
"""Columns of a fact that a correction does not copy."""


def publish(treaty: Treaty, *, by: User, why: str = "") -> Treaty:
    """Publish the agreement and everything on it that waits for a reviewer.

    Raises PermissionDenied for a person who may not publish, ValidationError where `by` entered any
    of it and the setting FOUR_EYES asks for a second person.
    """
    if not (by.may_publish or by.is_importer):
        raise PermissionDenied("Publishing takes the role of reviewer.")
    with writing(by=by, why=why, touches=[treaty]) as write:
        now = timezone.now()
        for rows in facts_of(treaty):
            waiting = list(rows.filter(published_at=None, withdrawn_at=None).select_for_update())
            own = settings.FOUR_EYES and not by.is_importer
            if own and any(row.entered_by_id == by.pk for row in waiting):
                raise refuse(
                    treaty="You entered part of this yourself; a second person publishes it."
                )
            rows.filter(pk__in=[row.pk for row in waiting]).update(
                published_by=by, published_at=now
            )
            for row in waiting:
                if (old := row.supersedes) is not None:
                    _take_the_place_of(old, row)
                    old.superseded_at = now
                    old.save(update_fields=["superseded_at"])
            write.touched |= treaties_touched(waiting)
        treaty.refresh_from_db()
        return treaty


def correct(fact: Row, *, changes: Mapping[str, object], by: User, why: str) -> Row:
    """Change what a fact says. What is published stays, and an unpublished successor waits for a
    reviewer.

    An unpublished fact is changed in place. Raises ValidationError for a column that cannot be
    corrected, or where a correction already waits.
    """
    if isinstance(fact, Treaty):
        raise refuse(
            title="The description of an agreement is corrected as a whole: correct_treaty."
        )
    names = {field.name for field in fact._meta.concrete_fields} - KEPT_BY_THE_HOUSE
    sets = {field.name for field in fact._meta.many_to_many}
    if unknown := sorted(set(changes) - names - sets):
        raise refuse(**{unknown[0]: f"Only {', '.join(sorted(names))} can be corrected."})
    with writing(by=by, why=why, touches=treaties_of(fact)) as write:
        row = as_it_stands(fact)
        if not fact.published_at:
            # The last editor of a draft counts as its author: somebody else must publish it.
            fact.entered_by = by
        else:
            if type(fact)._default_manager.filter(supersedes=fact, withdrawn_at=None).exists():
                raise refuse(
                    **{
                        next(
                            iter(changes), "id"
                        ): "A correction of this already waits for a reviewer."
                    }
                )
            kept = {name: getattr(fact, name) for name in names}
            row = type(fact)(**kept, supersedes=fact, entered_by=by)
            if isinstance(fact, Clause) and isinstance(row, Clause):
                row.origin_id = fact.origin_id or fact.pk
        for name in names & set(changes):
            setattr(row, name, changes[name])
        row.clean_fields(exclude=["entered_by", "supersedes"])
        if isinstance(row, Clause):
            check_provision(row.kind, row.provision)
        elif isinstance(row, TreatyAction):
            check_details(row.kind, row.details)
        elif isinstance(row, Milestone):
            check_periods(minimum=row.minimum, typical=row.typical, maximum=row.maximum)
        elif isinstance(row, Claim):
            days_of(row, row.edtf)
        elif isinstance(row, DiplomaticEvent):
            days_of(row, row.date)
        save(row)
        for name in sets:
            if name in changes:
                getattr(row, name).set(cast("Iterable[Any]", changes[name]))
            elif row is not fact:
                getattr(row, name).set(getattr(fact, name).all())
        write.touched |= {treaty.pk for treaty in treaties_of(row)}
        return row


def withdraw(fact: Row, *, reason: str, by: User) -> Row:
    """Take a fact out of the register, with a reason; it can be restored. Nothing is deleted."""
    if not reason.strip():
        raise refuse(reason="Say why this is withdrawn.")
    if len(reason) > LONGEST_REASON:
        said = f"It has {len(reason):,} characters; {LONGEST_REASON} are the most."
        raise refuse(reason=said)
    if fact.published_at and not (by.may_publish or by.is_importer):
        raise PermissionDenied("Withdrawing what is published takes the role of reviewer.")
    with writing(by=by, why=reason, touches=treaties_of(fact)):
        as_it_stands(fact)
        fact.withdrawn_at, fact.withdrawn_reason = timezone.now(), reason
        return save(fact)


def restore(fact: Row, *, by: User, why: str = "") -> Row:
    """Put a withdrawn fact back."""
    if fact.published_at and not (by.may_publish or by.is_importer):
        raise PermissionDenied("Restoring what is published takes the role of reviewer.")
    with writing(by=by, why=why, touches=treaties_of(fact)):
        as_it_stands(fact)
        fact.withdrawn_at, fact.withdrawn_reason = None, ""
        return save(fact)


def waiting_for_review(treaty: Treaty) -> int:
    """How many facts of the agreement wait for a reviewer."""
    return sum(rows.filter(ON_RECORD, published_at=None).count() for rows in facts_of(treaty))


def _take_the_place_of(old: Fact, new: Fact) -> None:
    """Hang everything that hung on `old` (claims of an act, citations of a clause) on its
    correction.
    """
    for relation in old._meta.related_objects:
        field = relation.field
        if (
            isinstance(relation, ManyToOneRel)
            and isinstance(field, ForeignKey)
            and issubclass(relation.related_model, Fact)
            and field.name not in ("supersedes", "origin")
        ):
            relation.related_model._default_manager.filter(**{field.name: old}).update(
                **{field.name: new}
            )
