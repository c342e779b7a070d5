"""What does every page ask first: who reads, on which day, and is the question well put?

Days and lengths in an address may stand as people write them; a page answers at the address that
has them in ISO form, because links, caches and scripts use only that.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode

from treaties.catalogue.filters import FIELDS
from treaties.inquiry.supposing import NAMES
from treaties.law.values.errors import LawError
from treaties.law.values.nearest import nearest
from treaties.law.values.periods import add
from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import User
from treaties.pacing.spending import TooMuch, paid_by
from treaties.views.as_of import Asked
from treaties.written.days import day as written_day
from treaties.written.lengths import length as written_length
from treaties.written.signs import visible

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]

READ: Final = (
    *FIELDS,
    *("as_of", "page", "sort", "order", "days", "n", "reading", "clause"),
    *NAMES,
)
"""The parameters that one page or another reads."""

BY_THE_SCRIPT: Final = ("from", "to", "lanes", "closed", "outside", "q", "shut", "sel", "row")
"""Those that only the timeline's script reads (static/js/timeline/state/url-state.js)."""

LONGEST: Final = 500
"""Characters of one parameter."""

_ALIKE: Final = 0.75
"""So far is `as_off` from `as_of`: who writes that has misspelt ours. What other sites add to a
link (`utm_source`, `fbclid`) is further away, and is left aside.
"""

FIELD_NAMES = {"as_of": "As of", "n": "Term", "due": "Due", "leads": "Remind me"}


def asked(request: HttpRequest) -> Asked:
    """Read `as_of` from the address. Raises ValidationError with a sentence if it is not a day."""
    rest = [
        (key, value) for key, values in request.GET.lists() for value in values if key != "as_of"
    ]
    without = f"?{urlencode(rest)}" if rest else ""
    today = timezone.localdate()
    text = request.GET.get("as_of", "").strip()
    if not text:
        return Asked(today, None, without=without)
    try:
        day = written_day(text)
    except LawError as wrong:
        raise ValidationError({"as_of": wrong.sentence}) from wrong
    return Asked(today, day, f"?as_of={day.isoformat()}", without)


def in_iso_form(request: HttpRequest) -> str:
    """The address with `as_of` and `due` in the form that links use; "" if they have it already,
    or cannot be read: whether that is a fault is for the page to say.
    """
    query = request.GET.copy()
    due = query.get("due", "").strip()
    try:
        question = asked(request)
        if question.as_of:
            query["as_of"] = question.as_of.isoformat()
        if due and not due.isdigit():
            ahead = add(question.day, written_length(due)) - question.day
            query["due"] = str(ahead.days)
    except (ValidationError, LawError):
        return ""
    return "" if query == request.GET else f"{request.path}?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class DateAsked:
    """One date of an agreement as an address names it: its kind, of which cycle (from 0), under
    which reading, for which party, by which clause.
    """

    kind: KeyDateKind
    ordinal: int
    reading: str
    party: str | None
    clause: str | None


def date_asked(request: HttpRequest) -> DateAsked:
    """Read `kind`, `n`, `reading`, `party` and `clause`. Raises ValidationError with a sentence if
    the address names no date.
    """
    kind = request.GET.get("kind", "")
    if kind not in set(KeyDateKind):
        raise ValidationError(
            {"kind": f"“{kind[:40]}” is not a kind of date; use {KeyDateKind.LAST_NOTICE.value}."}
        )
    number = request.GET.get("n", "0")
    if not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise ValidationError(
            {"n": f"“{number[:20]}” is not the number of a term; the first is 0."}
        )
    return DateAsked(
        KeyDateKind(kind),
        int(number),
        request.GET.get("reading", ""),
        request.GET.get("party") or None,
        request.GET.get("clause") or None,
    )


def reads(*names: str) -> Callable[[View[Rest]], View[Rest]]:
    """For a page with parameters of its own: these are known, and every other one is a fault."""

    def marked(view: View[Rest]) -> View[Rest]:
        view.reads = names  # type: ignore[attr-defined]
        return view

    return marked


def check_parameters(request: HttpRequest, own: Collection[str] = ()) -> None:
    """Raise ValidationError for a parameter that is misspelt or too long, instead of leaving it
    out: a page for another day than the one asked for looks right.
    """
    known = own or {*READ, *BY_THE_SCRIPT}
    faults: dict[str, str] = {}
    for name, values in request.GET.lists():
        close = nearest(name, known, 0.0 if own else _ALIKE)
        if name not in known and (close or own) and not name.startswith(FOREIGN):
            faults[name[:40]] = f"There is no such parameter here. Did you mean “{close}”?"
        longest = max(map(len, values))
        if longest > LONGEST and name in READ and not own:
            faults[name] = f"It has {longest:,} characters; {LONGEST} are the most."
    if faults:
        raise ValidationError(faults)


FOREIGN: Final = ("utm_", "fbclid", "gclid", "mc_")
"""What others add to links that they pass on."""


def page(view: View[Rest]) -> View[Rest]:
    """A page that anyone may open unless PUBLIC_BROWSING closes that; a bad question becomes a
    400 with a sentence.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not settings.PUBLIC_BROWSING and not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        try:
            check_parameters(request, getattr(view, "reads", ()))
            if request.method in ("GET", "HEAD") and (address := in_iso_form(request)):
                return redirect(address)
            return view(request, *args, **kwargs)
        except ValidationError as error:
            return bad_question(request, error)
        except TooMuch as error:
            return too_much(request, error)

    return cast(View[Rest], answered)


def costly(least: int) -> Callable[[View[Rest]], View[Rest]]:
    """A page that computes what is typed, paid for by the account of the reader; without a question
    it costs nothing. Inside `page`, which answers with a 429 if the account is empty.
    """

    def decorated(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def paid(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            if not request.GET and request.method != "POST":
                return view(request, *args, **kwargs)
            with paid_by(request, request.user.pk, least):
                return view(request, *args, **kwargs)

        return cast(View[Rest], paid)

    return decorated


def too_much(request: HttpRequest, error: TooMuch) -> HttpResponse:
    """A 429 page that says when to go on."""
    answer = render(request, "429.html", {"said": str(error)}, status=429)
    answer["Retry-After"] = str(error.wait)
    return answer


def bad_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A 400 page: one line for each field that cannot be meant, and what would be right."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    faults = [
        (
            FIELD_NAMES.get(name, name.replace("_", " ").capitalize()),
            visible(" ".join(sentences)),
        )
        for name, sentences in fields.items()
    ]
    return render(request, "400.html", {"faults": faults}, status=400)
