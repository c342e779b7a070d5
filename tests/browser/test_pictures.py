"""Does the chart still look as in the pictures that a person has last approved?

A picture is compared by squares of 16 × 16 px: the mean of each may differ by at most 12 of 255 in
a colour. The edges of letters may fall a little otherwise on another machine; a mark, a name or a
bar that moves may not. After checking the new look, make new pictures with TL_PICTURES=new in the
environment.
"""

import base64
import json
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chart import READY, at_rest, stage
from tests.browser.specimen import ROWS, specimen

FOLDER = Path(__file__).parent / "pictures"
TOLERANCE = 12
SQUARE = 16
DAY = "2026-03-01"

NEAR = "from=1996-01-01&to=2040-01-01"
SIZES = {"wide": (1440, 1600), "narrow": (360, 1600)}
DIFFERING = """async ([before, after, square]) => {
  const read = async base64 => {
    const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const ink = canvas.getContext("2d");
    ink.drawImage(picture, 0, 0);
    return ink.getImageData(0, 0, picture.width, picture.height);
  };
  const [a, b] = [await read(before), await read(after)];
  if (a.width !== b.width || a.height !== b.height) {
    return [`${a.width} × ${a.height} px became ${b.width} × ${b.height}`, 255];
  }
  const total = (data, width, left, top, c) => {
    let sum = 0;
    const right = Math.min(width, left + square);
    for (let y = top; y < Math.min(a.height, top + square); y++) {
      for (let x = left; x < right; x++) sum += data[(y * width + x) * 4 + c];
    }
    return sum;
  };
  let worst = ["nowhere", 0];
  for (let top = 0; top < a.height; top += square) {
    for (let left = 0; left < a.width; left += square) {
      const area = Math.min(square, a.height - top) * Math.min(square, a.width - left);
      for (const c of [0, 1, 2]) {
        const [was, is] = [a, b].map(one => total(one.data, a.width, left, top, c));
        const off = Math.abs(was - is) / area;
        if (off > worst[1]) worst = [`at ${left}, ${top}`, off];
      }
    }
  }
  return worst;
}"""


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """Every change of view is there at once, and a pixel is a pixel."""
    return {"reduced_motion": "reduce", "device_scale_factor": 1}


def on_that_day(route: Route, data: dict[str, Any] | None = None) -> None:
    """The page as of DAY as it was served that day, with other data if there are any."""
    if not route.request.is_navigation_request():
        return route.fallback()
    answer = route.fetch()
    html = answer.text()
    html = re.sub('data-today="[^"]*"', f'data-today="{DAY}"', html)
    if data is not None:
        begin = html.index('data-manifest="')
        end = html.index('"', begin + len('data-manifest="')) + 1
        html = html[:begin] + 'data-inline="#specimen"' + html[end:]
        carried = json.dumps(data).replace("<", "\\u003c")
        script = f'<script type="application/json" id="specimen">{carried}</script>'
        html = html.replace("</body>", f"{script}</body>")
    return route.fulfill(response=answer, body=html)


def shown(page: Page, url: str, size: str, scheme: str, data: dict[str, Any] | None = None) -> None:
    """Opens the timeline so, and waits until its letters are there."""
    page.add_init_script("localStorage.setItem('timeline.hints', '1')")
    page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.route("**/*", lambda route: on_that_day(route, data))
    page.goto(url)
    expect(page.locator(READY)).to_be_visible()
    page.evaluate("document.fonts.ready")
    page.wait_for_function("document.fonts.check('600 13px Noto Sans')")
    at_rest(page)


def compared(page: Page, name: str) -> None:
    """The stage is as its kept picture shows it."""
    now = stage(page).screenshot(animations="disabled")
    kept = FOLDER / f"{name}.png"
    if os.environ.get("TL_PICTURES") == "new":
        FOLDER.mkdir(exist_ok=True)
        kept.write_bytes(now)
        return
    blank = page.context.new_page()
    sent = [base64.b64encode(picture).decode() for picture in (kept.read_bytes(), now)]
    where, off = blank.evaluate(DIFFERING, [*sent, SQUARE])
    blank.close()
    assert off <= TOLERANCE, f"{name}.png looks otherwise {where}: {off:.0f} of 255 on a square"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_seeds_look_as_they_did(seeded: str, page: Page, size: str, scheme: str) -> None:
    shown(page, f"{seeded}/?as_of={DAY}&{NEAR}", size, scheme)
    compared(page, f"seeds-{size}-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_everything_that_can_be_drawn_looks_as_it_did(
    seeded: str, page: Page, size: str, scheme: str
) -> None:
    shown(page, f"{seeded}/?as_of={DAY}&{NEAR}", size, scheme, specimen())
    expect(page.locator(".twin-summary")).to_contain_text(f"of {len(ROWS)} agreements")
    compared(page, f"specimen-{size}-{scheme}")


def test_a_picture_that_really_changes_is_noticed(seeded: str, page: Page) -> None:
    data = specimen()
    marks = data["inline"][0]["marks"]
    assert marks["day"][10] is not None
    marks["day"][10] += 300
    shown(page, f"{seeded}/?as_of={DAY}&{NEAR}", "wide", "light", data)
    with pytest.raises(AssertionError, match="looks otherwise"):
        compared(page, "specimen-wide-light")


@pytest.mark.parametrize("size", SIZES)
def test_bars_that_move_by_three_pixels_are_noticed(seeded: str, page: Page, size: str) -> None:
    days = 44 * 365 * 3 // SIZES[size][0]
    start, end = (date.fromisoformat(day) + timedelta(days) for day in ("1996-01-01", "2040-01-01"))
    shown(page, f"{seeded}/?as_of={DAY}&from={start}&to={end}", size, "light")
    with pytest.raises(AssertionError, match="looks otherwise"):
        compared(page, f"seeds-{size}-light")
