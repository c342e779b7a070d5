"""`/upcoming/`: what must be decided, and by when?"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.catalogue.register_version import Seen
from treaties.views.agenda import by_month, counted, dates_between, entries, last_day
from treaties.web.asked import asked, page
from treaties.web.filtering import among, canonical, carried, filter_form

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
@canonical
def upcoming(request: HttpRequest) -> HttpResponse:
    """The agenda of what the filter leaves, by month, a hundred dates a page; `days` looks 30, 90,
    365 or 1825 days ahead, or `all`.
    """
    question = asked(request)
    days = request.GET.get("days", "365")
    if days not in LOOKS:
        raise ValidationError(
            {"days": f"“{days[:20]}” is not offered; choose 30, 90, 365, 1825 or all."}
        )
    found = among(request, question.day)
    dates = dates_between(found, question.day, last_day(question.day, LOOKS[days]))
    total, deciding = counted(dates)
    pages = Paginator(dates, PER_PAGE)
    pages.count = total
    listed = pages.get_page(request.GET.get("page"))
    these = dates[max(0, listed.start_index() - 1) : listed.end_index()]
    kept = request.GET.copy()
    kept.pop("page", None)
    beyond = None
    if not total:
        ahead = dates_between(found, question.day, None)[:1]
        beyond = next(iter(entries(ahead, settings.OUR_SIDE, request.user)), None)
    return render(
        request,
        "treaties/upcoming.html",
        {
            "section": "upcoming",
            "asked": question,
            "days": days,
            "within": dict(LOOK_WORDS)[days].removeprefix("a "),
            "listed": listed,
            "months": by_month(entries(these, settings.OUR_SIDE, request.user)),
            "deciding": deciding,
            "beyond": beyond,
            "our_side": settings.OUR_SIDE,
            "kept": kept.urlencode(),
            "looked": [
                (carried(request, question, days=value), words, value == days)
                for value, words in LOOK_WORDS
            ],
            **filter_form(request, question.day, Seen(request.user)),
        },
    )
