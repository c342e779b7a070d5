"""Which words do titles, parties, numbers and subjects consist of? What a misspelt word may have
meant is looked up here.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A folded word of some agreement, cut into trigrams as `folding` cuts them.

    Whose it is, and whether somebody may see it, is not known here: a word leads to nothing but a
    search.
    """

    word = models.TextField(primary_key=True)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="word_trigrams")]

    def __str__(self) -> str:
        return self.word
