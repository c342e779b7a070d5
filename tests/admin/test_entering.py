"""A registrar enters a bilateral agreement in the administration, and sees its dates at once."""

import re
from datetime import date

import pytest
from django.test import Client

from treaties.models import (
    Clause,
    DiplomaticEvent,
    KeyDate,
    Party,
    Role,
    Source,
    Treaty,
    TreatyAction,
    User,
)
from treaties.register import people, sources

pytestmark = pytest.mark.django_db

PREFIXES = (
    "participants",
    "clauses",
    "treaty_actions",
    "identifiers",
    "languages",
    "relations_to_earlier",
)


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk", "clerk@example.org", "secret", role=Role.EDITOR)


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture
def parties(clerk: User) -> list[Party]:
    return [
        people.enter_party(code=code, name=name, short_name=name, by=clerk)
        for code, name in (("NLD", "Netherlands"), ("TZA", "Tanzania"))
    ]


@pytest.fixture
def source(clerk: User) -> Source:
    return sources.enter_source(ref="text", title="The text", by=clerk)


def an_agreement(parties: list[Party], source: Source, **changes: str) -> dict[str, str]:
    """What a filled form sends: two parties, four clauses, a signature, each with its source."""
    data = {
        "short_title": "Netherlands–Tanzania agreement",
        "slug": "netherlands-tanzania",
        "title": "Agreement on encouragement of investments",
        "kind": "agreement",
        "composition": "bilateral",
        "binding": "yes",
        "summary": "",
        "why": "from the text",
    }
    rows: dict[str, list[dict[str, str]]] = {prefix: [] for prefix in PREFIXES}
    rows["participants"] = [
        {"party": str(party.pk), "position": str(place), "note": ""}
        for place, party in enumerate(parties)
    ]
    rows["clauses"] = [
        {"kind": kind, "provision": provision, "article": "14", "rank": "normal", "held": "on"}
        | {"source": str(source.pk), "at": "art. 14"}
        for kind, provision in (
            ("entry_into_force", '{"type": "on_signature"}'),
            ("duration", '{"type": "fixed", "period": "P15Y", "from": "eif"}'),
            ("renewal", '{"type": "tacit", "period": "P10Y", "max_times": null}'),
            ("notice", '{"period": "P6M", "before": "term_end", "basis": "received"}'),
        )
    ]
    rows["treaty_actions"] = [
        {"kind": "signature", "details": "{}", "date": "2004-04-01", "role": "acted"}
        | {"source": str(source.pk), "at": "p. 1"}
    ]
    for prefix, forms in rows.items():
        data |= {f"{prefix}-TOTAL_FORMS": str(len(forms)), f"{prefix}-INITIAL_FORMS": "0"}
        for number, form in enumerate(forms):
            data |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return data | changes


def opened(desk: Client, address: str) -> dict[str, str]:
    """The version that a form has when it is opened now."""
    found = re.search(r'name="_version" value="([^"]+)"', desk.get(address).text)
    assert found is not None
    return {"_version": found[1]}


def test_an_agreement_is_entered_whole_and_its_dates_follow(
    desk: Client, clerk: User, parties: list[Party], source: Source
) -> None:
    answer = desk.post("/admin/treaties/treaty/add/", an_agreement(parties, source))
    assert answer.status_code == 302, re.findall(r"errorlist[^<]*<li>([^<]*)", answer.text)
    treaty = Treaty.objects.get()
    assert treaty.entered_by == clerk
    assert treaty.published_at is None
    assert [p.party for p in treaty.participants.all()] == parties
    assert Clause.objects.filter(treaty=treaty, citations__source=source).count() == 4
    signature = TreatyAction.objects.get()
    assert signature.claims.get().citations.get().source == source
    notice = KeyDate.objects.get(treaty=treaty, kind="last_notice", ordinal=0, reading="")
    assert notice.earliest == date(2018, 10, 1)
    page = desk.get(f"/admin/treaties/treaty/{treaty.pk}/change/")
    assert "2018" in page.text
    assert "last day to give notice" in page.text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("treaty_actions-0-date", "2004-02-30", "30"),
        ("treaty_actions-0-date", "yesterday", "2001-03-12"),
        ("clauses-1-provision", '{"type": "fixed", "period": "-P1Y", "from": "eif"}', "period"),
        ("clauses-1-provision", '{"type": "sometimes"}', "sometimes"),
        ("clauses-1-provision", "[" * 3000, "nested"),
        ("treaty_actions-0-details", '{"until": "2026-02-30"}', "until"),
        ("treaty_actions-0-details", '{"period": "P0D"}', "period"),
        ("slug", "not a slug", "slug"),
        ("participants-0-party", "999999", "choice"),
    ],
)
def test_an_impossible_value_gets_a_sentence_beside_its_field(
    desk: Client, parties: list[Party], source: Source, field: str, value: str, says: str
) -> None:
    answer = desk.post(
        "/admin/treaties/treaty/add/", an_agreement(parties, source, **{field: value})
    )
    assert answer.status_code == 200
    sentences = " ".join(re.findall(r'<ul class="errorlist"[^>]*>(.*?)</ul>', answer.text, re.S))
    assert says in sentences
    assert not Treaty.objects.exists(), "nothing half done"


def test_the_same_party_twice_is_refused_and_nothing_is_kept(
    desk: Client, parties: list[Party], source: Source
) -> None:
    twice = an_agreement(parties, source, **{"participants-1-party": str(parties[0].pk)})
    answer = desk.post("/admin/treaties/treaty/add/", twice, follow=True)
    assert answer.status_code == 200
    assert not Treaty.objects.exists()


