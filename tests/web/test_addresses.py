"""What an address can say: one reader for all of it, and what browsers ask for by themselves."""

import pytest
from django.test import Client

from tests.builders import a_treaty

pytestmark = pytest.mark.django_db

HUGE = "0" * 20 + "9" * 4400


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/treaties/a-treaty/calendar/?kind=expiry&reading=%00", 400),
        ("/treaties/a-treaty/why/?kind=expiry&reading=%01", 400),
        ("/treaties/a-treaty/why/?kind=expiry&party=a%00b", 400),
        ("/?closed=%00", 400),
        ("/treaties/?%00=1", 400),
        (f"/treaties/a-treaty/why/?kind=expiry&clause={'9' * 4400}", 400),
        (f"/treaties/?search={'a' * 501}", 400),
        ("/treaties/?" + "&".join(f"a{n}=1" for n in range(500)), 400),
        ("/api/v1/treaties/?" + "&".join(f"a{n}=1" for n in range(1500)), 400),
        ("/parties/%00/", 404),
        ("/parties/" + "a" * 1001 + "/", 404),
        (f"/api/v1/timeline/t{HUGE}/", 404),
        (f"/api/v1/timeline/{HUGE}/", 404),
        ("/api/v1/timeline/t01/", 404),
        (f"/api/v1/timeline/t{2**63}/", 404),
        ("/api/v1/key-dates/?treaty=%00", 400),
        (f"/updates/{'9' * 4400}/", 404),
        ("/admin/?q=%00", 400),
    ],
)
def test_what_no_page_could_mean_is_refused_where_it_comes_in(
    client: Client, address: str, status: int
) -> None:
    a_treaty(published=True)
    answer = client.get(address)
    assert answer.status_code == status
    if address.startswith("/api/"):
        assert answer.json()["errors"][0]["message"]
    else:
        assert "<h1>" in answer.text


def test_a_cookie_with_a_nul_is_nobody(client: Client) -> None:
    client.cookies["sessionid"] = "a\x00b"
    assert client.get("/reminders/").status_code == 302


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/treaties/a-treaty/?as_off=2021-04-12", "Did you mean “as_of”?"),
        ("/treaties/a-treaty/?suposse=notice", "Did you mean “suppose”?"),
        ("/treaties/?serach=iran", "Did you mean “search”?"),
        ("/reckon/?compositon=bilateral", "Did you mean “composition”?"),
        ("/reckon/?colour=red", "There is no such parameter"),
    ],
)
def test_a_misspelt_parameter_is_no_question_about_something_else(
    client: Client, address: str, says: str
) -> None:
    a_treaty(published=True)
    answer = client.get(address)
    assert answer.status_code == 400
    assert says in answer.text


@pytest.mark.parametrize("query", ["utm_source=mail", "fbclid=abc", "ref=x", "lanes=party"])
@pytest.mark.parametrize("path", ["/", "/treaties/", "/upcoming/"])
def test_what_other_sites_add_to_a_link_is_left_aside(
    client: Client, path: str, query: str
) -> None:
    assert client.get(f"{path}?{query}").status_code == 200


def test_browsers_and_search_engines_find_what_they_ask_for(client: Client) -> None:
    icon = client.get("/favicon.ico")
    assert icon.status_code == 200
    assert icon["Content-Type"] in ("image/x-icon", "image/vnd.microsoft.icon")
    assert icon.content[:4] == b"\x00\x00\x01\x00"
    rules = client.get("/robots.txt")
    assert rules["Content-Type"].startswith("text/plain")
    for line in ("Disallow: /*?", "Disallow: /api/", "Allow: /*?page="):
        assert line in rules.text
