"""What waits for a reviewer shows on no road to those who see no drafts: parties and subjects that
only drafts name, names that were not published, draft participants and numbers, withdrawn facts.
"""

import json
import re
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.apps import apps
from django.conf import settings as settings_of_house
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.builders import a_party, a_person, a_treaty
from treaties.catalogue.visibility import parties_visible_to, subjects_visible_to
from treaties.chronology.transport.audience import Audience
from treaties.models import Identifier, Participant, Party, Role, Treaty, Word
from treaties.register.people import correct_reference, enter_party, enter_subject
from treaties.register.publication import correct, publish, restore, withdraw
from treaties.register.treaties import add_identifier, add_participant, correct_treaty

pytestmark = pytest.mark.django_db

SECRET: Final = "Zubrovia"
SECRET_CODE: Final = "ZUB"
SECRET_SUBJECT: Final = "Clandestine matters"
DRAFT_NUMBER: Final = "77777"
WITHDRAWN_NUMBER: Final = "66666"
OLD_NUMBER: Final = "55555"


@pytest.fixture
def register(settings: Settings) -> Treaty:
    """A published agreement with a draft participant, a draft number, a withdrawn one and a
    corrected one; and a draft agreement of a party and a subject that nothing else names.
    """
    settings.EMBED_ORIGINS = ["https://portal.example.org"]
    editor, reviewer = a_person(), a_person(Role.REVIEWER)
    public = a_treaty("open", parties=("IRN", "RUS"))
    gone = add_identifier(treaty=public, authority="UNTS", number=WITHDRAWN_NUMBER, by=editor)
    wrong = add_identifier(treaty=public, authority="CETS", number=OLD_NUMBER, by=editor)
    publish(public, by=reviewer)
    withdraw(gone, reason="not its number", by=reviewer)
    correct(wrong, changes={"number": "44444"}, by=editor, why="misread")
    publish(public, by=reviewer)
    secret = enter_party(
        code=SECRET_CODE, name=f"Realm of {SECRET}", short_name=SECRET, aliases=["Zub"], by=editor
    )
    subject = enter_subject(code="clandestine", name=SECRET_SUBJECT, by=editor)
    add_participant(treaty=public, party=secret, by=editor)
    add_identifier(treaty=public, authority="ILM", number=DRAFT_NUMBER, by=editor)
    draft = a_treaty("hidden", parties=("IRN", SECRET_CODE))
    correct_treaty(draft, changes={}, subjects=[subject], by=editor, why="its subject")
    return Treaty.objects.get(slug="open")


def signed_in(role: str | None) -> Client:
    client = Client()
    if role:
        client.force_login(a_person(role))
    return client


def segments(client: Client) -> str:
    """The manifest with every segment that it lists, as JSON and packed."""
    manifest = client.get("/api/v1/timeline/").json()
    bodies = [json.dumps(manifest, ensure_ascii=False)]
    for segment in manifest["segments"]:
        bodies.append(client.get(segment["url"]).content.decode())
        bodies.append(client.get(segment["packed"]).content.decode("utf-8", "replace"))
    return "".join(bodies)


def page(address: str) -> Callable[[Client], str]:
    return lambda client: client.get(address).content.decode("utf-8", "replace")


def reckoned(client: Client) -> str:
    question = {
        "composition": "bilateral",
        "parties": ["IRN", SECRET_CODE],
        "facts": {"signature": "2001-03-12", "exchange": "2002-04-05"},
        "clauses": {
            "entry_into_force_rule": {"type": "on_exchange"},
            "duration": {"type": "fixed", "period": "P10Y"},
        },
    }
    return client.get("/reckon/", {"q": json.dumps(question)}).content.decode()


ROADS: Final[dict[str, Callable[[Client], str]]] = {
    **{
        address: page(address)
        for address in (
            *("/", "/filter/", "/treaties/", "/upcoming/", "/updates/", "/embed/"),
            *("/treaties/open/", "/treaties/open/card/", "/parties/irn/", "/parties/zub/"),
            *("/?search=zubrovia", "/treaties/?search=zubrovia"),
            *("/?party=ZUB", "/filter/?party=ZUB"),
            *("/api/v1/treaties/", "/api/v1/treaties/open/", "/api/v1/parties/"),
            *("/api/v1/parties/?search=zubrovia", "/api/v1/key-dates/", "/api/v1/cycles/"),
            *("/api/v1/treaties/?party=ZUB", "/api/v1/timeline/?treaty=open"),
            "/api/v1/treaties/?subject=clandestine",
            "/treaties/open/calendar/?kind=renewal&ordinal=1",
        )
    },
    "segments": segments,
    "reckon": reckoned,
}
OUTSIDERS: Final = (None, Role.VIEWER)


