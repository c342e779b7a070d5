"""Manifest and segments over a real register: what is in them, for whom, and what changes their
versions.
"""

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import a_party, a_person, a_treaty, an_act
from treaties.chronology import payload
from treaties.chronology.columns import FORMAT, MENTIONED
from treaties.chronology.rows import Roll, rows_of
from treaties.chronology.transport import segments, versions
from treaties.chronology.transport.audience import Audience
from treaties.chronology.transport.versions import NoSuchSegment
from treaties.models import Participant, Role, StatusSpan, Treaty
from treaties.register.events import record_event
from treaties.register.people import enter_party
from treaties.register.publication import publish, withdraw
from treaties.register.treaties import add_participant, correct_treaty
from treaties.register.updates import add_milestone, open_update

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["segments"].clear()


def refs(audience: Audience = Audience.PUBLIC) -> dict[str, str]:
    found = payload.contents(audience, TODAY).refs
    return {ref.key: ref.version for ref in found}


def columns(key: str, audience: Audience = Audience.PUBLIC) -> dict[str, Any]:
    roll = Roll.call(audience.reader)
    body = segments.segment_body(versions.of(key, audience, roll), roll, audience)
    assert body.settled
    found: dict[str, Any] = json.loads(body.content)
    return found


def labels(found: dict[str, Any]) -> list[str]:
    return [found["strings"][number] for number in found["marks"]["label"]]


