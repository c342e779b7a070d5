"""Which rows speak for an agreement, and how are the words of a row read only once?

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
from treaties.models import STANDING, Fact, Treaty

Row = TypeVar("Row")


def current(
    rows: Iterable[Row], drafts: bool, treaties: Mapping[int, Treaty], treaty_field: str
) -> list[Row]:
    """The rows that speak for their treaty, without those that a draft correction among them
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
    """What `…__in` is asked for many ids: one array. A thousand numbers one by one take longer to
    write down than the rows to read, and lead the planner to read whole tables for them.
    """
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


COMMON: Final = ("id", "public", "supersedes_id")
"""What `current` asks of a row."""


def standing(model: type[Fact], **of: object) -> QuerySet[Any]:
    """The rows that count, each knowing whether it is published: when does not matter here, and a
    moment takes longer to read than all the rest of a row.
    """
    public = ExpressionWrapper(Q(published_at__isnull=False), output_field=BooleanField())
    return model._default_manager.filter(STANDING, **of).annotate(public=public)


@lru_cache(maxsize=4096)
def provision(kind: ClauseKind, words: str) -> Provision:
    """The provision in JSON text. The clauses of many agreements use the same words."""
    return from_json(kind, json.loads(words))


day_in = lru_cache(maxsize=2**15)(CivilDate.parse)
"""The date in EDTF; about as many as a century has days are kept."""
