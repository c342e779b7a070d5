"""Who may come into the administration, and what they may do there: roles, not per-table
permissions.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db.models import ForeignKey, ManyToManyField, Model
from django.http import HttpRequest

from treaties.admin.choices import OneChosen, SomeChosen, SomeRows
from treaties.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person of an administration request, which `has_permission` has let in."""
    if isinstance(request.user, AnonymousUser):
        raise TypeError("the administration serves signed-in people only")
    return request.user


class ByRole(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """Editors see, add and correct; nobody deletes."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.may_enter

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.may_enter

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and request.user.may_enter

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.may_enter

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Chosen(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """Whatever a form refers to is chosen by typing: a list of every party or agreement would be as
    long as the register, in each of the form's rows.
    """

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(
            field.name
            for field in (*self.model._meta.fields, *self.model._meta.many_to_many)
            if isinstance(field, ForeignKey | ManyToManyField)
            and field.editable
            and field.related_model in self.admin_site._registry
        )

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        assert request is not None
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneChosen(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        assert request is not None
        kwargs.setdefault("form_class", SomeRows)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SomeChosen(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class ForAdministrators(ByRole):
    """People and their follows: administrators only."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.may_manage

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.may_manage

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and request.user.may_manage

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(request.user, User) and request.user.may_manage


class ReadOnlyForAdministrators(ForAdministrators):
    """Who follows what, and each letter with its links: to be looked at by administrators."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
