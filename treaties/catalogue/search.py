"""Which treaties does a search text mean? Those that contain every word or a word beginning with
it; a word that occurs nowhere is replaced by the most similar word of the register.
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from treaties.models import Party, Treaty, Word
from treaties.models.folding import spellings, trigrams

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
    ways = [words for words in spellings(text[:LONGEST]) if words]
    if not ways:
        return treaties
    exactly = [[[word] for word in words] for words in ways]
    found = _with_all(treaties, *exactly)
    if not _sooner(found, *exactly).exists():
        found = _with_all(treaties, _reading(treaties, ways[0]))
    return found.order_by("sort_key", "id")


def search_parties(parties: QuerySet[Party], text: str) -> QuerySet[Party]:
    """`parties` narrowed to those one of whose names `text` means: former names, names in other
    languages, and where none contains it, names like it, such as an inflected form. One query
    before the one that is returned.
    """
    ways = [words for words in spellings(text[:LONGEST]) if words]
    if not ways:
        return parties
    names = dict(parties.order_by().values_list("pk", "search_text"))
    held = [pk for pk, said in names.items() if any(_all_in(words, said) for words in ways)]
    if not held:
        every = {word for said in names.values() for word in said.split() if word.isalpha()}
        near = [get_close_matches(word, every, n=1, cutoff=_NEAR) for word in ways[0]]
        if all(near):
            held = [pk for pk, said in names.items() if _all_in([one for (one,) in near], said)]
    return parties.filter(pk__in=held)


def _all_in(words: Iterable[str], text: str) -> bool:
    """Whether each word is the beginning of a word of the text."""
    return all(f" {word}" in f" {text}" for word in words)


Meant = Sequence[Sequence[str]]
"""For each word that is searched its possible meanings."""


def _with_all(treaties: QuerySet[Treaty], *ways: Meant) -> QuerySet[Treaty]:
    """Those that in one of the `ways` contain, for each word, one of its possible meanings."""
    alternatives = (" & ".join(map(_any_of, meant)) for meant in ways if meant)
    sought = " | ".join(f"({each})" for each in alternatives)
    if not sought:
        return treaties.none()
    return treaties.filter(search=SearchQuery(sought, config="simple", search_type="raw"))


def _any_of(words: Iterable[str]) -> str:
    return f"({' | '.join(f'{word}:*' for word in words)})"


def _sooner(found: QuerySet[Treaty], *ways: Meant) -> QuerySet[Treaty]:
    """The same rows, for callers that need only a few of them. PostgreSQL estimates an unknown word
    as common and would scan the table for the first match; with the condition given twice it
    estimates it as rare and uses the index.
    """
    return _with_all(found, *ways)


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
