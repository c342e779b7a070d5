"""Does the keyboard alone reach and use all that the timeline's page has, and see where it is?

Rings are asked of the browser as it draws them; what lies over the focus is asked at its middle.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chart import (
    DAY,
    address_follows,
    address_says,
    at_rest,
    length,
    open_at,
    query,
    span,
    stage,
)
from tests.browser.hands import tab_to

FULL = f"/?{DAY}&lanes=party&party=IRN&sel=iran-russia-2001"
# Where the focus is, its ring, and whether one sees it: [key, name, ring in px, what lies over it].
ON_RECORD = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  window.passed ??= new Map();
  if (!passed.has(one)) passed.set(one, passed.size);
  const style = getComputedStyle(one);
  const { left, top, width, height } = one.getBoundingClientRect();
  const [x, y] = [left + width / 2, Math.max(1, Math.min(innerHeight - 2, top + height / 2))];
  const over = document.elementFromPoint(x, y);
  const name = one.getAttribute("aria-label") || one.innerText || one.name || one.placeholder;
  const seen = over && (one.contains(over) || over.contains(one));
  return [
    passed.get(one),
    name.trim().replace(/\\s+/g, " "),
    style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen ? "" : over ? over.className || over.tagName : "out of the window",
  ];
}"""
# All that can be pressed and is shown, but what Tab has not come to.
MISSED = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")]
  .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !passed.has(one))
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """A reader who wants no motion: every change of view is there at once."""
    return {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


def focused(page: Page) -> Locator:
    """What has the focus."""
    return page.locator(":focus")


def walked(page: Page) -> list[str]:
    """The names of all that Tab leads through, each once, each seen where it stands."""
    names: list[str] = []
    for count in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(ON_RECORD)
        if found is None:
            return names
        place, name, ring, over = found
        assert place == count, f"Tab leads back to {name} before the end"
        assert ring >= 2, f"no ring around {name}"
        assert not over, f"{name} has the focus under {over}"
        names.append(name)
    raise AssertionError("Tab comes to no end")


@pytest.mark.parametrize("width", [1440, 360])
def test_tab_leads_once_through_everything_and_shows_where_it_is(
    seeded: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    open_at(page, seeded + FULL)
    expect(page.locator("#card .verdicts")).to_be_visible()
    names = walked(page)
    assert page.evaluate(MISSED) == []
    above, below = (["Collapse groups"], []) if width > 640 else ([], ["Collapse groups"])
    order = (
        "Skip to the content",
        "Back to today",
        "All ",  # its dates, counted
        "Filter the agreements",
        *above,
        "Zoom in",
        "Timeline. The list below says the same in words.",
        *below,
        "Legend",
        "Keyboard",
        "Close details",
        "Why these dates?",
        "Iran 4 agreements",
        "For developers (API)",
    )
    firsts = [next(n for n, name in enumerate(names) if name.startswith(one)) for one in order]
    assert firsts == sorted(firsts), "the focus goes as one reads"
    assert {"Export", "Views", "Close hints"} <= set(names)
    count = page.evaluate("document.querySelectorAll('#twin [tabindex=\"0\"]').length")
    assert count == 1, "the list is one stop"


def test_filter_search_lanes_and_zoom_are_used_by_keyboard(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?as_of=2021-01-01")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    fold = page.locator(".filter-fold > summary")
    tab_to(page, fold)
    page.keyboard.press("Enter")
    expect(page.locator("select[name=party] option", has_text="Iran (")).to_have_count(1)
    for field, typed, said in (
        ("party", "Iran", "party=IRN"),
        ("subject", "N", "subject="),
        ("kind", "Agr", "kind="),
        ("status", "Exp", "status="),
        ("due", "within a y", "due=365"),
    ):
        select = page.locator(f"form.filter select[name={field}]")
        tab_to(page, select)
        page.keyboard.type(typed)
        address_says(page, said)
        page.keyboard.press("Home")
        expect(page).not_to_have_url(re.compile(re.escape(said)))
    page.keyboard.press("Escape")
    expect(page.locator("form.filter")).to_be_hidden()
    expect(fold).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.locator("form.filter input[name=search]"))
    page.keyboard.type("paris")
    page.keyboard.press("Enter")
    address_says(page, "search=paris")
    expect(fold).to_be_focused()
    expect(page.locator("#twin .twin-title")).to_have_text(["Paris Agreement"])
    tab_to(page, page.get_by_role("link", name="remove"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".twin-summary")).to_contain_text("of 8 agreements")
    expect(fold).to_be_focused()

    tab_to(page, page.locator("select[name=lanes]"))
    page.keyboard.type("Each")
    address_says(page, "lanes=party")
    tab_to(page, page.get_by_role("button", name="Collapse groups"))
    page.keyboard.press("Enter")
    address_says(page, "closed=")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("closed="))
    tab_to(page, page.locator("input[name=q]"))
    page.keyboard.type("jcpoa")
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    expect(page.locator("input[name=q]")).to_have_value("")
    assert "q" not in query(page), "what has been taken back is not sought after all"
    page.keyboard.type("jcpoa")
    address_says(page, "q=jcpoa")
    page.keyboard.press("Escape")
    expect(page.locator(".twin-summary")).to_contain_text("of 37 agreements")
    expect(page.locator("input[name=q]")).to_be_focused()
    for name in ("Zoom out", "Zoom in", "Show everything", "Go to 1 January 2021"):
        tab_to(page, page.locator(f"button[title='{name}']"))
        before = page.url
        page.keyboard.press("Enter")
        address_follows(page, before)
    tab_to(page, page.get_by_label("Go to group"))
    page.keyboard.type("united states")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline-live")).to_contain_text("Group United States")


def test_views_and_what_is_taken_away_are_used_by_keyboard(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2020-01-01")
    away, views = (page.locator("summary", has_text=name) for name in ("Export", "Views"))
    tab_to(page, away)
    page.keyboard.press("Enter")
    for name, ending in (("SVG", ".svg"), ("PNG", ".png"), ("A4", ".pdf")):
        tab_to(page, page.locator(".timeline-menu-entry", has_text=name))
        with page.expect_download() as coming:
            page.keyboard.press("Enter")
        assert coming.value.suggested_filename.endswith(ending)
        expect(page.locator(".timeline-menu-status").first).to_contain_text("in your downloads")
    page.keyboard.press("Escape")
    expect(away).to_be_focused()
    tab_to(page, views)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Name for this view"))
    page.keyboard.type("The twenties")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="The twenties")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(views).to_be_focused()
    page.keyboard.press("t")
    address_says(page, "from=2016")
    page.keyboard.press("Enter")
    tab_to(page, link)
    page.keyboard.press("Enter")
    address_says(page, "from=2000")
    tab_to(page, views)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Remove The twenties"))
    page.keyboard.press("Enter")
    expect(link).to_have_count(0)
    expect(page.get_by_label("Name for this view")).to_be_focused()


def test_chart_day_hints_and_helps_are_used_by_keyboard(seeded: str, page: Page) -> None:
    """The overview is no stop: shift and arrows move its brush, plus and minus stretch it."""
    open_at(page, f"{seeded}/?{DAY}&lanes=party&from=2000-01-01&to=2020-01-01")
    tab_to(page, stage(page))
    days = length(page)
    for key, later in (("Shift+ArrowRight", True), ("Shift+ArrowLeft", False)):
        before, first = page.url, span(page)[0]
        page.keyboard.press(key)
        address_follows(page, before)
        assert (span(page)[0] > first) == later
    before = page.url
    page.keyboard.press("-")
    address_follows(page, before)
    assert length(page) > days
    slider = page.get_by_role("slider", name="As of")
    tab_to(page, slider)
    page.keyboard.press("ArrowLeft")
    address_says(page, "as_of=2026-01-01")
    tab_to(page, page.locator(".timeline-asof button"))
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("as_of"))
    expect(slider).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Close hints"))
    page.keyboard.press("Enter")
    expect(stage(page)).to_be_focused()
    legend, keys = (
        page.locator(".timeline-help", has_text=name) for name in ("Legend", "Keyboard")
    )
    for help_ in (legend, keys):
        was = help_.get_attribute("open")
        tab_to(page, help_.locator("summary"))
        page.keyboard.press("Enter")
        assert help_.get_attribute("open") != was
    page.keyboard.press("Tab")
    expect(focused(page)).to_be_checked()
    page.keyboard.press("Space")
    expect(focused(page)).not_to_be_checked()


