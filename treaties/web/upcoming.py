"""`/upcoming/`: what must be decided, and by when?"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.catalogue.visibility import treaties_visible_to
from treaties.web.agenda import by_month, dates_between, entries, last_day
from treaties.web.asked import asked, page

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
    """The agenda by month; `days` looks 30, 90, 365 or 1825 days ahead, or `all`."""
    question = asked(request)
    days = request.GET.get("days", "365")
    if days not in LOOKS:
        raise ValidationError(
            {"days": f"“{days[:20]}” is not offered; choose 30, 90, 365, 1825 or all."}
        )
    seen = treaties_visible_to(request.user)
    found = entries(
        dates_between(seen, question.day, last_day(question.day, LOOKS[days])),
        settings.OUR_SIDE,
        request.user,
    )
    beyond = None
    if not found:
        beyond = next(
            iter(
                entries(
                    dates_between(seen, question.day, None)[:20], settings.OUR_SIDE, request.user
                )
            ),
            None,
        )
    return render(
        request,
        "treaties/upcoming.html",
        {
            "section": "upcoming",
            "asked": question,
            "days": days,
            "looks": LOOK_WORDS,
            "months": by_month(found),
            "deciding": sum(entry.decides for entry in found),
            "beyond": beyond,
            "our_side": settings.OUR_SIDE,
        },
    )
