"""The administration's site: open to those who enter, review or administer.

It is outside `treaties.admin`, because the modules there register with it on import.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest

from treaties.models import database_now
from treaties.operation.alarms import alarms, refused_count


class RegisterSite(AdminSite):
    """The register's back office; who may do what in it: treaties/admin/site.py."""

    site_header = "Treaty Timeline"
    site_title = "Treaty Timeline"
    index_title = "Enter and correct"
    enable_nav_sidebar = False
    # Django's own form of this page asks for `is_staff`, which no role of ours sets.
    login_form = AuthenticationForm

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "may_enter", False))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With what does not work, which administrators see on every page."""
        context: dict[str, Any] = super().each_context(request)
        if getattr(request.user, "may_manage", False):
            context["alarms"] = alarms(database_now())
            context["refused_count"] = refused_count()
        return context
