"""`/`: what binds whom, when, and what is coming? The list is complete without the drawing that
stands on it.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.catalogue.visibility import treaties_visible_to
from treaties.web.agenda import dates_between, entries, first_of_each
from treaties.web.agreements import filter_choices, shown
from treaties.web.asked import asked, page
from treaties.web.standing import standings

NEXT_DATES = 4
LOOKED_AT = 200


@page
def timeline(request: HttpRequest) -> HttpResponse:
    """The timeline with its filter, the next dates that matter, and the list of what it shows."""
    question = asked(request)
    dates = dates_between(treaties_visible_to(request.user), question.day, None)[:LOOKED_AT]
    return render(
        request,
        "treaties/timeline.html",
        {
            "section": "timeline",
            "asked": question,
            "standings": standings(list(shown(request, question.day)), question.day),
            "next_dates": first_of_each(entries(dates, settings.OUR_SIDE, request.user))[
                :NEXT_DATES
            ],
            **filter_choices(request),
        },
    )
