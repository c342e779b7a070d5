"""Django's administration, opened by role instead of by per-table permission."""

from django.contrib.admin.apps import AdminConfig


class RegisterAdminConfig(AdminConfig):
    """The site of `treaties.admin`; here, because an application has one configuration of its own."""

    default_site = "treaties.admin.site.RegisterSite"
