"""How is a made-up register removed again, without residue?"""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from pghistory.models import Context

from treaties.models import (
    Acknowledgement,
    Citation,
    Claim,
    Clause,
    Decision,
    DiplomaticEvent,
    Document,
    DraftUpdate,
    Identifier,
    KeyDate,
    Participant,
    Party,
    Relation,
    Reminder,
    RenewalCycle,
    StatusSpan,
    Subject,
    Treaty,
    TreatyAction,
    TreatyLanguage,
    User,
    Watch,
)
from treaties.models.base import Recorded
from treaties.register.door import refuse
from treaties.register.wholesale import history_of
from treaties.register.words import forget_unused


def remove_made_up(*, slugs: str, codes: str, by: User) -> int:
    """Take out for good every agreement whose slug begins with `slugs`, with its history, and the
    parties and subjects marked likewise; how many agreements there were.

    Nothing real is ever deleted: this is for what never was. Raises PermissionDenied
    unless `by` is an importer, ValidationError where somebody's work hangs on such an agreement.
    """
    if not by.is_importer:
        raise PermissionDenied("Removing a made-up register takes an importer.")
    gone = Treaty.objects.filter(slug__startswith=slugs)
    of_treaty = {"treaty__in": gone.values("pk")}
    acts = TreatyAction.objects.filter(**of_treaty)
    parties = Party.objects.filter(code__startswith=codes)
    with transaction.atomic():
        _refuse_if_used(gone)
        count, contexts = gone.count(), _contexts(gone) | _contexts(parties)
        # Deleting row by row would take a hundred queries for each agreement.
        rows: list[QuerySet[Any]] = [
            KeyDate.objects.filter(**of_treaty),
            RenewalCycle.objects.filter(**of_treaty),
            StatusSpan.objects.filter(**of_treaty),
            Claim.objects.filter(action__in=acts.values("pk")),
            acts,
            Clause.objects.filter(**of_treaty).exclude(reading_of=None),
            Clause.objects.filter(**of_treaty),
            Participant.objects.filter(**of_treaty),
            Treaty.subjects.through.objects.filter(**of_treaty),
            gone,
            parties,
            Subject.objects.filter(code__startswith=slugs),
        ]
        for each in rows:
            _forget(each)
        forget_unused()
        # Only the importer's contexts: other writes in the same transaction keep theirs.
        Context.objects.filter(pk__in=contexts, metadata__user=by.pk).delete()
        return count


def _contexts(rows: QuerySet[Any]) -> set[UUID]:
    """The history contexts (who and why) under which the rows were written."""
    history = history_of(rows.model)._default_manager.filter(pgh_obj__in=rows.values("pk"))
    return set(history.values_list("pgh_context_id", flat=True).distinct())


def _refuse_if_used(gone: QuerySet[Treaty]) -> None:
    """What is not taken out with an agreement (a watch, a relation, an update) is somebody's work,
    and so is what hangs on its periods and dates.
    """
    periods = RenewalCycle.objects.filter(treaty__in=gone.values("pk"))
    dates = KeyDate.objects.filter(treaty__in=gone.values("pk"))
    for hanging in (
        Watch.objects.filter(treaty__in=gone.values("pk")),
        Relation.objects.filter(
            Q(from_treaty__in=gone.values("pk")) | Q(to_treaty__in=gone.values("pk"))
        ),
        DraftUpdate.objects.filter(
            Q(treaty__in=gone.values("pk")) | Q(successor__in=gone.values("pk"))
        ),
        Identifier.objects.filter(treaty__in=gone.values("pk")),
        Document.objects.filter(treaty__in=gone.values("pk")),
        TreatyLanguage.objects.filter(treaty__in=gone.values("pk")),
        Citation.objects.filter(
            Q(treaty__in=gone.values("pk"))
            | Q(clause__treaty__in=gone.values("pk"))
            | Q(action__treaty__in=gone.values("pk"))
            | Q(claim__action__treaty__in=gone.values("pk"))
        ),
        DiplomaticEvent.objects.filter(treaties__in=gone.values("pk")),
        Decision.objects.filter(cycle__in=periods.values("pk")),
        Acknowledgement.objects.filter(cycle__in=periods.values("pk")),
        Reminder.objects.filter(key_date__in=dates.values("pk")),
    ):
        if hanging.exists():
            name = hanging.model._meta.verbose_name
            raise refuse(slugs=f"A {name} hangs on a made-up agreement; remove that first.")


def _forget(rows: QuerySet[Any]) -> None:
    """Delete rows and their history, each in one statement."""
    if issubclass(rows.model, Recorded):
        history = history_of(rows.model)
        history._default_manager.filter(pgh_obj__in=rows.values("pk"))._raw_delete(connection.alias)
    rows._raw_delete(connection.alias)
