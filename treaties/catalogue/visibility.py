"""What may this person see? The only way to read facts.

Anyone may browse what is published, unless the setting PUBLIC_BROWSING closes that. Those who may
enter facts also see what waits for a reviewer. Decisions and updates are internal unless marked
public.
"""

from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from treaties.models import (
    ON_RECORD,
    Decision,
    DraftUpdate,
    Milestone,
    Party,
    Subject,
    Treaty,
    User,
)
from treaties.models.named import NAMED_IN_PUBLIC, SUBJECT_OF_PUBLIC

Reader = User | AnonymousUser
Row = TypeVar("Row", bound=Model)

_PUBLISHED = Q(published_at__isnull=False)
_MARKED_PUBLIC: dict[type[Model], Q] = {
    DraftUpdate: Q(public=True),
    Milestone: Q(update__public=True),
    Decision: Q(public=True),
}


def visible_to(user: Reader, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those of `rows` (of any fact model) that `user` may see now."""
    if sees_drafts(user):
        return rows.filter(ON_RECORD)
    if isinstance(user, User) and user.is_active:
        return rows.filter(ON_RECORD & _PUBLISHED)
    if not settings.PUBLIC_BROWSING:
        return rows.none()
    return rows.filter(ON_RECORD & _PUBLISHED & _MARKED_PUBLIC.get(rows.model, Q()))


def treaties_visible_to(user: Reader) -> QuerySet[Treaty]:
    """The treaties `user` may see, in the order of their titles."""
    return visible_to(user, Treaty.objects.all())


def parties_visible_to(user: Reader) -> QuerySet[Party]:
    """The parties `user` may know of: those that something published names, and the States before
    them; all for those who work on drafts.
    """
    if sees_drafts(user):
        return Party.objects.all()
    if not _reads(user):
        return Party.objects.none()
    named = Party.objects.filter(NAMED_IN_PUBLIC).order_by()
    before = Party.predecessors.through.objects.filter(from_party__in=named.values("pk"))
    return Party.objects.filter(NAMED_IN_PUBLIC | Q(pk__in=before.values("to_party")))


def subjects_visible_to(user: Reader) -> QuerySet[Subject]:
    """The subjects `user` may know of: those of a published agreement; all for those who work on
    drafts.
    """
    if sees_drafts(user):
        return Subject.objects.all()
    if not _reads(user):
        return Subject.objects.none()
    return Subject.objects.filter(SUBJECT_OF_PUBLIC)


def _reads(user: Reader) -> bool:
    """Whether `user` may read anything."""
    return settings.PUBLIC_BROWSING or sees_internal(user)


def sees_internal(user: Reader) -> bool:
    """Whether `user` sees internal facts: owners, notes, plans not marked public."""
    return isinstance(user, User) and user.is_active


def sees_drafts(user: Reader) -> bool:
    """Whether `user` also sees what waits for a reviewer."""
    return isinstance(user, User) and user.may_enter
