"""Updates under way: the most urgent first, what is due by when and by whom, drawn small."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import a_party, a_person, a_treaty
from tests.web.test_treaty_page import words
from treaties.law.values.vocabulary import MilestoneStep, UpdateGoal, UpdateState
from treaties.models import DraftUpdate, Role, Treaty
from treaties.register.publication import publish
from treaties.register.updates import add_milestone, mark_done, open_update

pytestmark = pytest.mark.django_db

DAY = "as_of=2021-04-12"


def an_update(
    treaty: Treaty, title: str, *lengths: str, public: bool = True, wanted_by: str = ""
) -> DraftUpdate:
    """A published update whose steps take `lengths`; the first is Iran's."""
    update = open_update(
        treaty=treaty,
        goal=UpdateGoal.REPLACE,
        title=title,
        public=public,
        wanted_by=wanted_by,
        by=a_person(),
    )
    for number, length in enumerate(lengths):
        add_milestone(
            update=update,
            step=list(MilestoneStep)[number],
            party=a_party() if number == 0 else None,
            typical=length,
            by=a_person(),
        )
    publish(treaty, by=a_person(Role.REVIEWER))
    update.refresh_from_db()
    return update


def drawing(client: Client, address: str) -> dict[str, Any]:
    """What the page carries for its small timeline."""
    page = client.get(address).content.decode()
    found = re.search(r'<script id="small-timeline-data"[^>]*>(.*?)</script>', page, re.S)
    assert found is not None
    value: dict[str, Any] = json.loads(found[1])
    return value


def drawn(client: Client, address: str) -> list[str]:
    """The short titles in the small timeline of a page."""
    [segment] = drawing(client, address)["inline"]
    return sorted(segment["strings"][title] for title in segment["treaties"]["title"])


def test_the_update_that_fits_least_comes_first_with_its_days_and_who_is_next(
    client: Client,
) -> None:
    an_update(a_treaty("a-fits"), "It fits", "P1M", "P1M")
    an_update(a_treaty("b-late"), "It is late", "P1Y", "P6M")
    text = words(client, f"/updates/?{DAY}")
    assert "2 updates under way; 1 cannot finish before its deadline." in text
    assert text.index("It is late") < text.index("It fits")
    behind = "190 days behind: cannot finish before 5 April 2022, the end of the current term"
    assert f"{behind}; the forecast is 12 October 2022" in text
    assert "Mandate Iran" in text


def test_a_runway_too_short_leads_to_the_stop_gap_that_would_carry(client: Client) -> None:
    late = an_update(a_treaty(), "Late", "P1Y", "P6M")
    for address in (f"/updates/?{DAY}", f"/updates/{late.pk}/?{DAY}"):
        page = client.get(address).content.decode()
        assert "suppose=extend&amp;on=2021-04-12&amp;for=P1Y&amp;as_of=2021-04-12#what-if" in page
    answer = words(client, f"/treaties/a-treaty/?suppose=extend&on=2021-04-12&for=P1Y&{DAY}")
    assert "it is extended by 1 year" in answer


def test_an_update_without_lengths_says_its_deadline_and_that_nobody_said_how_long(
    client: Client,
) -> None:
    an_update(a_treaty(), "Vague", "", "")
    text = words(client, f"/updates/?{DAY}")
    assert "Due 5 April 2022" in text
    assert "How long the remaining steps take is not recorded." in text


def test_what_is_done_or_abandoned_is_not_under_way_and_an_empty_list_says_so(
    client: Client,
) -> None:
    treaty = a_treaty()
    done = an_update(treaty, "Done", "P1M")
    for milestone in done.milestones.all():
        mark_done(milestone=milestone, date="2021-06-01", by=a_person())
    open_update(
        treaty=treaty,
        goal=UpdateGoal.AMEND,
        title="Given up",
        state=UpdateState.ABANDONED,
        public=True,
        by=a_person(),
    )
    publish(treaty, by=a_person(Role.REVIEWER))
    assert "No update is under way on 1 July 2021." in words(client, "/updates/?as_of=2021-07-01")
    assert "1 update under way." in words(client, f"/updates/?{DAY}")


def test_the_timeline_of_a_finished_update_shows_when_its_steps_were_done(client: Client) -> None:
    done = an_update(a_treaty(), "Done", "P1M", "P1M")
    for milestone, day in zip(done.milestones.all(), ("2021-06-01", "2022-02"), strict=True):
        mark_done(milestone=milestone, date=day, by=a_person())
    publish(done.treaty, by=a_person(Role.REVIEWER))
    page = client.get(f"/updates/{done.pk}/?as_of=2030-01-01").content.decode()
    assert 'data-view="2020-06-01/2023-02-28"' in page


def test_before_there_was_an_agreement_there_was_no_update_of_it(client: Client) -> None:
    an_update(a_treaty(), "Later", "P1M")
    assert "No update is under way on 1 January 1990." in words(
        client, "/updates/?as_of=1990-01-01"
    )


def test_updates_come_in_pages_the_most_urgent_first_and_none_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        an_update(a_treaty(f"t-{number}"), f"Update {number}", f"P{3 * (number + 1)}M", "P6M")
    whole = [one.row.title for one in client.get(f"/updates/?{DAY}").context["updates"]]
    assert whole == [f"Update {number}" for number in (4, 3, 2, 1, 0)]
    monkeypatch.setattr("treaties.web.pages.updates.LISTED", 2)
    found: list[str] = []
    for number in (1, 2, 3):
        answer = client.get(f"/updates/?{DAY}&page={number}")
        assert "5 updates under way" in words(client, f"/updates/?{DAY}&page={number}")
        found += [one.row.title for one in answer.context["updates"]]
    assert found == whole
    assert f"?{DAY}&amp;page=2" in client.get(f"/updates/?{DAY}").content.decode()


