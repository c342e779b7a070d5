"""Which treaties does a search text mean? Those that contain every word or a word beginning with
it; a word that occurs nowhere is replaced by the most similar word of the register.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from treaties.models import Treaty, Word
from treaties.models.folding import fold, trigrams

LONGEST = 200
"""The longest search text, in characters; the filter refuses longer ones."""

_NEAR = 0.75
"""How similar two words must be for one to be a misspelling of the other: twice the letters they
share in the same order, divided by the letters of both.
"""

_SHARE = 0.6
"""The share of the searched letters that must be found; the rest may be unknown words."""

_COMPARED = 60
"""How many words of the register, those with the most trigrams in common, are compared letter by
letter.
"""

_OFFERED = 8
"""How many similar words are tried, because the reader may not see any agreement with the first."""

_LITTLE = {"a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "the", "to"}
"""Words that are ignored where the others have to be corrected."""


class SharedTrigrams(Func):
    """How many of the given trigrams a row has: the length of an array intersection, in core
    PostgreSQL.
    """

    template = (
        "(SELECT count(*) FROM unnest(%(expressions)s) AS wanted(gram)"
        " WHERE wanted.gram = ANY(%(column)s))"
    )
    output_field = IntegerField()


def search(treaties: QuerySet[Treaty], text: str) -> QuerySet[Treaty]:
    """`treaties` narrowed to those that `text` means, by title.

    At most four queries before the one that is returned.
    """
    words = re.findall(r"\w+", fold(text[:LONGEST]))
    if not words:
        return treaties
    found = _with_all(treaties, [[word] for word in words])
    if not _sooner(found, [[word] for word in words]).exists():
        found = _with_all(treaties, _reading(treaties, words))
    return found.order_by("sort_key", "id")


def _with_all(treaties: QuerySet[Treaty], meant: Sequence[Sequence[str]]) -> QuerySet[Treaty]:
    """Those that contain, for each word, one of its possible meanings."""
    if not meant:
        return treaties.none()
    sought = " & ".join(f"({' | '.join(f'{one}:*' for one in each)})" for each in meant)
    return treaties.filter(search=SearchQuery(sought, config="simple", search_type="raw"))


def _sooner(found: QuerySet[Treaty], meant: Sequence[Sequence[str]]) -> QuerySet[Treaty]:
    """The same rows, for callers that need only a few of them. PostgreSQL estimates an unknown word
    as common and would scan the table for the first match; with the condition given twice it
    estimates it as rare and uses the index.
    """
    return _with_all(found, meant)


def _reading(treaties: QuerySet[Treaty], words: Sequence[str]) -> list[list[str]]:
    """The possible meanings of each word that counts; empty if too small a share of the text is
    known.

    A number is never corrected: 2001 is not 2011.
    """
    counting = [word for word in words if word not in _LITTLE]
    numbers = {word for word in counting if not word.isalpha()}
    standing = _standing(treaties, counting)
    near = _near([word for word in counting if word not in standing | numbers])
    seen = _standing(treaties, {one for alike in near.values() for one in alike})
    meant: list[list[str]] = []
    letters = 0
    for word in counting:
        alike = {one: near[word][one] for one in near.get(word, ()) if one in seen}
        best = max(alike.values(), default=0)
        means = [word] if word in standing else [one for one in alike if alike[one] == best]
        if not means and word in numbers:
            return []
        if means:
            meant.append(means)
            letters += len(word)
    return meant if letters >= _SHARE * sum(map(len, counting)) else []


def _standing(treaties: QuerySet[Treaty], words: Iterable[str]) -> set[str]:
    """Which words, or beginnings of words, occur in some of `treaties`; one query."""
    some = [
        _sooner(_with_all(treaties, [[word]]), [[word]])
        .order_by()
        .values_list(Value(word, TextField()))[:1]
        for word in words
    ]
    return {word for (word,) in some[0].union(*some[1:], all=True)} if some else set()


def _near(words: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each word the similar words of the register, with their similarity; one query."""
    if not words:
        return {}
    column = Word._meta.get_field("trigrams")
    some = []
    for word in words:
        grams = trigrams(word)
        shared = SharedTrigrams(
            Cast(Value(grams, column), column), column='"treaties_word"."trigrams"'
        )
        alike = Word.objects.filter(trigrams__overlap=grams).annotate(shared=shared)
        alike = alike.filter(shared__gte=len(grams) // 3).order_by("-shared", "word")
        some.append(alike.values_list(Value(word, TextField()), "word")[:_COMPARED])
    found: dict[str, list[str]] = {word: [] for word in words}
    for word, one in some[0].union(*some[1:], all=True):
        found[word].append(one)
    return {
        word: {
            one: SequenceMatcher(None, one, word).ratio()
            for one in get_close_matches(word, compared, n=_OFFERED, cutoff=_NEAR)
        }
        for word, compared in found.items()
    }
