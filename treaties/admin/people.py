"""The pages of the administration on people: who they are, what they follow, what was told."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from treaties.admin.change_pages import ChangePages
from treaties.admin.site import Chosen, ForAdministrators, ReadOnlyForAdministrators
from treaties.models import Reminder, User, Watch

admin.site.unregister(Group)  # roles say what a person may do


@admin.register(User)
class PersonAdmin(ChangePages, Chosen, ForAdministrators, UserAdmin):  # type: ignore[type-arg]
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