def test_an_update_that_moves_takes_its_new_place_at_once(client: Client) -> None:
    early = an_update(a_treaty("a"), "Early", "P1M", "P1M")
    an_update(a_treaty("b"), "Late", "P9M")

    def listed() -> list[str]:
        return [one.row.title for one in client.get(f"/updates/?{DAY}").context["updates"]]

    assert listed() == ["Late", "Early"]
    add_milestone(update=early, step="signature", typical="P2Y", by=a_person())
    assert listed() == ["Late", "Early"], "what waits for a reviewer moves nothing for a visitor"
    client.force_login(a_person(Role.EDITOR))
    assert listed() == ["Early", "Late"]
    client.logout()
    publish(early.treaty, by=a_person(Role.REVIEWER))
    assert listed() == ["Early", "Late"]
    for milestone in early.milestones.all():
        mark_done(milestone=milestone, date="2021-04-01", by=a_person())
    publish(early.treaty, by=a_person(Role.REVIEWER))
    assert listed() == ["Late"]


def test_an_internal_update_is_for_the_house_alone(client: Client) -> None:
    secret = an_update(a_treaty(), "Secret", "P1M", public=False)
    for address in (f"/updates/?{DAY}", f"/updates/{secret.pk}/?{DAY}"):
        assert "Secret" not in client.get(address).content.decode()
    assert client.get(f"/updates/{secret.pk}/").status_code == 404
    client.force_login(a_person(Role.VIEWER))
    assert "Secret" in words(client, f"/updates/?{DAY}")
    assert client.get(f"/updates/{secret.pk}/?{DAY}").status_code == 200


def test_an_update_of_a_draft_agreement_is_nowhere(client: Client) -> None:
    treaty = a_treaty()
    update = open_update(
        treaty=treaty, goal=UpdateGoal.AMEND, title="Early", public=True, by=a_person()
    )
    assert "Early" not in client.get("/updates/").content.decode()
    assert client.get(f"/updates/{update.pk}/").status_code == 404


def test_the_latest_safe_starts_are_drawn_on_the_lane_of_the_agreement(client: Client) -> None:
    update = an_update(a_treaty(short_title="Ours"), "Fits", "P6M", "P3M")
    for address in (f"/updates/?{DAY}", f"/updates/{update.pk}/?{DAY}"):
        assert drawn(client, address) == ["Ours"]
        [segment] = drawing(client, address)["inline"]
        marks = segment["marks"]
        labels = [segment["strings"][label] for label in marks["label"]]
        at = labels.index("Latest safe start: mandate")
        assert marks["day"][at] == (date(2021, 7, 5) - date(1970, 1, 1)).days


def test_what_was_done_after_the_day_is_not_drawn_on_it(client: Client) -> None:
    update = an_update(a_treaty(), "Fits", "P1M", "P3M")
    mark_done(milestone=update.milestones.all()[0], date="2021-06-01", by=a_person())
    kinds = {}
    for day in ("2021-04-12", "2021-06-02"):
        [segment] = drawing(client, f"/updates/{update.pk}/?as_of={day}")["inline"]
        kinds[day] = {segment["strings"][kind] for kind in segment["marks"]["kind"]}
    assert "milestone_done" not in kinds["2021-04-12"]
    assert "milestone_done" in kinds["2021-06-02"]


def test_the_party_page_draws_the_agreements_it_lists(client: Client) -> None:
    a_treaty("ours", short_title="Ours", published=True)
    a_treaty("theirs", short_title="Theirs", parties=("CHN", "USA"), published=True)
    a_treaty("draft", short_title="Draft")
    assert drawn(client, "/parties/IRN/") == ["Ours"]
    a_party("XYZ")
    assert "small-timeline-data" not in client.get("/parties/XYZ/").content.decode()


def test_ten_updates_ask_as_few_questions_as_one(client: Client) -> None:
    def questions(address: str) -> int:
        caches["counts"].clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    addresses = (f"/updates/?{DAY}", "/parties/IRN/")
    an_update(a_treaty("t-0"), "Update 0", "P1M", "P1M")
    for address in addresses:
        client.get(address)
    one = {address: questions(address) for address in addresses}
    for number in range(1, 10):
        an_update(a_treaty(f"t-{number}"), f"Update {number}", "P1M", "P1M")
    assert {address: questions(address) for address in addresses} == one


def test_the_page_says_where_an_update_is_entered_and_leads_there(client: Client) -> None:
    said = client.get("/updates/").content.decode()
    assert "on the form of its agreement" not in said
    assert "under “Enter and correct”" in said
    client.force_login(a_person(Role.EDITOR))
    page = client.get("/updates/").content.decode()
    address = re.search(r'href="([^"]+)">Enter an update', page)
    assert address is not None
    assert client.get(address[1]).status_code == 200


def test_an_update_that_is_finished_stays_within_reach(client: Client) -> None:
    update = an_update(a_treaty(published=True), "A finished one", "P1M")
    other = an_update(a_treaty("other", published=True), "Not for everybody", "P1M", public=False)
    for one in (update, other):
        mark_done(milestone=one.milestones.get(), date="2020-01-01", by=a_person())
    page = client.get("/updates/").content.decode()
    assert f'href="/updates/{update.pk}/"' in page
    assert "No longer under way (1)" in page
    assert "Not for everybody" not in page
