"""When does the planner learn that tables have grown? Within the transaction that fills them.

Autovacuum looks only a minute later. Until then the planner takes a table of a million rows for one
of ten, joins it row by row, and a question of a tenth of a second holds a core for minutes.
"""

from collections.abc import Iterable
from typing import Final

from django.db import connection
from django.db.models import Model

from treaties.models import (
    Claim,
    Clause,
    KeyDate,
    Participant,
    RenewalCycle,
    StatusSpan,
    Treaty,
    TreatyAction,
)

ENTERED: Final = (Treaty, Participant, Treaty.subjects.through, Clause, TreatyAction, Claim)
"""The tables that `register.wholesale` fills."""

EVERY: Final = (*ENTERED, RenewalCycle, KeyDate, StatusSpan)
"""With those that a rebuild fills."""

MANY: Final = 100
"""From how many agreements on a write may change the size of the tables so much that the planner
must know.
"""

_GROWN: Final = """
SELECT c.relname FROM pg_class AS c
WHERE c.oid = ANY(%s::regclass[]) AND pg_relation_size(c.oid) / current_setting('block_size')::int
    > CASE WHEN c.reltuples < 0 THEN 0 ELSE c.relpages * 1.5 + 8 END
ORDER BY c.relname
"""
"""The tables that had no statistics yet, or were smaller by a third when theirs were made: their
number grows with the logarithm of what is loaded, so a load may ask after each batch.
"""


def refresh(models: Iterable[type[Model]] = EVERY) -> list[str]:
    """ANALYZE those tables of `models` that have grown much; their names. It sees what the running
    transaction has written.

    A table that another session analyzes or vacuums at the moment is left to it, for nobody should
    wait here.
    """
    quote = connection.ops.quote_name
    tables = [quote(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        cursor.execute(_GROWN, [tables])
        grown = [name for (name,) in cursor.fetchall()]
        if grown:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(map(quote, grown))}")
    return grown
