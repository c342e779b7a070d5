"""The filter form: what can be chosen and how many agreements that leaves, what is chosen now, and
where each choice leads when it is taken away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import urlencode

from treaties.catalogue.facets import DUE, Facets, facets
from treaties.catalogue.filters import FIELDS, TreatyFilter
from treaties.catalogue.register_version import Seen
from treaties.catalogue.visibility import subjects_visible_to, treaties_visible_to, visible_to
from treaties.law.values.vocabulary import Composition, InstrumentKind, Status
from treaties.models import Participant, Party, Treaty
from treaties.views.as_of import Asked

TERMS = {30: "within 30 days", 90: "within 90 days", 365: "within a year"}

EMPTIED = frozenset({*FIELDS, "as_of", "sort"})
"""The fields that are dropped if empty."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `count` is how many agreements it leaves, None where that is not known yet."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the question that is asked now; `without` is the query that no longer asks it."""

    name: str
    value: str
    without: str


def filter_form(request: HttpRequest, day: date, counted: Seen | None) -> dict[str, object]:
    """What the filter form offers and what is chosen; with `counted` also how much
    of that each leaves.

    Raises ValidationError with a sentence for each field that cannot be meant.
    """
    question = TreatyFilter.from_query(joined(request.GET), request.user)
    counts = facets(question, counted, day) if counted else None
    parties = dict(_parties(request, counts, question.parties))
    subjects = dict(subjects_visible_to(request.user).values_list("code", "name"))
    chips = _chips(request.GET, question, parties, subjects)
    statuses, kinds = dict(Status.choices()), dict(InstrumentKind.choices())
    due = str(question.due) if question.due is not None else ""
    terms = {str(days): TERMS[days] for days in DUE}
    if due:
        terms.setdefault(due, f"within {due} days")
    known: dict[str, Mapping[str, int]] = {}
    if counts is not None:
        known = {
            "party": counts.parties,
            "subject": counts.subjects,
            "kind": counts.kinds,
            "status": counts.statuses,
            "due": {str(days): n for days, n in counts.due.items()},
        }
    return {
        "question": question,
        "filtered": bool(chips),
        "chips": chips,
        "in_words": "; ".join(f"{chip.name} {chip.value}" for chip in chips),
        "fields": (
            ("Party", "party", _options(parties, known.get("party"), question.parties[:1])),
            ("Subject", "subject", _options(subjects, known.get("subject"), question.subjects[:1])),
            ("Kind", "kind", _options(kinds, known.get("kind"), (question.kind,))),
            ("Status", "status", _options(statuses, known.get("status"), question.statuses[:1])),
            ("To decide", "due", _options(terms, known.get("due"), (due,))),
        ),
        "kept_fields": _kept(request.GET, question),
    }


def among(request: HttpRequest, day: date) -> QuerySet[Treaty]:
    """The visible agreements that the address asks for."""
    question = TreatyFilter.from_query(joined(request.GET), request.user)
    return question.apply(treaties_visible_to(request.user), on=day)


def carried(request: HttpRequest, question: Asked, **also: str) -> str:
    """The query with which another list answers the same filter on the same day, `?party=IRN`; ""
    without either. `also` adds to it.
    """
    query = {name: value for name, value in joined(request.GET).items() if name in FIELDS and value}
    if question.as_of:
        query["as_of"] = question.as_of.isoformat()
    query |= {name: value for name, value in also.items() if value}
    return f"?{urlencode(query)}" if query else ""


def canonical(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """One address for one question: a request with empty fields is redirected to the address
    without them.
    """

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        pairs = [(key, value) for key, values in request.GET.lists() for value in values]
        said = [(key, value) for key, value in pairs if value or key not in EMPTIED]
        if said == pairs:
            return view(request)
        return redirect(f"{request.path}?{urlencode(said)}" if said else request.path)

    return answered


def joined(query: QueryDict) -> Mapping[str, str]:
    """Parameters that come several times, as one with commas."""
    return {key: ",".join(filter(None, query.getlist(key))) for key in query}


def _parties(
    request: HttpRequest, counts: Facets | None, chosen: tuple[str, ...]
) -> list[tuple[str, str]]:
    known = Party.objects.all()
    if counts is not None:
        known = known.filter(code__in={*counts.parties, *chosen})
    else:
        # One agreement of each is enough, so parties are checked by a subquery: a join of all
        # agreements takes time in proportion to the register.
        treaties = treaties_visible_to(request.user).order_by()
        taking_part = visible_to(request.user, Participant.objects.filter(party=OuterRef("pk")))
        some = taking_part.filter(treaty__in=treaties.values("pk"))
        known = known.alias(some=Subquery(some.order_by().values("pk")[:1]))
        known = known.filter(some__isnull=False)
    return list(known.values_list("code", "short_name"))


def _options(
    labels: Mapping[str, str], counts: Mapping[str, int] | None, chosen: tuple[str, ...]
) -> list[Option]:
    """In their own order; options that would leave no agreement are omitted unless chosen."""
    return [
        Option(value, label, None if counts is None else counts.get(value, 0), value in chosen)
        for value, label in labels.items()
        if counts is None or counts.get(value) or value in chosen
    ]


def _chips(
    query: QueryDict,
    question: TreatyFilter,
    parties: Mapping[str, str],
    subjects: Mapping[str, str],
) -> list[Chip]:
    statuses, kinds = dict(Status.choices()), dict(InstrumentKind.choices())
    found = [("search", "Search", question.search, f"“{question.search}”")]
    found += [("party", "Party", code, parties.get(code, code)) for code in question.parties]
    found += [("subject", "Subject", code, subjects.get(code, code)) for code in question.subjects]
    found += [("kind", "Kind", question.kind, kinds.get(question.kind, ""))]
    found += [
        (
            "composition",
            "Parties",
            question.composition,
            dict(Composition.choices()).get(question.composition, ""),
        )
    ]
    found += [("status", "Status", code, statuses[code]) for code in question.statuses]
    if question.due is not None:
        words = TERMS.get(question.due, f"within {question.due} days")
        found.append(("due", "To decide", str(question.due), words))
    return [
        Chip(name, label, _without(query, field, value, question))
        for field, name, value, label in found
        if value
    ]


def _without(query: QueryDict, field: str, value: str, question: TreatyFilter) -> str:
    kept = query.copy()
    many = {
        "party": question.parties,
        "subject": question.subjects,
        "status": question.statuses,
    }.get(field, ())
    rest = ",".join(one for one in many if one != value)
    kept.pop("page", None)
    kept.pop("row", None)
    if rest:
        kept[field] = rest
    else:
        kept.pop(field, None)
    return f"?{kept.urlencode()}" if kept else ""


def _kept(query: QueryDict, question: TreatyFilter) -> list[tuple[str, str]]:
    """What the form carries along: the rest of the address, and what its fields cannot hold."""
    shown = {*FIELDS, "page", "row"}
    kept = [(key, value) for key in query if key not in shown for value in query.getlist(key)]
    if question.composition:
        kept.append(("composition", question.composition))
    for name, codes in (
        ("party", question.parties),
        ("subject", question.subjects),
        ("status", question.statuses),
    ):
        kept += [(name, code) for code in codes[1:]]
    return kept
