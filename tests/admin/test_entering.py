"""A registrar enters a bilateral agreement in the administration, and sees its dates at once."""

import re
from datetime import date

import pytest
from django.test import Client

from treaties.models import Clause, KeyDate, Party, Role, Source, Treaty, TreatyAction, User
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
        {"kind": kind, "provision": provision, "article": "14", "rank": "normal"}
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


def test_editors_do_not_manage_people(desk: Client) -> None:
    assert desk.get("/admin/treaties/user/").status_code == 403


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
        "treaties/outgoingmessage/",
        "treaties/reminder/",
        "treaties/watch/",
        "treaties/body/add/",
        "treaties/subject/add/",
        "treaties/treatyaction/",
    ],
)
def test_every_page_of_the_administration_opens(desk: Client, address: str) -> None:
    assert desk.get(f"/admin/{address}").status_code == 200
