"""What every write has in common: a transaction, who and why in the history, and one rebuild at
the end, with what a search will look through.

Nested writes join the outermost one, so that entering an agreement with forty facts rebuilds its
schedule once.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction

from treaties.law.values.errors import LawError
from treaties.models import Treaty, User
from treaties.register.search_index import index
from treaties.register.words import learn
from treaties.schedule.rebuild import MANY, rebuild
from treaties.schedule.statistics import refresh


@dataclass
class Writing:
    """A write in progress: by whom, which treaties' schedules must be rebuilt, and which treaties
    are only named otherwise, because their party or subject is.
    """

    by: User
    touched: set[int] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)


_under_way: ContextVar[Writing | None] = ContextVar("writing", default=None)

Row = TypeVar("Row", bound=models.Model)


@contextmanager
def writing(*, by: User, why: str = "", touches: Iterable[Treaty] = ()) -> Iterator[Writing]:
    """One transaction of writes by `by`; the schedules of all touched treaties are rebuilt before
    it commits.

    Raises PermissionDenied for a person who may not enter facts.
    """
    if not (by.may_enter or by.is_importer):
        raise PermissionDenied("Entering facts takes the role of editor.")
    ids = {treaty.pk for treaty in touches}
    outer = _under_way.get()
    if outer is not None:
        outer.touched |= ids
        yield outer
        return
    current = Writing(by, ids)
    token = _under_way.set(current)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, name=by.get_username(), why=why):
            yield current
            if current.touched:
                try:
                    rebuild(sorted(current.touched))
                except LawError as error:
                    raise ValidationError(f"These facts cannot stand together: {error}") from error
            if stale := current.touched | current.renamed:
                # Caches depend on the version: it changes with a title or an event, too, not only
                # with a date.
                Treaty.objects.filter(pk__in=stale).update(version=models.F("version") + 1)
                learn(index(stale))
            if len(stale) >= MANY:
                refresh()
    finally:
        _under_way.reset(token)


def save(row: Row) -> Row:
    """Validate and store `row`. Raises ValidationError with a sentence for each field.

    The database's own constraints are left to the database, which checks them once and for every
    writer; a breach comes back as a sentence, and the transaction stays usable.
    """
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as breach:
        diagnosis = getattr(breach.__cause__, "diag", None)
        name = str(getattr(diagnosis, "constraint_name", "") or "")
        if not name:
            raise
        raise ValidationError(f"This must hold: {name.replace('_', ' ')}.", code=name) from breach
    return row


def refuse(**sentences: str) -> ValidationError:
    """The error that says for each field what is wrong and what would be right."""
    return ValidationError({name: [sentence] for name, sentence in sentences.items()})


def days_of(row: Any, date: Any) -> None:
    """Set `earliest` and `latest` of a row from the date it speaks of."""
    row.earliest, row.latest = date.earliest, date.latest
