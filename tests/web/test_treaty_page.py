"""One agreement: what must be decided by when, under each reading, and who may see it."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.builders import a_party, a_person, a_treaty, an_act
from treaties.law.values.vocabulary import (
    ActionKind,
    DecisionOutcome,
    MilestoneStep,
    Rank,
    UpdateGoal,
)
from treaties.models import Role, Treaty
from treaties.register.actions import record_claim
from treaties.register.decisions import decide
from treaties.register.publication import publish
from treaties.register.updates import add_milestone, open_update

pytestmark = pytest.mark.django_db


def words(client: Client, address: str) -> str:
    """The text of the page as a reader sees it, blanks joined."""
    response = client.get(address)
    assert response.status_code == 200, address
    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", text))


@pytest.fixture
def treaty() -> Treaty:
    return a_treaty("iran-russia-2001", from_signature=True, published=True)


def test_a_week_after_the_last_day_of_notice_the_page_says_that_it_renews(
    client: Client, treaty: Treaty
) -> None:
    text = words(client, "/treaties/iran-russia-2001/?as_of=2021-04-12")
    assert "In force" in text
    assert "Third term 5 April 2017 – 5 April 2022" in text
    assert "The last day to stop its renewal was 5 April 2021 (7 days ago)" in text
    assert "It renews to 5 April 2027" in text


def test_the_reading_from_signature_stands_beside_the_record(
    client: Client, treaty: Treaty
) -> None:
    text = words(client, "/treaties/iran-russia-2001/?as_of=2021-04-12")
    assert "The other reading" in text
    assert "Fourth term 12 March 2021 – 12 March 2026" in text


def test_before_the_last_day_of_notice_the_page_says_decide_by(
    client: Client, treaty: Treaty
) -> None:
    text = words(client, "/treaties/iran-russia-2001/?as_of=2020-04-05")
    assert "Decide by 5 April 2021 in 1 year" in text


def test_on_the_last_day_itself_it_can_still_be_decided(client: Client, treaty: Treaty) -> None:
    assert "Decide by 5 April 2021 today" in words(
        client, "/treaties/iran-russia-2001/?as_of=2021-04-05"
    )
    assert "Decide by 5 April 2021" not in words(
        client, "/treaties/iran-russia-2001/?as_of=2021-04-06"
    )


def test_an_agreement_that_lapses_unless_extended_says_so(client: Client) -> None:
    a_treaty("short", renewal="", notice="", published=True)
    text = words(client, "/treaties/short/?as_of=2012-01-05")
    assert "Expires 5 April 2012 in 91 days" in text
    assert "unless it is extended" in text


def test_what_a_later_act_shows_to_have_gone_on_is_not_said_to_have_expired(client: Client) -> None:
    treaty = a_treaty("short", renewal="", notice="")
    an_act(treaty, "extension", "2012/2020", details={"until": "2020-04-04"})
    publish(treaty, by=a_person(Role.REVIEWER))
    text = words(client, "/treaties/short/?as_of=2015-01-05")
    assert "the record does not say by which act" in text
    assert "Expired" not in text


def test_what_was_dated_later_is_not_known_as_of_a_day(client: Client, treaty: Treaty) -> None:
    text = words(client, "/treaties/iran-russia-2001/?as_of=2001-06-01")
    assert "Signed, not in force" in text
    assert "Exchange of instruments" not in text


@pytest.mark.parametrize("address", ["", "card/", "why/?kind=last_notice&n=2"])
def test_an_unpublished_agreement_does_not_exist_for_those_who_only_read(
    client: Client, address: str
) -> None:
    a_treaty("secret")
    assert client.get(f"/treaties/secret/{address}").status_code == 404
    client.force_login(a_person(Role.VIEWER))
    assert client.get(f"/treaties/secret/{address}").status_code == 404
    client.force_login(a_person(Role.EDITOR))
    assert client.get(f"/treaties/secret/{address}").status_code == 200


def test_nobody_follows_what_they_may_not_see(client: Client) -> None:
    a_treaty("secret")
    client.force_login(a_person(Role.VIEWER))
    assert client.post("/treaties/secret/follow/").status_code == 404


def test_a_decision_is_internal_unless_it_is_public(client: Client, treaty: Treaty) -> None:
    cycle = treaty.cycles.get(reading="", ordinal=2)
    decide(
        cycle=cycle,
        outcome=DecisionOutcome.LET_RUN,
        decided_on=date(2020, 6, 1),
        decided_by="the minister",
        reason="while a new text is prepared",
        by=a_person(Role.REVIEWER),
    )
    assert "the minister" not in words(client, "/treaties/iran-russia-2001/")
    client.force_login(a_person(Role.VIEWER))
    assert "the minister" in words(client, "/treaties/iran-russia-2001/")


def test_a_step_counts_as_done_only_from_its_day_on(client: Client, treaty: Treaty) -> None:
    editor = a_person()
    update = open_update(
        treaty=treaty, goal=UpdateGoal.REPLACE, title="A new text", public=True, by=editor
    )
    first = add_milestone(update=update, step=MilestoneStep.DRAFTING, done="2021-07-13", by=editor)
    add_milestone(update=update, step=MilestoneStep.AGENCY_REVIEW, after=(first,), by=editor)
    publish(treaty, by=a_person(Role.REVIEWER))
    assert "0 of 2 steps done" in words(client, "/treaties/iran-russia-2001/?as_of=2021-07-12")
    assert "1 of 2 steps done" in words(client, "/treaties/iran-russia-2001/?as_of=2021-07-13")


def test_sources_that_differ_stand_at_one_date(client: Client, treaty: Treaty) -> None:
    act = treaty.treaty_actions.get(kind=ActionKind.SIGNATURE)
    record_claim(action=act, role="acted", date="2001-03-22", rank=Rank.DEPRECATED, by=a_person())
    publish(treaty, by=a_person(Role.REVIEWER))
    text = words(client, "/treaties/iran-russia-2001/")
    assert "Where sources disagree" in text
    assert "done on 12 March 2001 other sources: 22 March 2001 (we do not count this)" in text


def test_a_fact_without_a_source_is_visibly_unsourced(client: Client, treaty: Treaty) -> None:
    assert "unsourced" in words(client, "/treaties/iran-russia-2001/")


def test_why_this_date_shows_the_steps_as_a_page_and_as_a_part(
    client: Client, treaty: Treaty
) -> None:
    address = "/treaties/iran-russia-2001/why/?kind=last_notice&n=2"
    assert "5 April 2021" in words(client, address)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "2021-04-05" in part


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("kind=nonsense", "Kind"),
        ("kind=last_notice&n=minus", "Term"),
        ("kind=last_notice&as_of=2021-02-30", "As of"),
    ],
)
def test_a_question_that_cannot_be_meant_is_answered_with_the_field(
    client: Client, treaty: Treaty, query: str, name: str
) -> None:
    response = client.get(f"/treaties/iran-russia-2001/why/?{query}")
    assert response.status_code == 400
    assert f"<dt>{name}</dt>" in response.content.decode()


@pytest.mark.parametrize("query", ["kind=last_notice&n=999", "kind=last_notice&reading=none"])
def test_a_date_that_does_not_exist_is_not_found(
    client: Client, treaty: Treaty, query: str
) -> None:
    assert client.get(f"/treaties/iran-russia-2001/why/?{query}").status_code == 404


def test_the_page_asks_the_same_number_of_questions_for_many_acts(
    client: Client, treaty: Treaty, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2003, 2013):
        act = an_act(treaty, ActionKind.REGISTRATION, f"{year}-01-01", party="IRN")
        record_claim(action=act, role="received", date=f"{year}-02-01", by=a_person())
    publish(treaty, by=a_person(Role.REVIEWER))
    with django_assert_max_num_queries(27):
        client.get("/treaties/iran-russia-2001/")


def test_a_multilateral_says_how_many_parties_there_are_on_the_day(
    client: Client, treaty: Treaty
) -> None:
    a_treaty("open", composition="multilateral", published=True)
    assert "2 parties on 5 April 2021" in words(client, "/treaties/open/?as_of=2021-04-05")
    assert "0 parties on 4 April 2002" in words(client, "/treaties/open/?as_of=2002-04-04")
    assert "parties on" not in words(client, "/treaties/iran-russia-2001/?as_of=2021-04-05")


def test_names_in_any_script_keep_their_direction(client: Client) -> None:
    a_treaty("rtl", published=True, short_title="معاهده", title="معاهده اساس روابط متقابل")
    assert '<h1 dir="auto">معاهده</h1>' in client.get("/treaties/rtl/").content.decode()


def test_the_page_of_a_party_lists_its_agreements_only(client: Client, treaty: Treaty) -> None:
    a_treaty("other", parties=("CHN", "USA"), published=True)
    text = words(client, "/parties/IRN/")
    assert "Iran-russia-2001" in text.replace("Iran russia 2001", "Iran-russia-2001")
    assert "Other" not in text.split("Agreements")[1].split("Show this day")[0]
    assert client.get("/parties/XXX/").status_code == 404
    assert a_party("IRN").code == "IRN"


DAYS = ["", "?as_of=2001-03-11", "?as_of=2021-04-12", "?as_of=2031-01-01"]


@pytest.mark.parametrize("as_of", DAYS)
def test_every_date_of_the_page_tells_why_it_is_what_it_is(client: Client, as_of: str) -> None:
    treaty = a_treaty("iran-russia-2001", from_signature=True, published=False)
    an_act(treaty, ActionKind.TERMINATION, "2025-10-02")
    publish(treaty, by=a_person(Role.REVIEWER))
    page = client.get(f"/treaties/iran-russia-2001/{as_of}").content.decode()
    links = {unescape(link) for link in re.findall(r'href="([^"]*/why/\?[^"]*)"', page)}
    assert links or as_of == "?as_of=2001-03-11"
    for link in links:
        assert client.get(link).status_code == 200, link


def test_a_period_that_has_begun_is_not_called_a_projection(client: Client, treaty: Treaty) -> None:
    text = words(client, "/treaties/iran-russia-2001/?as_of=2021-04-12")
    assert "Second term calculated from the clause 5 April 2012" in text
    assert "Third term calculated from the clause, now 5 April 2017" in text
    assert "Fourth term calculated" in text


def test_reasons_name_the_parties_and_not_their_codes(client: Client) -> None:
    treaty = a_treaty("left", signed="2001-03-12")
    an_act(treaty, "notice_of_non_renewal", "2020-04-01", "IRN", role="received")
    publish(treaty, by=a_person(Role.REVIEWER))
    for address in ("/treaties/left/", "/treaties/left/card/", "/upcoming/?days=all"):
        for day in ("2020-10-01", "2022-10-01"):
            text = words(client, f"{address}{'&' if '?' in address else '?'}as_of={day}")
            assert not re.search(r"\b(IRN|RUS)\b", text), (address, day)
