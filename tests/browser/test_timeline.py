"""Does the timeline show the seeds, by hand and by keyboard, and does its address keep the view?"""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import (
    DAY,
    TITLES,
    address_follows,
    address_says,
    at_rest,
    box,
    colours,
    day_at,
    length,
    listed,
    open_at,
    place_of,
    press,
    span,
    stage,
    token,
    told_at,
    x_of,
)
from tests.browser.hands import still

FOUNDING = "Iran–Russia 2001 treaty"
LATER = "Iran–Russia 2025 treaty"


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """A reader who wants no motion: every change of view is there at once."""
    return {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


def test_the_chart_and_its_list_show_the_eight_agreements(seeded: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 1500})
    open_at(page, f"{seeded}/?{DAY}")
    press(page, "f")
    assert set(listed(page)) == TITLES
    expect(page.locator(".twin-summary")).to_contain_text("8 of 8 agreements")
    drawn = colours(page)
    for name in ("--status-in-force", "--tl-window", "--tl-reading", "--tl-mark", "--tl-today"):
        assert drawn.get(token(page, name), 0) > 40, f"nothing is drawn in {name}"


def test_bars_lie_on_their_days(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=1990-01-01&to=2030-01-01&q=Iran–Russia")
    assert not told_at(page, date(1999, 1, 1))
    within = told_at(page, date(2019, 1, 1))
    assert any(told.startswith(FOUNDING) for told in within)
    assert not any(told.startswith(LATER) for told in within)
    assert any(told.startswith(LATER) for told in told_at(page, date(2027, 1, 1)))


def test_the_last_day_of_notice_is_marked_on_its_day(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?as_of=2021-04-12&from=2019-01-01&to=2023-01-01&q=2001")
    assert any("5 April 2021" in told for told in told_at(page, date(2021, 4, 5)))
    assert not any("5 April 2021 (" in told for told in told_at(page, date(2020, 6, 5)))


def test_the_line_of_the_day_stands_on_that_day(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2020-01-01&to=2032-01-01")
    red = token(page, "--tl-today")
    height = box(page)["height"]
    assert colours(page, x_of(page, date(2026, 3, 1))).get(red, 0) > height * 0.7
    assert colours(page, x_of(page, date(2029, 3, 1))).get(red, 0) == 0


def test_the_list_is_one_tab_stop_with_arrows_inside(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    expect(page.locator("#twin [tabindex='0']")).to_have_count(1)
    focus = page.locator(":focus")
    stops = 0
    page.locator("select[name=lanes]").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator("#twin :focus").count():
            stops += 1
        elif stops:
            break
    assert stops == 1
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#twin :focus")).to_have_count(1)
    page.keyboard.press("Home")
    name = focus.locator(".twin-name")
    seen = [name.inner_text()]
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        expect(name).not_to_have_text(seen[-1])
        seen.append(name.inner_text())
        if set(seen) >= TITLES:
            break
    assert set(seen) >= TITLES, "the arrows lead through all, also those not yet in sight"
    page.keyboard.press("ArrowUp")
    expect(name).to_have_text(seen[-2])


def test_a_space_pins_escape_closes_and_enter_opens(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.locator(f"#twin .twin-title:text-is('{FOUNDING}')").focus()
    page.keyboard.press("Space")
    card = page.locator("#card")
    expect(card.locator(".verdicts")).to_contain_text("uperseded (presumed)")
    address_says(page, "sel=iran-russia-2001")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page).not_to_have_url(re.compile("sel="))
    page.keyboard.press("Enter")
    page.wait_for_url("**/treaties/iran-russia-2001/?as_of=2026-03-01")
    page.go_back()
    expect(page.locator('.timeline[data-state="ready"]')).to_be_visible()


def test_every_key_of_the_chart_moves_the_span_in_the_address(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2020-01-01")
    stage(page).focus()
    press(page, "+")
    nearer = length(page)
    assert nearer < 20 * 365
    press(page, "-")
    assert length(page) > nearer
    start, end = span(page)
    press(page, "ArrowRight")
    assert span(page)[0] > start
    press(page, "ArrowLeft")
    assert abs((span(page)[0] - start).days) <= 1
    press(page, "t")
    start, end = span(page)
    assert abs((date(2026, 3, 1) - start).days - (end - date(2026, 3, 1)).days) <= 2
    press(page, "Home")
    first = span(page)[0]
    assert first.year < 1980
    press(page, "End")
    assert span(page)[1].year > 2035
    press(page, "f")
    assert span(page)[0].year <= 1979 <= 2045 <= span(page)[1].year


def test_arrows_on_the_chart_are_announced(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&q=JCPOA")
    live = page.locator(".timeline-live")
    expect(live).to_have_attribute("aria-live", "polite")
    stage(page).focus()
    page.keyboard.press("ArrowDown")
    expect(live).to_contain_text("JCPOA")
    expect(live).to_contain_text("1 of 1 agreement shown")


def test_single_letters_leave_a_field_alone(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2020-01-01")
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("fit+")
    expect(page.locator("input[name=q]")).to_have_value("fit+")
    address_says(page, "q=")
    assert span(page) == (date(2000, 1, 1), date(2020, 1, 1))


def test_an_address_restores_the_exact_view(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.locator("select[name=lanes]").select_option("status")
    address_says(page, "lanes=status")
    stage(page).focus()
    press(page, "+", "+", "ArrowRight")
    press(page, "ArrowDown", " ")
    expect(page.locator("#card .verdicts")).to_be_visible()
    address_says(page, "sel=")
    at_rest(page)
    url, titles, card = page.url, listed(page), page.locator("#card h2").inner_text()
    page.goto("about:blank")
    open_at(page, url)
    expect(page.locator("#card .verdicts")).to_be_visible()
    at_rest(page)
    assert (page.url, listed(page)) == (url, titles)
    assert page.locator("#card h2").inner_text() == card
    assert page.locator("select[name=lanes]").input_value() == "status"


def test_back_shows_what_was_there_before(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2020-01-01")
    lanes = page.locator("select[name=lanes]")
    lanes.select_option("party")
    address_says(page, "lanes=party")
    before = page.url
    page.get_by_role("button", name="Zoom in").click()
    address_follows(page, before)
    assert length(page) < 20 * 365
    page.go_back()
    expect(page).to_have_url(before)
    assert span(page) == (date(2000, 1, 1), date(2020, 1, 1))
    expect(lanes).to_have_value("party")
    page.go_back()
    expect(lanes).to_have_value("pair")


def test_the_pointer_shows_a_card_and_a_click_pins_the_servers(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2030-01-01&q=Iran–Russia")
    x, y = place_of(page, FOUNDING, date(2019, 8, 1))
    hover = page.locator(".timeline-hover")
    expect(hover).to_contain_text("superseded (presumed)")
    page.mouse.click(x, y)
    card = page.locator("#card")
    expect(card.get_by_role("link", name="Open this agreement’s page")).to_be_visible()
    expect(card.locator(".verdicts")).to_contain_text("5 April 2027")
    address_says(page, "sel=iran-russia-2001")
    card.get_by_role("button", name="Close details").click()
    expect(card).to_be_hidden()
    page.mouse.move(5, 5)
    expect(hover).to_be_hidden()


def test_zoom_by_wheel_keeps_the_day_under_the_pointer(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2020-01-01")
    chart = box(page)
    x = round(chart["x"] + chart["width"] * 0.7)
    page.mouse.move(x, chart["y"] + 150)
    under, long, before = day_at(page, x), length(page), page.url
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    address_follows(page, before)
    assert length(page) < long * 0.9
    pixel = length(page) / chart["width"]
    assert abs(day_at(page, x) - under) < pixel


def test_a_drag_moves_the_days_with_the_hand_and_stops_there(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2020-01-01")
    chart = box(page)
    x, y, before = chart["x"] + 700, chart["y"] + 200, page.url
    held = day_at(page, x)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 300, y, steps=6)
    page.mouse.up()
    address_follows(page, before)
    assert abs(day_at(page, x - 300) - held) < 12, "less motion means no gliding on"


def test_search_narrows_chart_and_list_and_escape_clears_it(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.keyboard.press("/")
    page.keyboard.type("paris")
    expect(page.locator("#twin .twin-title")).to_have_text(["Paris Agreement"])
    page.keyboard.press("Enter")
    address_says(page, "q=paris")
    page.keyboard.press("Escape")
    expect(page.locator(".twin-summary")).to_contain_text("of 8 agreements")


def test_a_chart_at_rest_draws_nothing(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    still(page)


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_closed_lane_opens_in_the_chart_as_it_does_in_the_list(
    seeded: str, page: Page, key: str
) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=1995-01-01&to=2030-01-01&closed=*")
    stage(page).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press(key)
    first = page.locator("#twin .twin-lane").first
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".timeline-live")).to_contain_text("expanded")


def test_the_button_to_the_day_names_the_day_it_leads_to(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?as_of=1995-01-01&from=2000-01-01&to=2010-01-01")
    page.get_by_role("button", name="As of: go to 1 January 1995").click()
    address_says(page, "from=1990-01-01")
    page.get_by_role("button", name="Back to today").click()
    before = page.url
    page.get_by_role("button", name="Today", exact=True).click()
    address_follows(page, before)
    assert span(page)[1] > date.today()
