"""How does a test look at the timeline? Where a day lies, what is drawn there, what the list says.

A canvas has no text to read; what it draws is asked through its pixels and through the pointer.
"""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FloatRect, Locator, Page, expect

READY = '.timeline[data-state="ready"]'
# The rules of accessibility, for axe, and what breaks them: what holds takes as long again to tell.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
# After New START, with the 2025 treaty in force: all eight agreements are on the page.
DAY = "as_of=2026-03-01"
TITLES = {
    "Iran–Russia 2001 treaty",
    "Iran–Russia 2025 treaty",
    "JCPOA",
    "New START",
    "North–South Transport Corridor agreement",
    "Paris Agreement",
    "Ukraine–Russia 1997 treaty",
    "US–China science agreement",
}


RESTS = """async () => {
  const stage = document.querySelector(".timeline-stage");
  const since = performance.now();
  let calm = 0;
  while (calm < 3) {
    await new Promise(requestAnimationFrame);
    calm = stage.hasAttribute("data-rest") ? calm + 1 : 0;
    if (performance.now() - since > 15_000) throw new Error("the chart does not come to rest");
  }
}"""


def open_at(page: Page, url: str) -> None:
    """Goes there and waits until the chart is drawn and the address says what it shows."""
    page.goto(url)
    expect(page.locator(READY).first).to_be_visible()
    at_rest(page)
    if page.locator("#timeline").count():
        address_says(page, "from=")


def address_says(page: Page, part: str) -> None:
    """Waits until the address contains a parameter."""
    expect(page).to_have_url(re.compile(rf"[?&]{re.escape(part)}"))


def query(page: Page) -> dict[str, str]:
    """What the address says."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def span(page: Page) -> tuple[date, date]:
    """The first and the last day in sight."""
    said = query(page)
    return date.fromisoformat(said["from"]), date.fromisoformat(said["to"])


def length(page: Page) -> int:
    """How many days are in sight."""
    start, end = span(page)
    return (end - start).days


def press(page: Page, *keys: str) -> None:
    """Presses keys and waits until the address has followed and rests."""
    before = page.url
    for key in keys:
        page.keyboard.press(key)
    address_follows(page, before)


def address_follows(page: Page, before: str) -> None:
    """Waits for another address than before, and until it rests."""
    expect(page).not_to_have_url(before)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Waits until the chart reports that it is at rest: the last change is painted, announced and
    in the address, and no response is awaited. It must stay so, because an input event reaches the
    page only with its next frame.
    """
    page.evaluate(RESTS)


def stage(page: Page) -> Locator:
    """The chart."""
    return page.locator(".timeline-stage")


def box(page: Page) -> FloatRect:
    """Where the chart is, in CSS pixels of the page."""
    found = stage(page).bounding_box()
    assert found is not None
    return found


def x_of(page: Page, day: date) -> float:
    """Where a day is, in CSS pixels of the page."""
    start, end = span(page)
    chart = box(page)
    return chart["x"] + (day - start).days / (end - start).days * chart["width"]


def day_at(page: Page, x: float) -> float:
    """Which day is there, as an ordinal with its fraction."""
    chart = box(page)
    return span(page)[0].toordinal() + (x - chart["x"]) / chart["width"] * length(page)


def told_at(page: Page, day: date) -> list[str]:
    """What the floating card says at one day, down all the rows in sight."""
    x, chart = x_of(page, day), box(page)
    told = (_told(page, x, chart["y"] + y) for y in range(50, int(chart["height"]) - 4, 8))
    return list(dict.fromkeys(words for words in told if words))


def place_of(page: Page, title: str, day: date) -> tuple[float, float]:
    """Where in the page the bar of an agreement is on a day; fails where there is none."""
    x, chart = x_of(page, day), box(page)
    for y in range(50, int(chart["height"]) - 4, 8):
        if title in _told(page, x, chart["y"] + y):
            return x, chart["y"] + y
    raise AssertionError(f"{title} is not drawn on {day}")


def _told(page: Page, x: float, y: float) -> str:
    """What the floating card says with the pointer there, once the chart had a frame to answer.

    From the axis, where nothing has a card: one that is open already lies over what is below it.
    """
    page.mouse.move(x, box(page)["y"] + 4)
    expect(page.locator(".timeline-hover")).to_be_hidden()
    page.mouse.move(x, y)
    return str(
        page.evaluate(
            """async () => {
              await new Promise(requestAnimationFrame);
              await new Promise(requestAnimationFrame);
              const card = document.querySelector(".timeline-hover");
              return card.hidden ? "" : card.innerText;
            }"""
        )
    )


def colours(page: Page, x: float = -1) -> dict[str, int]:
    """How many pixels of the canvas have which colour (#rrggbb); with x (of the page) that
    column.
    """
    left = -1 if x < 0 else x - box(page)["x"]
    found = page.evaluate(
        """left => {
          const canvas = document.querySelector(".timeline-canvas");
          const ratio = canvas.width / canvas.clientWidth;
          const [from, wide] = left < 0 ? [0, canvas.width] : [Math.round(left * ratio) - 2, 5];
          const { data } = canvas.getContext("2d").getImageData(from, 0, wide, canvas.height);
          const counts = {};
          for (let i = 0; i < data.length; i += 4) {
            const hex = "#" + [0, 1, 2].map(c => data[i + c].toString(16).padStart(2,
            "0")).join("");
            counts[hex] = (counts[hex] ?? 0) + 1;
          }
          return counts;
        }""",
        left,
    )
    return {str(colour): int(count) for colour, count in found.items()}


def token(page: Page, name: str) -> str:
    """The colour of a name in tokens.css, as #rrggbb."""
    value = str(
        page.evaluate(
            "name => getComputedStyle(document.querySelector('.timeline')).getPropertyValue(name)",
            name,
        )
    ).strip()
    assert re.fullmatch("#[0-9a-f]{6}", value), f"{name} is {value!r}"
    return value


def listed(page: Page) -> list[str]:
    """The short titles in the list beside the chart."""
    return page.locator("#twin .twin-title").all_inner_texts()
