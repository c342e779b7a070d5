"""The page of one agreement is short: what counts now is open, the rest is folded, each date and
each source stands once.
"""

import re
from collections import Counter

import pytest
from django.test import Client

from tests.builders import a_person, a_treaty, an_act
from tests.web.test_updates import an_update
from treaties.law.values.vocabulary import ActionKind, EventKind, Rank
from treaties.models import Role, Treaty
from treaties.register.actions import record_claim
from treaties.register.events import record_event
from treaties.register.publication import publish
from treaties.register.sources import cite, enter_source
from treaties.register.updates import mark_done

pytestmark = pytest.mark.django_db
DAY = "as_of=2021-04-12"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def folds(html: str) -> list[str]:
    """What can be opened, each with its summary."""
    return re.findall(r"<details.*?</details>", html, re.DOTALL)


def open_part(html: str, section: str) -> str:
    """The words of a section that are there before anything is opened."""
    found = re.search(rf'<section aria-labelledby="{section}".*?</section>', html, re.DOTALL)
    assert found is not None
    inner = re.sub(r"(?<=</summary>).*?(?=</details>)", "", found[0], flags=re.DOTALL)
    return text(inner)


def test_the_present_term_and_the_next_are_open_and_the_others_name_their_dates(
    client: Client,
) -> None:
    a_treaty("one", from_signature=True, published=True)
    said = open_part(page(client, f"/treaties/one/?{DAY}"), "periods")
    assert "2 earlier terms, from 5 April 2002 to 5 April 2017" in said
    assert "Third term" in said
    assert "Fourth term" in said
    assert "Second term" not in said
    assert "further terms, calculated ahead; the next from 5 April 2027" in said
    assert re.search(r"Another reading: counted from signature .*Decide by 12 March 2025", said)


def test_another_reading_lists_only_the_terms_in_which_it_differs(client: Client) -> None:
    a_treaty("two", from_signature=True, published=True)
    html = page(client, f"/treaties/two/?{DAY}")
    days = re.findall(r'data-head="From – to"><time datetime="([^"]+)', html)
    assert max(Counter(days).values()) == 1


def test_an_other_date_stands_once_with_what_other_readings_say(client: Client) -> None:
    treaty = a_treaty("one", renewal="", notice="", from_signature=True)
    an_act(treaty, ActionKind.TERMINATION, "2031-10-02")
    publish(treaty, by=a_person(Role.REVIEWER))
    html = page(client, "/treaties/one/")
    section = re.search(r'<section aria-labelledby="dates".*?</section>', html, re.DOTALL)
    assert section is not None
    heads = re.findall(r'<th scope="row">([^<]+)', section[0])
    assert heads
    assert max(Counter(heads).values()) == 1


def test_a_long_life_is_listed_in_part_and_the_page_says_how_much_is_not(client: Client) -> None:
    a_treaty("old", signed="1500-01-01", exchanged="1500-01-01", term="P1Y", renewal="P1Y",
             notice="P1M", published=True)  # fmt: skip
    html = page(client, "/treaties/old/?as_of=2021-04-12")
    assert html.count('data-head="From – to"') < 60
    earlier = re.search(r"(\d+) earlier terms", text(html))
    assert earlier is not None
    assert int(earlier[1]) > 400
    assert f"The first {int(earlier[1]) - 24} are not listed here" in text(html)
    assert '/api/v1/cycles/?treaty=old"' in html


def test_many_parties_are_folded(client: Client) -> None:
    parties = [f"X{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(40)]
    a_treaty("many", parties=parties, composition="multilateral", published=True)
    html = page(client, "/treaties/many/")
    assert "All 40, each with its status" in open_part(html, "parties")
    assert "State XAA" not in open_part(html, "parties")
    assert sum("State XBN" in fold for fold in folds(html)) == 2, "who takes part, and what if"


def test_of_many_acts_those_of_the_agreement_as_a_whole_are_open(client: Client) -> None:
    treaty = a_treaty("one")
    for year in range(2003, 2013):
        an_act(treaty, ActionKind.REGISTRATION, f"{year}-01-01", "IRN")
    publish(treaty, by=a_person(Role.REVIEWER))
    said = open_part(page(client, "/treaties/one/"), "acts")
    assert "Signature" in said
    assert "Registration" not in said
    assert "10 further actions" in said


def test_an_update_that_is_over_is_one_line(client: Client) -> None:
    treaty = a_treaty("one")
    done = an_update(treaty, "A new text", "P1M", "P1M")
    for milestone in done.milestones.all():
        mark_done(milestone=milestone, date="2021-06-01", by=a_person())
    publish(treaty, by=a_person(Role.REVIEWER))
    html = page(client, "/treaties/one/")
    said = open_part(html, "updates")
    assert "2 of 2 steps done, the last 1 June 2021" in said
    assert 'class="runway"' not in html
    assert f'id="update-{done.pk}"' in html
    assert 'class="runway"' in page(client, f"/treaties/one/?{DAY}"), "then it was under way"


def test_the_last_three_statements_are_open(client: Client) -> None:
    treaty = a_treaty("one")
    for year in range(2015, 2021):
        record_event(
            kind=EventKind.STATEMENT,
            date=f"{year}-05-05",
            title=f"Said in {year}",
            treaties=[treaty],
            by=a_person(),
        )
    publish(treaty, by=a_person(Role.REVIEWER))
    said = open_part(page(client, "/treaties/one/"), "events")
    assert [year for year in range(2015, 2021) if f"Said in {year}" in said] == [2018, 2019, 2020]
    assert "3 earlier, from 5 May 2015 on" in said


@pytest.fixture
def cited() -> Treaty:
    treaty, editor = a_treaty("one"), a_person()
    one, two = (
        enter_source(ref=name, title=f"The {name} source", by=editor)
        for name in ("first", "second")
    )
    act = treaty.treaty_actions.get(kind=ActionKind.SIGNATURE)
    other = record_claim(action=act, date="2001-03-22", rank=Rank.DEPRECATED, by=editor)
    for fact in (treaty.clauses.all()[0], act.claims.all()[0], other):
        cite(fact=fact, source=one, at="article 21", quote="so it says", by=editor)
    cite(fact=treaty.clauses.all()[1], source=two, by=editor)
    publish(treaty, by=a_person(Role.REVIEWER))
    return treaty


def test_sources_are_notes_that_facts_name_and_lead_back(client: Client, cited: Treaty) -> None:
    html = page(client, "/treaties/one/")
    there = dict(re.findall(r'class="ref" id="(cite-\d+)" href="#(note-\d+)"', html))
    assert Counter(there.values()) == {"note-1": 3, "note-2": 1}
    assert html.count("The first source") == 1
    assert set(re.findall(r'<li id="(note-\d+)"', html)) == set(there.values())
    assert set(re.findall(r'href="#(cite-\d+)"', html)) == set(there)
    assert "2 sources, as numbered notes" in open_part(html, "sources-head")
    assert "The first source" not in open_part(html, "sources-head")


def test_old_addresses_within_the_page_still_lead_somewhere(client: Client, cited: Treaty) -> None:
    an_update(cited, "A new text", "P1M")
    html = page(client, "/treaties/one/")
    anchors = {"periods", "why", "clauses", "parties", "acts", "disagree", "sources", "what-if"}
    assert anchors <= set(re.findall(r'\sid="([^"]+)"', html))
    contents = re.search(r'<nav class="contents.*?</nav>', html, re.DOTALL)
    assert contents is not None
    for anchor in re.findall(r'href="#([^"]+)"', contents[0]):
        assert f'id="{anchor}"' in html, anchor
