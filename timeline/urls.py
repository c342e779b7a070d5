"""Which address leads where: health, admin, sign-in, the API, and the pages."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from timeline import files
from timeline.health import healthz
from timeline.kept import kept

handler429 = "timeline.failures.too_many"
handler500 = "timeline.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", files.favicon, name="favicon"),
    path("robots.txt", files.robots, name="robots"),
    path("kept/<str:key>/", kept, name="kept"),
    path("admin/", admin.site.urls),
    path("accounts/", include("treaties.web.signing.urls")),
    path("api/", include("treaties.api.urls")),
    path("", include("treaties.web.urls")),
]
