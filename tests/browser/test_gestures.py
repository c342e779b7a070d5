"""Does the chart do what the hand wants, and is each gesture one step that one can go back from?"""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.browser.chart import (
    DAY,
    address_follows,
    address_says,
    at_rest,
    box,
    day_at,
    length,
    open_at,
    span,
    stage,
)
from tests.browser.hands import drag, entries, middle, still, wheel

VIEW = "from=2000-01-01&to=2020-01-01"
TWENTY = (date(2000, 1, 1), date(2020, 1, 1))


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """A reader on whom motion is not lost; a low window, so that there are rows to scroll to."""
    return {"viewport": {"width": 1200, "height": 620}, "reduced_motion": "no-preference"}


def turned(page: Page, dx: float, dy: float, *keys: str) -> None:
    middle(page)
    wheel(page, dx, dy, *keys)


def overview(page: Page, day: date) -> tuple[float, float]:
    """Where a day lies on the strip below the chart, which is as long as the slider under it."""
    strip = page.locator(".timeline-minimap").bounding_box()
    assert strip is not None
    slider = page.locator("#timeline-asof")
    first, last = (int(slider.get_attribute(end) or 0) for end in ("min", "max"))
    of = ((day - date(1970, 1, 1)).days - first) / (last - first)
    return strip["x"] + of * strip["width"], strip["y"] + strip["height"] / 2


def brushed(page: Page, grasp: date, let_go: date) -> None:
    page.locator("#timeline-asof").scroll_into_view_if_needed()
    page.mouse.move(*overview(page, grasp))
    page.mouse.down()
    page.mouse.move(*overview(page, let_go), steps=6)
    page.mouse.up()


def pressed(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


GESTURES: dict[str, Callable[[Page], None]] = {
    "a drag": lambda page: drag(page, -240, hold=True),
    "a wheel sideways": lambda page: turned(page, 300, 0),
    "a wheel with shift": lambda page: turned(page, 0, 300, "Shift"),
    "a wheel with control": lambda page: turned(page, 0, -300, "Control"),
    "the overview, moved": lambda page: brushed(page, date(2010, 1, 1), date(2020, 1, 1)),
    "the overview, stretched": lambda page: brushed(page, TWENTY[0], date(1990, 1, 1)),
    "the overview, elsewhere": lambda page: brushed(page, date(1985, 1, 1), date(1985, 1, 1)),
    "arrows held down": lambda page: pressed(page, "ArrowRight", 3),
    "nearer, twice": lambda page: pressed(page, "+", 2),
    "to today": lambda page: page.keyboard.press("t"),
    "everything": lambda page: page.keyboard.press("f"),
}


@pytest.mark.parametrize("gesture", list(GESTURES))
def test_a_gesture_is_one_step_back_and_one_forward(seeded: str, page: Page, gesture: str) -> None:
    open_at(page, f"{seeded}/?{DAY}&{VIEW}")
    at_rest(page)
    assert span(page) == TWENTY
    stage(page).focus()
    count, before = entries(page), page.url
    GESTURES[gesture](page)
    address_follows(page, before)
    at_rest(page)
    after = page.url
    assert span(page) != TWENTY
    assert entries(page) == count + 1
    page.go_back()
    at_rest(page)
    assert page.url == before
    page.go_forward()
    at_rest(page)
    assert page.url == after


def test_two_drags_are_two_steps(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&{VIEW}")
    at_rest(page)
    count = entries(page)
    drag(page, -150, hold=True)
    drag(page, -150, hold=True)
    at_rest(page)
    assert entries(page) == count + 2


def test_a_double_click_on_the_head_of_a_lane_closes_it_once(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&{VIEW}")
    at_rest(page)
    chart = box(page)
    page.mouse.dblclick(chart["x"] + 60, chart["y"] + 56)
    address_says(page, "closed=")


def test_a_double_click_on_nothing_comes_nearer_there(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=1900-01-01&to=1940-01-01")
    at_rest(page)
    x, y = middle(page)
    under, long = day_at(page, x), length(page)
    page.mouse.dblclick(x, y)
    at_rest(page)
    assert length(page) == pytest.approx(long / 2, abs=2)
    assert abs(day_at(page, x) - under) < 2 * length(page) / box(page)["width"]


def test_a_throw_goes_on_and_comes_to_rest_by_itself(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&{VIEW}")
    at_rest(page)
    count = entries(page)
    drag(page, -200)
    at_rest(page)
    per_day = box(page)["width"] / (20 * 365.25)
    assert (span(page)[0] - TWENTY[0]).days * per_day > 215
    assert entries(page) == count + 1, "what it glides on belongs to the drag"


def test_less_motion_means_no_gliding_and_no_flight(seeded: str, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_at(page, f"{seeded}/?{DAY}&{VIEW}")
    at_rest(page)
    drag(page, -200)
    at_rest(page)
    per_day = box(page)["width"] / (20 * 365.25)
    assert (span(page)[0] - TWENTY[0]).days * per_day == pytest.approx(200, abs=2)


@pytest.mark.parametrize("done", ["a drag", "to today", "the overview, moved"])
def test_after_a_gesture_nothing_runs(seeded: str, page: Page, done: str) -> None:
    open_at(page, f"{seeded}/?{DAY}&{VIEW}")
    at_rest(page)
    stage(page).focus()
    GESTURES[done](page)
    at_rest(page)
    page.mouse.move(2, 2)
    still(page, 500)


def test_the_name_of_a_bar_stays_in_sight_while_its_beginning_leaves(
    seeded: str, page: Page
) -> None:
    """Dark pixels of text at the left edge of the rows, once the bar begins outside."""
    open_at(page, f"{seeded}/?{DAY}&from=1999-06-01&to=2019-06-01&q=2001")
    at_rest(page)

    drag(page, -500, hold=True, down=90)
    drag(page, -300, hold=True, down=90)
    at_rest(page)
    page.mouse.move(2, 2)
    page.wait_for_timeout(400)
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
