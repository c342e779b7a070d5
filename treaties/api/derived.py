"""What does each derived thing look like as JSON: key dates, cycles, decisions? The same shapes
describe it in /api/v1/schema/.
"""

from typing import Any

from rest_framework import serializers

from treaties.api.shapes import HELD, TreatyRef


class KeyDateShape(serializers.Serializer[Any]):
    """A derived date with its reason; `safe` is the day by which to act."""

    treaty = TreatyRef()
    kind = serializers.CharField()
    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]
    party = serializers.CharField(source="party.code", default=None, allow_null=True)
    ordinal = serializers.IntegerField()
    reading = serializers.CharField(allow_blank=True, help_text="Empty for the principal reading.")
    reading_label = serializers.CharField(allow_blank=True)
    held = serializers.BooleanField(help_text=HELD)
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    safe = serializers.DateField(
        allow_null=True,
        help_text="Of a date before which somebody must act: the earliest day over the held "
        "readings, less the house's margin for delivery. Null for other dates.",
    )
    certainty = serializers.CharField()
    basis = serializers.CharField()
    reason = serializers.CharField()
    previously = serializers.DateField(
        allow_null=True, help_text="The safe day, or else the day, it had before it moved."
    )


class DecisionShape(serializers.Serializer[Any]):
    outcome = serializers.CharField()
    party = serializers.CharField(source="party.code", default=None, allow_null=True)
    decided_on = serializers.DateField()
    decided_by = serializers.CharField()
    reason = serializers.CharField()
    public = serializers.BooleanField()


class CycleShape(serializers.Serializer[Any]):
    """A period of validity; `expires` is the boundary, `last_day` the last full day in force."""

    treaty = TreatyRef()
    reading = serializers.CharField(allow_blank=True, help_text="Empty for the principal reading.")
    reading_label = serializers.CharField(allow_blank=True)
    held = serializers.BooleanField(help_text=HELD)
    ordinal = serializers.IntegerField(help_text="0 is the initial term.")
    start = serializers.DateField(allow_null=True)
    start_latest = serializers.DateField(allow_null=True)
    expires = serializers.DateField(allow_null=True)
    expires_latest = serializers.DateField(allow_null=True)
    last_day = serializers.DateField(allow_null=True)
    last_day_latest = serializers.DateField(allow_null=True)
    window_opens = serializers.DateField(allow_null=True)
    first_notice = serializers.DateField(allow_null=True)
    last_notice = serializers.DateField(allow_null=True)
    last_notice_latest = serializers.DateField(allow_null=True)
    closing = serializers.CharField()
    basis = serializers.CharField()
    decisions = DecisionShape(many=True, source="seen_decisions")
