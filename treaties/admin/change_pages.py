"""How does a form of the administration save, or say why it does not? In one transaction, held to
the version in which the form was opened; what is refused comes back as it was filled in, with a
list of what is wrong that leads to each field.

`Show what follows` runs the very same save and takes it back, so that rules, constraints, dates and
doubts are the real ones.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.db import models, transaction
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse

from treaties.admin.choices import is_key
from treaties.register.versions import hold, version_of

VERSION: Final = "_version"
PREVIEW: Final = "_preview"
_REFUSED: Final = "treaties.admin.refused"
_SHOWN: Final = "treaties.admin.shown"
_WRITTEN: Final = "treaties.admin.written"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the place in the page that it is about, and its sentence."""

    place: str
    name: str
    sentence: str


class ChangePages:
    """Mixed into a ModelAdmin, before it."""

    @contextmanager
    def one_write(self, request: HttpRequest) -> Iterator[None]:
        """What a save happens within."""
        with transaction.atomic():
            yield

    def what_follows_from(self, row: models.Model) -> list[str]:
        """What to say of a row after it was saved, or would be."""
        return []

    def dates_of(self, row: models.Model) -> list[str]:
        """The dates that follow from a row, for who wants to see them before saving."""
        return []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        whole: Any = super()
        shown = (request, object_id, form_url, extra_context)
        if request.method != "POST":
            page: HttpResponse = whole.changeform_view(*shown)
            return page
        preview = PREVIEW in request.POST
        try:
            with transaction.atomic():
                with self.one_write(request):
                    self._hold(request, object_id)
                    page = whole.changeform_view(*shown)
                row = request.META.get(_WRITTEN)
                if row is None:
                    return page
                told = self.what_follows_from(row)
                if not preview:
                    for sentence in told:
                        messages.warning(request, sentence)
                    return page
                request.META[_SHOWN] = (self.dates_of(row), told)
                transaction.set_rollback(True)
        except (ValidationError, PermissionDenied) as refusal:
            request.META[_REFUSED] = getattr(refusal, "messages", None) or [str(refusal)]
        # The page is shown again as it was filled in. This second pass writes nothing, because its
        # form is not valid. Messages of success are removed.
        for _ in messages.get_messages(request):
            pass
        again: HttpResponse = whole.changeform_view(*shown)
        return again

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise SuspiciousOperation("What was chosen from the list is no row of it.")
        whole: Any = super()
        page: HttpResponse = whole.changelist_view(request, extra_context)
        return page

    def _hold(self, request: HttpRequest, object_id: str | None) -> None:
        """Raises Stale where somebody else has saved the row since the form was opened."""
        if object_id is None:
            return
        admin: Any = self
        row = admin.get_object(request, unquote(object_id))
        if row is not None:
            hold(row, request.POST.get(VERSION, ""))

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        whole: Any = super()
        whole.save_model(request, obj, form, change)
        note_written(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        whole: Any = super()
        form = whole.get_form(request, obj, change=change, **kwargs)
        paste_whole(form)
        refused: list[str] = request.META.get(_REFUSED, [])
        shown = _SHOWN in request.META
        if not refused and not shown:
            return form

        class Refused(form):  # type: ignore[valid-type,misc]
            """The same form, which knows why the register refused it."""

            def _post_clean(self) -> None:
                super()._post_clean()
                for sentence in refused or ["Nothing is saved yet."]:
                    self.add_error(None, sentence)

        return Refused

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        shown = request.META.get(_SHOWN)
        admin: Any = self
        context["version"] = version_of(obj) if obj is not None and obj.pk else ""
        context["may_preview"] = type(self).what_follows_from is not ChangePages.what_follows_from
        context["nothing_saved"] = _REFUSED in request.META
        if shown:
            dates, doubtful = shown
            context |= {"follows": True, "dates": dates, "doubtful": doubtful, "errors": None}
        elif context.get("errors"):
            context["faults"] = list(faults_of(context, f"{admin.opts.model_name}_form"))
        whole: Any = super()
        page: HttpResponse = whole.render_change_form(request, context, add, change, form_url, obj)
        return page


def note_written(request: HttpRequest, row: models.Model) -> None:
    """Remember what a request has saved: what follows from it is told afterwards."""
    request.META[_WRITTEN] = row


def paste_whole(form: Any) -> None:
    """No field cuts what is pasted into it: a browser would, without a word, at `maxlength`. The
    form refuses what is too long with a sentence.
    """
    for field in form.base_fields.values():
        field.widget.attrs.pop("maxlength", None)


def faults_of(context: dict[str, Any], place: str) -> Iterator[Fault]:
    """Everything that is wrong in the forms of a page, in their order; `place` is its main form."""
    yield from _of_form(context["adminform"].form, "", place)
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        for sentence in formset.non_form_errors():
            yield Fault(f"{formset.prefix}-group", str(inline.opts.verbose_name_plural), sentence)
        for number, form in enumerate(formset.forms):
            name = f"{inline.opts.verbose_name} {number + 1}"
            yield from _of_form(form, name, f"{formset.prefix}-{number}")


def _of_form(form: "BaseModelForm[Any]", of: str, place: str) -> Iterator[Fault]:
    for name, sentences in form.errors.items():
        field = form.fields.get(name)
        if name == NON_FIELD_ERRORS or field is None:
            where, label = place, ""
        else:
            where, label = form[name].id_for_label or place, str(form[name].label)
        for sentence in sentences:
            yield Fault(where, ", ".join(filter(None, (of, label))), str(sentence))
