"""What may this person see? The only way to read facts.

Anyone may browse what is published, unless the setting PUBLIC_BROWSING closes that. Those who may
enter facts also see what waits for a reviewer. Decisions and updates are internal unless marked
public.
"""

from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from treaties.models import ON_RECORD, Decision, DraftUpdate, Milestone, Treaty, User

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


def sees_internal(user: Reader) -> bool:
    """Whether `user` sees internal facts: owners, notes, plans not marked public."""
    return isinstance(user, User) and user.is_active


def sees_drafts(user: Reader) -> bool:
    """Whether `user` also sees what waits for a reviewer."""
    return isinstance(user, User) and user.may_enter
