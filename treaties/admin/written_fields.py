"""How does a date or a length that a registrar writes reach the record? As EDTF and ISO 8601, read
by the reader of every door.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from treaties.law.values.errors import LawError
from treaties.written.days import known_day
from treaties.written.lengths import length

DATE_HELP = (
    "As precise as the source: 12 March 2001, March 2001, 2001, about 2001,"
    " between 12 and 31 March 2001; or in EDTF."
)


class WrittenField(forms.CharField):
    """A line of text that is read into the form that is stored; nothing stays nothing."""

    def __init__(self, **kwargs: Any) -> None:
        # The reader has a limit of its own; that of the column is for what is stored.
        kwargs["max_length"] = None
        super().__init__(**kwargs)

    stored: Callable[[str], str]
    """What a kind of line stores of a text. Raises LawError."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return self.stored(text) if text else ""
        except LawError as wrong:
            raise ValidationError(wrong.sentence) from wrong

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date is meant, not whether it is written otherwise."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DateField(WrittenField):
    """A date as precise as its source."""

    @staticmethod
    def stored(text: str) -> str:
        return known_day(text).edtf


class LengthField(WrittenField):
    """A length of time."""

    @staticmethod
    def stored(text: str) -> str:
        return length(text).iso
