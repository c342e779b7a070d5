"""A form that somebody else has overtaken is refused with what changed; what was typed is kept."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.admin.test_entering import opened
from tests.builders import a_party, a_person, a_treaty
from treaties.law.values.vocabulary import MilestoneStep
from treaties.models import Clause, Party, Role, Source, Subject, Treaty, User
from treaties.register import people, publication, sources, updates
from treaties.register.treaties import correct_treaty

pytestmark = pytest.mark.django_db

PARTY = {"name": "Iran", "short_name": "Iran", "kind": "state", "aliases": "", "existed": ""}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(a_person(Role.ADMIN))
    return client


def a_form(treaty: Treaty, **changes: str) -> dict[str, str]:
    """The description of an agreement as its form sends it, without rows."""
    data = {
        name: getattr(treaty, name)
        for name in ("title", "short_title", "kind", "composition", "binding", "summary")
    }
    for prefix in (
        "participants",
        "clauses",
        "treaty_actions",
        "identifiers",
        "languages",
        "relations_to_earlier",
    ):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | {"why": "", **changes}


def test_a_stale_form_of_an_agreement_is_refused_with_who_changed_what(desk: Client) -> None:
    treaty = a_treaty()
    address = f"/admin/treaties/treaty/{treaty.pk}/change/"
    version = opened(desk, address)
    anna = User.objects.create_user("anna", role=Role.EDITOR)
    correct_treaty(treaty, changes={"summary": "On friendship"}, by=anna, why="")
    answer = desk.post(address, a_form(treaty, title="Treaty as I type it", summary="") | version)
    assert answer.status_code == 200
    assert "Nothing was saved" in answer.text
    assert "anna" in answer.text
    assert "summary: “On friendship”" in answer.text
    assert 'value="Treaty as I type it"' in answer.text, "what was typed is kept"
    treaty.refresh_from_db()
    assert treaty.summary == "On friendship"
    # Looked through, the form that came back is saved.
    seen = opened(desk, address)
    assert f'value="{seen["_version"]}"' in answer.text
    assert desk.post(address, a_form(treaty, title="Treaty as I type it") | seen).status_code == 302


def test_a_fact_of_the_agreement_that_was_added_meanwhile_makes_its_form_stale(
    desk: Client,
) -> None:
    treaty = a_treaty()
    address = f"/admin/treaties/treaty/{treaty.pk}/change/"
    version = opened(desk, address)
    clause = Clause.objects.filter(treaty=treaty, kind="notice").get()
    publication.correct(
        clause, changes={"provision": {"period": "P6M"}}, by=a_person(Role.REVIEWER), why=""
    )
    answer = desk.post(address, a_form(treaty) | version)
    assert "clause changed" in answer.text
    assert "P6M" in answer.text


def changed(kind: str) -> tuple[str, dict[str, Any], Any]:
    """A row of each kind: its address, its form, and how somebody else changes it."""
    by = a_person(Role.REVIEWER)
    if kind == "party":
        iran = a_party()
        form = {**PARTY, "code": "IRN"}
        return (
            f"party/{iran.pk}",
            form,
            lambda: people.correct_reference(iran, changes={"short_name": "Persia"}, by=by),
        )
    if kind == "predecessors":
        iran, russia = a_party(), a_party("RUS")
        return (
            f"party/{iran.pk}",
            {**PARTY, "code": "IRN"},
            lambda: people.correct_reference(iran, changes={}, predecessors=[russia], by=by),
        )
    if kind == "subject":
        subject = people.enter_subject(code="trade", name="Trade", by=by)
        return (
            f"subject/{subject.pk}",
            {"code": "trade", "name": "Trade"},
            lambda: people.correct_reference(subject, changes={"name": "Commerce"}, by=by),
        )
    if kind == "source":
        source = sources.enter_source(ref="text", title="The text", by=by)
        return (
            f"source/{source.pk}",
            {"ref": "text", "title": "The text"},
            lambda: publication.correct(source, changes={"note": "x"}, by=by, why=""),
        )
    if kind == "update":
        update = updates.open_update(treaty=a_treaty(), goal="replace", title="New", by=by)
        rows = {"milestones-TOTAL_FORMS": "0", "milestones-INITIAL_FORMS": "0"}
        return (
            f"draftupdate/{update.pk}",
            {"treaty": update.treaty_id, "goal": "replace", "title": "New", "state": "paused"}
            | rows,
            lambda: updates.add_milestone(update=update, step=next(iter(MilestoneStep)), by=by),
        )
    person = User.objects.create_user("vera", role=Role.VIEWER)

    def promoted() -> None:
        person.role = Role.EDITOR
        person.save()

    return f"user/{person.pk}", {"username": "vera", "role": "viewer"}, promoted


@pytest.mark.parametrize("kind", ["party", "predecessors", "subject", "source", "update", "user"])
def test_every_form_of_the_administration_is_held_to_its_version(desk: Client, kind: str) -> None:
    row, form, change = changed(kind)
    address = f"/admin/treaties/{row}/change/"
    version = opened(desk, address)
    change()
    answer = desk.post(address, form | version)
    assert answer.status_code == 200
    assert "It has been saved since you opened" in answer.text
    assert "Nothing was saved" in answer.text


def test_a_form_without_its_version_is_refused(desk: Client) -> None:
    iran = a_party()
    answer = desk.post(f"/admin/treaties/party/{iran.pk}/change/", {**PARTY, "code": "IRN"})
    assert "which version" in answer.text


def test_what_a_caller_still_holds_in_memory_overwrites_nothing() -> None:
    by = a_person(Role.ADMIN)
    source = sources.enter_source(ref="text", title="The text", by=by)
    stale = Source.objects.get(pk=source.pk)
    publication.correct(source, changes={"publisher": "The house"}, by=by, why="")
    publication.correct(stale, changes={"note": "On paper"}, by=by, why="")
    source.refresh_from_db()
    assert (source.publisher, source.note) == ("The house", "On paper")


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_saved_at_once_one_is_refused() -> None:
    by = a_person(Role.ADMIN)
    subject = people.enter_subject(code="trade", name="Trade", by=by)
    address = f"/admin/treaties/subject/{subject.pk}/change/"
    client = Client()
    client.force_login(by)
    version = opened(client, address)
    together, told = Barrier(2, timeout=20), []

    def save(name: str) -> None:
        mine = Client()
        mine.force_login(by)
        together.wait()
        told.append(mine.post(address, {"code": "trade", "name": name} | version).status_code)
        connection.close()

    threads = [Thread(target=save, args=(name,)) for name in ("Commerce", "Exchange")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(told) == [200, 302]
    assert Subject.objects.get().name in ("Commerce", "Exchange")
    assert Party.objects.count() == 0
