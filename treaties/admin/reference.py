"""The other pages of the administration: parties, sources, events, updates, people, follows,
what was sent.
"""

from typing import Any

from django import forms as django_forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from treaties.admin import forms
from treaties.admin.site import ForAdministrators, ReadOnlyForAdministrators
from treaties.admin.writing import RegisterAdmin, RegisterInline
from treaties.models import (
    Body,
    DiplomaticEvent,
    DraftUpdate,
    Milestone,
    OutgoingMessage,
    Party,
    Reminder,
    Source,
    Subject,
    User,
    Watch,
)
from treaties.register import people, publication, sources


def _data(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


@admin.register(Party)
class PartyAdmin(RegisterAdmin):
    list_display = ("code", "short_name", "name", "kind")
    list_filter = ("kind",)
    search_fields = ("code", "name", "short_name", "sort_key")
    fields = ("code", "name", "short_name", "kind", "aliases", "existed", "predecessors")
    filter_horizontal = ("predecessors",)

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
    filter_horizontal = ("parties", "treaties")


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
    autocomplete_fields = ("treaty", "successor")
    inlines = (MilestoneInline,)


admin.site.unregister(Group)  # roles say what a person may do


@admin.register(User)
class PersonAdmin(ForAdministrators, UserAdmin):  # type: ignore[type-arg]
    """People and their roles. Nobody is deleted: what they entered names them; they are made
    inactive.
    """

    list_display = ("username", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email", "our_party")}),
        ("What they may do", {"fields": ("role", "is_active")}),
        ("Since", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "email",
                    "role",
                    "usable_password",
                    "password1",
                    "password2",
                ),
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")


@admin.register(Watch)
class WatchAdmin(ReadOnlyForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("person", "treaty", "party", "subject", "leads", "since", "ended_at")
    list_select_related = ("person", "treaty", "party", "subject")


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("due_on", "person", "key_date", "lead", "message")
    list_select_related = ("person", "key_date__treaty", "message")
    date_hierarchy = "due_on"


@admin.register(OutgoingMessage)
class OutgoingAdmin(ReadOnlyForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    """Every mail as it left or waits to leave, to be read here where no mail server is
    configured.
    """

    list_display = ("subject", "address", "state", "attempts", "enqueued_at", "sent_at")
    list_filter = ("state", "channel")
    search_fields = ("subject", "address", "message_id")
    exclude = ("html", "calendar", "claim", "headers")
