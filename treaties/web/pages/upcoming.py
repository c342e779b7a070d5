"""`/upcoming/`: what must be decided, and by when?"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.catalogue.visibility import treaties_visible_to
from treaties.views.agenda import by_month, counted, dates_between, entries, last_day
from treaties.web.asked import asked, page

PER_PAGE = 100
LOOKS = {"30": 30, "90": 90, "365": 365, "1825": 1825, "all": None}
LOOK_WORDS = (
    ("30", "30 days"),
    ("90", "90 days"),
    ("365", "a year"),
    ("1825", "five years"),
    ("all", "all"),
)


@page
def upcoming(request: HttpRequest) -> HttpResponse:
    """The agenda by month, a hundred dates a page; `days` looks 30, 90, 365 or 1825 days ahead, or
    `all`.
    """
    question = asked(request)
    days = request.GET.get("days", "365")
    if days not in LOOKS:
        raise ValidationError(
            {"days": f"“{days[:20]}” is not offered; choose 30, 90, 365, 1825 or all."}
        )
    seen = treaties_visible_to(request.user)
    dates = dates_between(seen, question.day, last_day(question.day, LOOKS[days]))
    total, deciding = counted(dates)
    pages = Paginator(dates, PER_PAGE)
    pages.count = total
    listed = pages.get_page(request.GET.get("page"))
    these = dates[max(0, listed.start_index() - 1) : listed.end_index()]
    beyond = None
    if not total:
        ahead = dates_between(seen, question.day, None)[:1]
        beyond = next(iter(entries(ahead, settings.OUR_SIDE, request.user)), None)
    return render(
        request,
        "treaties/upcoming.html",
        {
            "section": "upcoming",
            "asked": question,
            "days": days,
            "looks": LOOK_WORDS,
            "listed": listed,
            "months": by_month(entries(these, settings.OUR_SIDE, request.user)),
            "deciding": deciding,
            "beyond": beyond,
            "our_side": settings.OUR_SIDE,
        },
    )
