"""Whatever a person writes means the same at every door: the same day or length, or the same
sentence.
"""

from argparse import ArgumentTypeError
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.test import Client

from tests.builders import a_person, a_treaty
from tests.web.clausetester import FOUNDING
from treaties.admin.forms import MilestoneForm
from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period, civil, words
from treaties.management.commands.rehearse import day as day_of_a_command
from treaties.models import Role, Source, Watch
from treaties.written.days import day
from treaties.written.leads import days_of
from treaties.written.lengths import length

pytestmark = pytest.mark.django_db

PAGE = "/treaties/iran-russia-2001/"

DAYS = {
    "2021-04-12": "2021-04-12",
    "12 April 2021": "2021-04-12",
    "Apr 12th, 2021": "2021-04-12",
    "12.4.2021": "2021-04-12",
    "٢٠٢١-٠٤-١٢": "2021-04-12",
    "13/4/2021": "2021-04-13",
    "3/4/2021": "",
    "12 April 21": "",
    "30 February 2021": "",
    "12 Aprl 2021": "",
}
LENGTHS = {
    "18 months": "P18M",
    "P18M": "P18M",
    "a year and a half": "P18M",
    "1 year 6 months": "P1Y6M",
    "540 days": "P540D",
    "1.5 months": "",
    "ten yeers": "",
    "6 months 1 year": "",
}


def page_of(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query, follow=True)
    assert response.status_code in (200, 400)
    return unescape(response.content.decode())


def as_of(client: Client, text: str) -> str:
    response = client.get(PAGE, {"as_of": text}, follow=True)
    if response.status_code == 400:
        return unescape(response.content.decode())
    return str(parse_qs(response.request["QUERY_STRING"])["as_of"][0])


def what_if(client: Client, text: str) -> str:
    return page_of(client, PAGE, suppose="notice", party="IRN", on=text)


def clause_tester(client: Client, text: str) -> str:
    return page_of(client, "/reckon/", **{**FOUNDING, "noticed": text})


def seen_on(client: Client, text: str) -> str:
    return page_of(client, "/reckon/", **{**FOUNDING, "on": text})


def administration(client: Client, text: str) -> str:
    client.force_login(a_person(Role.EDITOR))
    Source.objects.filter(ref="a-source").update(ref=f"source-{Source.objects.count()}")
    filled = {"ref": "a-source", "title": "A source", "published": text}
    response = client.post("/admin/treaties/source/add/", filled)
    if response.status_code == 302:
        return Source.objects.get(ref="a-source").published.edtf
    return unescape(response.content.decode())


def command(client: Client, text: str) -> str:
    try:
        return day_of_a_command(text).isoformat()
    except ArgumentTypeError as wrong:
        return str(wrong)


@pytest.mark.parametrize("door", [as_of, what_if, clause_tester, seen_on, administration, command])
def test_a_day_means_the_same_at_every_door(
    client: Client, door: Callable[[Client, str], str]
) -> None:
    a_treaty("iran-russia-2001", from_signature=True, published=True)
    said = {text: door(client, text) for text in DAYS}
    assert [text for text in DAYS if not _same_day(text, said[text])] == []


def _same_day(text: str, said: str) -> bool:
    if iso := DAYS[text]:
        return (iso in said or words(civil(iso)) in said) and not _refused(said)
    return _refusal(day, text) in said


def _refused(said: str) -> bool:
    return "errorlist" in said or "field-fault" in said


def _refusal(reader: Callable[[str], object], text: str) -> str:
    with pytest.raises(LawError) as wrong:
        reader(text)
    return wrong.value.sentence


def extension(client: Client, text: str) -> str:
    asked = {"suppose": "extend", "on": "1 June 2021", "for": text, "as_of": "2021-04-12"}
    return page_of(client, PAGE, **asked)


def clause(client: Client, text: str) -> str:
    return page_of(client, "/reckon/", **{**FOUNDING, "period": text})


def milestone(client: Client, text: str) -> str:
    form = MilestoneForm({"typical": text})
    form.is_valid()
    return str(form.errors["typical"]) if "typical" in form.errors else form.cleaned_data["typical"]


def lead(client: Client, text: str) -> str:
    client.force_login(a_person(Role.VIEWER))
    response = client.post(f"{PAGE}follow/", {"leads": text})
    if response.status_code == 302:
        return f"{Watch.objects.get().leads[0]} days"
    return unescape(response.content.decode())


@pytest.mark.parametrize("door", [extension, clause, milestone, lead])
def test_a_length_means_the_same_at_every_door(
    client: Client, door: Callable[[Client, str], str]
) -> None:
    a_treaty("iran-russia-2001", from_signature=True, published=True)
    said = {text: door(client, text) for text in LENGTHS}
    assert [text for text in LENGTHS if not _same_length(text, said[text])] == []


def _same_length(text: str, said: str) -> bool:
    if iso := LENGTHS[text]:
        period = Period.parse(iso)
        right = (iso, period.words, f"{days_of(period)} days")
        return any(form in said for form in right) and not _refused(said)
    return _refusal(length, text) in said


def test_what_is_to_decide_may_be_asked_for_a_length_of_time(client: Client) -> None:
    response = client.get("/treaties/", {"due": "6 months", "as_of": "12 April 2021"})
    assert response.status_code == 302
    assert response["Location"] == "/treaties/?due=183&as_of=2021-04-12"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("March 2002", "2002-03"),
        ("about 1998", "1998~"),
        ("between 12 and 31 March 2002", "2002-03-12/2002-03-31"),
        ("", ""),
    ],
)
def test_an_inexact_date_is_taken_where_one_may_stand(client: Client, text: str, edtf: str) -> None:
    assert administration(client, text) == edtf


def test_where_one_day_is_needed_a_month_is_asked_back(client: Client) -> None:
    a_treaty("iran-russia-2001", published=True)
    for door in (as_of, what_if, clause_tester, seen_on, command):
        assert "Which day of March 2002? Write it like 12 March 2002." in door(client, "March 2002")
