"""How a row of a form becomes a write of the register: entered, corrected or withdrawn, and cited.

The forms only translate. What is wrong is found before anything is written and shown beside its
field, by the same checks that the register makes.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any, ClassVar

from django import forms
from django.contrib import admin

from treaties.admin.choices import OneChosen
from treaties.models import Citation, Fact, Source, User
from treaties.register import publication, sources


class FactForm(forms.ModelForm):  # type: ignore[type-arg]
    """One fact. A new row is entered by the register function `enters`, which takes the fields by
    name and the parent as `under`; an existing row is corrected, in place or by a successor.
    """

    enters: ClassVar[Callable[..., Fact]]
    under: ClassVar[str] = "treaty"
    parent_pk: ClassVar[int | None] = None
    """The key of the row under which this one stands, where that is stored."""

    withdraw_because = forms.CharField(
        required=False,
        max_length=500,
        help_text="Fill in to take this out of the register; it can be restored.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["withdraw_because"].widget = forms.HiddenInput()

    def write(self, parent: Any, by: User) -> Fact:
        """Enter, correct or withdraw this row under `parent`."""
        if not self.instance.pk:
            fact: Fact = self.enter(parent, by)
            self.after_writing(fact, by)
            return fact
        fact = type(self.instance)._default_manager.get(pk=self.instance.pk)
        if reason := self.cleaned_data.get("withdraw_because"):
            return publication.withdraw(fact, reason=reason, by=by)
        meta = self.instance._meta
        columns = {field.name for field in (*meta.concrete_fields, *meta.many_to_many)}
        changes = {name: self.cleaned_data[name] for name in self.changed_data if name in columns}
        if changes:
            fact = publication.correct(fact, changes=changes, by=by, why="corrected by hand")
        self.after_writing(fact, by)
        return fact

    def enter(self, parent: Any, by: User) -> Fact:
        """Enter what the row says under `parent`; None where the fact belongs to nothing."""
        door = type(self).enters
        given = {self.under: parent} if parent is not None else {}
        # Only the function's own parameters: the forms have extra fields.
        taken = set(signature(door).parameters) & set(self.cleaned_data) - set(given)
        fact: Fact = door(**given, by=by, **{name: self.cleaned_data[name] for name in taken})
        return fact

    def after_writing(self, fact: Fact, by: User) -> None:
        """Add what the form has besides the row's columns: a citation, a date."""


class CitedForm(FactForm):
    """A fact with room for one more citation of it."""

    source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        widget=OneChosen(Citation._meta.get_field("source"), admin.site),
    )
    at = forms.CharField(
        required=False,
        max_length=120,
        label="where in the source",
        help_text="Article, page, paragraph.",
    )

    def cite(self, fact: Fact, by: User) -> None:
        if source := self.cleaned_data.get("source"):
            sources.cite(fact=fact, source=source, at=self.cleaned_data.get("at", ""), by=by)

    def after_writing(self, fact: Fact, by: User) -> None:
        if {"source", "at"} & set(self.changed_data):
            self.cite(fact, by)
