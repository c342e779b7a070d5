"""What does each thing look like as JSON? The same shapes describe it in /api/v1/schema/."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from treaties.law.rules.participation import BOUND
from treaties.law.values.dates import CivilDate


class KnownDate(serializers.Serializer[Any]):
    """A date as precise as its source: EDTF, the earliest and latest day it may be, and words."""

    edtf = serializers.CharField(
        help_text="EDTF: 2001-03-12, 2002-03, 2002~, 2001-03-12/2002-03-31."
    )
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    words = serializers.CharField()


@extend_schema_field(KnownDate(allow_null=True))
class CivilDateField(serializers.Field[Any, Any, Any, Any]):
    """A date of the register; null where nothing is known."""

    def to_representation(self, value: CivilDate) -> dict[str, Any] | None:
        if not value.is_known:
            return None
        return {
            "edtf": value.edtf,
            "earliest": value.earliest,
            "latest": value.latest,
            "words": value.words,
        }


class PartyShape(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="ISO 3166-1 alpha-3, or the organisation's own.")
    name = serializers.CharField()
    short_name = serializers.CharField()
    kind = serializers.CharField()


class PartyInList(PartyShape):
    aliases = serializers.ListField(child=serializers.CharField())
    existed = CivilDateField(help_text="For a former State: from when to when.")
    treaties = serializers.IntegerField(
        source="treaties_seen", help_text="How many treaties it takes part in."
    )


class SubjectShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


HELD = "Whether a party or an authority takes the reading; else it is only mentioned."


class SpanShape(serializers.Serializer[Any]):
    """A status that held on a day; `until` is exclusive, null is open."""

    status = serializers.CharField(source="span.status")
    label = serializers.CharField(source="span.status.label")  # type: ignore[assignment]
    since = serializers.DateField(source="span.start", allow_null=True)
    until = serializers.DateField(source="span.end", allow_null=True)
    since_at_latest = serializers.DateField(source="span.uncertain_start_until", allow_null=True)
    until_at_earliest = serializers.DateField(source="span.uncertain_end_from", allow_null=True)
    reason = serializers.CharField(source="span.reason", allow_blank=True)


class NextDateShape(serializers.Serializer[Any]):
    """The next date that matters from the day on."""

    kind = serializers.CharField()
    label = serializers.CharField(  # type: ignore[assignment]
        help_text="The words before the day, as every page says them: Decide by, Renews."
    )
    ordinal = serializers.IntegerField()
    day = serializers.DateField(
        source="to_act",
        help_text="The day to plan on: the safe day, or that of a date which asks nothing of "
        "anybody.",
    )
    earliest = serializers.DateField(source="day.earliest")
    latest = serializers.DateField(source="day.latest", allow_null=True)
    decide = serializers.BooleanField(help_text="Whether somebody has to act before it.")
    default = serializers.CharField(
        allow_null=True, help_text="What follows if nobody acts: renews, expires, runs_on, ends."
    )


class StatusShape(SpanShape):
    """How an agreement stands on a day under one reading."""

    reading = serializers.CharField(
        source="reading.key", allow_blank=True, help_text="Empty for the principal reading."
    )
    reading_label = serializers.CharField(source="reading.label", allow_blank=True)
    held = serializers.BooleanField(source="reading.held", help_text=HELD)
    binds = serializers.BooleanField(help_text="Whether it binds, be it provisionally.")
    next_date = NextDateShape(source="next", allow_null=True)


class PartyStatusShape(SpanShape):
    party = serializers.CharField(source="party.code")


class TreatyRef(serializers.Serializer[Any]):
    slug = serializers.CharField()
    short_title = serializers.CharField()


class TreatyInList(TreatyRef):
    title = serializers.CharField()
    kind = serializers.CharField()
    composition = serializers.CharField()
    binding = serializers.CharField()
    published = serializers.SerializerMethodField(help_text="False for a draft, which few see.")
    url = serializers.HyperlinkedIdentityField(
        view_name="api:treaty", lookup_field="slug", read_only=True
    )
    parties = serializers.SerializerMethodField()
    subjects = SubjectShape(many=True, source="subjects.all")
    status = serializers.SerializerMethodField(help_text="On the day asked about; null if none.")
    other_readings = serializers.SerializerMethodField()

    def get_published(self, treaty: Any) -> bool:
        return treaty.published_at is not None

    @extend_schema_field(PartyShape(many=True))
    def get_parties(self, treaty: Any) -> Any:
        return PartyShape([row.party for row in treaty.seen_participants], many=True).data

    @extend_schema_field(StatusShape(allow_null=True))
    def get_status(self, treaty: Any) -> Any:
        principal = self.context["outlooks"][treaty.pk][0]
        return StatusShape(principal).data if principal.span else None

    @extend_schema_field(StatusShape(many=True))
    def get_other_readings(self, treaty: Any) -> Any:
        found = [one for one in self.context["outlooks"][treaty.pk][1:] if one.span]
        return StatusShape(found, many=True).data


class CitationShape(serializers.Serializer[Any]):
    source = serializers.CharField(source="source.ref")  # type: ignore[assignment]
    title = serializers.CharField(source="source.title")
    publisher = serializers.CharField(source="source.publisher", allow_blank=True)
    url = serializers.CharField(source="source.url", allow_blank=True)
    published = CivilDateField(source="source.published")
    at = serializers.CharField(allow_blank=True)
    quote = serializers.CharField(allow_blank=True)


class Cited(serializers.Serializer[Any]):
    citations = CitationShape(many=True, source="seen_citations")


class ClaimShape(Cited):
    role = serializers.CharField()
    date = CivilDateField(source="edtf")
    rank = serializers.CharField()
    received_by = serializers.CharField(allow_blank=True)


class ActionShape(Cited):
    kind = serializers.CharField()
    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]
    party = serializers.CharField(source="party.code", default=None, allow_null=True)
    to_party = serializers.CharField(source="to_party.code", default=None, allow_null=True)
    place = serializers.CharField(allow_blank=True)
    details = serializers.DictField()
    claims = ClaimShape(many=True, source="seen_claims")


class ClauseShape(Cited):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    article = serializers.CharField(allow_blank=True)
    quotation = serializers.CharField(allow_blank=True)
    provision = serializers.DictField()
    rank = serializers.CharField()
    reading_of = serializers.IntegerField(source="reading_of_id", allow_null=True)
    reading = serializers.CharField(allow_blank=True)
    held = serializers.BooleanField(
        help_text="Of another reading: whether a party or an authority takes it; one that is only "
        "mentioned does not count for the safe day."
    )


class RelationShape(Cited):
    direction = serializers.SerializerMethodField(help_text="to (earlier) or from (later).")
    kind = serializers.CharField()
    treaty = serializers.SerializerMethodField()
    date = CivilDateField()
    express = serializers.BooleanField()
    scope = serializers.CharField(allow_blank=True)

    @extend_schema_field(serializers.ChoiceField(choices=["to", "from"]))
    def get_direction(self, relation: Any) -> str:
        return "to" if relation.from_treaty_id == self.context["treaty"].pk else "from"

    @extend_schema_field(TreatyRef)
    def get_treaty(self, relation: Any) -> Any:
        to = relation.from_treaty_id == self.context["treaty"].pk
        return TreatyRef(relation.to_treaty if to else relation.from_treaty).data


class IdentifierShape(serializers.Serializer[Any]):
    authority = serializers.CharField()
    number = serializers.CharField()


class LanguageShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    authentic = serializers.BooleanField()
    prevailing = serializers.BooleanField()


class DocumentShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)


class EventShape(Cited):
    kind = serializers.CharField()
    date = CivilDateField()
    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)


class MilestoneShape(Cited):
    step = serializers.CharField()
    title = serializers.CharField(source="__str__")
    planned = CivilDateField()
    forecast = CivilDateField()
    done = CivilDateField()


class UpdateShape(Cited):
    goal = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    wanted_by = CivilDateField()
    public = serializers.BooleanField()
    milestones = MilestoneShape(many=True, source="seen_milestones")


class TreatyDetail(TreatyInList, Cited):
    summary = serializers.CharField(allow_blank=True)
    on = serializers.SerializerMethodField(help_text="The day that the statuses speak of.")
    party_statuses = serializers.SerializerMethodField()
    number_of_parties = serializers.SerializerMethodField(
        help_text="How many are bound on that day, of those in the register."
    )
    identifiers = IdentifierShape(many=True, source="seen_identifiers")
    languages = LanguageShape(many=True, source="seen_languages")
    documents = DocumentShape(many=True, source="seen_documents")
    clauses = ClauseShape(many=True, source="seen_clauses")
    actions = ActionShape(many=True, source="seen_actions")
    relations = serializers.SerializerMethodField()
    events = EventShape(many=True, source="seen_events")
    updates = UpdateShape(many=True, source="seen_updates")

    def get_on(self, treaty: Any) -> str:
        return str(self.context["on"].isoformat())

    @extend_schema_field(PartyStatusShape(many=True))
    def get_party_statuses(self, treaty: Any) -> Any:
        found = [{"party": party, "span": span} for party, span in self.context["party_statuses"]]
        return PartyStatusShape(found, many=True).data

    def get_number_of_parties(self, treaty: Any) -> int:
        return sum(span.status in BOUND for _, span in self.context["party_statuses"])

    @extend_schema_field(RelationShape(many=True))
    def get_relations(self, treaty: Any) -> Any:
        context = {**self.context, "treaty": treaty}
        return RelationShape(self.context["relations"], many=True, context=context).data
