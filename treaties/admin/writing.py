"""How the administration writes: every save of a form or a row of forms goes through `register`,
in one transaction.

Django's own saving is never reached. If the register refuses a write after the forms were accepted
(somebody else was faster), the page says so, and nothing of the request is stored.
"""

from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import BaseInlineFormSet, BaseModelForm
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest, HttpResponse

from treaties.admin.fact_forms import FactForm
from treaties.admin.site import ByRole, Chosen, person
from treaties.admin.written_fields import DateField
from treaties.catalogue.search import search, search_parties
from treaties.models import Party, Treaty
from treaties.models.fields import CivilDateField
from treaties.models.folding import fold
from treaties.register.door import writing

REFUSED = "treaties.admin.refused"


class ShortJSON(forms.JSONField):
    """JSON as people write it: a few lines, not a flood of brackets."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > 4000:
            raise ValidationError("This is too long for a provision; at most 4,000 characters.")
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError("This is nested too deeply to be a provision.") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return super().has_changed(initial, data)
        except RecursionError:
            return True


OVERRIDES: Final[dict[type[Any], dict[str, Any]]] = {
    models.JSONField: {"form_class": ShortJSON},
    CivilDateField: {"form_class": DateField},
}


class RegisterAdmin(Chosen, ByRole, admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of the administration whose form knows how to `write` itself through the register."""

    save_on_top = True
    formfield_overrides = OVERRIDES
    list_per_page = 50
    show_full_result_count = False

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

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic(), writing(by=person(request)):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, PermissionDenied) as refusal:
            # The page is shown again as it was filled in, with the error on top. The second pass
            # writes nothing, because its form is not valid. Messages of success are removed.
            for _ in messages.get_messages(request):
                pass
            request.META[REFUSED] = getattr(refusal, "messages", None) or [str(refusal)]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refused: list[str] = request.META.get(REFUSED, [])
        if not refused:
            return form

        class Refused(form):  # type: ignore[valid-type,misc]
            """The same form, which knows why the register refused it."""

            def _post_clean(self) -> None:
                super()._post_clean()
                for sentence in refused:
                    self.add_error(None, f"Nothing was saved. {sentence}")

        return Refused

    def save_form(self, request: HttpRequest, form: BaseModelForm, change: bool) -> models.Model:  # type: ignore[type-arg]
        # The row is written by `save_model`; Django wants the instance of the form here.
        form.save_m2m = lambda: None  # type: ignore[method-assign]
        return form.instance  # type: ignore[no-any-return]

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        written = self.write(form, person(request))
        obj.pk = written.pk
        obj._state.adding = False
        obj.refresh_from_db()

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

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).filter(withdrawn_at=None, superseded_at=None)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        # The class of the form is made for this request alone.
        formset.form.parent_pk = obj.pk if obj else None  # type: ignore[attr-defined]
        return formset
