"""The page on which a registrar enters an agreement: description, parties, clauses, acts with
dates, sources.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from treaties.admin import forms
from treaties.admin.site import person
from treaties.admin.writing import RegisterAdmin, RegisterInline
from treaties.law.values.vocabulary import Certainty, KeyDateKind
from treaties.models import (
    Claim,
    Clause,
    Identifier,
    Participant,
    Relation,
    Treaty,
    TreatyAction,
    TreatyLanguage,
)
from treaties.register import publication
from treaties.views.doubts import doubts_as_edited


class ParticipantInline(RegisterInline):
    model = Participant
    form = forms.ParticipantForm
    extra = 2
    fields = ("party", "position", "note", "withdraw_because")


class IdentifierInline(RegisterInline):
    model = Identifier
    form = forms.IdentifierForm


class LanguageInline(RegisterInline):
    model = TreatyLanguage
    form = forms.LanguageForm


class ClauseInline(RegisterInline):
    model = Clause
    form = forms.ClauseForm
    fk_name = "treaty"
    extra = 1


class ActionInline(RegisterInline):
    model = TreatyAction
    form = forms.ActionForm
    extra = 1
    readonly_fields = ("dates_so_far",)

    @admin.display(description="dates")
    def dates_so_far(self, action: TreatyAction) -> str:
        claims = action.claims.all() if action.pk else []
        return "; ".join(f"{claim} ({claim.get_rank_display()})" for claim in claims) or "none yet"


class RelationInline(RegisterInline):
    model = Relation
    form = forms.RelationForm
    fk_name = "from_treaty"


@admin.action(description="Publish, with everything on it that waits for a reviewer")
def publish(modeladmin: "TreatyAdmin", request: HttpRequest, chosen: QuerySet[Treaty]) -> None:
    for treaty in chosen.order_by("pk"):
        try:
            publication.publish(treaty, by=person(request))
        except (ValidationError, PermissionDenied) as refusal:
            sentence = " ".join(getattr(refusal, "messages", None) or [str(refusal)])
            messages.error(request, f"{treaty}: {sentence}")
        else:
            messages.success(request, f"{treaty} is published.")


@admin.action(description="Put back what was withdrawn")
def restore(modeladmin: "TreatyAdmin", request: HttpRequest, chosen: QuerySet[Treaty]) -> None:
    for treaty in chosen.exclude(withdrawn_at=None).order_by("pk"):
        try:
            publication.restore(treaty, by=person(request), why="put back from the list")
        except PermissionDenied as refusal:
            messages.error(request, f"{treaty}: {refusal}")
        else:
            messages.success(request, f"{treaty} is back in the register.")


@admin.register(Treaty)
class TreatyAdmin(RegisterAdmin):
    form = forms.TreatyForm
    list_display = (
        "short_title",
        "kind",
        "composition",
        "published_at",
        "withdrawn_at",
        "entered_by",
    )
    list_filter = ("kind", "composition", "binding")
    search_fields = ("search_text",)
    prepopulated_fields = {"slug": ("short_title",)}
    readonly_fields = ("what_follows", "doubtful", "waits", "page")
    actions = (publish, restore)
    inlines = (
        ParticipantInline,
        ClauseInline,
        ActionInline,
        IdentifierInline,
        LanguageInline,
        RelationInline,
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "short_title",
                    "slug",
                    "title",
                    "kind",
                    "composition",
                    "binding",
                    "summary",
                    "subjects",
                    "why",
                    "withdraw_because",
                )
            },
        ),
        (
            "What follows from the clauses",
            {"fields": ("what_follows", "doubtful", "waits", "page")},
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Treaty | None = None) -> Any:
        return (*self.readonly_fields, *(("slug",) if obj else ()))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Treaty | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    @admin.display(description="key dates")
    def what_follows(self, treaty: Treaty) -> SafeString | str:
        """The dates as the law has them after the last save, each with its reason."""
        if not treaty.pk:
            return "Save the agreement with its clauses; its dates appear here."
        dates = treaty.key_dates.filter(withdrawn_at=None).order_by("reading", "earliest", "id")
        if not dates:
            return "No date follows yet: enter the clauses and the acts."
        return format_html(
            "<ol>{}</ol>",
            format_html_join(
                "",
                "<li><strong>{}</strong> {}{}: {}</li>",
                (
                    (
                        date.earliest if date.certainty != Certainty.AWAITING else "—",
                        KeyDateKind(date.kind).label,
                        f" ({date.reading_label})" if date.reading_label else "",
                        date.reason,
                    )
                    for date in dates[:60]
                ),
            ),
        )

    @admin.display(description="what is doubtful")
    def doubtful(self, treaty: Treaty) -> SafeString | str:
        """The warnings of the law, with the corrections that wait for a reviewer."""
        found = doubts_as_edited(treaty) if treaty.pk else ()
        if not found:
            return "Nothing."
        items = format_html_join("", "<li>{}</li>", ((text,) for text in found))
        return format_html("<ul>{}</ul>", items)

    @admin.display(description="waiting for a reviewer")
    def waits(self, treaty: Treaty) -> str:
        if not treaty.pk:
            return "—"
        count = publication.waiting_for_review(treaty)
        return (
            "nothing"
            if not count
            else f"{count} facts; a second person publishes them from the list of agreements"
        )

    @admin.display(description="its page")
    def page(self, treaty: Treaty) -> SafeString | str:
        if not treaty.pk:
            return "—"
        update = f"{reverse('admin:treaties_draftupdate_add')}?treaty={treaty.pk}"
        page = reverse("treaty", args=[treaty.slug])
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">Enter an update of it</a>', page, treaty, update
        )


class ClaimInline(RegisterInline):
    model = Claim
    form = forms.ClaimForm
    extra = 1


@admin.register(TreatyAction)
class ActionAdmin(RegisterAdmin):
    """One act with all its dates: where a second source says otherwise, or a date has another
    role.
    """

    form = forms.ActionForm
    list_display = ("treaty", "kind", "party", "published_at")
    list_filter = ("kind",)
    list_select_related = ("treaty", "party")
    search_fields = ("treaty__search_text", "note")
    inlines = (ClaimInline,)
    fields = ("kind", "party", "to_party", "place", "details", "note", "withdraw_because")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
