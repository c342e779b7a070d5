"""Is each gesture one step back and one forward, whatever else is done, and however soon?

The reader has asked for no less motion: what glides, glides.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import (
    address_follows,
    address_says,
    at_rest,
    length,
    open_at,
    query,
    stage,
)
from tests.browser.hands import (
    BY_PARTY,
    LONG,
    TWENTY,
    brushed,
    choose_status,
    double_click,
    drag,
    entries,
    jump,
    keys,
    middle,
    pressed,
    still,
    turned,
    wheel,
    zoom_by_wheel,
)


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """A screen on which not all lanes are in sight."""
    return {"viewport": {"width": 1280, "height": 760}}


GESTURES: dict[str, Callable[[Page], None]] = {
    "a drag that glides on": lambda page: drag(page, -220),
    "the wheel with ctrl": zoom_by_wheel,
    "a double click": double_click,
    "a burst of keys": keys,
    "a jump": jump,
    "a choice of the filter": choose_status,
}
# What ends with the hand: nothing of it goes on by itself.
PLAIN: dict[str, Callable[[Page], None]] = {
    "a drag that is held": lambda page: drag(page, -240, hold=True),
    "a wheel sideways": lambda page: turned(page, 300, 0),
    "a wheel with shift": lambda page: turned(page, 0, 300, "Shift"),
    "the overview, moved": lambda page: brushed(page, date(2010, 1, 1), date(2020, 1, 1)),
    "the overview, stretched": lambda page: brushed(page, date(2000, 1, 1), date(1990, 1, 1)),
    "the overview, elsewhere": lambda page: brushed(page, date(1985, 1, 1), date(1985, 1, 1)),
    "arrows held down": lambda page: pressed(page, "ArrowRight", 3),
    "to today": lambda page: pressed(page, "t", 1),
    "everything": lambda page: pressed(page, "f", 1),
}


def begun(seeded: str, page: Page, gesture: Callable[[Page], None]) -> tuple[str, int]:
    """Twenty years, and the gesture upon them; says the address and how long the history was."""
    open_at(page, seeded + TWENTY)
    at_rest(page)
    before, many = page.url, entries(page)
    gesture(page)
    address_follows(page, before)
    return before, many


@pytest.mark.parametrize("named", [*GESTURES, *PLAIN])
def test_a_gesture_comes_to_rest_as_one_entry_and_back_and_forward_lead_through_it(
    seeded: str, page: Page, named: str
) -> None:
    before, many = begun(seeded, page, (GESTURES | PLAIN)[named])
    page.mouse.move(2, 2)
    expect(page.locator(".timeline-hover")).to_be_hidden()
    still(page)
    after = page.url
    assert entries(page) == many + 1
    page.go_back()
    expect(page).to_have_url(before)
    at_rest(page)
    assert page.url == before, "nothing is written over the entry one has come back to"
    page.go_forward()
    expect(page).to_have_url(after)
    at_rest(page)
    assert (page.url, entries(page)) == (after, many + 1)


@pytest.mark.parametrize("named", GESTURES)
def test_back_right_after_a_gesture_keeps_both_ways_open(
    seeded: str, page: Page, named: str
) -> None:
    before, many = begun(seeded, page, GESTURES[named])
    page.go_back()
    page.wait_for_timeout(LONG)
    assert page.url == before, "no late entry is written over the one gone back to"
    assert entries(page) == many + 1
    page.go_forward()
    at_rest(page)
    assert page.url != before, "the way forward is still there"
    assert entries(page) == many + 1


def test_two_drags_are_two_steps(seeded: str, page: Page) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    many = entries(page)
    drag(page, -150, hold=True)
    drag(page, -150, hold=True)
    at_rest(page)
    assert entries(page) == many + 2


def test_what_is_typed_is_one_search_and_going_back_ends_it(seeded: str, page: Page) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    before, many = page.url, entries(page)
    page.keyboard.press("/")
    page.keyboard.type("paris", delay=250)
    address_says(page, "q=paris")
    assert entries(page) == many + 1
    page.keyboard.type(" agree")
    page.go_back()
    page.wait_for_timeout(LONG)
    assert page.url == before, "what was being typed is not sought any more"
    expect(page.locator("input[name=q]")).to_have_value("")
    stage(page).focus()
    page.go_forward()
    address_says(page, "q=paris")
    assert entries(page) == many + 1


def test_who_leaves_right_after_a_gesture_comes_back_to_its_view(seeded: str, page: Page) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    zoom_by_wheel(page)
    page.locator("#twin .twin-title").first.click()
    page.wait_for_url("**/treaties/**")
    page.go_back()
    expect(stage(page)).to_be_visible()
    assert length(page) < 19 * 365


def test_the_slider_of_the_day_is_one_step_though_one_goes_back_at_once(
    seeded: str, page: Page
) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    before, many = page.url, entries(page)
    slider = page.get_by_role("slider", name="As of")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    address_follows(page, before)
    page.go_back()
    at_rest(page)
    assert page.url == before
    assert entries(page) == many + 1
    expect(slider).to_have_attribute("aria-valuetext", "1 March 2026")
    page.go_forward()
    at_rest(page)
    assert query(page)["as_of"] < "2026-03-01"


def test_the_same_field_after_another_gesture_is_another_step(seeded: str, page: Page) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    many = entries(page)
    page.locator(".filter-fold summary").click()
    status = page.locator("form.filter select[name=status]")
    status.select_option("in_force")
    address_says(page, "status=in_force")
    zoom_by_wheel(page)
    at_rest(page)
    if not status.is_visible():
        page.locator(".filter-fold summary").click()
    status.select_option("expired")
    address_says(page, "status=expired")
    assert entries(page) == many + 3
    page.go_back()
    address_says(page, "status=in_force")
    assert length(page) < 19 * 365


def test_coming_back_to_a_scrolled_view_changes_nothing_of_it(seeded: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    open_at(page, seeded + BY_PARTY)
    middle(page, down=120)
    wheel(page, 0, 117)
    address_says(page, "row=")
    at_rest(page)
    drawn = "document.querySelector('.timeline-canvas').toDataURL()"
    scrolled, picture = page.url, page.evaluate(drawn)
    jump(page)
    address_follows(page, scrolled)
    at_rest(page)
    page.go_back()
    at_rest(page)
    assert page.url == scrolled
    assert page.evaluate(drawn) == picture, "to the pixel"


def test_a_link_within_the_page_leaves_the_chart_where_it_is(seeded: str, page: Page) -> None:
    open_at(page, seeded + BY_PARTY)
    turned(page, 0, 333)
    address_says(page, "row=")
    at_rest(page)
    before = query(page)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    at_rest(page)
    assert query(page) == before


def test_a_link_opens_at_the_lane_it_was_taken_in(seeded: str, page: Page) -> None:
    """An agreement in the lanes of several parties is not sought in the first of them."""
    open_at(page, seeded + BY_PARTY)
    seen = page.locator("#twin .twin-lane")
    for down in (300, 300, 300, 300):
        turned(page, 0, down)
        at_rest(page)
        before, lanes = page.url, seen.all_inner_texts()
        page.goto("about:blank")
        open_at(page, before)
        at_rest(page)
        assert page.url == before
        # It opens at the row: of what lies above it, a part may have been in sight.
        assert len(set(seen.all_inner_texts()) & set(lanes)) >= len(lanes) - 1


def test_a_link_opens_at_the_closed_lane_it_was_taken_at(seeded: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    open_at(page, f"{seeded}{BY_PARTY}&closed=*")
    turned(page, 0, 100)
    address_says(page, "row=")
    at_rest(page)
    before = page.url
    page.goto("about:blank")
    open_at(page, before)
    at_rest(page)
    assert page.url == before
