"""The administration's site: open to those who enter, review or administer.

It is outside `treaties.admin`, because the modules there register with it on import.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from treaties.models import database_now
from treaties.operation.alarms import alarms, refused_count


class RegisterSite(AdminSite):
    """The register's back office; who may do what in it: treaties/admin/site.py."""

    site_header = "Treaty Timeline"
    site_title = "Treaty Timeline"
    index_title = "Enter and correct"
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        # Nothing of ours has its page under a number: Django's redirect to it can only fail.
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "may_enter", False))

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The door of all pages, with its limits; nobody signs in here by another road."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The page of everybody, with its limits."""
        return redirect("account_change_password")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With what does not work, which administrators see on every page."""
        context: dict[str, Any] = super().each_context(request)
        if getattr(request.user, "may_manage", False):
            context["alarms"] = alarms(database_now())
            context["refused_count"] = refused_count()
        return context
