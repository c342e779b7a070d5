"""What if: a question in the address, one sentence, what would differ, and the record untouched."""

import json
import random
import re
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.builders import a_clause, a_person, a_treaty, an_act
from treaties.chronology.columns import MENTIONED
from treaties.models import Clause, Role, Treaty
from treaties.register.clauses import enter_clause
from treaties.register.publication import publish
from treaties.schedule.rebuild import Counts, rebuild

pytestmark = pytest.mark.django_db
PAGE = "/treaties/iran-russia-2001/"


@pytest.fixture
def treaty() -> Treaty:
    return a_treaty("iran-russia-2001", from_signature=True, published=True)


def answer(client: Client, address: str) -> str:
    """The words of the answer."""
    page = client.get(address).content.decode()
    found = re.search(r'<div class="what-if-answer".*?</section>', page, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""


def drawing(client: Client, address: str) -> Any:
    page = client.get(address).content.decode()
    found = re.search(r'<script id="what-if-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else None


def test_a_notice_in_time_ends_it_at_the_end_of_the_period(client: Client, treaty: Treaty) -> None:
    asked = f"{PAGE}?as_of=2021-04-01&suppose=notice&party=IRN&on=2021-04-05"
    said = answer(client, asked)
    assert said.startswith("If Iran gives notice on 5 April 2021, it would end on 5 April 2022.")
    assert "End — 5 April 2022" in said
    assert "Renews 5 April 2022 no longer applies" in said


def test_a_notice_that_comes_a_day_late_only_stops_the_renewal_after(
    client: Client, treaty: Treaty
) -> None:
    said = answer(client, f"{PAGE}?as_of=2021-04-12&suppose=notice&party=RUS&on=2021-04-06")
    assert said.startswith("If Russia gives notice on 6 April 2021, it would end on 5 April 2027.")
    assert "1 day after the last day to give notice, 5 April 2021" in said


def test_a_stop_gap_ends_when_it_is_over(client: Client, treaty: Treaty) -> None:
    said = answer(client, f"{PAGE}?as_of=2021-04-12&suppose=extend&on=2021-06-01&for=P6M")
    assert "it would end on 5 October 2022" in said


def test_before_it_is_in_force_its_entry_may_slip(client: Client, treaty: Treaty) -> None:
    said = answer(client, f"{PAGE}?as_of=2001-06-01&suppose=entry&on=2002-09-01")
    assert said.startswith("If it enters into force on 1 September 2002")
    assert "Entry into force awaiting exchange of instruments of ratification 1 September" in said


def test_if_nobody_acts_the_page_says_what_stands(client: Client, treaty: Treaty) -> None:
    said = answer(client, f"{PAGE}?as_of=2021-03-01&suppose=nothing")
    assert "The last day to stop its renewal is 5 April 2021" in said


def test_a_notice_on_record_may_be_taken_back_while_it_runs(client: Client) -> None:
    treaty = a_treaty("denounced")
    an_act(treaty, "denunciation", "2020-03-01", "IRN", role="received")
    publish(treaty, by=a_person(Role.REVIEWER))
    while_it_runs, after = "as_of=2021-04-12", "as_of=2023-01-01"
    offer = 'value="taken_back"'
    assert offer in client.get(f"/treaties/denounced/?{while_it_runs}").content.decode()
    assert offer not in client.get(f"/treaties/denounced/?{after}").content.decode()
    said = answer(client, f"/treaties/denounced/?{while_it_runs}&suppose=taken_back")
    assert "If the notices on record are taken back, it continues and renews" in said
    assert "5 April 2022" in said


def test_when_two_parties_leave_the_others_go_on(client: Client) -> None:
    states = ("IRN", "RUS", "CHN", "USA")
    treaty = a_treaty(
        "a-convention",
        parties=states,
        composition="multilateral",
        exchanged="",
        entry="on_signature",
        term="",
        renewal="",
        notice="",
    )
    a_clause(treaty, "duration", type_="indefinite")
    a_clause(treaty, "termination", type_="notice", period="P1Y")
    for code in states:
        an_act(treaty, "signature", "2001-03-12", code)
    publish(treaty, by=a_person(Role.REVIEWER))
    said = answer(
        client, "/treaties/a-convention/?suppose=notice&party=IRN&party=RUS&on=2027-03-01"
    )
    assert said.startswith(
        "If Iran and Russia give notice on 1 March 2027, they would cease to be parties: Iran on "
        "1 March 2028 and Russia on 1 March 2028; the agreement continues for the others."
    )


def test_what_is_supposed_is_drawn_as_a_reading_of_its_own(client: Client, treaty: Treaty) -> None:
    asked = f"{PAGE}?as_of=2021-04-12&suppose=notice&party=IRN&on=2021-06-01"
    segment = drawing(client, asked)["inline"][0]
    assert "If Iran gives notice on 1 June 2021" in segment["strings"]
    assert f"{MENTIONED}counted from signature" in segment["strings"]
    assert drawing(client, PAGE) is None


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("suppose=war", "“war” is not one of the choices; choose notice, extend, entry"),
        ("suppose=notice&on=2027-01-01", "Say which party gives notice."),
        ("suppose=notice&party=USA&on=2027-01-01", "“USA” does not take part in this agreement."),
        ("suppose=notice&party=IRN", "Say on which day, such as 1 March 2027."),
        ("suppose=notice&party=IRN&on=2027-02-30", "There is no 30 February 2027: "),
        ("suppose=extend&on=2027-01-01&for=soon", "“soon” is not a length of time; write it like"),
        ("suppose=extend&on=2027-01-01", "Say for how long, such as 6 months"),
        ("suppose=extend&on=2027-01-01&for=P400Y", "more than a hundred years is not calculated"),
    ],
)
def test_a_fault_is_one_sentence_at_its_field_and_what_was_typed_stays(
    client: Client, treaty: Treaty, query: str, fault: str
) -> None:
    response = client.get(f"{PAGE}?{query}")
    page = unescape(response.content.decode())
    assert response.status_code == 400
    assert fault in page
    if "on=" in query:
        understood = "2027-02-30" if "02-30" in query else "1 January 2027"
        assert f'value="{understood}"' in page


