"""Reading by the API: what is answered, to whom, and in how many queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import a_clause, a_party, a_person, a_treaty, an_act
from treaties.models import KeyDate, RenewalCycle, Role, Treaty
from treaties.register.publication import publish, withdraw
from treaties.register.relations import relate
from treaties.register.sources import cite, enter_source
from treaties.register.treaties import add_participant
from treaties.register.updates import open_update

pytestmark = pytest.mark.django_db

LISTS = ["treaties", "key-dates", "cycles", "parties"]


def read(address: str, client: Client | None = None) -> Any:
    answer = (client or Client()).get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(a_person(role))
    return client


def test_the_root_names_every_address_and_each_answers() -> None:
    for name, address in Client().get("/api/v1/").json().items():
        expected = 405 if name == "reckon" else 200  # it is asked by POST only
        assert Client().get(address).status_code == expected, address


def test_a_treaty_tells_its_status_on_a_day_and_the_other_reading() -> None:
    a_treaty(published=True, from_signature=True)
    found = read("treaties/a-treaty/?on=2021-04-12")
    assert found["status"]["status"] == "next_period_certain"
    assert found["status"]["until"] == "2022-04-05"
    assert [r["reading_label"] for r in found["other_readings"]] == ["counted from signature"]
    assert read("treaties/?on=2001-04-01")["results"][0]["status"]["status"] == "signed"
    assert read("treaties/a-treaty/?on=1990-01-01")["status"] is None


def test_as_of_a_day_the_facts_dated_later_do_not_count() -> None:
    a_treaty(published=True)
    assert read("treaties/a-treaty/?as_of=2001-06-01&on=2010-01-01")["status"]["status"] == "signed"
    assert read("treaties/a-treaty/?on=2010-01-01")["status"]["status"] == "in_force"


def test_a_treaty_tells_its_clauses_acts_claims_and_citations() -> None:
    treaty, by = a_treaty(), a_person()
    act = an_act(treaty, "registration", "2003-05", party="IRN")
    source = enter_source(ref="gazette", title="The gazette", by=by)
    cite(fact=act.claims.get(), source=source, at="p. 4", quote="registered", by=by)
    publish(treaty, by=a_person(Role.REVIEWER))
    found = read("treaties/a-treaty/")
    acts = {act["kind"]: act for act in found["actions"]}
    claim = acts["registration"]["claims"][0]
    assert acts["registration"]["party"] == "IRN"
    assert claim["date"] == {
        "edtf": "2003-05",
        "earliest": "2003-05-01",
        "latest": "2003-05-31",
        "words": "May 2003",
    }
    assert claim["citations"][0]["source"] == "gazette"
    assert claim["citations"][0]["quote"] == "registered"
    clauses = {clause["kind"]: clause["provision"] for clause in found["clauses"]}
    assert clauses["duration"] == {"type": "fixed", "period": "P10Y"}
    assert [party["code"] for party in found["parties"]] == ["IRN", "RUS"]
    assert found["number_of_parties"] == 2
    assert read("treaties/a-treaty/?on=2002-04-04")["number_of_parties"] == 0


def test_key_dates_come_by_day_kind_and_treaty_each_with_its_reason() -> None:
    a_treaty(published=True)
    a_treaty("other", parties=("CHN", "USA"), published=True)
    address = "key-dates/?from=2021-01-01&to=2021-12-31&kind=last_notice"
    assert read(address)["count"] == 2
    (row,) = read(f"{address}&treaty=a-treaty")["results"]
    assert (row["earliest"], row["treaty"]["slug"]) == ("2021-04-05", "a-treaty")
    assert row["reason"]
    assert [r["treaty"]["slug"] for r in read(f"{address}&party=CHN")["results"]] == ["other"]
    assert read(f"{address}&party=CHN,IRN")["count"] == 0


def test_the_last_day_asked_for_is_included() -> None:
    a_treaty(published=True)
    address = "key-dates/?kind=last_notice&from=2021-04-05&to=2021-04-05"
    assert read(address)["count"] == 1


def test_cycles_come_in_order_and_without_the_other_readings_if_so_asked() -> None:
    a_treaty(published=True, from_signature=True)
    rows = read("cycles/?treaty=a-treaty&reading=principal")["results"]
    assert [row["ordinal"] for row in rows] == list(range(len(rows)))
    assert (rows[2]["start"], rows[2]["last_notice"]) == ("2012-04-05", None) or rows[2]["expires"]
    assert {row["reading"] for row in rows} == {""}
    assert len({row["reading"] for row in read("cycles/?treaty=a-treaty")["results"]}) == 2


def test_parties_count_the_treaties_that_the_reader_may_see() -> None:
    a_treaty(published=True)
    a_treaty("draft")
    public = {p["code"]: p["treaties"] for p in read("parties/")["results"]}
    assert public == {"IRN": 1, "RUS": 1}
    editors = {
        p["code"]: p["treaties"] for p in read("parties/", signed_in(Role.EDITOR))["results"]
    }
    assert editors == {"IRN": 2, "RUS": 2}


@pytest.mark.parametrize("role", [None, Role.VIEWER])
def test_what_is_not_published_is_invisible_at_every_address(role: str | None) -> None:
    draft = a_treaty("draft")
    client = signed_in(role) if role else Client()
    assert read("treaties/", client)["count"] == 0
    assert read("key-dates/", client)["count"] == 0
    assert read("cycles/", client)["count"] == 0
    assert read("timeline/", client)["segments"] == []
    for address in (
        "treaties/draft/",
        "timeline/?treaty=draft",
        f"timeline/t{draft.pk}/",
        "timeline/drafts/",
        f"timeline/{draft.pk // 1024}/",
    ):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 404, address
        assert "Draft" not in answer.content.decode()
    for address in ("key-dates/?treaty=draft", "cycles/?treaty=draft"):
        hidden = client.get(f"/api/v1/{address}")
        absent = client.get(f"/api/v1/{address.replace('draft', 'nought')}")
        assert hidden.status_code == absent.status_code == 400
        assert hidden.content.replace(b"draft", b"nought") == absent.content
    assert read("treaties/draft/", signed_in(Role.EDITOR))["published"] is False


def test_an_unpublished_fact_on_a_published_treaty_is_invisible() -> None:
    treaty, by = a_treaty(published=True), a_person()
    hidden = a_treaty("hidden")
    a_clause(treaty, "survival", article="99", scope="pending cases", period="P1Y")
    an_act(treaty, "registration", "2003-05-01")
    add_participant(treaty=treaty, party=a_party("CHN"), by=by)
    relate(from_treaty=hidden, to_treaty=treaty, kind="refers_to", by=by)
    open_update(treaty=treaty, goal="amend", title="A quiet plan", by=by)
    answer = Client().get("/api/v1/treaties/a-treaty/").content.decode()
    for secret in ('"99"', "registration", "CHN", "hidden", "A quiet plan"):
        assert secret not in answer, secret
    answer = signed_in(Role.EDITOR).get("/api/v1/treaties/a-treaty/").content.decode()
    for secret in ('"99"', "registration", "CHN", "hidden", "A quiet plan"):
        assert secret in answer, secret


def test_an_internal_update_is_told_to_the_house_only_even_when_published() -> None:
    treaty = a_treaty(published=True)
    open_update(treaty=treaty, goal="amend", title="A quiet plan", by=a_person())
    publish(treaty, by=a_person(Role.REVIEWER))
    assert read("treaties/a-treaty/")["updates"] == []
    assert len(read("treaties/a-treaty/", signed_in(Role.VIEWER))["updates"]) == 1


def test_a_withdrawn_treaty_is_gone() -> None:
    withdraw(a_treaty(published=True), reason="entered twice", by=a_person(Role.REVIEWER))
    assert Client().get("/api/v1/treaties/a-treaty/").status_code == 404
    assert read("key-dates/")["count"] == 0


def test_where_browsing_is_not_public_one_signs_in(settings: Any) -> None:
    settings.PUBLIC_BROWSING = False
    a_treaty(published=True)
    for address in (
        "",
        "treaties/",
        "treaties/a-treaty/",
        "key-dates/",
        "timeline/",
        "timeline/0/",
    ):
        answer = Client().get(f"/api/v1/{address}")
        assert answer.status_code == 403, address
        assert answer.json()["errors"][0]["message"]
    assert read("treaties/", signed_in(Role.VIEWER))["count"] == 1


def test_a_list_comes_in_pages_that_lead_to_each_other() -> None:
    for number in range(3):
        a_treaty(f"treaty-{number}", published=True)
    first = read("treaties/?page_size=2&ordering=-title")
    assert [row["slug"] for row in first["results"]] == ["treaty-2", "treaty-1"]
    assert (first["count"], first["pages"], first["previous"]) == (3, 2, None)
    second = Client().get(first["next"]).json()
    assert [row["slug"] for row in second["results"]] == ["treaty-0"]
    assert second["next"] is None


def copies(count: int) -> None:
    """More of the same, with a treaty's dates and cycles each."""
    like = Treaty.objects.get(slug="a-treaty")
    facts = {
        "entered_by": like.entered_by,
        "published_by": like.published_by,
        "published_at": like.published_at,
    }
    made = Treaty.objects.bulk_create(
        Treaty(
            slug=f"copy-{n}",
            title="Copy",
            short_title="Copy",
            kind="treaty",
            composition="bilateral",
            sort_key="copy",
            **facts,
        )
        for n in range(count)
    )
    for model in (RenewalCycle, KeyDate):
        row = model.objects.filter(treaty=like).first()
        assert row is not None
        for treaty in made:
            row.pk, row.treaty = None, treaty
            if isinstance(row, KeyDate):
                row.cycle = row.clause = None
            row.save(force_insert=True)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_1_treaty_as_for_100(name: str) -> None:
    a_treaty(published=True)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            read(f"{name}/?page_size=200")
        counts.append(len(queries))
        if len(counts) == 1:
            copies(99)
    assert counts[0] == counts[1]


def test_a_treaty_takes_as_many_queries_for_2_acts_as_for_30() -> None:
    treaty, by = a_treaty(published=True), a_person()
    source = enter_source(ref="gazette", title="The gazette", by=by)
    counts = []
    for _ in range(2):
        for number in range(1, 15):
            act = an_act(treaty, "declaration", f"2003-05-{number:02}", party="IRN")
            cite(fact=act, source=source, at=str(number), by=by)
            cite(fact=act.claims.get(), source=source, at=str(number), by=by)
        publish(treaty, by=a_person(Role.REVIEWER))
        with CaptureQueriesContext(connection) as queries:
            read("treaties/a-treaty/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25
