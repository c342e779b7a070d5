"""Treaties by machine: the list that a question selects, and everything on one of them."""

from contextlib import nullcontext
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from treaties.api.base import PAGING, ReadView, page_of, reader_of
from treaties.api.described import AS_OF, DAY, FILTERS, PAGES, answers, listing, word
from treaties.api.errors import BadRequest
from treaties.api.parameters import Parameters
from treaties.api.paying import paying
from treaties.api.shapes import TreatyDetail, TreatyInList
from treaties.catalogue.filters import FIELDS
from treaties.catalogue.visibility import Reader, treaties_visible_to, visible_to
from treaties.inquiry.readings import readings_of, readings_on
from treaties.law.outlook import Outlook, differs, outlook
from treaties.law.rules.results import Reading, Span
from treaties.law.values.errors import LawError
from treaties.models import (
    Citation,
    Claim,
    Clause,
    DiplomaticEvent,
    Document,
    DraftUpdate,
    Identifier,
    Milestone,
    Participant,
    Party,
    Relation,
    Treaty,
    TreatyAction,
    TreatyLanguage,
)

ORDERS = {
    "title": ("sort_key", "id"),
    "-title": ("-sort_key", "-id"),
    "published": ("published_at", "id"),
    "-published": ("-published_at", "-id"),
}
"""How a list may be ordered; without a word by relevance of a search, else by title."""


class Treaties(ReadView):
    """The treaties you may see, with the status of each on a day."""

    @extend_schema(
        operation_id="treaties",
        parameters=[
            *FILTERS,
            DAY,
            word("ordering", "Else by relevance of a search, by title.", ORDERS),
            *PAGES,
        ],
        responses=answers(listing(TreatyInList)),
    )
    def get(self, request: Request) -> Response:
        question = Parameters(request.GET, (*FIELDS, *PAGING, "on", "ordering"))
        reader = reader_of(request)
        wanted = question.filter(FIELDS, reader)
        on = question.day_or_today("on")
        ordering = question.word("ordering", ORDERS, "")
        question.settle()
        treaties = wanted.apply(treaties_visible_to(reader), on=on)
        if ordering:
            treaties = treaties.order_by(*ORDERS[ordering])
        treaties = treaties.prefetch_related("subjects", _participants(reader))

        def shape(page: list[Treaty]) -> list[Any]:
            context = {"request": request, "outlooks": outlooks_of(page, on)}
            return list(TreatyInList(page, many=True, context=context).data)

        return page_of(question, treaties, request, shape)


class OneTreaty(ReadView):
    """Everything on one treaty: clauses, acts with their dates and sources, relations, status."""

    @extend_schema(
        operation_id="treaty",
        parameters=[DAY, AS_OF],
        responses=answers(TreatyDetail, missing=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        question = Parameters(request.GET, ("on", "as_of"))
        as_of = question.day("as_of")
        on = question.day("on") or as_of or timezone.localdate()
        question.settle()
        reader = reader_of(request)
        treaty = with_its_facts(treaties_visible_to(reader), reader).filter(slug=slug).first()
        if treaty is None:
            raise Http404(f"There is no treaty “{slug[:80]}” that you may see.")
        with paying(request) if as_of else nullcontext():
            readings = _readings(treaty, on, as_of)
        context = {
            "request": request,
            "on": on,
            "outlooks": {treaty.pk: told(readings, on)},
            "party_statuses": _party_spans(readings[0], on),
            "relations": _relations(treaty, reader),
        }
        return Response(TreatyDetail(treaty, context=context).data)


def outlooks_of(treaties: list[Treaty], day: date) -> dict[int, list[Outlook]]:
    """How each treaty stands on a day: the principal reading, then those that say otherwise."""
    return {pk: told(readings, day) for pk, readings in readings_of(treaties).items()}


def told(readings: list[Reading], day: date) -> list[Outlook]:
    principal, *others = (outlook(reading, day) for reading in readings)
    return [principal, *(other for other in others if differs(other, principal))]


def _readings(treaty: Treaty, day: date, as_of: date | None) -> list[Reading]:
    try:
        return readings_on(treaty, as_of, reach=day)
    except LawError as error:
        raise BadRequest(
            {"as_of": [f"The facts dated up to {as_of} do not fit: {error}"]}
        ) from error


def _party_spans(reading: Reading, day: date) -> list[tuple[Party, Span]]:
    """How the parties stand on the day, by their names."""
    codes = {span.party for span in reading.spans if span.party}
    parties = Party.objects.filter(code__in=codes).order_by("sort_key")
    spans = ((party, reading.status_on(day, party.code)) for party in parties)
    return [(party, span) for party, span in spans if span is not None]


def with_its_facts(treaties: QuerySet[Treaty], reader: Reader) -> QuerySet[Treaty]:
    """The treaties with every fact on them that `reader` may see, as `seen_…` lists."""
    cited = _citations(reader)
    claims = visible_to(reader, Claim.objects.order_by("earliest", "id")).prefetch_related(cited)
    steps = visible_to(reader, Milestone.objects.order_by("position", "id"))
    return treaties.prefetch_related(
        "subjects",
        cited,
        _participants(reader),
        _seen("identifiers", Identifier.objects.all(), reader),
        _seen("languages", TreatyLanguage.objects.all(), reader),
        _seen("documents", Document.objects.all(), reader),
        _seen("clauses", Clause.objects.prefetch_related(cited), reader),
        Prefetch(
            "treaty_actions",
            visible_to(reader, TreatyAction.objects.select_related("party", "to_party"))
            .prefetch_related(cited, Prefetch("claims", claims, "seen_claims"))
            .order_by("id"),
            "seen_actions",
        ),
        Prefetch(
            "diplomatic_events",
            visible_to(reader, DiplomaticEvent.objects.prefetch_related(cited)),
            "seen_events",
        ),
        Prefetch(
            "draft_updates",
            visible_to(reader, DraftUpdate.objects.all()).prefetch_related(
                cited, Prefetch("milestones", steps.prefetch_related(cited), "seen_milestones")
            ),
            "seen_updates",
        ),
    )


def _seen(name: str, rows: QuerySet[Any], reader: Reader) -> "Prefetch[Any]":
    return Prefetch(name, visible_to(reader, rows), f"seen_{name}")


def _participants(reader: Reader) -> "Prefetch[Any]":
    return _seen("participants", Participant.objects.select_related("party"), reader)


def _citations(reader: Reader) -> "Prefetch[Any]":
    return _seen("citations", Citation.objects.select_related("source"), reader)


def _relations(treaty: Treaty, reader: Reader) -> QuerySet[Relation]:
    """The relations to and from others, without those to treaties that `reader` may not see."""
    others = treaties_visible_to(reader).values("pk")
    return (
        visible_to(reader, Relation.objects.all())
        .filter(Q(from_treaty=treaty) | Q(to_treaty=treaty))
        .filter(from_treaty__in=others, to_treaty__in=others)
        .select_related("from_treaty", "to_treaty")
        .prefetch_related(_citations(reader))
        .order_by("id")
    )
