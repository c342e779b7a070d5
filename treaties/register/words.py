"""Which words does the register know? Kept beside the agreements, so that a misspelt search is
compared with some thousand words instead of all the titles.
"""

from collections.abc import Iterable

from django.db import connection

from treaties.models import Treaty, Word
from treaties.models.folding import trigrams


def learn(words: Iterable[str]) -> None:
    """Store the new words; numbers are left out, because none is a misspelling of another.

    Runs last in a transaction, as one sorted INSERT: two transactions with the same new words then
    lock them in the same order and cannot deadlock.
    """
    asked = {word for word in words if word.isalpha()}
    known = Word.objects.filter(word__in=asked).values_list("word", flat=True)
    fresh = [Word(word=word, trigrams=trigrams(word)) for word in sorted(asked.difference(known))]
    Word.objects.bulk_create(fresh, ignore_conflicts=True)


def forget_unused() -> None:
    """Delete the words that occur in no agreement any more. They do no harm: a word that replaces a
    misspelt one is searched for like any other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{Word._meta.db_table}" AS kept WHERE NOT EXISTS'
            f' (SELECT FROM "{Treaty._meta.db_table}"'
            " WHERE search @@ plainto_tsquery('simple', kept.word))"
        )
