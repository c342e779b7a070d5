"""How a date as precise as its source is stored: EDTF text in the column, a `CivilDate` in
Python (FAC-3).
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from treaties.law.values.dates import CivilDate

if TYPE_CHECKING:
    Column = models.CharField[CivilDate | str, CivilDate]
else:
    Column = models.CharField


class CivilDateField(Column):
    """An EDTF date such as `2001-03-12`, `2002-03`, `2002~` or `2001-03-12/2002-03-31`; empty
    means unknown.
    """

    description = "a date as precise as its source (EDTF)"

    # An empty text is a value too, the unknown date: validation must not skip it.
    empty_values = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: object) -> CivilDate:
        return CivilDate.parse(value or "")

    def value_from_object(self, obj: models.Model) -> Any:
        """The text that a form shows: the EDTF text, not the repr of the value."""
        return self.get_prep_value(super().value_from_object(obj))

    def to_python(self, value: object) -> CivilDate:
        if isinstance(value, CivilDate):
            return value
        try:
            return CivilDate.parse(str(value or ""))
        except ValueError as error:
            raise ValidationError(str(error), code="edtf") from error

    def get_prep_value(self, value: object) -> str:
        return self.to_python(value).edtf

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: CivilDate, model_instance: models.Model | None) -> None:
        if not value.edtf and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value: CivilDate) -> None:
        super().run_validators(value.edtf)
