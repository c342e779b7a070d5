"""Do unusual gestures work: double press, two fingers, release outside the window?

Reduced motion is not requested, unless a test says so: the chart glides.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chart import (
    DAY,
    address_follows,
    address_says,
    at_rest,
    box,
    day_at,
    length,
    open_at,
    place_of,
    query,
    span,
    stage,
)
from tests.browser.hands import (
    BY_PARTY,
    LONG,
    TWENTY,
    drag,
    entries,
    frames,
    middle,
    still,
    touch,
    wheel,
)


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """A screen on which not all lanes are in sight."""
    return {"viewport": {"width": 1280, "height": 760}}


@pytest.fixture
def fingers(browser: Browser) -> Iterator[Page]:
    """A tablet."""
    context = browser.new_context(viewport={"width": 820, "height": 800}, has_touch=True)
    yield context.new_page()
    context.close()


def test_the_wheel_goes_through_the_lanes_and_then_leaves_it_to_the_page(
    seeded: str, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    open_at(page, seeded + BY_PARTY)
    stage(page).scroll_into_view_if_needed()
    at_rest(page)
    scrolled, days = page.evaluate("scrollY"), span(page)
    middle(page, down=120)
    wheel(page, 0, 300)
    address_says(page, "row=")
    assert span(page) == days, "up and down is not through time"
    assert page.evaluate("scrollY") == scrolled
    page.mouse.wheel(0, 90_000)
    page.wait_for_timeout(LONG)
    page.mouse.wheel(0, 200)
    page.wait_for_function("before => scrollY > before", arg=scrolled)


def test_two_fingers_zoom_about_their_middle_and_go_back_in_one_step(
    seeded: str, fingers: Page
) -> None:
    page = fingers
    open_at(page, seeded + TWENTY)
    stage(page).scroll_into_view_if_needed()
    at_rest(page)
    chart = box(page)
    x, y = chart["x"] + 300, chart["y"] + 120
    long, under, before, many = length(page), day_at(page, x), page.url, entries(page)
    touch(page, *([(x - 30 - step * 10, y), (x + 30 + step * 10, y)] for step in range(8)))
    address_follows(page, before)
    at_rest(page)
    assert length(page) < long * 0.5
    assert abs(day_at(page, x) - under) < 3 * length(page) / chart["width"]
    assert entries(page) == many + 1
    page.go_back()
    expect(page).to_have_url(before)


def test_a_throw_goes_on_and_comes_to_rest_by_itself(seeded: str, page: Page) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    count = entries(page)
    drag(page, -200)
    at_rest(page)
    per_day = box(page)["width"] / (20 * 365.25)
    assert (span(page)[0] - date(2000, 1, 1)).days * per_day > 215
    assert entries(page) == count + 1, "what it glides on belongs to the drag"


def test_a_double_click_on_nothing_comes_nearer_there(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=1900-01-01&to=1940-01-01")
    at_rest(page)
    # On the axis: all groups are folded here, and their heads stand one below the other.
    x, y = middle(page)[0], box(page)["y"] + 12
    under, long = day_at(page, x), length(page)
    page.mouse.dblclick(x, y)
    at_rest(page)
    assert length(page) == pytest.approx(long / 2, abs=2)
    assert abs(day_at(page, x) - under) < 2 * length(page) / box(page)["width"]


def test_a_double_click_on_the_head_of_a_lane_closes_it_once(seeded: str, page: Page) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    many, chart, lane = entries(page), box(page), page.locator("#twin .twin-lane").first
    page.mouse.dblclick(chart["x"] + 60, chart["y"] + 56)
    at_rest(page)
    expect(lane).to_have_attribute("aria-expanded", "false")
    assert query(page)["closed"].count(",") == 0, "one lane"
    assert entries(page) == many + 1, "closed, and not opened and closed again"


def test_the_name_of_a_bar_stays_in_sight_while_its_beginning_leaves(
    seeded: str, page: Page
) -> None:
    """Dark pixels of text at the left edge of the rows, once the bar begins outside."""
    open_at(page, f"{seeded}/?{DAY}&from=1999-06-01&to=2019-06-01&q=2001")
    at_rest(page)
    drag(page, -500, hold=True, down=90)
    drag(page, -300, hold=True, down=90)
    page.mouse.move(2, 2)
    expect(page.locator(".timeline-hover")).to_be_hidden()
    at_rest(page)
    assert span(page)[0].year >= 2005
    dark = page.evaluate(
        """() => {
          const canvas = document.querySelector(".timeline-canvas");
          const ratio = canvas.width / canvas.clientWidth;
          const context = canvas.getContext("2d");
          const { data } = context.getImageData(0, 44 * ratio, 160 * ratio, 90 * ratio);
          let dark = 0;
          for (let i = 0; i < data.length; i += 4)
            if (data[i] + data[i + 1] + data[i + 2] < 200) dark++;
          return dark;
        }"""
    )
    assert dark > 60, "the name has gone out of sight with the beginning of its bar"


def test_less_motion_asked_for_while_it_glides_stops_it(seeded: str, page: Page) -> None:
    # How far it has glided when the wish arrives depends on the machine: it must be caught gliding.
    for pause in (50, 150, 300, 500):
        page.emulate_media(reduced_motion="no-preference")
        open_at(page, seeded + TWENTY)
        at_rest(page)
        drag(page, -220)
        page.wait_for_timeout(pause)
        page.emulate_media(reduced_motion="reduce")
        # By itself it would glide for most of a second.
        page.wait_for_timeout(100)
        asked_for = frames(page)
        at_rest(page)
        per_day = box(page)["width"] / (20 * 365.25)
        if (span(page)[0] - date(2000, 1, 1)).days * per_day > 223:
            # One more is of the rows that fold when it has come to rest.
            assert asked_for <= 1
            return
    pytest.fail("it was never caught gliding")


def test_a_cancelled_hand_leaves_nothing_running_and_presses_nothing(
    seeded: str, page: Page
) -> None:
    open_at(page, seeded + TWENTY)
    at_rest(page)
    x, y = middle(page)
    page.mouse.down()
    page.mouse.move(x - 200, y, steps=8)
    page.evaluate(
        """() => {
          const lost = { pointerId: 1, pointerType: "mouse", bubbles: true };
          const stage = document.querySelector(".timeline-stage");
          stage.dispatchEvent(new PointerEvent("pointercancel", lost));
        }"""
    )
    still(page)
    days = span(page)
    page.mouse.move(x - 300, y, steps=4)
    page.mouse.up()
    at_rest(page)
    assert span(page) == days, "the hand that was cancelled holds nothing any more"
    assert "sel" not in query(page)


def test_a_double_click_fits_the_agreement_once_and_opens_one_card(seeded: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/card/" in sent.url else None)
    open_at(page, f"{seeded}{TWENTY}&q=2001")
    at_rest(page)
    before, many = page.url, entries(page)
    page.mouse.dblclick(*place_of(page, "Iran–Russia 2001", date(2012, 8, 1)))
    address_says(page, "sel=iran-russia-2001")
    page.wait_for_timeout(LONG)
    start, end = span(page)
    assert start < date(2001, 3, 12)
    assert end > date(2026, 3, 1)
    expect(page.locator("#card .verdicts")).to_be_visible()
    assert len(asked) == 1, "the card is asked for once"
    assert entries(page) == many + 1
    page.go_back()
    expect(page).to_have_url(before)
    expect(page.locator("#card")).to_be_hidden()


def test_keys_pressed_fast_go_their_whole_way(seeded: str, page: Page) -> None:
    open_at(page, seeded + TWENTY)
    long, before = length(page), page.url
    stage(page).focus()
    for _ in range(3):
        page.keyboard.press("+")
    address_follows(page, before)
    at_rest(page)
    assert abs(length(page) - long * 0.6**3) <= 3


def test_the_head_of_a_lane_stays_while_its_rows_go_by(seeded: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    open_at(page, f"{seeded}/?{DAY}&from=1990-01-01&to=2030-01-01&lanes=status")
    chart = box(page)
    middle(page, down=120)
    wheel(page, 0, 70)
    address_says(page, "row=")
    wheel(page, 240, 0)
    at_rest(page)
    first = page.locator("#twin .twin-lane").first
    expect(first).to_have_attribute("aria-expanded", "true")
    page.mouse.click(chart["x"] + 40, chart["y"] + 56)
    address_says(page, "closed=")
    expect(first).to_have_attribute("aria-expanded", "false")
    assert "sel" not in query(page), "the head, not a bar that has gone under it"


def test_the_focus_shows_a_card_and_a_press_pins_it_beside(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}{TWENTY}&q=2001")
    hover = page.locator(".timeline-hover")
    stage(page).focus()
    page.keyboard.press("ArrowDown")
    expect(hover).to_contain_text("Iran–Russia 2001 treaty")
    expect(hover).to_contain_text("superseded (presumed)")
    page.locator("select[name=lanes]").focus()
    x, y = place_of(page, "Iran–Russia 2001", date(2012, 8, 1))
    expect(hover).to_be_visible()
    page.mouse.click(x, y)
    expect(page.locator("#card .verdicts")).to_be_visible()
    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    page.go_forward()
    expect(page.locator("#card .verdicts")).to_be_visible()


@pytest.mark.parametrize("sought", ["new start", "2001"])
def test_the_card_is_whole_in_a_chart_of_one_lane(seeded: str, page: Page, sought: str) -> None:
    open_at(page, f"{seeded}{TWENTY}&q={sought}")
    x, y = middle(page, right=0.75, down=75)
    card = page.locator(".timeline-hover")
    expect(card).to_be_visible()
    seen = card.evaluate(
        """card => {
          const { left, right, top, bottom } = card.getBoundingClientRect();
          return [[left + 3, top + 3], [right - 3, bottom - 3]].map(([x, y]) =>
            card.contains(document.elementFromPoint(x, y)));
        }"""
    )
    assert seen == [True, True]
    page.mouse.move(x, y + 60, steps=6)
    expect(card).to_be_visible()
