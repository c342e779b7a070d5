"""Derived dates by machine: key dates, cycles of validity, and the parties they concern."""

from datetime import MAXYEAR
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from treaties.api.base import PAGING, ReadView, page_of, reader_of
from treaties.api.derived import CycleShape, KeyDateShape
from treaties.api.described import (
    PAGES,
    PARTY,
    TREATY,
    answers,
    day,
    listing,
    text,
    values_of,
    word,
    words,
)
from treaties.api.parameters import Parameters
from treaties.api.shapes import PartyInList
from treaties.catalogue.filters import TreatyFilter
from treaties.catalogue.search import search_parties
from treaties.catalogue.visibility import (
    Reader,
    parties_visible_to,
    treaties_visible_to,
    visible_to,
)
from treaties.law.values.vocabulary import KeyDateKind, PartyKind
from treaties.models import Decision, KeyDate, Participant, Party, RenewalCycle, Treaty

OF_TREATIES = ("treaty", "party", "reading")
READINGS = ("all", "principal")
READING = word(
    "reading", "all (usual), or principal: without the other readings of a dispute.", READINGS
)


class KeyDates(ReadView):
    """Dates that follow from clauses and facts, each with its reason, the earliest first."""

    @extend_schema(
        operation_id="key_dates",
        parameters=[
            day("from", "The first day."),
            day("to", "The last day, included."),
            words("kind", "Kinds of date.", values_of(KeyDateKind)),
            TREATY,
            PARTY,
            READING,
            *PAGES,
        ],
        responses=answers(listing(KeyDateShape)),
    )
    def get(self, request: Request) -> Response:
        question = Parameters(request.GET, (*OF_TREATIES, *PAGING, "from", "to", "kind"))
        # A term of 999 years may end later than any day that a source may name.
        first, last = question.day("from", MAXYEAR), question.day("to", MAXYEAR)
        if first and last and first > last:
            question.wrong("to", f"It lies before from; give a day from {first} on.")
        kinds = question.words("kind", [kind.value for kind in KeyDateKind])
        rows = _of_treaties(question, KeyDate.objects.all(), reader_of(request))
        question.settle()
        # A date not known to the day counts where any of its days lies between the two.
        if first:
            rows = rows.filter(latest__gte=first)
        if last:
            rows = rows.filter(earliest__lte=last)
        if kinds:
            rows = rows.filter(kind__in=kinds)
        rows = rows.select_related("treaty", "party").order_by("earliest", "id")
        return page_of(
            question, rows, request, lambda page: list(KeyDateShape(page, many=True).data)
        )


class Cycles(ReadView):
    """Periods of validity by treaty, with the decisions taken for the window that closes each."""

    @extend_schema(
        operation_id="cycles",
        parameters=[TREATY, PARTY, READING, *PAGES],
        responses=answers(listing(CycleShape)),
    )
    def get(self, request: Request) -> Response:
        question = Parameters(request.GET, (*OF_TREATIES, *PAGING))
        reader = reader_of(request)
        rows = _of_treaties(question, RenewalCycle.objects.all(), reader)
        question.settle()
        decisions = visible_to(reader, Decision.objects.select_related("party"))
        rows = (
            rows.select_related("treaty")
            .prefetch_related(Prefetch("decisions", decisions, "seen_decisions"))
            .order_by("treaty__sort_key", "treaty_id", "reading", "ordinal")
        )
        return page_of(question, rows, request, lambda page: list(CycleShape(page, many=True).data))


class Parties(ReadView):
    """States, former States and organisations, with the number of treaties each takes part in."""

    @extend_schema(
        operation_id="parties",
        parameters=[
            words("kind", "Kinds of party.", values_of(PartyKind)),
            text("search", "Words of any of its names, also former and in other languages."),
            *PAGES,
        ],
        responses=answers(listing(PartyInList)),
    )
    def get(self, request: Request) -> Response:
        question = Parameters(request.GET, (*PAGING, "kind", "search"))
        kinds = question.words("kind", [kind.value for kind in PartyKind])
        sought = question.given.get("search", "")
        question.settle()
        reader = reader_of(request)
        parties = parties_visible_to(reader).order_by("sort_key", "id")
        if sought:
            parties = search_parties(parties, sought)
        if kinds:
            parties = parties.filter(kind__in=kinds)

        def shape(page: list[Party]) -> list[Any]:
            counts = _treaties_of(page, reader)
            for party in page:
                party.treaties_seen = counts.get(party.pk, 0)  # type: ignore[attr-defined]
            return list(PartyInList(page, many=True).data)

        return page_of(question, parties, request, shape)


def _treaties_of(parties: list[Party], reader: Reader) -> dict[int, int]:
    """How many treaties that `reader` may see each of `parties` takes part in: one query."""
    found = (
        visible_to(reader, Participant.objects.all())
        .filter(party__in=parties, treaty__in=treaties_visible_to(reader).order_by().values("pk"))
        .order_by()
        .values("party")
        .annotate(treaties=Count("treaty", distinct=True))
    )
    return dict(found.values_list("party", "treaties"))


def _of_treaties(question: Parameters, rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    """The standing rows of treaties that `reader` may see and the question asks for.

    A treaty that may not be seen is as unknown as one that does not exist.
    """
    treaties = treaties_visible_to(reader).order_by()
    if slug := question.given.get("treaty", ""):
        named = treaties.filter(slug=slug)
        if not Treaty.objects.filter(pk__in=named.values("pk")).exists():
            question.wrong(
                "treaty", f"There is no treaty “{slug[:80]}”; /api/v1/treaties/ lists them."
            )
        treaties = named
    wanted: TreatyFilter = question.filter(("party",), reader)
    for code in wanted.parties:
        taking_part = visible_to(reader, Participant.objects.filter(party__code=code))
        treaties = treaties.filter(pk__in=taking_part.order_by().values("treaty_id"))
    if question.word("reading", READINGS, "all") == "principal":
        rows = rows.filter(reading="")
    return rows.filter(Q(withdrawn_at=None), treaty__in=treaties.values("pk"))
