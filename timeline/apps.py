"""Which static files of other packages do we publish? Only those that our pages use."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OurStaticFilesConfig(StaticFilesConfig):
    """collectstatic without the browsable API, the second API viewer and htmx 4."""

    ignore_patterns = (
        *StaticFilesConfig.ignore_patterns,
        *("rest_framework/*", "*/redoc/*", "django_htmx/ext/*", "django_htmx/htm*-4*"),
    )