def test_what_only_drafts_name_shows_to_nobody_else_on_any_road(register: Treaty) -> None:
    leaks = []
    for role in OUTSIDERS:
        client = signed_in(role)
        for road, shown_on in ROADS.items():
            shown = shown_on(client)
            # What somebody searches for stands in the field again, in small letters.
            hidden = (SECRET, SECRET_SUBJECT, DRAFT_NUMBER, WITHDRAWN_NUMBER)
            leaks += [(str(role), road, word) for word in hidden if word in shown]
    assert leaks == []


def test_those_who_work_on_drafts_see_it(register: Treaty) -> None:
    client = signed_in(Role.EDITOR)
    for road in ("segments", "/api/v1/parties/", "/parties/zub/", "/filter/"):
        assert SECRET in ROADS[road](client), road


def test_a_party_of_drafts_is_as_unknown_as_one_that_does_not_exist(register: Treaty) -> None:
    for role in OUTSIDERS:
        client = signed_in(role)
        for address in (
            *("/?party={}", "/treaties/?party={}", "/filter/?party={}", "/parties/{}/"),
            *("/api/v1/treaties/?party={}", "/api/v1/key-dates/?party={}"),
            "/api/v1/timeline/matches/?party={}",
        ):
            real = client.get(address.format(SECRET_CODE))
            none = client.get(address.format("QQQ"))
            assert real.status_code == none.status_code != 200, address
        for address in ("/?subject={}", "/api/v1/treaties/?subject={}"):
            assert client.get(address.format("clandestine")).status_code == 400, address


def test_a_search_looks_through_what_is_published_and_nothing_else(register: Treaty) -> None:
    clients = [signed_in(role) for role in (*OUTSIDERS, Role.EDITOR)]

    def found(client: Client, text: str) -> set[str]:
        rows = client.get("/api/v1/treaties/", {"search": text}).json()["results"]
        ids = client.get("/api/v1/timeline/matches/", {"search": text}).json()["ids"]
        assert len(ids) == len(rows)
        table = client.get("/treaties/", {"search": text}).content.decode()
        return {row["slug"] for row in rows if f"/treaties/{row['slug']}/" in table}

    for client in clients:
        assert "open" not in found(client, SECRET)
        assert "open" not in found(client, "Zubrovja"), "nor by a word like it"
        for number in (DRAFT_NUMBER, WITHDRAWN_NUMBER, OLD_NUMBER):
            assert found(client, number) == set()
        assert found(client, "44444") == {"open"}
    publish(register, by=a_person(Role.ADMIN))
    for client in clients:
        assert found(client, DRAFT_NUMBER) == {"open"}
        assert "open" in found(client, SECRET)


def test_a_search_follows_a_withdrawal_and_its_undoing(register: Treaty) -> None:
    reviewer = a_person(Role.REVIEWER)
    number = Identifier.objects.get(number="44444")
    russia = Participant.objects.get(treaty=register, party__code="RUS")
    for fact, text in ((number, "44444"), (russia, "russia")):
        for write, slugs in ((withdraw, []), (restore, ["open"])):
            why = {"reason": "a test"} if write is withdraw else {}
            write(fact, by=reviewer, **why)
            rows = Client().get("/api/v1/treaties/", {"search": text}).json()["results"]
            assert [row["slug"] for row in rows] == slugs, (text, write)


