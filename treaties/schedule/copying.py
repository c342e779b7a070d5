"""How are thousands of rows written to a table? As plain tuples by COPY, at a third of INSERT's
cost.

Constraints and triggers apply as usual. No model instance is made.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.fields import NOT_PROVIDED


def fresh_ids(model: type[Model], count: int) -> list[int]:
    """The next ids of a table, so that rows that refer to new ones can be written too."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [ident for (ident,) in cursor.fetchall()]


def append(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows with these columns; the others get their database defaults."""
    rows = list(rows)
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def append_alike(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any
) -> None:
    """Append rows that differ in `columns` only: `same` and the model's defaults hold for all."""
    blank = model(**same)
    alike = [
        field
        for field in model._meta.concrete_fields
        if not (field.generated or field.primary_key or field.attname in columns)
        and field.db_default is NOT_PROVIDED
    ]
    values = tuple(
        field.get_db_prep_save(getattr(blank, field.attname), connection) for field in alike
    )
    append(
        model,
        (*columns, *(field.attname for field in alike)),
        ((*row, *values) for row in rows),
    )
