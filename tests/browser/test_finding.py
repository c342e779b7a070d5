"""Does the page help to find things: hints, the day's slider, lanes by name, the filter?"""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chart import (
    DAY,
    RULES,
    address_follows,
    address_says,
    at_rest,
    colours,
    open_at,
    query,
    span,
    stage,
    token,
    x_of,
)
from tests.browser.hands import tab_to


def test_three_hints_are_shown_once(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    box = page.get_by_role("region", name="Hints")
    expect(box.get_by_role("listitem")).to_have_count(3)
    box.get_by_role("button", name="Close hints").click()
    expect(box).to_have_count(0)
    expect(stage(page)).to_be_focused()
    open_at(page, f"{seeded}/?{DAY}")
    expect(box).to_have_count(0)


def test_the_slider_steps_by_the_unit_the_axis_names(seeded: str, page: Page) -> None:
    page.add_init_script(
        """window.written = [];
        const write = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (words, ...place) {
          if (this.canvas.matches(".timeline-canvas")) written.push(words);
          return write.call(this, words, ...place);
        };"""
    )
    open_at(page, f"{seeded}/?{DAY}&from=1990-01-01&to=2030-01-01")
    assert {"1996", "2014"} <= set(page.evaluate("written"))
    slider = page.get_by_role("slider", name="As of")
    slider.focus()
    for key, day in (
        ("ArrowLeft", "2026-01-01"),
        ("ArrowLeft", "2025-01-01"),
        ("ArrowRight", "2026-01-01"),
        ("PageDown", "2016-01-01"),
    ):
        page.keyboard.press(key)
        address_says(page, f"as_of={day}")
    open_at(page, f"{seeded}/?{DAY}&from=2024-01-01&to=2027-01-01")
    assert {"Apr", "Oct"} <= set(page.evaluate("written"))
    slider.focus()
    page.keyboard.press("ArrowLeft")
    address_says(page, "as_of=2026-02-01")
    # Of ten years the axis names the years, though it marks their quarters.
    open_at(page, f"{seeded}/?{DAY}&from=2020-01-01&to=2030-01-01")
    assert {"2022", "2027"} <= set(page.evaluate("written"))
    slider.focus()
    page.keyboard.press("ArrowLeft")
    address_says(page, "as_of=2026-01-01")
    open_at(page, f"{seeded}/?{DAY}&from=2026-02-01&to=2026-04-15")
    assert {"2 Feb", "23 Mar"} <= set(page.evaluate("written"))
    slider.focus()
    page.keyboard.press("ArrowLeft")
    address_says(page, "as_of=2026-02-28")


def test_the_slider_moves_the_line_says_the_day_and_asks_the_server(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2010-01-01&to=2030-01-01")
    slider = page.get_by_role("slider", name="As of")
    expect(slider).to_have_attribute("aria-valuetext", "1 March 2026")
    slider.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "1 January 2021")
    address_says(page, "as_of=2021-01-01")
    expect(page.locator(".asof")).to_contain_text("As of 1 January 2021")
    expect(page.locator("#twin-head")).to_contain_text("1 January 2021")
    expect(page.locator(".strip-day").first).not_to_have_text("5 April 2027")
    expect(slider).to_be_focused()
    red = token(page, "--tl-today")
    assert colours(page, x_of(page, date(2021, 1, 1))).get(red, 0) > 200
    assert colours(page, x_of(page, date(2026, 3, 1))).get(red, 0) == 0
    row = page.locator("#twin li[data-slug=iran-russia-2001]").first
    expect(row).to_contain_text("window")
    page.go_back()
    expect(slider).to_have_attribute("aria-valuetext", "1 March 2026")
    expect(page.locator(".asof")).to_contain_text("As of 1 March 2026")


def test_back_to_today_leaves_no_day_in_the_address(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.get_by_role("button", name="Back to today").click()
    expect(page).not_to_have_url(re.compile("as_of"))
    expect(page.locator(".asof")).to_have_count(0)
    expect(page.get_by_role("slider", name="As of")).to_have_attribute(
        "aria-valuetext", re.compile("^today, ")
    )


def test_a_day_with_a_filter_that_depends_on_it_is_asked_anew(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?as_of=2026-03-01&status=expired")
    before = page.locator("#twin [data-slug]").count()
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("PageDown")
    address_says(page, "as_of=2017-01-01")
    expect(page.locator(".chip")).to_contain_text("expired")
    expect(page.locator("#twin [data-slug]")).not_to_have_count(before)
    assert page.locator("#twin [data-slug]").count() < before
    page.go_back()
    expect(page.locator("#twin [data-slug]")).to_have_count(before)


def test_a_lane_is_found_by_its_name_and_opens(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    field = page.get_by_label("Go to group")
    expect(field).to_be_hidden()
    page.locator("select[name=lanes]").select_option("party")
    expect(field).to_be_visible()
    page.get_by_role("button", name="Collapse groups").click()
    address_says(page, "closed=")
    field.fill("united st")
    before = page.url
    page.keyboard.press("Enter")
    address_follows(page, before)
    names = page.locator("#twin .twin-lane .twin-name")
    expect(names.filter(has_text=re.compile("^United States$"))).to_have_count(1)
    expect(page.locator(".timeline-live")).to_contain_text("Group United States, 4 agreements. 1")
    field.fill("atlantis")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline-live")).to_contain_text("There is no such group.")


def test_the_filter_comes_with_its_counts_and_keeps_the_view(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2010-01-01&lanes=party")
    page.locator("summary", has_text="Filter the agreements").click()
    china = page.locator("select[name=party] option", has_text="China")
    expect(china).to_have_text("China (2)")
    page.locator("select[name=party]").select_option("CHN")
    page.get_by_role("button", name="Show", exact=True).click()
    address_says(page, "party=CHN")
    assert span(page) == (date(2000, 1, 1), date(2010, 1, 1))
    assert query(page)["lanes"] == "party"
    assert query(page)["as_of"] == "2026-03-01"
    page.get_by_role("link", name="Party China : remove").click()
    expect(page).not_to_have_url(re.compile("party=CHN"))


def chosen(page: Page, field: str, value: str) -> None:
    """Chooses in the filter, which is opened if it is not."""
    if not page.locator(f"select[name={field}]").is_visible():
        page.locator("summary", has_text="Filter the agreements").click()
    page.locator(f"select[name={field}]").select_option(value)


def test_a_choice_in_the_filter_shows_at_once_without_another_page(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2010-01-01")
    page.evaluate("window.samePage = true")
    summary, said = page.locator(".twin-summary"), page.locator(".timeline-live")
    page.locator("summary", has_text="Filter the agreements").click()
    expect(page.locator("select[name=party] option", has_text="China")).to_have_text("China (2)")
    before = page.evaluate("history.length")
    chosen(page, "party", "IRN")
    expect(summary).to_contain_text("of 4 agreements")
    address_says(page, "party=IRN")
    expect(said).to_contain_text("of 4 agreements shown")
    expect(page.locator(".filter-count")).to_contain_text("(4")
    expect(page.locator(".chip")).to_contain_text("Iran")
    expect(page.locator("#timeline")).to_have_attribute("data-asked", "Party Iran")
    expect(page.locator(".strip")).not_to_contain_text("US–China")
    expect(page.locator(".strip-all")).to_have_attribute("href", re.compile("party=IRN"))
    chosen(page, "party", "CHN")
    expect(summary).to_contain_text("of 2 agreements")
    expect(page.locator("select[name=party]")).to_have_value("CHN")
    chosen(page, "kind", "agreement")
    expect(summary).to_contain_text("of 1 agreement")
    assert page.evaluate("history.length") == before + 2
    assert span(page) == (date(2000, 1, 1), date(2010, 1, 1))
    page.go_back()
    expect(summary).to_contain_text("of 2 agreements")
    expect(page.locator("select[name=kind]")).to_have_value("")
    page.go_back()
    expect(summary).to_contain_text("of 8 agreements")
    expect(page.locator(".chip")).to_have_count(0)
    assert page.evaluate("window.samePage")
    assert Axe().run(page, options=RULES).violations_count == 0


@pytest.mark.parametrize("day", ["2026-03-01", "2021-01-01", "2010-06-01", "1995-01-01"])
def test_the_page_lets_through_what_the_server_does(seeded: str, page: Page, day: str) -> None:
    asked = [
        "party=IRN",
        "party=IRN,RUS",
        "due=365",
        "due=36500",
        *(f"status={code}" for code in ("in_force", "expired", "superseded_presumed", "signed")),
        "subject=trade",
        "party=RUS&due=9000",
    ]
    open_at(page, f"{seeded}/?as_of={day}")
    found = page.evaluate(
        """async ([asked, day]) => {
          const at = (name) => import(new URL(name, window.timelineAt).href);
          window.timelineAt = document.querySelector('script[type=module]').src;
          const { load, matching } = await at("./transport/source.js");
          const { admitted, questionOf } = await at("./page/filter.js");
          const { parseIso } = await at("./time/civil-days.js");
          const data = await load(document.querySelector("#timeline").dataset.manifest);
          const differing = [];
          for (const text of asked) {
            const through = admitted(data, questionOf(new URLSearchParams(text)), parseIso(day));
            let ids;
            try { ids = await matching(`/api/v1/timeline/matches/?${text}&as_of=${day}`); }
            catch { continue; }
            const here = [...data.id].filter((_, t) => through[t]).sort((a, b) => a - b);
            const there = [...ids].sort((a, b) => a - b);
            if (String(here) !== String(there)) differing.push([text, here, there]);
          }
          return differing;
        }""",
        [asked, day],
    )
    assert found == []


def test_an_empty_chart_says_why_and_how_to_see_again(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.locator("input[name=q]").fill("atlantis")
    said = page.locator(".timeline-none")
    expect(said).to_contain_text("No agreement here matches “atlantis”.")
    page.get_by_role("button", name="Clear the search").click()
    expect(said).to_be_hidden()
    expect(page.locator(".twin-summary")).to_contain_text("of 8 agreements")
    open_at(page, f"{seeded}/?{DAY}&party=CHN&kind=convention")
    expect(page.locator(".timeline-none")).to_contain_text("Remove a part of it above")


def test_a_window_that_closes_within_a_year_is_found_without_a_mouse(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?as_of=2021-01-01&lanes=party")
    tab_to(page, page.locator("summary", has_text="Filter the agreements"))
    page.keyboard.press("Enter")
    party = page.locator("select[name=party]")
    expect(party.locator("option", has_text="Iran (")).to_have_count(1)
    tab_to(page, party)
    page.keyboard.type("Iran")
    tab_to(page, page.locator("select[name=due]"))
    page.keyboard.type("within a y")
    tab_to(page, page.get_by_role("button", name="Show", exact=True))
    page.keyboard.press("Enter")
    address_says(page, "due=365")
    address_says(page, "party=IRN")
    address_says(page, "from=")
    tab_to(page, page.locator(".timeline-stage"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    address_says(page, "sel=iran-russia-2001")
    at_rest(page)
    before = page.url
    tab_to(page, page.locator("#card a[href*='/why/']").first)
    page.keyboard.press("Enter")
    expect(page.get_by_text("5 April 2021").first).to_be_visible()
    if page.url != before:
        page.go_back()
    expect(page).to_have_url(before)
    expect(page.locator("#card h2")).to_contain_text("2001")


def test_whatever_the_slider_leads_to_is_of_its_day(seeded: str, page: Page) -> None:
    """What is pinned, the list's links and the masthead's: none stays on the day one came from."""
    open_at(page, f"{seeded}/?{DAY}&from=1995-01-01&to=2030-01-01&sel=iran-russia-2001")
    card = page.locator("#card")
    expect(card).to_contain_text("Superseded (presumed)")
    page.get_by_role("slider", name="As of").focus()
    for _ in range(2):
        page.keyboard.press("PageDown")
    address_says(page, "as_of=2007-01-01")
    expect(card).to_contain_text("On 1 January 2007")
    expect(card).to_contain_text("In force")
    expect(card).not_to_contain_text("Superseded (presumed)")
    links = page.locator("#twin .twin-title, .masthead :is(.name, .sections a[href*='?'])")
    assert set(links.evaluate_all("all => all.map(one => one.search)")) == {"?as_of=2007-01-01"}
    page.get_by_role("button", name="Back to today").click()
    expect(page).not_to_have_url(re.compile("as_of"))
    expect(card).not_to_contain_text("On 1 January 2007")
    expect(page.locator(".masthead a[href*=as_of]")).to_have_count(0)
    expect(page.locator("#twin .twin-title[href*=as_of]")).to_have_count(0)
    page.go_back()
    expect(card).to_contain_text("On 1 January 2007")


def test_without_a_connection_a_choice_waits_and_the_chart_stays(seeded: str, page: Page) -> None:
    """Kinds are known to the server alone: it is asked again when it can be reached."""
    open_at(page, f"{seeded}/?{DAY}")
    page.locator(".filter-fold summary").click()
    kind = page.locator("form.filter select[name=kind]")
    expect(kind).to_be_visible()
    page.context.set_offline(True)
    kind.select_option("treaty")
    expect(page.locator(".filter-count")).to_contain_text("no connection")
    expect(page.locator(".timeline-live")).to_contain_text("cannot be reached")
    expect(stage(page)).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".filter-count")).to_contain_text("shown")
    expect(page.locator("#twin .twin-title", has_text="JCPOA")).to_have_count(0)
