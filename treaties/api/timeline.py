"""The timeline's data by API: a manifest, and segments that a browser may cache for ever.

The ETag of a segment is its version, so an unchanged one is answered with 304 before any of its
rows are read. With `?v=` the version is part of the URL, and the response never changes. `as_of` on
the manifest of one treaty projects its facts dated up to that day; on the whole timeline it is only
echoed, and the page greys later facts.
"""

import re
from datetime import date

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, urlencode
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from treaties.api.base import ReadView, reader_of
from treaties.api.described import AS_OF, FILTERS, TREATY, answers, text, word
from treaties.api.errors import BadRequest
from treaties.api.parameters import Parameters
from treaties.api.paying import paying
from treaties.catalogue.filters import FIELDS
from treaties.catalogue.visibility import treaties_visible_to
from treaties.chronology import payload
from treaties.chronology.past import rows_as_of
from treaties.chronology.rows import Roll
from treaties.chronology.transport import segments, versions
from treaties.chronology.transport.audience import Audience
from treaties.chronology.transport.versions import NoSuchSegment, Ref
from treaties.inquiry.live import projection_of
from treaties.law.values.errors import LawError
from treaties.models import Treaty

A_YEAR = 365 * 24 * 3600
CHECKED = "private, no-cache"
"""One browser may cache it, and revalidates it each time."""


class Manifest(ReadView):
    """Which segments there are, and what their positions of parties, subjects and statuses mean."""

    @extend_schema(
        operation_id="timeline",
        parameters=[TREATY, AS_OF],
        responses=answers(OpenApiTypes.OBJECT, missing=True),
    )
    def get(self, request: Request) -> HttpResponse:
        question = Parameters(request.GET, ("treaty", "as_of"))
        as_of = question.day("as_of")
        question.settle()
        treaty: Treaty | None = None
        reader = reader_of(request)
        if slug := question.given.get("treaty", ""):
            treaty = treaties_visible_to(reader).filter(slug=slug).first()
            if treaty is None:
                raise Http404(f"There is no treaty “{slug[:80]}” that you may see.")
        found = payload.contents(
            Audience.of(reader),
            as_of if as_of and treaty else timezone.localdate(),
            treaty=treaty,
            as_of=as_of,
        )
        tag = f'W/"{found.version}"'
        if unchanged := _unchanged(request, tag, CHECKED):
            return unchanged
        past = as_of if treaty is not None else None
        manifest = payload.manifest(found, {ref.key: _address(ref, past) for ref in found.refs})
        if as_of:
            manifest["as_of"] = as_of.isoformat()
        encoding = _encoding(request)
        content = segments.compressed(segments.as_json(manifest), encoding)
        return _response(content, encoding, tag, CHECKED)


class Matches(ReadView):
    """Which agreements answer a question: their numbers alone."""

    @extend_schema(
        operation_id="matches",
        parameters=[*FILTERS, AS_OF],
        responses=answers(OpenApiTypes.OBJECT),
    )
    def get(self, request: Request) -> HttpResponse:
        question = Parameters(request.GET, (*FIELDS, "as_of"))
        as_of = question.day("as_of") or timezone.localdate()
        reader = reader_of(request)
        wanted = question.filter(FIELDS, reader)
        question.settle()
        found = wanted.apply(treaties_visible_to(reader), on=as_of)
        # Joined by the database: for a whole register, Python objects take twice as long.
        ids = found.order_by().aggregate(ids=StringAgg(Cast("pk", TextField()), ","))["ids"] or ""
        encoding = _encoding(request)
        content = segments.compressed(f'{{"ids":[{ids}]}}'.encode(), encoding, 1)
        return _response(content, encoding, "", CHECKED)


