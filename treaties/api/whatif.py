"""What would follow for one treaty if somebody acted? By machine, in the words of its page; nothing
is kept.
"""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from treaties.api.base import ReadView, reader_of
from treaties.api.described import AS_OF, answers, day, text, values_of, word, words
from treaties.api.errors import BadRequest
from treaties.api.parameters import Parameters
from treaties.api.paying import paying
from treaties.catalogue.visibility import treaties_visible_to, visible_to
from treaties.inquiry.supposing import NAMES, What, supposed
from treaties.inquiry.whatif import what_if
from treaties.law.values.errors import LawError
from treaties.models import Participant


class DifferenceShape(serializers.Serializer[Any]):
    what = serializers.CharField(help_text="A key date or a status, in words.")
    kind = serializers.CharField(allow_null=True, help_text="The kind of key date; null: status.")
    ordinal = serializers.IntegerField()
    party = serializers.CharField(allow_null=True)
    before = serializers.CharField(allow_null=True, help_text="As it stands; null: not at all.")
    after = serializers.CharField(allow_null=True, help_text="If so; null: it no longer applies.")


class WhatIfShape(serializers.Serializer[Any]):
    suppose = serializers.CharField()
    reading = serializers.CharField(
        allow_blank=True,
        help_text="The reading that is followed: the principal one (empty), or the first by which "
        "the treaty binds where it does not by that.",
    )
    end_before = serializers.DateField(allow_null=True)
    end_after = serializers.DateField(allow_null=True)
    warnings = serializers.ListField(child=serializers.CharField())
    differences = DifferenceShape(many=True)


class WhatIf(ReadView):
    """What a supposition changes in the dates and statuses of a treaty, tails included."""

    @extend_schema(
        operation_id="what_if",
        parameters=[
            word("suppose", "What is supposed.", values_of(What)),
            words("party", "Who gives notice: codes.", maxLength=16),
            day("on", "The day it is received, agreed, or in force."),
            text("for", "The length of an extension, such as P6M."),
            AS_OF,
        ],
        responses=answers(WhatIfShape, missing=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        question = Parameters(request.GET, (*NAMES, "as_of"))
        as_of = question.day("as_of")
        reader = reader_of(request)
        treaty = treaties_visible_to(reader).filter(slug=slug).first()
        if treaty is None:
            raise Http404(f"There is no treaty “{slug[:80]}” that you may see.")
        parties = visible_to(reader, Participant.objects.filter(treaty=treaty))
        codes = list(parties.values_list("party__code", flat=True))
        asked = supposed({name: [question.given.get(name, "")] for name in NAMES}, codes)
        for name, sentence in asked.faults.items():
            question.wrong(name, sentence)
        question.settle()
        try:
            with paying(request):
                found = what_if(treaty, asked.supposition, as_of, timezone.localdate())
        except LawError as wrong:
            raise BadRequest({"suppose": [str(wrong)]}) from wrong
        ends = [reading.end for reading in (found.stood, found.stands)]
        before, after = (end.safe if end is not None else None for end in ends)
        new = [w.text for w in found.after.warnings if w not in found.before.warnings]
        return Response(
            WhatIfShape(
                {
                    "suppose": asked.what or What.NOTHING,
                    "reading": found.reading,
                    "end_before": before,
                    "end_after": after,
                    "warnings": new,
                    "differences": found.differences,
                }
            ).data
        )