def test_a_reviewer_publishes_from_the_list(
    desk: Client, parties: list[Party], source: Source
) -> None:
    desk.post("/admin/treaties/treaty/add/", an_agreement(parties, source))
    treaty = Treaty.objects.get()
    chosen = {"action": "publish", "_selected_action": [str(treaty.pk)]}
    desk.post("/admin/treaties/treaty/", chosen)
    treaty.refresh_from_db()
    assert treaty.published_at is None, "an editor does not publish"
    reviewer = User.objects.create_user("reviewer", "r@example.org", role=Role.REVIEWER)
    desk.force_login(reviewer)
    desk.post("/admin/treaties/treaty/", chosen)
    treaty.refresh_from_db()
    assert treaty.published_by == reviewer


def test_viewers_and_strangers_stay_outside(client: Client) -> None:
    assert client.get("/admin/treaties/treaty/").status_code == 302
    client.force_login(User.objects.create_user("viewer", "v@example.org", role=Role.VIEWER))
    assert client.get("/admin/treaties/treaty/").status_code == 302


@pytest.mark.parametrize("table", ["user", "watch", "reminder", "outgoingmessage"])
def test_people_their_follows_and_their_letters_are_for_administrators(
    desk: Client, table: str
) -> None:
    assert desk.get(f"/admin/treaties/{table}/").status_code == 403
    desk.force_login(User.objects.create_user("boss", "b@example.org", role=Role.ADMIN))
    assert desk.get(f"/admin/treaties/{table}/").status_code == 200


def test_what_the_register_refuses_comes_back_as_it_was_filled_in(
    desk: Client, parties: list[Party], source: Source
) -> None:
    twice = an_agreement(parties, source, **{"participants-1-party": str(parties[0].pk)})
    answer = desk.post("/admin/treaties/treaty/add/", twice)
    assert answer.status_code == 200
    assert "Nothing was saved" in answer.text
    assert "was added successfully" not in answer.text
    assert "Agreement on encouragement of investments" in answer.text
    assert not Treaty.objects.exists()


def test_a_corrected_event_keeps_its_new_parties(desk: Client, parties: list[Party]) -> None:
    form = {
        "kind": "visit",
        "date": "2021-04-13",
        "title": "A visit",
        "parties": [str(parties[0].pk)],
        "treaties": [],
    }
    desk.post("/admin/treaties/diplomaticevent/add/", form)
    event = DiplomaticEvent.objects.get()
    assert list(event.parties.all()) == parties[:1]
    form["parties"] = [str(party.pk) for party in parties]
    address = f"/admin/treaties/diplomaticevent/{event.pk}/change/"
    answer = desk.post(address, form | opened(desk, address))
    assert answer.status_code == 302
    assert set(event.parties.all()) == set(parties)


def test_an_agreement_is_withdrawn_with_a_reason_and_put_back(
    desk: Client, parties: list[Party], source: Source
) -> None:
    desk.post("/admin/treaties/treaty/add/", an_agreement(parties, source))
    treaty = Treaty.objects.get()
    reason = {"withdraw_because": "entered twice", "treaty_actions-0-details": "{}"}
    form = an_agreement([], source, **reason)
    for prefix in PREFIXES:
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    address = f"/admin/treaties/treaty/{treaty.pk}/change/"
    answer = desk.post(address, form | opened(desk, address))
    treaty.refresh_from_db()
    assert answer.status_code == 302
    assert treaty.withdrawn_reason == "entered twice"
    desk.post("/admin/treaties/treaty/", {"action": "restore", "_selected_action": [treaty.pk]})
    treaty.refresh_from_db()
    assert treaty.withdrawn_at is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "treaties/treaty/",
        "treaties/treaty/add/",
        "treaties/party/",
        "treaties/party/add/",
        "treaties/source/add/",
        "treaties/diplomaticevent/add/",
        "treaties/draftupdate/add/",
        "treaties/body/add/",
        "treaties/subject/add/",
        "treaties/treatyaction/",
    ],
)
def test_every_page_of_the_administration_opens(desk: Client, address: str) -> None:
    assert desk.get(f"/admin/{address}").status_code == 200


def test_an_editor_signs_in_where_the_administration_asks_for_it(
    client: Client, clerk: User
) -> None:
    asked = client.get("/admin/", follow=True)
    address = asked.redirect_chain[-1][0]
    answer = client.post(address, {"username": "clerk", "password": "secret"}, follow=True)
    assert answer.status_code == 200
    assert "Enter and correct" in answer.text


def test_a_row_left_untouched_is_no_act(desk: Client, parties: list[Party], source: Source) -> None:
    page = desk.get("/admin/treaties/treaty/add/").text
    chosen = re.findall(
        r'<select name="treaty_actions-0-role".*?<option value="(\w*)"[^>]*selected', page, re.S
    )
    data = an_agreement(parties, source)
    data |= {
        "treaty_actions-TOTAL_FORMS": "2",
        "treaty_actions-1-details": "{}",
        "initial-treaty_actions-1-details": "{}",
        "treaty_actions-1-role": chosen[0] if chosen else "acted",  # a browser takes the first
    }
    answer = desk.post("/admin/treaties/treaty/add/", data)
    assert answer.status_code == 302, re.findall(r"errorlist[^<]*<li>([^<]*)", answer.text)
    assert TreatyAction.objects.count() == 1
