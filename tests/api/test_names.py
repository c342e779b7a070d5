"""What people type for a name finds it, on every road: folded letters, former names, names in other
languages, inflected forms.
"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.builders import a_person, a_treaty
from treaties.catalogue.search import search, search_parties
from treaties.catalogue.visibility import treaties_visible_to
from treaties.models import Party, Role
from treaties.register.people import enter_party

pytestmark = pytest.mark.django_db

TITLES = {
    "work": "Œuvre commune",
    "cyprus": "Kıbrıs Antlaşması",
    "harbour": "Đà Nẵng harbour",
    "cooperation": "پیمان همکاری",
    "year": "قرارداد ۱۳۸۰",
    "book": "Qurʼan studies",
    "walking": "می\u200cرود",
}


@pytest.fixture
def _titles(db: None) -> None:
    enter_party(
        code="IRN",
        name="Islamic Republic of Iran",
        short_name="Iran",
        aliases=["Iranian", "Persia", "Иран", "ایران", "إيران"],
        by=a_person(Role.ADMIN),
    )
    for slug, title in TITLES.items():
        a_treaty(slug, parties=("XQA", "XQB"), title=title, short_title=title, published=True)
    a_treaty("of-iran", parties=("IRN", "XQB"), title="Friendship", short_title="Friendship",
             published=True)  # fmt: skip


TYPED = [
    ("Oeuvre", "work"), ("œuvre", "work"), ("OEUVRE COMMUNE", "work"),
    ("Kibris", "cyprus"), ("KIBRIS", "cyprus"), ("Kıbrıs", "cyprus"), ("antlasmasi", "cyprus"),
    ("Da Nang", "harbour"), ("đà nẵng", "harbour"),
    ("همكاري", "cooperation"), ("همکاری", "cooperation"), ("همـكـارى", "cooperation"),
    ("1380", "year"), ("۱۳۸۰", "year"), ("١٣٨٠", "year"), ("１３８０", "year"),
    ("Qur'an", "book"), ("Qur’an", "book"), ("quran", "book"),
    ("میرود", "walking"), ("می\u200cرود", "walking"), ("می رود", "walking"),
    ("Persia", "of-iran"), ("persia", "of-iran"), ("Иран", "of-iran"), ("ИРАНА", "of-iran"),
    ("Ирана", "of-iran"), ("Ираном", "of-iran"), ("ايران", "of-iran"), ("ایران", "of-iran"),
    ("IRN", "of-iran"), ("iranian", "of-iran"), ("Persai", "of-iran"),
]  # fmt: skip


@pytest.mark.usefixtures("_titles")
def test_what_is_typed_finds_the_agreement_on_every_road() -> None:
    client = Client()
    for typed, slug in TYPED:
        said = [t.slug for t in search(treaties_visible_to(AnonymousUser()), typed)]
        assert said == [slug], typed
        rows = client.get("/api/v1/treaties/", {"search": typed}).json()["results"]
        assert [row["slug"] for row in rows] == [slug], typed
    for typed, slug in TYPED[::6]:
        ids = client.get("/api/v1/timeline/matches/", {"search": typed}).json()["ids"]
        assert len(ids) == 1, typed
        for address in ("/", "/treaties/"):
            shown = client.get(address, {"search": typed}).content.decode()
            assert f"/treaties/{slug}/" in shown, (address, typed)


@pytest.mark.usefixtures("_titles")
def test_a_party_is_found_by_each_of_its_names() -> None:
    client = Client()
    client.force_login(a_person(Role.EDITOR))
    asked = {"app_label": "treaties", "model_name": "participant", "field_name": "party"}
    for typed in ("Persia", "ايران", "Ирана", "irn", "iran", "republic iran"):
        assert [party.code for party in search_parties(Party.objects.all(), typed)] == ["IRN"]
        listed = Client().get("/api/v1/parties/", {"search": typed}).json()["results"]
        assert [party["code"] for party in listed] == ["IRN"], typed
        offered = client.get("/admin/autocomplete/", {**asked, "term": typed}).json()["results"]
        assert [one["text"] for one in offered] == ["Iran"], typed
        found = client.get("/admin/treaties/party/", {"q": typed}).content.decode()
        assert "Islamic Republic of Iran" in found, typed


@pytest.mark.usefixtures("_titles")
def test_an_agreement_is_offered_in_the_administration_by_what_is_typed() -> None:
    client = Client()
    client.force_login(a_person(Role.EDITOR))
    asked = {"app_label": "treaties", "model_name": "relation", "field_name": "to_treaty"}
    for typed in ("Oeuvre", "Kibris", "1380", "Kibrs"):
        offered = client.get("/admin/autocomplete/", {**asked, "term": typed}).json()["results"]
        assert len(offered) == 1, typed
        listed = client.get("/admin/treaties/treaty/", {"q": typed}).content.decode()
        assert listed.count("/change/") >= 1, typed


@pytest.mark.usefixtures("_titles")
def test_the_chart_gets_the_other_names_to_search_in() -> None:
    parties = {p["code"]: p for p in Client().get("/api/v1/timeline/").json()["parties"]}
    assert "Persia" in parties["IRN"]["also"]
    assert "also" not in parties["XQB"]
