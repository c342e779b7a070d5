"""Which address leads where: health, admin, sign-in, the API, and the pages."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from timeline.health import healthz

handler500 = "timeline.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("django.contrib.auth.urls")),
]
for _prefix, _module in (("api/", "treaties.api"), ("", "treaties.web")):
    if find_spec(_module) and find_spec(f"{_module}.urls"):
        urlpatterns.append(path(_prefix, include(f"{_module}.urls")))
