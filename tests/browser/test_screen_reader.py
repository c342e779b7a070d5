"""What does a screen reader read in the list beside the chart?

The text of the focused row comes from the browser's accessibility tree; announcements are the
successive contents of the live region.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import (
    DAY,
    address_says,
    at_rest,
    listed,
    open_at,
    press,
    span,
    stage,
)

LISTEN = """() => {
  window.said = [];
  const region = document.querySelector(".timeline-live");
  new MutationObserver(() => window.said.push(region.textContent)).observe(
    region, { childList: true, characterData: true, subtree: true });
}"""


@dataclass(frozen=True)
class Heard:
    """What is read when something gets the focus."""

    role: str
    name: str
    description: str
    level: int | None
    expanded: bool | None
    place: tuple[int, int] | None


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """A reader who wants no motion: every change of view is there at once."""
    return {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture
def listening(seeded: str, page: Page) -> Page:
    """Lanes by party: an agreement stands in several."""
    open_at(page, f"{seeded}/?{DAY}&lanes=party&from=1994-01-01&to=2042-01-01")
    at_rest(page)
    page.evaluate(LISTEN)
    return page


def nodes(page: Page) -> list[dict[str, Any]]:
    """The tree of the whole page, as the browser gives it to a screen reader."""
    session = page.context.new_cdp_session(page)
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in found if not node["ignored"]]


def heard(page: Page) -> Heard:
    """What is read of what has the focus."""
    for node in nodes(page):
        about = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        if about.get("focused") and node["role"]["value"] != "RootWebArea":
            break
    else:
        raise AssertionError("nothing has the focus")
    place = page.evaluate(
        """() => { const { ariaPosInSet, ariaSetSize } = document.activeElement;
                   return ariaPosInSet && [+ariaPosInSet, +ariaSetSize]; }"""
    )
    return Heard(
        role=node["role"]["value"],
        name=node["name"]["value"],
        description=node.get("description", {}).get("value", ""),
        level=about.get("level"),
        expanded=about.get("expanded"),
        place=tuple(place) if place else None,
    )


def said(page: Page) -> list[str]:
    """What the live region has said since this was asked last, once nothing moves any more."""
    at_rest(page)
    return list(page.evaluate("window.said.splice(0)"))


def into_the_list(page: Page) -> None:
    """To its first row."""
    page.locator("#twin [tabindex='0']").focus()
    page.keyboard.press("Home")
    said(page)


def to_lane(page: Page, name: str) -> None:
    """By its name, and to its row in the list."""
    page.get_by_label("Go to group").fill(name)
    page.keyboard.press("Enter")
    said(page)
    page.locator(f"#twin .twin-lane:has(.twin-name:text-is('{name}'))").focus()
    said(page)


def test_a_walk_from_the_top_of_the_page_to_a_card_and_back(listening: Page) -> None:
    page = listening
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("#twin :focus").count():
            break
    grid = next(node for node in nodes(page) if node["role"]["value"] == "treegrid")
    assert grid["name"]["value"].startswith("The agreements on 1 March 2026")
    to_lane(page, "Iran")
    lane = heard(page)
    assert (lane.role, lane.name, lane.description) == ("row", "Iran", "4 agreements")
    assert (lane.level, lane.expanded) == (1, True)
    assert lane.place is not None
    assert 1 < lane.place[0] < lane.place[1]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    row = heard(page)
    assert (row.role, row.level, row.expanded) == ("row", 2, None)
    assert row.place == (3, 4)
    page.keyboard.press("ArrowUp")
    row = heard(page)
    assert row.place == (2, 4)
    page.keyboard.press("ArrowUp")
    while heard(page).name != "Iran–Russia 2001 treaty":
        page.keyboard.press("ArrowDown")
    row = heard(page)
    assert "superseded (presumed)" in row.description
    assert said(page) == [], "the screen reader reads the rows; nobody says them a second time"
    page.keyboard.press(" ")
    expect(page.locator("#card .verdicts")).to_contain_text("5 April 2027")
    assert said(page) == ["Details of Iran–Russia 2001 treaty are shown before the list."]
    page.keyboard.press("Shift+Tab")
    while not page.locator("#card :focus").count():
        page.keyboard.press("Shift+Tab")
    assert "agreement" in heard(page).name.lower()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    assert heard(page) == row
    assert said(page) == ["Details closed."]


def test_an_arrow_in_the_list_is_read_once_though_the_chart_follows(listening: Page) -> None:
    page = listening
    into_the_list(page)
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    assert said(page) == []


def test_pan_and_zoom_by_key_say_the_part_of_time_from_the_list_and_from_the_chart(
    listening: Page,
) -> None:
    page = listening
    into_the_list(page)
    page.keyboard.press("ArrowDown")
    said(page)
    row = heard(page)
    for keys in (["Shift+ArrowRight"], ["+", "+", "+"], ["f"]):
        for key in keys:
            page.keyboard.press(key)
        words = said(page)
        start, end = span(page)
        years = f"{start.year} to {end.year}"
        assert len(words) == 1, "however many keys, it is said once when it rests"
        assert words[0].startswith(years)
        assert " agreements shown" in words[0]
        assert heard(page) == row, "who stands on a row stays there"
    stage(page).focus()
    said(page)
    press(page, "-")
    assert said(page)[0].startswith(f"{span(page)[0].year} to {span(page)[1].year}, ")


def test_home_and_end_reach_the_first_and_the_last_of_all(listening: Page) -> None:
    page = listening
    page.set_viewport_size({"width": 1440, "height": 700})
    into_the_list(page)
    first, lanes = heard(page), page.locator(".timeline-field select[name=lanes]")
    expect(lanes).to_have_value("party")
    page.keyboard.press("End")
    said(page)
    last = heard(page)
    assert last.level == 2
    assert last.place is not None
    assert last.place[0] == last.place[1]
    page.keyboard.press("ArrowDown")
    assert heard(page) == last
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageDown")
    said(page)
    assert heard(page) not in (first, last)
    page.keyboard.press("Home")
    said(page)
    assert heard(page) == first


def test_a_closed_lane_is_a_row_that_opens_and_closes(listening: Page) -> None:
    page = listening
    to_lane(page, "Iran")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    lane = heard(page)
    assert (lane.name, lane.expanded) == ("Iran", True)
    page.keyboard.press("ArrowLeft")
    (words,) = said(page)
    assert words.startswith("Group Iran collapsed, 4 agreements. 1994 to 2042, ")
    assert " and 1 collapsed group shown" in words
    assert heard(page).expanded is False
    assert heard(page).name == "Iran"
    page.keyboard.press("ArrowDown")
    assert (heard(page).level, heard(page).expanded) == (1, True)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    (words,) = said(page)
    assert words.startswith("Group Iran expanded, 4 agreements. ")
    page.keyboard.press("ArrowRight")
    assert heard(page).place == (1, 4)
    page.keyboard.press("c")
    assert said(page)[0].startswith("Group Iran collapsed")
    assert (heard(page).name, heard(page).expanded) == ("Iran", False)


def test_all_lanes_closed_leaves_each_to_be_reached(listening: Page) -> None:
    page = listening
    page.get_by_role("button", name="Collapse groups").click()
    assert "groups collapsed. " in said(page)[0]
    into_the_list(page)
    first = heard(page)
    assert first.place is not None
    names = []
    for at in range(first.place[1]):
        lane = heard(page)
        names.append(lane.name)
        assert (lane.expanded, lane.place) == (False, (at + 1, first.place[1]))
        page.keyboard.press("ArrowDown")
        at_rest(page)
    assert len(set(names)) == first.place[1]
    stage(page).focus()
    page.keyboard.press("ArrowUp")
    assert said(page)[-1].startswith(f"Group {names[-2]}, collapsed, ")


def test_a_filter_and_a_jump_say_how_many_there_are(listening: Page) -> None:
    page = listening
    page.get_by_label("Go to group").fill("Russia")
    page.keyboard.press("Enter")
    words = said(page)[-1]
    assert words.startswith("Group Russia, ")
    assert " agreements shown." in words
    page.locator("summary", has_text="Filter the agreements").click()
    expect(page.locator("select[name=party] option", has_text="China")).to_have_count(1)
    page.locator("select[name=party]").select_option("CHN")
    address_says(page, "party=CHN")
    words = said(page)[-1]
    count = len(set(listed(page)))
    assert count == 2
    assert " agreements shown" in words
    assert words.startswith("1994 to 2042, ")


def test_the_tree_of_the_chart_has_no_word_the_list_does_not_say(listening: Page) -> None:
    found = nodes(listening)
    names = [node["name"]["value"] for node in found if node["role"]["value"] == "application"]
    assert names == ["Timeline. The list below says the same in words."]


def test_a_step_of_the_day_is_read_once_by_its_slider(listening: Page) -> None:
    page = listening
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("ArrowLeft")
    address_says(page, "as_of=2026-01-01")
    at_rest(page)
    assert page.evaluate("said") == []
    stage(page).focus()
    page.go_back()
    address_says(page, DAY)
    at_rest(page)
    assert page.evaluate("said")[-1].startswith("As of 1 March 2026. 1994 to 2042, ")
