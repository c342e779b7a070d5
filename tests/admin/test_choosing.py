"""However large the register is, no form of the administration lists it: what a form refers to is
chosen by typing.
"""

import re

import pytest
from django.contrib import admin
from django.test import Client

from tests.builders import a_party, a_person, a_treaty
from treaties.law.values.vocabulary import ActionKind
from treaties.models import Body, DiplomaticEvent, DraftUpdate, Party, Role, Source, Subject, Treaty
from treaties.register.events import record_event
from treaties.register.updates import add_milestone, open_update

pytestmark = pytest.mark.django_db

MANY = 60
MOST = len(ActionKind) + 5
"""The longest list of words that a form offers, and a few more."""


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(a_person(Role.ADMIN))
    return client


@pytest.fixture(autouse=True)
def _many(db: None) -> None:
    """More parties, agreements, subjects, bodies and sources than a list should have."""
    by = a_person(Role.ADMIN)
    treaty = a_treaty()
    names = [f"Many {number}" for number in range(MANY)]
    Party.objects.bulk_create(
        Party(
            code=f"M{n:03}", name=name, short_name=name, sort_key=name, kind="state", entered_by=by
        )
        for n, name in enumerate(names)
    )
    Subject.objects.bulk_create(
        Subject(code=f"m-{n}", name=name, entered_by=by) for n, name in enumerate(names)
    )
    Body.objects.bulk_create(
        Body(code=f"m-{n}", name=name, entered_by=by) for n, name in enumerate(names)
    )
    Source.objects.bulk_create(
        Source(ref=f"m-{n}", title=name, entered_by=by) for n, name in enumerate(names)
    )
    Treaty.objects.bulk_create(
        Treaty(
            slug=f"many-{number}",
            title=f"Many {number}",
            short_title=f"Many {number}",
            kind=treaty.kind,
            composition=treaty.composition,
            entered_by=by,
        )
        for number in range(MANY)
    )
    update = open_update(treaty=treaty, goal="amend", title="An update", by=by)
    for number in range(3):
        add_milestone(update=update, step="drafting", title=f"Step {number}", by=by)
    record_event(kind="meeting", date="2020", title="A talk", parties=[a_party()],
                 treaties=[treaty], by=by)  # fmt: skip


def longest_list(page: str) -> int:
    lists = re.findall(r"<select.*?</select>", page, re.DOTALL)
    assert lists or "<form" in page
    return max((each.count("<option") for each in lists), default=0)


def test_no_form_lists_the_register(editor: Client) -> None:
    long = {}
    for model in admin.site._registry:
        name = f"{model._meta.app_label}/{model._meta.model_name}"
        row = model._default_manager.order_by("pk").first()
        for place in ("add", f"{row.pk}/change" if row else "add"):
            shown = editor.get(f"/admin/{name}/{place}/")
            if place == "add" and shown.status_code == 403:
                continue  # nobody adds a row there
            assert shown.status_code == 200, (name, place)
            if (found := longest_list(shown.content.decode())) > MOST:
                long[name] = found
    assert long == {}


def test_what_was_chosen_is_shown_and_kept(editor: Client) -> None:
    event = DiplomaticEvent.objects.get()
    shown = editor.get(f"/admin/treaties/diplomaticevent/{event.pk}/change/").content.decode()
    assert re.search(r"<option[^>]* selected>Iran</option>", shown)
    assert re.search(r"<option[^>]* selected>A treaty</option>", shown)


def test_a_step_comes_after_steps_of_its_own_update_only(editor: Client) -> None:
    update = DraftUpdate.objects.get()
    other = open_update(treaty=update.treaty, goal="amend", title="Another", by=a_person())
    add_milestone(update=other, step="drafting", title="Elsewhere", by=a_person())
    shown = editor.get(f"/admin/treaties/draftupdate/{update.pk}/change/").content.decode()
    lists = re.findall(r'<select[^>]*name="milestones-\d+-after".*?</select>', shown, re.DOTALL)
    assert len(lists) == 4
    assert "Step 1" in lists[0]
    assert not any("Elsewhere" in each for each in lists)
