"""`/timeline.pdf`: combines the pages that the browser has drawn into one PDF. `/form-token/`: the
CSRF token that a script needs to post them.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from treaties.export.apart import bound
from treaties.export.pdf import MOST_BYTES, TOO_MUCH
from treaties.pacing.spending import TooMuch, paid_by
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
    """The posted JSON `{paper, pages}` as a PDF to keep. A refusal is one sentence: 400 no pages of
    ours, 413 too large, 422 too much memory or time, 429 too often, 503 another is being made.
    """
    # Its own limit, because Django's is meant for forms; a quarter more for JSON escapes.
    limit = MOST_BYTES + MOST_BYTES // 4
    try:
        with paid_by(request, request.user.pk) as bill:
            body = request.read(limit + 1)
            if len(body) > limit:
                return HttpResponse(TOO_MUCH, PLAIN, 413)
            fonts = settings.BASE_DIR / "static" / "fonts"
            found = bound(body, "Treaty Timeline", fonts, settings.DATA_DIR / "pdf.lock")
            bill.add(found.cost)
    except TooMuch as error:
        return HttpResponse(str(error), PLAIN, 429, headers={"Retry-After": str(error.wait)})
    if found.status != 200:
        answer = HttpResponse(found.said, PLAIN, found.status)
        if found.status == 503:
            answer["Retry-After"] = "10"
        return answer
    name = f"treaty-timeline-{timezone.localdate().isoformat()}.pdf"
    return HttpResponse(
        found.made,
        "application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
