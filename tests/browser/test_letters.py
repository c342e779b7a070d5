"""The chart follows changes outside of it: the text size, the pixel density and, without a
connection, the reference day.
"""

from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.chart import DAY, address_says, at_rest, box, open_at, span, stage

ONE_LANE = f"{DAY}&from=2010-01-01&to=2030-01-01&q=jcpoa"
PIXELS = """() => {
  const canvas = document.querySelector(".timeline-canvas");
  return canvas.width / canvas.clientWidth;
}"""
SIZE = "size => { document.documentElement.style.fontSize = size; }"


def test_letters_lanes_and_axis_grow_with_the_readers_size_of_text(seeded: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 2000})
    open_at(page, f"{seeded}/?{ONE_LANE}")
    usual, view = box(page)["height"], span(page)
    page.evaluate(SIZE, "200%")
    expect(page.locator(".timeline-hover")).to_be_hidden()
    at_rest(page)
    large = box(page)
    assert abs(large["height"] - 2 * usual) <= 3
    assert span(page) == view, "the same time is in sight"
    assert page.evaluate(PIXELS) == 1, "letters are drawn, not blown up"
    # Its bar lies twice as far down, and is found there.
    along = (date(2017, 1, 1) - view[0]).days / (view[1] - view[0]).days
    page.mouse.move(large["x"] + along * large["width"], large["y"] + 2 * (44 + 30 + 19 + 9))
    expect(page.locator(".timeline-hover")).to_contain_text("JCPOA")
    card = page.locator(".timeline-hover").bounding_box()
    assert card is not None
    assert card["y"] > large["y"] + 2 * (44 + 30 + 19 + 18), "beneath the bar"
    page.mouse.down()
    page.mouse.move(large["x"] + along * large["width"] + 200, large["y"] + 200, steps=4)
    page.wait_for_timeout(200)
    page.mouse.up()
    at_rest(page)
    moved = (view[0] - span(page)[0]).days / (view[1] - view[0]).days
    assert abs(moved * large["width"] - 200) < 12, "a drag moves it as far as the hand"
    page.evaluate(SIZE, "")
    at_rest(page)
    assert abs(box(page)["height"] - usual) <= 1


def test_each_change_of_the_screens_pixels_is_followed(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{ONE_LANE}")
    session = page.context.new_cdp_session(page)
    size = box(page)
    for height, density in ((721, 2), (722, 3), (723, 1.5)):
        # The window's height changes with it, or Chromium makes no frame; the chart's does not.
        metrics = {"width": 1280, "height": height, "mobile": False, "deviceScaleFactor": density}
        session.send("Emulation.setDeviceMetricsOverride", metrics)
        page.wait_for_function(f"() => Math.abs(({PIXELS})() - {density}) < 0.01", timeout=5000)
    assert box(page) == size


def test_without_a_connection_the_links_lead_to_the_day_of_the_slider(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.context.set_offline(True)
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("PageDown")
    address_says(page, "as_of=2017-01-01")
    expect(page.locator("#twin-head")).to_have_text("The agreements on 1 January 2017, in words")
    sections = page.locator(".masthead .sections a")
    for name in ("Timeline", "Upcoming", "Updates", "Treaties"):
        link = sections.filter(has_text=name)
        expect(link).to_have_attribute(
            "href", f"/{'' if name == 'Timeline' else name.lower() + '/'}?as_of=2017-01-01"
        )
    for name in ("Try a clause", "Reminders"):
        assert "as_of" not in str(sections.filter(has_text=name).get_attribute("href"))
    expect(stage(page)).to_be_visible()
    page.get_by_role("button", name="Back to today").click()
    expect(sections.filter(has_text="Treaties")).to_have_attribute("href", "/treaties/")
    page.context.set_offline(False)