def key_of(treaty: Treaty) -> str:
    return str(treaty.pk // versions.BLOCK)


def test_a_segment_holds_the_cycles_and_both_readings_of_a_dispute() -> None:
    treaty = a_treaty(published=True, from_signature=True)
    found = columns(key_of(treaty))
    readings = {found["strings"][number] for number in found["cycles"]["reading"]}
    assert readings == {"", f"{MENTIONED}counted from signature"}
    boundary = (date(2012, 4, 5) - date(1970, 1, 1)).days
    assert boundary in found["cycles"]["expires"]
    assert found["treaties"]["parties"] == [[0, 1]]
    owners = found["spans"]["party"]
    assert set(owners) == {None}, "a bilateral's parties say the same again"


def test_an_unpublished_treaty_is_only_in_the_overlay_of_those_who_enter() -> None:
    treaty = a_treaty()
    assert refs() == refs(Audience.HOUSE) == {}
    assert list(refs(Audience.EDITORS)) == [versions.DRAFTS]
    assert columns(versions.DRAFTS, Audience.EDITORS)["treaties"]["id"] == [treaty.pk]
    for audience in (Audience.PUBLIC, Audience.HOUSE):
        for key in (versions.DRAFTS, f"t{treaty.pk}", key_of(treaty)):
            with pytest.raises(NoSuchSegment):
                versions.of(key, audience, Roll.call(audience.reader))
    publish(treaty, by=a_person(Role.REVIEWER))
    assert list(refs(Audience.EDITORS)) == [key_of(treaty)]


def test_a_withdrawn_treaty_leaves_its_segment() -> None:
    treaty = a_treaty(published=True)
    before = refs()
    withdraw(treaty, reason="entered twice", by=a_person(Role.REVIEWER))
    assert before
    assert refs() == {}


def test_an_internal_step_is_seen_by_the_house_and_a_public_one_by_all() -> None:
    treaty, by = a_treaty(published=True), a_person()
    for title, public in (("Inside", False), ("Outside", True)):
        update = open_update(treaty=treaty, goal="replace", title=title, public=public, by=by)
        add_milestone(update=update, step="signature", title=title, planned="2027-01-01", by=by)
    publish(treaty, by=a_person(Role.REVIEWER))
    assert {"Inside", "Outside"} & set(labels(columns(key_of(treaty)))) == {"Outside"}
    assert {"Inside", "Outside"} <= set(labels(columns(key_of(treaty), Audience.HOUSE)))


def test_what_is_published_is_made_once_for_the_house_and_those_who_enter() -> None:
    treaty, by = a_treaty(published=True), a_person()
    update = open_update(treaty=treaty, goal="replace", title="Inside", public=False, by=by)
    add_milestone(update=update, step="signature", title="Inside", planned="2027-01-01", by=by)
    publish(treaty, by=a_person(Role.REVIEWER))
    add_milestone(update=update, step="signature", title="Waits", planned="2028-01-01", by=by)
    add_participant(treaty=treaty, party=a_party("CHN"), by=by)
    an_act(treaty, "renewal", "2020-01-01")
    assert refs(Audience.HOUSE) == refs(Audience.EDITORS) != refs()
    made = []
    for audience in (Audience.HOUSE, Audience.EDITORS):
        caches["segments"].clear()
        made.append(columns(key_of(treaty), audience))
    assert made[0] == made[1]
    assert "Inside" in labels(made[0])
    assert "Waits" not in labels(made[0])


def test_an_edit_moves_the_version_of_its_own_segment_only() -> None:
    first = a_treaty("first", published=True)
    Treaty.objects.filter(pk=first.pk).update(version=1)
    far = first.pk + 5 * versions.BLOCK
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('treaties_treaty_id_seq', %s)", [far])
    second = a_treaty("second", published=True)
    before = refs()
    assert set(before) == {key_of(first), key_of(second)}
    correct_treaty(
        first, changes={"title": "Another title"}, by=a_person(Role.REVIEWER), why="test"
    )
    after = refs()
    assert after[key_of(first)] != before[key_of(first)]
    assert after[key_of(second)] == before[key_of(second)]


def test_an_event_moves_the_version_although_no_date_follows_from_it() -> None:
    treaty = a_treaty(published=True)
    before = refs()
    record_event(kind="visit", date="2021-04-13", title="A visit", treaties=[treaty], by=a_person())
    publish(treaty, by=a_person(Role.REVIEWER))
    assert refs() != before
    assert "visit: A visit" in labels(columns(key_of(treaty)))


def test_a_new_party_moves_no_version_until_something_published_names_it() -> None:
    treaty = a_treaty(published=True)
    parties, before = columns(key_of(treaty))["treaties"]["parties"], refs()
    enter_party(code="AAA", name="Aaa", short_name="Aaa", kind="state", by=a_person(Role.ADMIN))
    assert refs() == before
    a_treaty("another", parties=("AAA", "IRN"), published=True)
    assert columns(key_of(treaty))["treaties"]["parties"][0] == parties[0]
    assert refs() != before


def test_nothing_moves_where_nothing_was_written() -> None:
    a_treaty(published=True)
    assert payload.contents(Audience.PUBLIC, TODAY) == payload.contents(Audience.PUBLIC, TODAY)


def test_the_manifest_of_an_empty_register_is_empty() -> None:
    found = payload.contents(Audience.PUBLIC, TODAY)
    manifest = payload.manifest(found, {})
    assert manifest["segments"] == manifest["parties"] == []
    assert manifest["format"] == FORMAT


def test_a_write_between_the_queries_is_never_kept_under_the_old_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    treaty = a_treaty(published=True)
    roll = Roll.call(AnonymousUser())
    ref = versions.of(key_of(treaty), Audience.PUBLIC, roll)
    real, calls = rows_of, list[int]()

    def rows_while_somebody_writes(*args: Any, **kwargs: Any) -> Any:
        rows = real(*args, **kwargs)
        if not calls:
            calls.append(1)
            correct_treaty(
                treaty, changes={"title": "Changed"}, by=a_person(Role.REVIEWER), why="race"
            )
        return rows

    monkeypatch.setattr(segments, "rows_of", rows_while_somebody_writes)
    body = segments.segment_body(ref, roll, Audience.PUBLIC)
    assert body.settled
    assert body.ref.version != ref.version
    assert "Changed" in json.loads(body.content)["strings"]
    assert caches["segments"].get(f"chronology:{ref.version}:") is None


@pytest.mark.parametrize("key", ["t", "x", "-1", "٣", "9" * 30, "t" + "9" * 30, "drafts", ""])
def test_a_name_that_is_no_segment_is_refused(key: str) -> None:
    with pytest.raises(NoSuchSegment):
        versions.of(key, Audience.PUBLIC, Roll.call(AnonymousUser()))


def copies(treaty: Treaty, count: int) -> None:
    """More treaties like this one, as plain rows: five hundred by the door would take a minute."""
    facts = {
        "entered_by": treaty.entered_by,
        "published_by": treaty.published_by,
        "published_at": treaty.published_at,
    }
    made = Treaty.objects.bulk_create(
        Treaty(
            slug=f"copy-{n}",
            title=f"Copy {n}",
            short_title=f"Copy {n}",
            kind="treaty",
            composition="bilateral",
            sort_key=f"copy {n:04}",
            **facts,
        )
        for n in range(count)
    )
    party = a_party("IRN")
    Participant.objects.bulk_create(Participant(treaty=t, party=party, **facts) for t in made)
    StatusSpan.objects.bulk_create(
        StatusSpan(treaty=t, status="in_force", span=(date(2000, 1, 1), None)) for t in made
    )


def test_the_number_of_queries_is_the_same_for_1_and_for_500_treaties() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('treaties_treaty_id_seq', 1024)")
    treaty = a_treaty(published=True)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as manifest:
            payload.contents(Audience.PUBLIC, TODAY)
        with CaptureQueriesContext(connection) as segment:
            found = columns(key_of(treaty))
        counts.append((len(manifest), len(segment)))
        last = len(found["treaties"]["id"])
        copies(treaty, 499) if last == 1 else None
    assert last == 500
    assert counts[0] == counts[1]
    assert counts[0][0] == 4
    with CaptureQueriesContext(connection) as unmoved:
        payload.contents(Audience.PUBLIC, TODAY)
    assert len(unmoved) == 3
