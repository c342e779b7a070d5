"""`/treaties/`: the list as a table, equal to the timeline: same filter, same links."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.catalogue.filters import FIELDS
from treaties.catalogue.orders import SORTS, in_order
from treaties.catalogue.register_version import Seen
from treaties.catalogue.visibility import Reader, visible_to
from treaties.models import Participant, Treaty
from treaties.views.standing import standings
from treaties.web.asked import asked, page
from treaties.web.filtering import among, canonical, filter_form

PER_PAGE = 100


def shown(request: HttpRequest, day: date) -> QuerySet[Treaty]:
    """The visible treaties that the address asks for, with their participants."""
    reader: Reader = request.user
    participants = visible_to(reader, Participant.objects.select_related("party"))
    # The search columns are long and not shown.
    found = among(request, day).defer("search", "search_text")
    return found.prefetch_related(Prefetch("participants", queryset=participants))


def in_turn(treaties: QuerySet[Treaty], keys: Iterable[int]) -> list[Treaty]:
    """The `treaties` with these `keys`, in the order of the keys."""
    keys = list(keys)
    rows = treaties.order_by().in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


@page
@canonical
def treaties(request: HttpRequest) -> HttpResponse:
    """A table of agreements; `sort` is title, status or next, with a minus for the other way
    round.
    """
    question = asked(request)
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in ("", *SORTS):
        raise ValidationError(
            {"sort": f"“{sort[:20]}” is not a column; sort by title, status or next."}
        )
    found = shown(request, question.day)
    filtered = any(map(request.GET.get, FIELDS))
    seen = Seen(request.user)
    keys = in_order(seen, sort, question.day, found if filtered else None)
    listed = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    heads = []
    for name, words in (
        ("title", "Agreement"),
        ("status", "Status"),
        ("next", "Next date that matters"),
    ):
        kept["sort"] = f"-{name}" if sort == name else name
        state = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        heads.append((words, kept.urlencode(), state))
    kept["sort"] = sort
    return render(
        request,
        "treaties/treaties.html",
        {
            "section": "treaties",
            "asked": question,
            "listed": listed,
            "standings": standings(in_turn(found, listed), question.day),
            "heads": heads,
            "kept": kept.urlencode(),
            **filter_form(request, question.day, seen),
        },
    )
