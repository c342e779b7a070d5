"""The one application of Treaty Timeline."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class TreatiesConfig(AppConfig):
    """Treaties, their timelines and the reminders about them."""

    default = True
    name = "treaties"
    verbose_name = "Treaties"
    default_auto_field = "django.db.models.BigAutoField"


class RegisterAdminConfig(AdminConfig):
    """Django's administration, opened by role instead of by per-table permission."""

    default_site = "treaties.admin.site.RegisterSite"
