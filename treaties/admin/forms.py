"""The forms of the administration: for each kind of fact one, with the function it enters by."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from treaties.admin.fact_forms import CitedForm, FactForm
from treaties.admin.written_fields import DATE_HELP, DateField, LengthField
from treaties.law.values.vocabulary import DateRole
from treaties.models import (
    Claim,
    Clause,
    DiplomaticEvent,
    DraftUpdate,
    Fact,
    Identifier,
    Milestone,
    Participant,
    Relation,
    Treaty,
    TreatyAction,
    TreatyLanguage,
    User,
)
from treaties.register import (
    actions,
    clauses,
    events,
    publication,
    relations,
    treaties,
    updates,
)

PROVISIONS = """Words of the clause vocabulary as JSON, for example
entry into force: {"type": "on_exchange", "delay": "P0D"} · {"type": "on_signature"} ·
{"type": "after_notification", "which": "last", "delay": "P30D"}
duration: {"type": "fixed", "period": "P10Y", "from": "eif"} · {"type": "indefinite"} ·
{"type": "until_date", "date": "2026-02-05"}
renewal: {"type": "tacit", "period": "P5Y", "max_times": null} · {"type": "none"} ·
{"type": "express", "by": "agreement"}
notice of non-renewal: {"period": "P1Y", "before": "term_end", "basis": "received"}
termination: {"type": "notice", "period": "P6M", "basis": "received"} · {"type": "end_of_term"}
survival: {"period": "P15Y", "scope": "existing investments"}"""


class TreatyForm(forms.ModelForm):  # type: ignore[type-arg]
    why = forms.CharField(
        required=False, max_length=300, label="why this change", help_text="Kept in the history."
    )
    withdraw_because = forms.CharField(
        required=False,
        max_length=500,
        help_text="Fill in to take the agreement out; the list of agreements puts it back.",
    )

    class Meta:
        model = Treaty
        fields: ClassVar = [
            "slug",
            "title",
            "short_title",
            "kind",
            "composition",
            "binding",
            "summary",
            "subjects",
        ]

    def write(self, by: User) -> Treaty:
        """Enter the agreement, or correct its description."""
        data = self.cleaned_data
        description = {name: data[name] for name in treaties.DESCRIPTION if name in data}
        why = data.get("why", "")
        if not self.instance.pk:
            return treaties.enter_treaty(
                slug=data["slug"], subjects=data["subjects"], by=by, why=why, **description
            )
        treaty = Treaty.objects.get(pk=self.instance.pk)
        if reason := data.get("withdraw_because"):
            return publication.withdraw(treaty, reason=reason, by=by)
        if not set(self.changed_data) - {"why"}:
            return treaty
        return treaties.correct_treaty(
            treaty, changes=description, subjects=data["subjects"], by=by, why=why
        )


class ParticipantForm(FactForm):
    enters = staticmethod(treaties.add_participant)

    class Meta:
        model = Participant
        fields: ClassVar = ["party", "position", "note"]


class IdentifierForm(FactForm):
    enters = staticmethod(treaties.add_identifier)

    class Meta:
        model = Identifier
        fields: ClassVar = ["authority", "number"]


class LanguageForm(FactForm):
    enters = staticmethod(treaties.add_language)

    class Meta:
        model = TreatyLanguage
        fields: ClassVar = ["code", "authentic", "prevailing"]


class ClauseForm(CitedForm):
    enters = staticmethod(clauses.enter_clause)

    class Meta:
        model = Clause
        fields: ClassVar = [
            "kind",
            "provision",
            "article",
            "quotation",
            "rank",
            "reading_of",
            "reading",
            "held",
            "note",
        ]
        help_texts: ClassVar = {
            "provision": PROVISIONS,
            "reading_of": "Where this is another reading of a clause above: of which.",
            "reading": "How that reading is called, such as “counted from signature”.",
            "held": "A party or an authority takes that reading; without this it is only "
            "mentioned, and does not count for the safe day.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Clause.objects.filter(
            treaty=self.parent_pk or 0, withdrawn_at=None, superseded_at=None
        )
        self.fields["reading_of"].queryset = others.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if isinstance(data.get("provision"), dict) and data.get("kind"):
            clauses.check_provision(data["kind"], data["provision"])
        elif "provision" in data:
            raise ValidationError(
                {"provision": 'A provision is an object such as {"type": "indefinite"}.'}
            )
        return data


class ActionForm(CitedForm):
    """An act with one date of it; a further date of the same act is a further claim."""

    enters = staticmethod(actions.record_action)

    date = DateField(required=False, help_text=DATE_HELP)
    role = forms.ChoiceField(
        choices=DateRole.choices(),
        required=False,
        initial=DateRole.ACTED.value,
        label="the date is when it was",
    )

    class Meta:
        model = TreatyAction
        fields: ClassVar = ["kind", "party", "to_party", "place", "details", "note"]

    def clean_details(self) -> dict[str, Any]:
        details = self.cleaned_data.get("details") or {}
        if not isinstance(details, dict):
            raise ValidationError('Details are an object such as {"until": "2026-02-05"}.')
        try:
            actions.check_details(self.cleaned_data.get("kind") or "", details)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return details

    def after_writing(self, fact: Fact, by: User) -> None:
        date = self.cleaned_data["date"]
        if date and isinstance(fact, TreatyAction):
            role = self.cleaned_data["role"] or DateRole.ACTED
            self.cite(actions.record_claim(action=fact, role=role, date=date, by=by), by)
        elif {"source", "at"} & set(self.changed_data):
            self.cite(fact, by)


class ClaimForm(CitedForm):
    class Meta:
        model = Claim
        fields: ClassVar = ["role", "edtf", "rank", "received_by", "note"]
        help_texts: ClassVar = {"edtf": DATE_HELP}

    def enter(self, parent: TreatyAction, by: User) -> Fact:
        data = {k: self.cleaned_data[k] for k in ("role", "rank", "received_by", "note")}
        return actions.record_claim(action=parent, date=self.cleaned_data["edtf"], by=by, **data)


class RelationForm(CitedForm):
    enters = staticmethod(relations.relate)
    under = "from_treaty"

    class Meta:
        model = Relation
        fields: ClassVar = ["kind", "to_treaty", "date", "express", "scope", "note"]
        help_texts: ClassVar = {"date": DATE_HELP}


class EventForm(CitedForm):
    enters = staticmethod(events.record_event)

    class Meta:
        model = DiplomaticEvent
        fields: ClassVar = [
            "kind",
            "date",
            "title",
            "summary",
            "place",
            "parties",
            "treaties",
            "note",
        ]
        help_texts: ClassVar = {"date": DATE_HELP}


class UpdateForm(CitedForm):
    enters = staticmethod(updates.open_update)

    class Meta:
        model = DraftUpdate
        fields: ClassVar = [
            "treaty",
            "goal",
            "title",
            "reason",
            "state",
            "wanted_by",
            "successor",
            "pen",
            "public",
        ]
        help_texts: ClassVar = {"wanted_by": DATE_HELP}


class MilestoneForm(CitedForm):
    """A step of an update."""

    enters = staticmethod(updates.add_milestone)
    under = "update"

    minimum = LengthField(required=False)
    typical = LengthField(
        required=False, help_text="How long it usually takes, such as 2 months or 6 weeks."
    )
    maximum = LengthField(required=False)

    class Meta:
        model = Milestone
        fields: ClassVar = [
            "position",
            "step",
            "title",
            "responsible",
            "party",
            "planned",
            "forecast",
            "done",
            "after",
            "minimum",
            "typical",
            "maximum",
            "note",
        ]
        help_texts: ClassVar = {"planned": DATE_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Milestone.objects.filter(
            update=self.parent_pk or 0, withdrawn_at=None, superseded_at=None
        )
        self.fields["after"].queryset = others.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        updates.check_periods(**{k: data.get(k, "") for k in ("minimum", "typical", "maximum")})
        return data
