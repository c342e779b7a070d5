"""Which address leads where: health, admin, sign-in, the API, and the pages."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from timeline.health import healthz

handler429 = "timeline.failures.too_many"
handler500 = "timeline.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("treaties.web.signing.urls")),
    path("api/", include("treaties.api.urls")),
    path("", include("treaties.web.urls")),
]
