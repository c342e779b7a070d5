"""The pages of the administration on what agreements refer to: parties, subjects, bodies, sources,
events, updates.
"""

from typing import Any

from django import forms as django_forms
from django.contrib import admin

from treaties.admin import forms
from treaties.admin.writing import RegisterAdmin, RegisterInline
from treaties.models import (
    Body,
    DiplomaticEvent,
    DraftUpdate,
    Milestone,
    Party,
    Source,
    Subject,
    User,
)
from treaties.register import people, publication, sources


def _data(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


@admin.register(Party)
class PartyAdmin(RegisterAdmin):
    list_display = ("code", "short_name", "name", "kind")
    list_filter = ("kind",)
    search_fields = ("search_text",)
    fields = ("code", "name", "short_name", "kind", "aliases", "existed", "predecessors")

    def write(self, form: Any, by: User) -> Party:
        if not form.instance.pk:
            return people.enter_party(by=by, **_data(form, *self.fields))
        names = [name for name in form.changed_data if name != "predecessors"]
        return people.correct_reference(
            Party.objects.get(pk=form.instance.pk),
            changes=_data(form, *names),
            predecessors=form.cleaned_data["predecessors"],
            by=by,
        )


@admin.register(Subject)
class SubjectAdmin(RegisterAdmin):
    list_display = ("name", "code", "parent")
    search_fields = ("name", "code")
    fields = ("code", "name", "parent")

    def write(self, form: Any, by: User) -> Subject:
        if not form.instance.pk:
            return people.enter_subject(by=by, **_data(form, *self.fields))
        row = Subject.objects.get(pk=form.instance.pk)
        return people.correct_reference(row, changes=_data(form, *form.changed_data), by=by)


@admin.register(Body)
class BodyAdmin(RegisterAdmin):
    list_display = ("name", "code", "party")
    search_fields = ("name", "code")
    fields = ("code", "name", "party")

    def write(self, form: Any, by: User) -> Body:
        if not form.instance.pk:
            return people.enter_body(by=by, **_data(form, *self.fields))
        row = Body.objects.get(pk=form.instance.pk)
        return people.correct_reference(row, changes=_data(form, *form.changed_data), by=by)


class SourceForm(django_forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Source
        fields = (
            "ref",
            "title",
            "publisher",
            "url",
            "published",
            "retrieved",
            "language",
            "note",
        )


@admin.register(Source)
class SourceAdmin(RegisterAdmin):
    form = SourceForm
    list_display = ("title", "publisher", "published", "language")
    search_fields = ("title", "publisher", "ref", "url")

    def write(self, form: Any, by: User) -> Source:
        if not form.instance.pk:
            return sources.enter_source(by=by, **_data(form, *SourceForm.Meta.fields))
        row = Source.objects.get(pk=form.instance.pk)
        changes = _data(form, *form.changed_data)
        return (
            publication.correct(row, changes=changes, by=by, why="corrected by hand")
            if changes
            else row
        )


@admin.register(DiplomaticEvent)
class EventAdmin(RegisterAdmin):
    form = forms.EventForm
    list_display = ("title", "kind", "date", "published_at")
    list_filter = ("kind",)
    search_fields = ("title", "summary")


class MilestoneInline(RegisterInline):
    model = Milestone
    form = forms.MilestoneForm
    extra = 1


@admin.register(DraftUpdate)
class UpdateAdmin(RegisterAdmin):
    form = forms.UpdateForm
    list_display = ("title", "treaty", "goal", "state", "published_at")
    list_select_related = ("treaty",)
    search_fields = ("title", "treaty__search_text")
    inlines = (MilestoneInline,)
