"""`/timeline.pdf`: combines the pages that the browser has drawn into one PDF. `/form-token/`: the
CSRF token that a script needs to post them.
"""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from treaties.export.pdf import MOST_BYTES, NotBound, bind
from treaties.web.asked import page

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_GET
def form_token(request: HttpRequest) -> HttpResponse:
    """The token, fetched when it is needed: written into a page it would be another at every visit,
    so that a browser could never be told that the page is unchanged.
    """
    return JsonResponse({"token": get_token(request)})


@require_POST
@page
def pdf(request: HttpRequest) -> HttpResponse:
    """The posted JSON `{paper, pages}` as a PDF to keep; what is no page of ours is a 400."""
    # Its own limit, because Django's is meant for forms; a quarter more for JSON escapes.
    limit = MOST_BYTES + MOST_BYTES // 4
    body = request.read(limit + 1)
    if len(body) > limit:
        return HttpResponse("This is too much for one PDF; narrow the filter.", PLAIN, 413)
    try:
        asked = json.loads(body)
        paper, pages = asked["paper"], asked["pages"]
        if not isinstance(paper, str) or not isinstance(pages, list):
            raise TypeError
        if not all(isinstance(drawn, str) for drawn in pages):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        return HttpResponse("Send the paper and the pages as JSON.", PLAIN, 400)
    try:
        made = bind(pages, paper, "Treaty Timeline", settings.BASE_DIR / "static" / "fonts")
    except NotBound as error:
        answer = HttpResponse(str(error), PLAIN, 503 if error.busy else 400)
        if error.busy:
            answer["Retry-After"] = "10"
        return answer
    name = f"treaty-timeline-{timezone.localdate().isoformat()}.pdf"
    return HttpResponse(
        made,
        "application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