def row(page: Page) -> str:
    """The row that is the list's stop, which follows the focus of the chart as well."""
    return str(page.locator("#twin [tabindex='0']").get_attribute("data-place"))


def test_a_page_is_ten_rows_from_the_list_and_from_the_chart(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&lanes=party")
    tab_to(page, page.locator("#twin [tabindex='0']"))
    for where in ("list", "chart"):
        if where == "chart":
            stage(page).focus()
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.press("Home")
        at_rest(page)
        first = row(page)
        page.keyboard.press("PageDown")
        at_rest(page)
        at_once = row(page)
        page.keyboard.press("PageUp")
        at_rest(page)
        assert row(page) == first
        for _ in range(10):
            page.keyboard.press("ArrowDown")
        at_rest(page)
        assert row(page) == at_once != first, f"from the {where}"


@pytest.mark.parametrize("width", [1440, 360])
def test_a_card_opens_its_reasons_open_and_escape_leads_back(
    seeded: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    open_at(page, f"{seeded}/?{DAY}")
    tab_to(page, page.locator("#twin [tabindex='0']"))
    page.keyboard.press("Home")
    while focused(page).get_attribute("data-slug") != "iran-russia-2001":
        page.keyboard.press("ArrowDown")
    card, word = page.locator("#card"), page.locator("#card .term").first
    page.keyboard.press("Space")
    expect(card.locator(".verdicts")).to_be_visible()
    expect(focused(page)).to_have_attribute("data-slug", "iran-russia-2001")
    page.wait_for_timeout(400)
    expect(card).to_be_in_viewport(ratio=0.3)
    assert page.evaluate(ON_RECORD)[3] == "", "the card lies over the row that opened it"
    tab_to(page, word, "Shift+Tab")
    page.keyboard.press("Enter")
    note = page.locator(".definition:popover-open")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(card).to_be_visible()
    expect(word).to_be_focused()
    tab_to(page, card.locator(".why").first)
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/why/**")
    page.go_back()
    expect(page).to_have_url(before)
    expect(card.locator(".verdicts")).to_be_visible()
    tab_to(page, page.locator("#twin [tabindex='0']"))
    tab_to(page, card.get_by_role("button", name="Close details"), "Shift+Tab")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator("#twin :focus")).to_have_count(1)
    assert "sel" not in query(page)
