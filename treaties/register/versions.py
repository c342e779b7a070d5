"""Has anybody changed it since a form was opened, and what? A stale form must overwrite nothing.

The version of a row names the last entry in the history of each table that its form shows: the
agreement with its clauses, acts and dates, an update with its steps. `hold` compares it inside the
transaction of the write, with the row locked, so that of two forms saved at once one is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zlib import crc32

from django.core.exceptions import ValidationError
from django.db.models import Max, Model, Q, QuerySet
from django.utils import timezone

from treaties.models import (
    Claim,
    Clause,
    DraftUpdate,
    Identifier,
    Milestone,
    Participant,
    Relation,
    Treaty,
    TreatyAction,
    TreatyLanguage,
)
from treaties.register.wholesale import history_of

SHOWN_WITH: Final[Mapping[type[Model], Mapping[type[Model], str]]] = {
    Treaty: {
        Participant: "treaty",
        Clause: "treaty",
        TreatyAction: "treaty",
        Claim: "action__treaty",
        Identifier: "treaty",
        TreatyLanguage: "treaty",
        Relation: "from_treaty",
    },
    TreatyAction: {Claim: "action"},
    DraftUpdate: {Milestone: "update"},
}
"""The further tables that the form of a row shows, each with the path from its rows to that row."""

MOST_TOLD: Final = 12
"""Changes that are told one by one."""

_TOKEN = re.compile(r"(?:[0-9]{1,18}-){1,12}[0-9a-f]{1,8}", re.ASCII)
_UNTOLD: Final = frozenset(
    {"id", "sort_key", "entered_by", "entered_at", "published_by", "verified_by"}
)


class Stale(ValidationError):
    """Somebody else saved meanwhile; its messages say who, when and what."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history: who wrote it, when, of which thing, and each field as it is now."""

    who: str
    when: datetime
    what: str
    fields: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        now = "; ".join(f"{name}: {value}" for name, value in self.fields)
        when = timezone.localtime(self.when)
        said = f"{self.who}, {when:%H:%M}: {self.what}"
        return f"{said}; now {now}." if now else f"{said}."


def version_of(row: Model) -> str:
    """The version of a row with everything that its form shows."""
    lasts = [rows.aggregate(last=Max("pgh_id"))["last"] or 0 for rows in _histories(row)]
    return "-".join(map(str, [*lasts, f"{_sets(row):x}"]))


def hold(row: Model, version: str) -> None:
    """Lock the row until the transaction ends. Raises Stale unless `version` is still its own, and
    for a form that has none.
    """
    rows = type(row)._default_manager.select_for_update(no_key=True)
    rows.filter(pk=row.pk).values_list("pk").first()
    if not _TOKEN.fullmatch(version):
        raise Stale(["This form does not say which version it was opened in. Look it through."])
    if version == version_of(row):
        return
    told = sorted(changes_since(row, version), key=lambda change: change.when)
    said = [change.sentence for change in told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        said.append(f"And {len(told) - MOST_TOLD} further changes.")
    head = "It has been saved since you opened this form."
    what = "What you typed is still here. Take over what has changed, then save once more."
    raise Stale([f"{head} {what}", *said])


def changes_since(row: Model, version: str) -> Iterator[Change]:
    """What the history has of the row, and of what its form shows, since that version."""
    lasts = [int(last) for last in version.split("-")[:-1]]
    for rows, last in zip(_histories(row), lasts, strict=False):
        fresh = rows.filter(pgh_id__gt=last).select_related("pgh_context").order_by("pgh_id")
        for entry in fresh[: MOST_TOLD * 4]:
            before = (
                type(entry)
                ._default_manager.filter(pgh_obj_id=entry.pgh_obj_id, pgh_id__lt=entry.pgh_id)
                .order_by("-pgh_id")
                .first()
            )
            yield _change(entry, before)


def _histories(row: Model) -> Iterator[QuerySet[Any]]:
    """The history of the row and of each further table, in one order."""
    own = history_of(type(row))._default_manager.filter(pgh_obj_id=row.pk)
    yield own.order_by()
    for model, road in SHOWN_WITH.get(type(row), {}).items():
        rows = history_of(model)._default_manager.filter(Q(**{f"pgh_obj__{road}": row.pk}))
        yield rows.order_by()


def _sets(row: Model) -> int:
    """A sum over the lists of the row (subjects, predecessors), which have no history."""
    lists: Iterable[Any] = row._meta.many_to_many
    held = [
        (one.name, sorted(getattr(row, one.name).values_list("pk", flat=True)))
        for one in lists
        if one.remote_field.through._meta.auto_created
    ]
    return crc32(repr(held).encode())


def _change(entry: Any, before: Any) -> Change:
    context = entry.pgh_context
    who = (context.metadata.get("name") if context else None) or "somebody"
    model = entry._meta.get_field("pgh_obj").related_model
    fields = []
    for column in model._meta.concrete_fields:
        if column.name in _UNTOLD or not hasattr(entry, column.attname):
            continue
        now = getattr(entry, column.attname)
        if before is None or getattr(before, column.attname) != now:
            if now not in (None, "", [], {}):
                fields.append((str(column.verbose_name), _shown(entry, column, now)))
            elif before is not None:
                fields.append((str(column.verbose_name), "empty"))
    kind = str(model._meta.verbose_name)
    what = f"a new {kind}" if before is None else f"{kind} changed"
    return Change(who, entry.pgh_created_at, what, tuple(fields))


def _shown(entry: Any, column: Any, value: Any) -> str:
    """A value as a person reads it, shortened: it is shown, not stored."""
    if column.choices:
        value = dict(column.flatchoices).get(value, value)
    elif column.is_relation:
        value = getattr(entry, column.name)
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”"
