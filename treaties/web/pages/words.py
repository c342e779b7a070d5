"""`/words/`: what do the legal words of these pages mean?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.web.asked import asked, page


@page
def words(request: HttpRequest) -> HttpResponse:
    """All definitions at once; the list beside the chart takes its own from here."""
    return render(request, "treaties/words.html", {"asked": asked(request)})
