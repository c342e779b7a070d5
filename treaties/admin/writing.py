"""How the administration writes: every save of a form or a row of forms goes through `register`,
in one transaction.

Django's own saving is never reached. How a form is held to its version, and comes back with what
the register refuses: `change_pages`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, BaseModelForm
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest

from treaties.admin.change_pages import ChangePages, note_written, paste_whole
from treaties.admin.fact_forms import FactForm
from treaties.admin.site import ByRole, Chosen, person
from treaties.admin.written_fields import DateField
from treaties.catalogue.search import search, search_parties
from treaties.inquiry.strict_json import data_of
from treaties.law.values.errors import LawError
from treaties.models import Party, Treaty
from treaties.models.fields import CivilDateField
from treaties.models.folding import fold
from treaties.register.door import writing
from treaties.views.doubts import dates_as_edited, doubts_as_edited
from treaties.written.signs import faults_within

LONGEST_JSON: Final = 4000


class ShortJSON(forms.JSONField):
    """JSON as people write it: a few lines, not a flood of brackets, read as strictly as that of
    the clause tester (a key that stands twice is a slip, not a choice).
    """

    def to_python(self, value: Any) -> Any:
        if self.disabled or not isinstance(value, str):
            return value
        if not value.strip():
            return None
        if len(value) > LONGEST_JSON:
            said = f"It has {len(value):,} characters; {LONGEST_JSON:,} are the most."
            raise ValidationError(said)
        try:
            found = data_of(value)
        except LawError as wrong:
            where = f"{wrong.path}: " if wrong.path else ""
            raise ValidationError(f"{where}{wrong.sentence}") from wrong
        for path, wrong_sign in faults_within(found):
            raise ValidationError(f"{path or 'It'} {wrong_sign}")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            found = super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)
        # Half a character in an escape cannot be shown as itself, so the text is shown as typed.
        return InvalidJSONInput(data) if any(faults_within(found)) else found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return super().has_changed(initial, data)
        except RecursionError:
            return True


OVERRIDES: Final[dict[type[Any], dict[str, Any]]] = {
    models.JSONField: {"form_class": ShortJSON},
    CivilDateField: {"form_class": DateField},
}


class RegisterAdmin(ChangePages, Chosen, ByRole, admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of the administration whose form knows how to `write` itself through the register."""

    save_on_top = True
    formfield_overrides = OVERRIDES
    list_per_page = 50
    show_full_result_count = False

    @contextmanager
    def one_write(self, request: HttpRequest) -> Iterator[None]:
        with writing(by=person(request)):
            yield

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """As the pages search; what has no search of its own by the words of its columns."""
        if issubclass(self.model, Party):
            return search_parties(queryset, search_term), False
        if issubclass(self.model, Treaty):
            return (search(queryset, search_term) if search_term.strip() else queryset), False
        rows, several = super().get_search_results(request, queryset, search_term)
        folded = fold(search_term)
        if folded != search_term.lower():
            more, _ = super().get_search_results(request, queryset, folded)
            rows = rows | more
        return rows, several

    def what_follows_from(self, row: models.Model) -> list[str]:
        treaty = row if isinstance(row, Treaty) else getattr(row, "treaty", None)
        return list(doubts_as_edited(treaty)) if isinstance(treaty, Treaty) else []

    def dates_of(self, row: models.Model) -> list[str]:
        treaty = row if isinstance(row, Treaty) else getattr(row, "treaty", None)
        return list(dates_as_edited(treaty)) if isinstance(treaty, Treaty) else []

    def save_form(self, request: HttpRequest, form: BaseModelForm, change: bool) -> models.Model:  # type: ignore[type-arg]
        # The row is written by `save_model`; Django wants the instance of the form here.
        form.save_m2m = lambda: None  # type: ignore[method-assign]
        return form.instance  # type: ignore[no-any-return]

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        written = self.write(form, person(request))
        obj.pk = written.pk
        obj._state.adding = False
        obj.refresh_from_db()
        note_written(request, obj)

    def write(self, form: Any, by: Any) -> models.Model:
        """Write the main form through the register."""
        if isinstance(form, FactForm):
            return form.write(None, by)
        written: models.Model = form.write(by)
        return written

    def save_formset(
        self,
        request: HttpRequest,
        form: Any,
        formset: BaseInlineFormSet,  # type: ignore[type-arg]
        change: bool,
    ) -> None:
        for row in formset.forms:
            if row.has_changed() and isinstance(row, FactForm):
                row.write(form.instance, person(request))
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []


class RegisterInline(Chosen, ByRole, admin.StackedInline):  # type: ignore[type-arg]
    """Facts of a treaty on its own page: the existing ones, and one empty form."""

    formfield_overrides = OVERRIDES
    extra = 0
    can_delete = False
    show_change_link = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        form: Any = formset.form
        paste_whole(form)
        # The class of the form is made for this request alone.
        form.parent_pk = obj.pk if obj else None
        return formset

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).filter(withdrawn_at=None, superseded_at=None)
