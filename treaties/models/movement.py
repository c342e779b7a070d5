"""Has anything been written to treaties since the last look? Answered without reading them."""

from django.db import models


class Movement(models.Model):
    """One row for each statement that wrote to the table of treaties, inserted by a trigger in the
    same transaction: it becomes visible exactly when the write does. The set of visible rows
    identifies the state of all treaties; the trigger deletes the oldest rows.
    """

    id = models.BigAutoField(primary_key=True)
    mark = models.BigIntegerField()
    """Random, so that a register restored from a backup never repeats the marks of another
    history.
    """

    def __str__(self) -> str:
        return f"movement {self.pk}"
