"""`/reminders/`: what do I follow, how long before am I told, and what was sent? And the links in
the e-mails.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from treaties.models import OutgoingMessage, User, Watch, usual_leads
from treaties.register import watches
from treaties.views.as_of import Asked
from treaties.web.asked import bad_question, page
from treaties.web.links import Broken, acknowledged, unsubscribed
from treaties.web.pages.treaty import seen

SENT_SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@page
def reminders(request: HttpRequest) -> HttpResponse:
    """What the signed-in person follows and was sent; a POST follows everything."""
    person = _person(request)
    if request.method == "POST":
        watches.follow(person=person, leads=_leads(request), since=timezone.now().date())
        messages.success(request, "You follow every agreement.")
        return redirect("reminders")
    mine = Watch.objects.filter(person=person, ended_at=None).select_related(
        "treaty", "party", "subject"
    )
    return render(
        request,
        "reminders/reminders.html",
        {
            "section": "reminders",
            "asked": Asked(timezone.now().date(), None),
            "watches": list(mine),
            "sent": list(OutgoingMessage.objects.filter(person=person)[:SENT_SHOWN]),
            "usual": _said(usual_leads()),
        },
    )


@login_required
@require_POST
@page
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow one agreement, or change how long before its dates one is told."""
    treaty = seen(request, slug)
    watches.follow(
        person=_person(request), treaty=treaty, leads=_leads(request), since=timezone.now().date()
    )
    messages.success(request, f"You follow “{treaty.short_title}”.")
    return redirect(reverse("treaty", args=[slug]))


@login_required
@require_POST
def unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop following; only one's own."""
    watch = get_object_or_404(Watch, pk=pk, person=_person(request), ended_at=None)
    watches.unfollow(watch=watch)
    messages.success(request, "You no longer follow it.")
    return redirect("reminders")


# The mail program of the reader sends the POST of RFC 8058: it has no cookie and no CSRF token.
# The signed token in the address is what allows it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks, because mail scanners open every link; a POST stops the reminders."""
    return _by_link(request, token, "reminders/unsubscribe.html", unsubscribed)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks; a POST records that the reader has seen that a window is open."""
    return _by_link(request, token, "reminders/acknowledge.html", acknowledged)


def _by_link(request: HttpRequest, token: str, template: str, act: object) -> HttpResponse:
    assert callable(act)
    context: dict[str, object] = {"asked": Asked(timezone.now().date(), None), "done": False}
    try:
        context["what"] = act(token, do=request.method == "POST")
    except Broken as error:
        return bad_question(request, ValidationError({"link": str(error)}))
    context["done"] = request.method == "POST"
    response = render(request, template, context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _leads(request: HttpRequest) -> list[int] | None:
    text = request.POST.get("leads", "").strip()
    if not text:
        return None
    found = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if len(found) > 20 or not all(
        part.isascii() and part.isdigit() and len(part) <= 5 for part in found
    ):
        raise ValidationError(
            {"leads": "Write days before the date, with commas, such as 365, 180, 90, 30, 7."}
        )
    return [int(part) for part in found]


def _said(leads: list[int]) -> str:
    return ", ".join(str(lead) for lead in leads)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
