"""What the house changes of Django's own applications: published static files, administration."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.checks import register

from timeline.collected import static_files_are_collected


class OurStaticFilesConfig(StaticFilesConfig):
    """collectstatic without the browsable API, the second API viewer and htmx 4."""

    ignore_patterns = (
        *StaticFilesConfig.ignore_patterns,
        *("rest_framework/*", "*/redoc/*", "django_htmx/ext/*", "django_htmx/htm*-4*"),
    )

    def ready(self) -> None:
        super().ready()
        register(static_files_are_collected, "staticfiles", deploy=True)


class RegisterAdminConfig(AdminConfig):
    """Django's administration, opened by role instead of by per-table permission."""

    default_site = "timeline.backoffice.RegisterSite"