def test_an_editor_does_not_rename_what_readers_see(register: Treaty) -> None:
    subject = enter_subject(code="seen", name="Seen by all", by=a_person())
    correct_treaty(
        register, changes={}, subjects=[subject], by=a_person(Role.REVIEWER), why="its subject"
    )
    iran = Party.objects.get(code="IRN")
    cases: list[tuple[Any, dict[str, Any]]] = [
        (iran, {"short_name": "Utopia"}),
        (iran, {"aliases": ["Arcadia"]}),
        (subject, {"name": "Atlantis"}),
    ]
    for row, changes in cases:
        with pytest.raises(ValidationError, match="a reviewer makes it"):
            correct_reference(row, changes=changes, by=a_person(), why="no")
    shown = "".join(road(Client()) for road in ROADS.values())
    assert not {"Utopia", "Arcadia", "Atlantis"} & set(re.findall(r"\w+", shown))
    for row, changes in cases:
        correct_reference(row, changes=changes, by=a_person(Role.REVIEWER), why="yes")
    for name in ("utopia", "arcadia", "atlantis"):
        assert Client().get(f"/api/v1/treaties/?search={name}").json()["count"] == 1


def test_an_editor_renames_what_only_drafts_name(register: Treaty) -> None:
    row = Party.objects.get(code=SECRET_CODE)
    correct_reference(row, changes={"short_name": "Utopia"}, by=a_person(), why="better so")
    editor = signed_in(Role.EDITOR)
    assert editor.get("/api/v1/treaties/?search=utopia").json()["count"] == 1


def test_the_form_of_a_party_keeps_what_an_editor_typed_and_says_who_saves_it(
    register: Treaty,
) -> None:
    iran = Party.objects.get(code="IRN")
    typed = {
        "code": "IRN", "name": "Utopia", "short_name": "Utopia", "kind": "state",
        "aliases": "", "existed": "",
    }  # fmt: skip
    editor, address = signed_in(Role.EDITOR), f"/admin/treaties/party/{iran.pk}/change/"
    shown = editor.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))
    answer = editor.post(address, {**hidden, **typed})
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "a reviewer makes it" in said
    assert 'value="Utopia"' in said
    iran.refresh_from_db()
    assert iran.short_name == "Iran"


def test_segments_of_published_agreements_are_shared_by_editors_and_the_house(
    register: Treaty,
) -> None:
    listed = {
        audience: signed_in(role).get("/api/v1/timeline/").json()["segments"]
        for audience, role in ((Audience.HOUSE, Role.VIEWER), (Audience.EDITORS, Role.EDITOR))
    }
    assert listed[Audience.HOUSE][0]["version"] == listed[Audience.EDITORS][0]["version"]
    assert listed[Audience.EDITORS][-1]["key"] == "drafts"


def test_a_closed_register_names_no_party(register: Treaty, settings: Settings) -> None:
    settings.PUBLIC_BROWSING = False
    assert not parties_visible_to(Audience.PUBLIC.reader).exists()
    assert not subjects_visible_to(Audience.PUBLIC.reader).exists()
    assert parties_visible_to(Audience.HOUSE.reader).count() == 2


def test_a_state_before_another_is_known_with_it(register: Treaty) -> None:
    soviet = a_party("SUN")
    Party.objects.get(code="RUS").predecessors.add(soviet)
    Party.objects.get(code=SECRET_CODE).predecessors.add(Party.objects.get(code="RUS"))
    assert Client().get("/parties/SUN/").status_code == 200
    assert SECRET not in Client().get("/parties/RUS/").content.decode()


def test_a_word_of_drafts_alone_corrects_nobodys_spelling(register: Treaty) -> None:
    assert Word.objects.filter(word="zubrovia").exists()
    for text in ("zubrovja", "clandestone"):
        assert Client().get("/api/v1/treaties/", {"search": text}).json()["count"] == 0


def test_the_migration_folds_as_a_write_does(register: Treaty) -> None:
    treaties = dict(Treaty.objects.values_list("pk", "search_text"))
    parties = dict(Party.objects.values_list("pk", "search_text"))
    Treaty.objects.update(search_text="old", sort_key="old")
    Party.objects.update(search_text="", sort_key="")
    name = next((settings_of_house.BASE_DIR / "treaties/migrations").glob("*_search.py")).stem
    migration = import_module(f"treaties.migrations.{name}")
    migration.fold_all(apps, SimpleNamespace(connection=connection))
    assert dict(Treaty.objects.values_list("pk", "search_text")) == treaties
    assert dict(Party.objects.values_list("pk", "search_text")) == parties
    words = {word for text in treaties.values() for word in text.split() if word.isalpha()}
    assert set(Word.objects.values_list("word", flat=True)) == words
    assert Treaty.objects.get(slug="open").sort_key == "open"
