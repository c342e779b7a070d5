"""The one application of Treaty Timeline."""

from django.apps import AppConfig


class TreatiesConfig(AppConfig):
    """Treaties, their timelines and the reminders about them."""

    name = "treaties"
    verbose_name = "Treaties"
    default_auto_field = "django.db.models.BigAutoField"
