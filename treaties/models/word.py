"""Which words occur in titles, parties, numbers and subjects? Misspelt search words are compared
with them.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A folded word of some agreement, cut into trigrams as `folding` cuts them.

    The table does not say in which agreements a word occurs or who may see them: a word is only
    used to search.
    """

    word = models.TextField(primary_key=True)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="word_trigrams")]

    def __str__(self) -> str:
        return self.word