class Segment(ReadView):
    """The columns of one segment: treaties, spans, cycles and marks; texts by their position."""

    @extend_schema(
        operation_id="segment",
        parameters=[
            text("v", "The version from the manifest; makes the answer lasting."),
            word("form", "For the bytes that the timeline reads; else JSON.", ["packed"]),
            AS_OF,
        ],
        responses=answers(OpenApiTypes.OBJECT, missing=True),
    )
    def get(self, request: Request, key: str) -> HttpResponse:
        question = Parameters(request.GET, ("v", "form", "as_of"))
        as_of = question.day("as_of")
        packs = question.given.get("form", "") == "packed"
        if question.given.get("form", "") not in ("", "packed"):
            question.wrong("form", "Ask for packed, or leave it out for JSON.")
        if as_of and not key.startswith("t"):
            question.wrong("as_of", "Only the segment of one treaty has a past; leave it out.")
        question.settle()
        audience = Audience.of(reader_of(request))
        roll = Roll.call(audience.reader)
        try:
            ref = versions.of(key, audience, roll)
            if as_of:
                return _past(request, ref, roll, audience, as_of)
            tag = f'W/"{ref.version}{"-packed" if packs else ""}"'
            kept = _lasting(audience) if question.given.get("v") == ref.version else CHECKED
            if unchanged := _unchanged(request, tag, kept):
                return unchanged
            encoding = _encoding(request)
            body = segments.segment_body(ref, roll, audience, encoding, packs=packs)
        except NoSuchSegment:
            raise Http404(f"There is no segment “{key[:40]}”; the manifest lists them.") from None
        if body.ref != ref or not body.settled:
            tag, kept = f'W/"{body.ref.version}{"-packed" if packs else ""}"', CHECKED
        kind = "application/octet-stream" if packs else "application/json"
        return _response(body.content, encoding, tag if body.settled else "", kept, kind)


def _past(request: Request, ref: Ref, roll: Roll, audience: Audience, as_of: date) -> HttpResponse:
    """One treaty from its facts dated up to a day, projected now; caches must revalidate it."""
    treaty = versions.treaties_in(ref.key, audience).get()
    tag = f'W/"{ref.version}-{as_of}"'
    if unchanged := _unchanged(request, tag, CHECKED):
        return unchanged
    try:
        with paying(request):
            readings = projection_of(treaty, as_of).readings
    except LawError as error:
        raise BadRequest(
            {"as_of": [f"The facts dated up to {as_of} do not fit: {error}"]}
        ) from error
    rows = rows_as_of(treaty, readings, roll, audience.reader, as_of)
    encoding = _encoding(request)
    content = segments.compressed(segments.written(ref, rows), encoding)
    return _response(content, encoding, tag, CHECKED)


def _address(ref: Ref, as_of: date | None) -> str:
    query = {"v": ref.version, **({"as_of": as_of.isoformat()} if as_of else {})}
    return f"{reverse('api:segment', args=[ref.key])}?{urlencode(query)}"


def _lasting(audience: Audience) -> str:
    """The header of a response that never changes; shared caches may store only public ones."""
    anybody = settings.PUBLIC_BROWSING and audience is Audience.PUBLIC
    return f"{'public' if anybody else 'private'}, max-age={A_YEAR}, immutable"


def _encoding(request: Request) -> str:
    """The best encoding that the client takes: `br`, `gzip`, or "" for none."""
    accepted: dict[str, str] = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = part.strip().partition(";")
        accepted[name.strip()] = weight.replace(" ", "")
    for name in ("br", "gzip"):
        if name in accepted and not re.fullmatch(r"q=0(\.0*)?", accepted[name]):
            return name
    return ""


def _unchanged(request: Request, tag: str, kept: str) -> HttpResponse | None:
    """304, if the client already has what `tag` names, compared weakly (RFC 9110, 13.1.2)."""
    if request.method not in ("GET", "HEAD"):
        return None
    known = parse_etags(request.headers.get("If-None-Match", ""))
    bare = tag.removeprefix("W/")
    if not any(one == "*" or one.removeprefix("W/") == bare for one in known):
        return None
    return _with_headers(HttpResponse(status=304), tag, kept)


def _response(
    content: bytes, encoding: str, tag: str, kept: str, kind: str = "application/json"
) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    if encoding:
        response["Content-Encoding"] = encoding
    return _with_headers(response, tag, kept)


def _with_headers(response: HttpResponse, tag: str, kept: str) -> HttpResponse:
    if tag:
        response["ETag"] = tag
    response["Cache-Control"] = kept
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
