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

from treaties.law.values.errors import LawError
from treaties.models import OutgoingMessage, OutgoingState, Treaty, User, Watch, usual_leads
from treaties.register import watches
from treaties.views.as_of import Asked
from treaties.web.asked import bad_question, page
from treaties.web.links import Broken, acknowledged, unsubscribed
from treaties.web.pages.treaty import seen
from treaties.written.leads import MOST, leads

SENT_SHOWN = 50
_ON_THEIR_WAY = (OutgoingState.WAITING, OutgoingState.CLAIMED)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@page
def reminders(request: HttpRequest) -> HttpResponse:
    """What the signed-in person follows and was sent; a POST follows everything."""
    person = _person(request)
    wrong = ""
    if request.method == "POST":
        wrong = _followed(request, None)
        if not wrong:
            return redirect("reminders")
    mail = OutgoingMessage.objects.filter(person=person)
    mine = Watch.objects.filter(person=person, ended_at=None).select_related(
        "treaty", "party", "subject"
    )
    return render(
        request,
        "reminders/reminders.html",
        {
            "section": "reminders",
            "asked": Asked(timezone.localdate(), None),
            "watches": list(mine),
            "sent": list(mail.filter(state=OutgoingState.SENT)[:SENT_SHOWN]),
            # Counted only: what has not left may speak of what this person may no longer see.
            "waiting": mail.filter(state__in=_ON_THEIR_WAY).count(),
            "refused": mail.filter(state=OutgoingState.FAILED).count(),
            **_form(request, wrong, None),
        },
        status=400 if wrong else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@page
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow one agreement, or change how long before its dates one is told. The form has a page of
    its own for what could not be read, which keeps it.
    """
    treaty = seen(request, slug)
    wrong = ""
    if request.method == "POST":
        wrong = _followed(request, treaty)
        if not wrong:
            return redirect(reverse("treaty", args=[slug]))
    context = {
        "section": "treaties",
        "asked": Asked(timezone.localdate(), None),
        "treaty": treaty,
        **_form(request, wrong, treaty),
    }
    return render(request, "reminders/follow.html", context, status=400 if wrong else 200)


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
    context: dict[str, object] = {"asked": Asked(timezone.localdate(), None), "done": False}
    try:
        context["what"] = act(token, do=request.method == "POST")
    except Broken as error:
        return bad_question(request, ValidationError({"link": str(error)}))
    context["done"] = request.method == "POST"
    response = render(request, template, context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _followed(request: HttpRequest, treaty: Treaty | None) -> str:
    """Follow `treaty`, or everything, with the leads that were typed; what is wrong with them."""
    text = request.POST.get("leads", "")
    try:
        wanted = leads(text) if text.strip() else None
        watches.follow(
            person=_person(request),
            treaty=treaty,
            leads=[lead.days for lead in wanted] if wanted else None,
            since=timezone.localdate(),
            was=_was(request),
        )
    except LawError as wrong:
        return wrong.sentence
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    what = f"“{treaty.short_title}”" if treaty else "every agreement"
    said = ", ".join(lead.words for lead in wanted or ())
    messages.success(request, f"You follow {what}{f': {said} before a date' if said else ''}.")
    return ""


def _was(request: HttpRequest) -> list[int] | None:
    """The leads that stood when the form was opened; None for one that does not say so."""
    said = request.POST.get("was")
    if said is None:
        return None
    parts = [part.strip() for part in said.split(",") if part.strip()][: MOST + 1]
    sound = all(part.isascii() and part.isdigit() and len(part) <= 5 for part in parts)
    return [int(part) for part in parts] if sound else [-1]


def _form(request: HttpRequest, wrong: str, treaty: Treaty | None) -> dict[str, object]:
    """The field of the leads as it was typed, what is wrong with it, and what stands."""
    usual = ", ".join(str(lead) for lead in usual_leads())
    mine = Watch.objects.filter(
        person=_person(request), treaty=treaty, party=None, subject=None, ended_at=None
    ).first()
    was = ", ".join(map(str, mine.leads)) if mine else ""
    typed = request.POST.get("leads", "")
    return {"usual": usual, "typed": typed, "wrong": wrong, "was": was}


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
