"""The pages of the administration on mail: what left, what waits, what was refused or dropped and
why; and what an administrator may do about it.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest

from treaties.admin.site import ReadOnlyForAdministrators, person
from treaties.models import OutgoingMessage, Resending
from treaties.outbox import again


class WithReason(ActionForm):
    """The choice of what to do with the chosen messages, and why."""

    reason = forms.CharField(required=False, max_length=500, label="because")


@admin.action(description="Send again what could not be sent")
def send_again(
    modeladmin: "OutgoingAdmin", request: HttpRequest, chosen: QuerySet[OutgoingMessage]
) -> None:
    count = _changed(again.send_again, request, chosen)
    if count is not None:
        messages.success(request, f"{_counted(count)} to be sent again.")


@admin.action(description="Drop what has not been sent")
def drop(
    modeladmin: "OutgoingAdmin", request: HttpRequest, chosen: QuerySet[OutgoingMessage]
) -> None:
    count = _changed(again.drop, request, chosen)
    if count is not None:
        messages.success(request, f"{count} dropped.")


def _changed(
    change: Callable[..., int], request: HttpRequest, chosen: QuerySet[OutgoingMessage]
) -> int | None:
    """How many messages were changed; None where the change was refused, which the page says."""
    try:
        return change(chosen, reason=request.POST.get("reason", ""), by=person(request))
    except ValueError as wrong:
        messages.error(request, f"Nothing was changed. {wrong}")
        return None


def _counted(count: int) -> str:
    return "1 message waits" if count == 1 else f"{count} messages wait"


class ResendingInline(ReadOnlyForAdministrators, admin.TabularInline):  # type: ignore[type-arg]
    model = Resending
    extra = 0
    can_delete = False
    verbose_name_plural = "let be sent again"
    fields = ("at", "by", "reason", "error")


@admin.register(OutgoingMessage)
class OutgoingAdmin(ReadOnlyForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    """Every mail as it left or waits to leave, to be read here where no mail server is
    configured.
    """

    list_display = ("subject", "address", "state", "why", "attempts", "enqueued_at", "sent_at")
    list_filter = ("state", "channel")
    search_fields = ("subject", "address", "message_id")
    exclude = ("text", "html", "calendar", "claim", "headers", "refused_after", "refusal")
    readonly_fields = ("says",)
    inlines = (ResendingInline,)
    actions = (send_again, drop)
    action_form = WithReason

    @admin.display(description="Text")
    def says(self, letter: OutgoingMessage) -> str:
        if letter.secret_until is None:
            return letter.text
        return "Hidden: it holds a link with which its reader makes a new password."

    @admin.display(description="why")
    def why(self, row: OutgoingMessage) -> str:
        said: Any = row.dropped_because or row.last_error
        return said if len(said) <= 120 else f"{said[:119]}…"
