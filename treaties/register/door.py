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
from treaties.schedule.rebuild import rebuild
from treaties.schedule.statistics import MANY, refresh
from treaties.written.signs import fault


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
    if wrong := fault(why, lines=True):
        raise refuse(why=f"The reason {wrong}")
    ids = {treaty.pk for treaty in touches}
    outer = _under_way.get()
    if outer is not None:
        _lock(ids - outer.touched)
        outer.touched |= ids
        yield outer
        return
    current = Writing(by, ids)
    token = _under_way.set(current)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, name=by.get_username(), why=why):
            _lock(ids)
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


def _lock(ids: set[int]) -> None:
    """One writer of an agreement at a time: what is read of it below was not changed since."""
    if ids:
        rows = Treaty.objects.filter(pk__in=ids).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))


def as_it_stands(row: Row) -> Row:
    """`row` with its columns read anew and locked, so that saving it undoes nobody's change."""
    rows = type(row)._default_manager.select_for_update(no_key=True)
    row.refresh_from_db(from_queryset=rows)
    return row


def save(row: Row) -> Row:
    """Validate and store `row`. Raises ValidationError with a sentence for each field.

    The database's own constraints are left to the database, which checks them once and for every
    writer; a breach comes back as a sentence, and the transaction stays usable.
    """
    check_columns(row)
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


def check_columns(row: models.Model) -> None:
    """Raise ValidationError with a sentence for each column that does not hold its value: nothing
    is cut to fit. Django leaves the length of a TextField to its forms; here every road has it.
    """
    errors: dict[str, list[ValidationError]] = {}
    try:
        row.full_clean()
    except ValidationError as wrong:
        errors = wrong.error_dict
    for column in row._meta.concrete_fields:
        text = getattr(row, column.attname) if isinstance(column, models.TextField) else None
        if sentence := too_long(column, text):
            errors.setdefault(column.name, []).append(ValidationError(sentence))
    if errors:
        raise ValidationError(errors)


def too_long(column: "models.Field[Any, Any]", value: str | None) -> str:
    """What to say of a text that the column does not hold; "" if it does."""
    most = column.max_length
    if most is None or len(value or "") <= most:
        return ""
    return f"It has {len(value or ''):,} characters; {most:,} are the most."


def refuse(**sentences: str) -> ValidationError:
    """The error that says for each field what is wrong and what would be right."""
    return ValidationError({name: [sentence] for name, sentence in sentences.items()})


def days_of(row: Any, date: Any) -> None:
    """Set `earliest` and `latest` of a row from the date it speaks of."""
    row.earliest, row.latest = date.earliest, date.latest
