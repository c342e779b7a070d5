"""Which rows count for an agreement, and how is each JSON or EDTF text parsed only once?

Facts are read by the hundred thousand, as plain tuples: no model instance is made.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.expressions import RawSQL

from treaties.law.clauses.codec import Provision
from treaties.law.clauses.provisions import from_json
from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import ClauseKind
from treaties.models import ON_RECORD, Fact, Treaty

Row = TypeVar("Row")


def current(
    rows: Iterable[Row], drafts: bool, treaties: Mapping[int, Treaty], treaty_field: str
) -> list[Row]:
    """The rows that count for their treaty, without those that a draft correction among them
    replaces.
    """
    row: Any
    kept: list[Any] = []
    for row in rows:
        treaty = treaties.get(getattr(row, treaty_field))
        with_drafts = drafts or treaty is None or treaty.published_at is None
        if with_drafts or row.public:
            kept.append(row)
    corrected = {row.supersedes_id for row in kept if row.supersedes_id}
    return [row for row in kept if row.id not in corrected]


def among(ids: Iterable[int]) -> RawSQL:
    """The operand of `…__in` for many ids, as one array parameter. A thousand single parameters
    take longer to send than the rows to read, and make PostgreSQL scan whole tables.
    """
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


COMMON: Final = ("id", "public", "supersedes_id")
"""The columns that `current` needs."""


def on_record(model: type[Fact], **of: object) -> QuerySet[Any]:
    """The rows that count, each with a flag for whether it is published instead of the timestamp,
    which takes longer to parse than all the rest of a row.
    """
    public = ExpressionWrapper(Q(published_at__isnull=False), output_field=BooleanField())
    return model._default_manager.filter(ON_RECORD, **of).annotate(public=public)


@lru_cache(maxsize=4096)
def provision(kind: ClauseKind, words: str) -> Provision:
    """Parse a provision's JSON. Cached, because many agreements have the same clauses."""
    return from_json(kind, json.loads(words))


day_in = lru_cache(maxsize=2**15)(CivilDate.parse)
"""Parse an EDTF date. The cache holds about as many dates as a century has days."""
