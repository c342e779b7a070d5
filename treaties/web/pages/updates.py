"""`/updates/`: which updates are under way, what is due by when and by whom, and does each still
fit before its deadline?
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.catalogue.filters import FIELDS
from treaties.catalogue.register_version import Seen
from treaties.catalogue.visibility import (
    Reader,
    sees_internal,
    treaties_visible_to,
    visible_to,
)
from treaties.chronology.columns import Mark
from treaties.chronology.payload import inline_listed
from treaties.models import DraftUpdate, Treaty, User
from treaties.views.runways import Update, under_way, updates_of
from treaties.web.asked import asked, page
from treaties.web.filtering import among, canonical, filter_form

LISTED: Final = 50
"""Updates on a page."""

_BEFORE, _AFTER, _AT_MOST = timedelta(days=730), timedelta(days=365), timedelta(days=12 * 365)


@page
@canonical
def updates(request: HttpRequest) -> HttpResponse:
    """The updates under way of what the filter leaves, the most urgent first, fifty a page."""
    question, reader = asked(request), request.user
    ranked = under_way(Seen(reader), question)
    found = among(request, question.day)
    if any(map(request.GET.get, FIELDS)):
        wanted = DraftUpdate.objects.filter(treaty__in=found)
        left = set(wanted.values_list("pk", flat=True))
        ranked = [one for one in ranked if one.key in left]
    pages = Paginator(ranked, LISTED).get_page(request.GET.get("page"))
    places = {one.key: place for place, one in enumerate(pages)}
    seen = treaties_visible_to(reader)
    rows = DraftUpdate.objects.filter(pk__in=places, treaty__in=seen)
    listed = sorted(updates_of(rows, reader, question), key=lambda one: places[one.row.pk])
    drawn = seen.filter(pk__in={update.row.treaty_id for update in listed})
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "section": "updates",
        "asked": question,
        "updates": listed,
        "pages": pages,
        "total": len(ranked),
        "late": sum(one.late for one in ranked),
        **_over([one.key for one in ranked], found, reader),
        "may_enter": isinstance(reader, User) and reader.may_enter,
        "view": _view(listed, question.day),
        "drawing": (
            inline_listed(drawn, reader, question.today, question.as_of, _planned(listed))
            if listed
            else None
        ),
        "kept": kept.urlencode(),
        **filter_form(request, question.day, None),
    }
    return render(request, "treaties/updates.html", context)


def _over(
    under_way: Sequence[int], treaties: QuerySet[Treaty], reader: Reader
) -> dict[str, object]:
    """The updates of `treaties` that are no longer under way, the last entered first."""
    rows = DraftUpdate.objects.filter(treaty__in=treaties)
    over = visible_to(reader, rows).exclude(pk__in=under_way).select_related("treaty")
    return {"over": list(over.order_by("-pk")[:LISTED]), "over_total": over.count()}


@page
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """One update with its whole runway, drawn on the timeline of its agreement."""
    question, reader = asked(request), request.user
    seen = treaties_visible_to(reader)
    rows = DraftUpdate.objects.filter(pk=pk, treaty__in=seen)
    found = updates_of(rows, reader, question)
    if not found:
        raise Http404("There is no such update.")
    treaty = Treaty.objects.filter(pk=found[0].row.treaty_id)
    context = {
        "section": "updates",
        "asked": question,
        "update": found[0],
        "internal": sees_internal(reader),
        "view": _view(found, question.day),
        "drawing": inline_listed(treaty, reader, question.today, question.as_of, _planned(found)),
    }
    return render(request, "treaties/update.html", context)


def _planned(found: Iterable[Update]) -> Iterator[Mark]:
    """The latest safe start of each step ahead, as a sign on the lane of its agreement."""
    for one in found:
        for step in one.ahead if one.is_open else ():
            if step.leg is not None:
                label = f"Latest safe start: {step.label}"
                day = step.leg.latest_start
                yield Mark(one.row.treaty_id, "milestone_planned", day, None, "", label)


def _view(found: Sequence[Update], day: date) -> tuple[date, date]:
    """The part of time that the runways are about: from two years before `day`, or the first step,
    to a year after the last deadline or forecast; where all is over, a year around its steps.
    """
    steps = [step.milestone.done for one in found for step in one.legs if step.is_done]
    done = [day for known in steps for day in (known.earliest, known.latest) if day is not None]
    if done and not any(one.is_open for one in found):
        return min(done) - _AFTER, max(done) + _AFTER
    legs = [step.leg for one in found for step in one.ahead if step.leg is not None]
    firsts = [leg.latest_start for leg in legs]
    lasts = [one.deadline for one in found if one.deadline is not None]
    lasts += [one.runway.forecast for one in found if one.runway is not None]
    first, last = min([day, *firsts]), max([day + _BEFORE, *lasts])
    return max(first, day - _AT_MOST) - _BEFORE, min(last, day + _AT_MOST) + _AFTER
