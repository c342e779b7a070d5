"""Which treaties does a few words mean? Full text first; a misspelt word is found by its
trigrams.
"""

import re

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from treaties.models import Treaty
from treaties.models.folding import fold, trigrams

LONGEST = 200
"""Characters of a search that are looked at; more is refused by the filter."""

_SHARE = 0.6
"""How many of the words' trigrams a title must hold to count as a misspelling of it."""


class SharedTrigrams(Func):
    """How many of the given trigrams a row holds: a count over an array intersection, core
    PostgreSQL only.
    """

    template = (
        "(SELECT count(*) FROM unnest(%(expressions)s) AS wanted(gram)"
        " WHERE wanted.gram = ANY(%(column)s))"
    )
    output_field = IntegerField()


def search(treaties: QuerySet[Treaty], text: str) -> QuerySet[Treaty]:
    """`treaties` narrowed to those that hold every word (or its beginning), or, failing that,
    look alike.
    """
    folded = fold(text[:LONGEST])
    words = re.findall(r"\w+", folded)
    if not words:
        return treaties
    exact = Q(
        search=SearchQuery(
            " & ".join(f"{word}:*" for word in words), config="simple", search_type="raw"
        )
    )
    found = treaties.filter(exact)
    # Alike is most of a large register, and slow: only where nothing is found as written.
    if found.exists():
        return found.order_by("sort_key", "id")
    grams = trigrams(folded)
    needed = max(1, round(len(grams) * _SHARE))
    wanted = Value(grams, output_field=Treaty._meta.get_field("trigrams"))
    shared = SharedTrigrams(
        Cast(wanted, Treaty._meta.get_field("trigrams")), column='"treaties_treaty"."trigrams"'
    )
    # Who holds so many of them holds at least one of any `telling` many, so the rarest do.
    telling = _rarest_first(grams)[: len(grams) - needed + 1]
    return (
        treaties.filter(trigrams__overlap=telling)
        .annotate(found=shared)
        .filter(found__gte=needed)
        .order_by(F("found").desc(), "sort_key", "id")
    )


def _rarest_first(grams: list[str]) -> list[str]:
    """By the planner's statistics, which know how common the common ones are: where they are old or
    missing, a search is slower and finds the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = %s AND attname = 'trigrams'",
            [Treaty._meta.db_table],
        )
        elements, frequencies = cursor.fetchone() or (None, None)
    common = dict(zip(elements or (), frequencies or (), strict=False))
    return sorted(grams, key=lambda gram: (common.get(gram, 0), gram))
