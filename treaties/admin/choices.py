"""Which row was chosen by typing? A browser sends its key, anybody else sends what they like.

What can be no key is told like any other wrong choice; Django asks the database for it, and fails.
"""

from typing import Any, Final

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

_DIGITS: Final = 18
"""A number of so many digits fits into a bigint."""


def is_key(value: object) -> bool:
    """Whether it can be the key of a row."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


class _OnlyKeys:
    """The widget shows the rows that were chosen, and looks only for what can be one."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        whole: Any = super()
        return whole.optgroups(name, [one for one in value if not one or is_key(one)], attrs)


class OneChosen(_OnlyKeys, AutocompleteSelect):
    """One row, or none."""


class SomeChosen(_OnlyKeys, AutocompleteSelectMultiple):
    """Any number of rows."""


class SomeRows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """A list of rows whose keys are read before the database is asked for them all."""

    def clean(self, value: Any) -> Any:
        for one in value if isinstance(value, list | tuple) else ():
            if not is_key(one):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(one)[:40]},
                )
        return super().clean(value)
