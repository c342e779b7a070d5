"""Has anything been written to treaties since somebody looked? Asked without reading them."""

from django.db import models


class Movement(models.Model):
    """A statement that wrote to the table of treaties, noted by a trigger within its transaction:
    who sees the note sees what was written, and nobody else does. The notes that are seen together
    stand for the treaties that are seen; the database puts the oldest away.
    """

    id = models.BigAutoField(primary_key=True)
    mark = models.BigIntegerField()
    """Drawn at random, so that a register that was put back from a backup never comes to the notes
    of another past.
    """

    def __str__(self) -> str:
        return f"movement {self.pk}"