def test_no_supposition_is_a_server_error(client: Client, treaty: Treaty) -> None:
    draw = random.Random(11)
    words = ["notice", "extend", "entry", "taken_back", "nothing", "x", "", "\x00", "ü" * 90]
    days = ["2027-03-01", "1500-01-01", "2999-12-31", "0000-00-00", "9999-12-31", "x", "\x00", ""]
    spans = ["P6M", "P99Y", "P36500D", "P0D", "-P1Y", "P1W", "x" * 999, "\x00", ""]
    who = ["IRN", "RUS", "IRN,RUS", "USA", ",", "\x00", "x" * 999, ""]
    for _ in range(80):
        query = {
            "suppose": draw.choice(words),
            "on": draw.choice(days),
            "for": draw.choice(spans),
            "party": draw.choice(who),
            "as_of": draw.choice(["", "", "2021-04-12", "1999-01-01"]),
        }
        for address in (PAGE, "/api/v1/treaties/iran-russia-2001/what-if/"):
            assert client.get(address, query).status_code in (200, 400), (address, query)


def test_what_is_supposed_leaves_no_trace(client: Client, treaty: Treaty) -> None:
    models = apps.get_app_config("treaties").get_models()
    before = {model: model._default_manager.count() for model in models}
    client.get(f"{PAGE}?suppose=notice&party=IRN&on=2027-03-01")
    client.get("/api/v1/treaties/iran-russia-2001/what-if/?suppose=extend&on=2027-03-01&for=P6M")
    assert before == {model: model._default_manager.count() for model in before}
    assert rebuild([treaty.pk]) == Counts()


def test_the_api_says_the_same_in_data(client: Client, treaty: Treaty) -> None:
    address = "/api/v1/treaties/iran-russia-2001/what-if/"
    asked = {"suppose": "notice", "party": "IRN", "on": "2021-04-05", "as_of": "2021-04-01"}
    found = client.get(address, asked).json()
    assert (found["end_before"], found["end_after"]) == (None, "2022-04-05")
    end = next(d for d in found["differences"] if d["kind"] == "end")
    assert (end["before"], end["after"]) == (None, "5 April 2022")
    assert client.get(address).json()["differences"] == []
    wrong = client.get(address, {"suppose": "notice", "on": "x"})
    assert wrong.status_code == 400
    assert {error["field"] for error in wrong.json()["errors"]} == {"on", "party"}


def test_of_an_agreement_one_may_not_see_nothing_can_be_supposed(client: Client) -> None:
    a_treaty("hidden")
    assert client.get("/treaties/hidden/?suppose=nothing").status_code == 404
    assert client.get("/api/v1/treaties/hidden/what-if/?suppose=nothing").status_code == 404


def test_where_only_another_reading_binds_it_is_asked_by_that_one(client: Client) -> None:
    """A column that says “in force” beside “the agreement binds nobody” is no answer."""
    treaty = a_treaty("iran-russia-2001", renewal="", notice="")
    enter_clause(
        treaty=treaty,
        kind="duration",
        provision={"type": "fixed", "period": "P20Y"},
        reading_of=Clause.objects.get(treaty=treaty, kind="duration"),
        reading="twenty years",
        by=a_person(),
    )
    publish(treaty, by=a_person(Role.REVIEWER))
    page = client.get(f"{PAGE}?as_of=2015-06-01").content.decode()
    assert "There is nothing to try" not in page
    assert "what follows is by the other reading, <em>twenty years</em>" in page
    said = answer(client, f"{PAGE}?as_of=2015-06-01&suppose=extend&on=2015-06-01&for=P6M")
    assert said.startswith("By the other reading (twenty years): if it is extended by 6 months")
    told = client.get(
        "/api/v1/treaties/iran-russia-2001/what-if/?suppose=extend&on=2015-06-01&for=P6M"
        "&as_of=2015-06-01"
    ).json()
    assert told["reading"]
    assert told["differences"]


def test_in_force_and_notice_given_are_one_time_in_which_it_is_in_force(
    client: Client, treaty: Treaty
) -> None:
    said = answer(client, f"{PAGE}?as_of=2021-04-12&suppose=notice&party=IRN&on=2021-06-01")
    assert said.startswith("If Iran gives notice on 1 June 2021, it would end on 5 April 2027.")
    assert "to 31 May 2021" not in said, "in force until the notice takes effect, not until it"
    assert re.search(
        r"In force from \d+ \w+ \d+ (on|to [\w ]+) from [\w ]+ to 4 April 2027", said
    ), said


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (f"suppose=notice&party={'X' * 300}&on=2021-06-01", "does not take part"),
        ("suppose=notice&on=2021-06-01&party=" + ",".join(f"A{n}" for n in range(40)), "IRN"),
        (f"suppose=notice&party=IRN&on={'1' * 200}", "200 characters"),
        (f"suppose=extend&on=2021-06-01&for=P6M{' ' * 200}x", "characters"),
    ],
)
def test_nothing_of_a_question_is_cut(
    client: Client, treaty: Treaty, query: str, says: str
) -> None:
    page = client.get(f"{PAGE}?as_of=2021-04-12&{query}")
    assert page.status_code == 400
    assert 'class="fault-summary"' in page.content.decode()
    assert says in page.content.decode()
