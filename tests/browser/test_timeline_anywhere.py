"""Do the seeds' pages hold on any device and in any trouble: narrow, dark, without data or scripts?

And does the page of the 2001 treaty show the right warnings on the days that matter?
"""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.browser.chart import (
    DAY,
    READY,
    RULES,
    address_follows,
    address_says,
    box,
    colours,
    length,
    listed,
    open_at,
    place_of,
    span,
    stage,
    token,
)
from tests.browser.hands import touch

FOUNDING = "/treaties/iran-russia-2001/"
PAGES = (
    "/",
    f"/?{DAY}",
    "/treaties/",
    FOUNDING,
    f"{FOUNDING}?as_of=2021-04-12",
    "/treaties/paris-agreement/",
    "/treaties/jcpoa/",
    "/parties/IRN/",
    "/upcoming/?days=all",
    "/reminders/",
    "/api/docs/",
)
WAYS_IN = ("/accounts/login/", "/admin/login/")


@pytest.fixture
def reader(context: BrowserContext, ticket: str, seeded: str) -> BrowserContext:
    """Somebody who has signed in."""
    context.add_cookies([{"name": "sessionid", "value": ticket, "url": seeded}])
    return context


def test_one_finger_pans_two_zoom_a_tap_pins_and_closes_a_lane(seeded: str, phone: Page) -> None:
    open_at(phone, f"{seeded}/?{DAY}&from=2000-01-01&to=2030-01-01&q=2001")
    stage(phone).scroll_into_view_if_needed()
    chart = box(phone)
    x, y = chart["x"] + 200, chart["y"] + 80
    before = phone.url
    touch(phone, *([(x - step * 20, y)] for step in range(6)))
    address_follows(phone, before)
    assert span(phone)[0] > date(2000, 1, 1)
    long, before = length(phone), phone.url
    touch(phone, *([(x - 30 - step * 10, y), (x + 30 + step * 10, y)] for step in range(6)))
    address_follows(phone, before)
    assert length(phone) < long * 0.7
    open_at(phone, f"{seeded}/?{DAY}&from=2000-01-01&to=2030-01-01&q=2001")
    stage(phone).scroll_into_view_if_needed()
    phone.touchscreen.tap(*place_of(phone, "Iran–Russia 2001", date(2014, 8, 1)))
    expect(phone.locator("#card .verdicts")).to_contain_text("5 April 2027")
    address_says(phone, "sel=iran-russia-2001")
    phone.get_by_role("button", name="Close details").tap()
    expect(phone.locator("#card")).to_be_hidden()
    chart = box(phone)
    for closed in ("true", "false", "true"):
        phone.touchscreen.tap(chart["x"] + 60, chart["y"] + 56)
        lane = phone.locator("#twin .twin-lane").first
        expect(lane).to_have_attribute("aria-expanded", "false" if closed == "true" else "true")
        phone.wait_for_timeout(450)
    address_says(phone, "shut=")
    strip = phone.locator(".timeline-minimap")
    strip.scroll_into_view_if_needed()
    brush = strip.bounding_box()
    assert brush is not None
    start, end = span(phone)
    slider = phone.locator("#timeline-asof")
    first, last = (int(slider.get_attribute(name) or 0) for name in ("min", "max"))
    days = (end - date(1970, 1, 1)).days - first
    x = brush["x"] + days / (last - first) * brush["width"]
    y, before = brush["y"] + 20, phone.url
    # A finger beside the end of the brush has it all the same.
    touch(phone, *([(x + 14 + step * 4, y)] for step in range(6)))
    address_follows(phone, before)
    assert span(phone)[0] == start
    assert span(phone)[1] > end


def test_no_page_of_the_seeds_scrolls_sideways_on_a_phone(seeded: str, phone: Page) -> None:
    for address in (*PAGES, *WAYS_IN):
        phone.goto(seeded + address)
        if phone.locator(".timeline").count():
            expect(phone.locator(READY).first).to_be_visible()
        over = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{address} is {over} px too wide"


def test_the_chart_wears_the_dark_and_changes_with_the_page(seeded: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_at(page, f"{seeded}/?{DAY}")
    dark = token(page, "--tl-ground")
    assert colours(page).get(dark, 0) > 10_000
    page.get_by_role("button", name="Use light colours").click()
    light = token(page, "--tl-ground")
    assert light != dark
    page.wait_for_timeout(300)
    drawn = colours(page)
    assert drawn.get(light, 0) > 10_000
    assert drawn.get(dark, 0) == 0


@pytest.mark.parametrize("lost", ["**/api/v1/timeline/*", "**/api/v1/timeline/*/*"])
def test_lost_data_are_a_sentence_and_the_list_stays(seeded: str, page: Page, lost: str) -> None:
    page.route(lost, lambda route: route.abort())
    page.goto(f"{seeded}/?{DAY}")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("The timeline could not be drawn. The server cannot be reached.")
    expect(said).to_contain_text("The list below says the same in words.")
    expect(page.locator("#twin li[data-slug]")).to_have_count(8)
    expect(page.locator("#twin")).to_contain_text("Decide by 2 October 2044")
    page.unroute(lost)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(READY)).to_be_visible()
    expect(said).to_have_count(0)


