"""Which treaties do a few words mean? Those that hold every word or its beginning; a word that
stands nowhere is read as the word of the register that comes nearest to it.
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
"""Characters of a search that are looked at; more is refused by the filter."""

_NEAR = 0.75
"""How alike two words must be for one to be a misspelling of the other: twice the letters they
share in the same order, over the letters of both.
"""

_SHARE = 0.6
"""How much of what is sought, in letters, must be found; the rest may be words nobody uses."""

_COMPARED = 60
"""So many words of the register, those with most trigrams in common, are compared letter by
letter.
"""

_OFFERED = 8
"""So many of the nearest are looked for: who asks may not see the agreement that has the first."""

_LITTLE = {"a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "the", "to"}
"""Words that are sought only where all words are found as they stand."""


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
    """`treaties` narrowed to those that `text` means, in the order of their titles.

    Four queries at most, whatever is sought, before the one that is returned.
    """
    words = re.findall(r"\w+", fold(text[:LONGEST]))
    if not words:
        return treaties
    found = _with_all(treaties, [[word] for word in words])
    if not _sooner(found, [[word] for word in words]).exists():
        found = _with_all(treaties, _reading(treaties, words))
    return found.order_by("sort_key", "id")


def _with_all(treaties: QuerySet[Treaty], meant: Sequence[Sequence[str]]) -> QuerySet[Treaty]:
    """Those that hold of each word one of what it may mean."""
    if not meant:
        return treaties.none()
    sought = " & ".join(f"({' | '.join(f'{one}:*' for one in each)})" for each in meant)
    return treaties.filter(search=SearchQuery(sought, config="simple", search_type="raw"))


def _sooner(found: QuerySet[Treaty], meant: Sequence[Sequence[str]]) -> QuerySet[Treaty]:
    """`found` once more, for who wants only one of them. The planner takes a word that it does not
    know for a common one, and would look through the whole table for the first row that has it;
    asked twice, it takes it for rare, and goes by the index.
    """
    return _with_all(found, meant)


def _reading(treaties: QuerySet[Treaty], words: Sequence[str]) -> list[list[str]]:
    """What each word may mean that counts; nothing where too little of the whole means anything.

    A number is never taken for another: 2001 is not 2011.
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
    """Which words, or beginnings of words, stand in some of `treaties`; one query."""
    some = [
        _sooner(_with_all(treaties, [[word]]), [[word]])
        .order_by()
        .values_list(Value(word, TextField()))[:1]
        for word in words
    ]
    return {word for (word,) in some[0].union(*some[1:], all=True)} if some else set()


def _near(words: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each word those of the register that are much like it, and how much; one query."""
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
