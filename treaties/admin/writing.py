"""How the administration writes: every save of a form or a row of forms goes through `register`,
in one transaction.

Django's own saving is never reached. What the register refuses after the forms were accepted
(somebody else was
faster) is said on the page, and nothing of the request is kept.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import BaseInlineFormSet, BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from treaties.admin.fact_forms import FactForm
from treaties.admin.site import ByRole, person
from treaties.register.bulk import bulk


class RegisterAdmin(ByRole, admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of the administration whose form knows how to `write` itself through the register."""

    save_on_top = True
    list_per_page = 50
    show_full_result_count = False

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
            with transaction.atomic(), bulk(by=person(request)):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, PermissionDenied) as refusal:
            sentences = getattr(refusal, "messages", None) or [str(refusal)]
            for sentence in sentences:
                messages.error(request, f"Nothing was saved. {sentence}")
            return HttpResponseRedirect(request.get_full_path())

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


class RegisterInline(ByRole, admin.StackedInline):  # type: ignore[type-arg]
    """Facts of a treaty on its own page: what stands, and room for one more."""

    extra = 0
    can_delete = False
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).filter(withdrawn_at=None, superseded_at=None)