def test_damaged_data_are_a_sentence_too(seeded: str, page: Page) -> None:
    page.route("**/api/v1/timeline/*/*", lambda route: route.fulfill(body='{"format": 1'))
    page.goto(f"{seeded}/?{DAY}")
    expect(page.get_by_role("alert")).to_contain_text("The server's answer could not be read.")
    expect(page.locator("#twin li[data-slug]")).to_have_count(8)


def test_without_scripts_the_servers_list_says_it_all(seeded: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{seeded}/?{DAY}")
    assert len(listed(page)) == 8
    row = page.locator("#twin li[data-slug=iran-russia-2025]")
    expect(row).to_contain_text("In force")
    expect(row).to_contain_text("2 October 2025 – 2 October 2045")
    expect(page.locator("canvas")).to_have_count(0)
    row.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Iran–Russia 2025 treaty")
    page.context.close()


LATE = ("/icon.svg", "/api/v1/schema/")


def test_no_page_of_the_seeds_complains(seeded: str, reader: BrowserContext) -> None:
    told: list[str] = []
    here = ""

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            told.append(f"{here}: {message.text}")

    def fail(asked: Request) -> None:
        # Both are fetched after the page and cut off when the next one comes: no complaint.
        if asked.failure != "net::ERR_ABORTED" or not asked.url.endswith(LATE):
            told.append(f"{here}: {asked.url} {asked.failure}")

    page = reader.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: told.append(f"{here}: {error}"))
    page.on("requestfailed", fail)
    page.on(
        "response",
        lambda got: told.append(f"{got.status} {got.url}") if got.status >= 400 else None,
    )
    for here in PAGES:
        page.goto(seeded + here, wait_until="networkidle")
    reader.clear_cookies()
    for here in WAYS_IN:
        page.goto(seeded + here, wait_until="networkidle")
    assert told == []


@pytest.mark.parametrize(
    "asked",
    [
        "from=2021-02-30&to=9999-99-99&lanes=colour&sel=nobody&row=../..&closed=,,~",
        "from=0001-01-01&to=9999-12-31&lanes=__proto__&sel=__proto__&row=constructor",
        "q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&sel=%3Cscript%3E&closed=%3Cb%3E",
        "from=2021-01-01&to=2021-01-01&sel=" + "a" * 1500 + "&q=%F0%9F%8F%B3%EF%BF%BD%E2%80%AE",
    ],
)
def test_nonsense_in_the_address_is_a_chart_without_complaint(
    seeded: str, page: Page, asked: str
) -> None:
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "response",
        lambda got: told.append(f"{got.status} {got.url}") if got.status >= 400 else None,
    )
    open_at(page, f"{seeded}/?{DAY}&{asked}")
    page.wait_for_load_state("networkidle")
    stage(page).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("f")
    expect(page.locator(".twin-summary")).to_contain_text("On screen")
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_seeds_breaks_a_rule_of_accessibility(
    seeded: str, reader: BrowserContext, scheme: str
) -> None:
    page = reader.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in (*PAGES[2:5], *PAGES[7:10]):
        page.goto(seeded + address)
        if page.locator(".timeline").count():
            expect(page.locator(READY).first).to_be_visible()
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


def test_the_treaty_page_in_april_2021_says_what_the_interview_asked(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}{FOUNDING}?as_of=2021-04-12")
    main = page.locator(".verdict.main")
    expect(main).to_contain_text("In force")
    expect(main).to_contain_text(re.compile(r"Third term\s+5 April 2017\s+–\s+5 April 2022"))
    expect(main).to_contain_text("The last day to stop its renewal was 5 April 2021")
    other = page.locator(".verdict:not(.main)")
    expect(other).to_have_count(1)
    expect(other).to_contain_text("counted from signature")
    expect(other).to_contain_text("12 March 2026")
    expect(other).to_contain_text("12 March 2025")
    drawn = colours(page)
    for name in ("--status-in-force", "--tl-window", "--tl-reading", "--tl-today"):
        assert drawn.get(token(page, name), 0) > 40, f"nothing is drawn in {name}"


def test_the_treaty_page_after_the_2025_treaty_says_superseded_and_the_other_reading(
    seeded: str, page: Page
) -> None:
    page.goto(f"{seeded}{FOUNDING}?as_of=2025-10-03")
    expect(page.locator(".verdict.main")).to_contain_text("Superseded (presumed)")
    runs_on = page.locator(".verdict:not(.main)", has_text="did not replace it")
    expect(runs_on).to_contain_text("In force")
    expect(runs_on).to_contain_text("5 April 2027")
