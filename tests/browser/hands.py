"""The gestures of the tests on the chart, and how to wait until they are over."""

from datetime import date

from playwright.sync_api import Locator, Page

from tests.browser.chart import DAY, at_rest, box, stage

TWENTY = f"/?{DAY}&from=2000-01-01&to=2020-01-01"
BY_PARTY = f"{TWENTY}&lanes=party"
# ms, longer than all delays of the page (wheel bursts, typing, writing the address): what has not
# happened by then will not happen.
LONG = 900


def middle(page: Page, right: float = 0.5, down: float = 200) -> tuple[float, float]:
    """A place in the chart, with the pointer on it."""
    chart = box(page)
    x, y = round(chart["x"] + chart["width"] * right), round(chart["y"] + down)
    page.mouse.move(x, y)
    return x, y


def entries(page: Page) -> int:
    """How long the history is."""
    return int(page.evaluate("history.length"))


def drag(page: Page, dx: float, *, dy: float = 0, hold: bool = False, down: float = 200) -> None:
    """Drags the chart and releases it while moving, or after a moment of rest."""
    x, y = middle(page, down=down)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=8)
    if hold:
        page.wait_for_timeout(120)
    page.mouse.up()


def touch(page: Page, *frames: list[tuple[float, float]]) -> None:
    """Fingers put down, moved through the frames, and lifted."""
    session = page.context.new_cdp_session(page)
    for number, fingers in enumerate(frames):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(fingers)]
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def wheel(page: Page, dx: float, dy: float, *keys: str) -> None:
    """One turn of the wheel, with keys held."""
    for key in keys:
        page.keyboard.down(key)
    page.mouse.wheel(dx, dy)
    for key in keys:
        page.keyboard.up(key)


def still(page: Page) -> None:
    """Nothing asks for a frame once the chart says that it rests."""
    at_rest(page)
    assert frames(page) == 0


def frames(page: Page) -> int:
    """How many frames the page asks for within half a second."""
    return int(
        page.evaluate(
            """() => new Promise(done => {
              let frames = 0;
              const ask = window.requestAnimationFrame;
              window.requestAnimationFrame = job => { frames++; return ask.call(window, job); };
              setTimeout(() => { window.requestAnimationFrame = ask; done(frames); }, 500);
            })"""
        )
    )


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Goes there as a hand without a mouse does; fails where the key does not lead."""
    for _ in range(80):
        page.keyboard.press(key)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead there")


def double_click(page: Page) -> None:
    x, y = middle(page, down=6)
    page.mouse.dblclick(x, y + 4)


def keys(page: Page) -> None:
    stage(page).focus()
    for key in ("+", "+", "ArrowRight", "-"):
        page.keyboard.press(key)


def zoom_by_wheel(page: Page) -> None:
    middle(page)
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -60)
    page.keyboard.up("Control")


def jump(page: Page) -> None:
    stage(page).focus()
    page.keyboard.press("Home")


def choose_status(page: Page) -> None:
    page.locator(".filter-fold summary").click()
    page.locator("form.filter select[name=status]").select_option("in_force")
    page.keyboard.press("Escape")


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
    stage(page).focus()
    for _ in range(times):
        page.keyboard.press(key)
