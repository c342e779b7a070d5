"""The addresses below /api/: the first version of the API, its description, and nothing else."""

from django.urls import path, re_path

from treaties.api.base import NothingHere
from treaties.api.dates import Cycles, KeyDates, Parties
from treaties.api.docs import Docs, Root, Schema
from treaties.api.reckon import Reckon
from treaties.api.timeline import Manifest, Matches, Segment
from treaties.api.treaties import OneTreaty, Treaties
from treaties.api.whatif import WhatIf

app_name = "api"

urlpatterns = [
    path("docs/", Docs.as_view(), name="docs"),
    path("v1/", Root.as_view(), name="root"),
    path("v1/schema/", Schema.as_view(), name="schema"),
    path("v1/treaties/", Treaties.as_view(), name="treaties"),
    path("v1/treaties/<slug:slug>/", OneTreaty.as_view(), name="treaty"),
    path("v1/treaties/<slug:slug>/what-if/", WhatIf.as_view(), name="what-if"),
    path("v1/key-dates/", KeyDates.as_view(), name="key-dates"),
    path("v1/cycles/", Cycles.as_view(), name="cycles"),
    path("v1/parties/", Parties.as_view(), name="parties"),
    path("v1/reckon/", Reckon.as_view(), name="reckon"),
    path("v1/timeline/", Manifest.as_view(), name="timeline"),
    path("v1/timeline/matches/", Matches.as_view(), name="matches"),
    path("v1/timeline/<slug:key>/", Segment.as_view(), name="segment"),
    # With the slash only, so that an address without it is still redirected to the one with it.
    re_path(r"^(?:[\s\S]*/)?\Z", NothingHere.as_view(), name="nothing"),
]
