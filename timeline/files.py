"""What do browsers and search engines ask for at addresses that they know by themselves?"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

ROBOTS: Final = """\
# Pages are open. Not: the same page for another day, filter or question (each costs a calculation,
# and there is no end of them), the back office, and the data that the pages ask for.
User-agent: *
Allow: /*?page=
Disallow: /*?
Disallow: /admin/
Disallow: /accounts/
Disallow: /api/
Disallow: /embed/
Disallow: /filter/
Disallow: /kept/
Disallow: /reminders/
Disallow: /timeline.pdf
"""


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """What a search engine may read."""
    return HttpResponse(ROBOTS, "text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon for whoever does not read the link in a page: feed readers, bookmarks, old ones."""
    # Read as a whole, not streamed: a streamed answer has no ETag.
    icon = (settings.BASE_DIR / "static" / "favicon.ico").read_bytes()
    return HttpResponse(icon, "image/vnd.microsoft.icon")
