"""The page of one agreement in a browser: how long it is, what a link into a fold opens, and what
comes out of the printer.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chart import RULES

PAGE = "/treaties/iran-russia-2001/"
DRAWN = '.timeline[data-state="ready"]'


@pytest.mark.parametrize(
    ("width", "most"), [(1440, 3500), (360, 7000)], ids=["on a desk", "on a phone"]
)
def test_the_page_is_short(seeded: str, page: Page, width: int, most: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(seeded + PAGE)
    expect(page.locator(DRAWN)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= most


def test_what_must_be_decided_and_the_chart_are_in_the_first_view(seeded: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{seeded}{PAGE}?as_of=2020-04-05")
    expect(page.locator(DRAWN)).to_be_visible()
    for part in (".decide", ".timeline-stage", ".asof-form", ".follow", ".what-if", ".contents"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900, part


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_link_to_what_is_folded_opens_the_fold(
    seeded: str, browser: Browser, scripts: bool
) -> None:
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.goto(seeded + PAGE)
    reference = page.locator("#clauses ~ .clauses .ref").first
    note = page.locator(str(reference.get_attribute("href")))
    expect(note).to_be_hidden()
    reference.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()
    note.locator("ul a").first.click()
    expect(reference).to_be_in_viewport()
    # The old address of the sources, from elsewhere.
    page.goto("about:blank")
    page.goto(f"{seeded}{PAGE}#sources")
    expect(page.locator("#sources")).to_be_visible()
    page.context.close()


def test_a_fold_that_was_closed_again_opens_again(seeded: str, page: Page) -> None:
    page.goto(seeded + PAGE)
    link = page.locator(".contents").get_by_role("link", name="Sources", exact=True)
    for _ in range(2):
        link.click()
        expect(page.locator("#sources")).to_be_visible()
        page.locator("details.sources > summary").click()
        expect(page.locator("#sources")).to_be_hidden()


def test_with_every_fold_open_no_rule_of_accessibility_is_broken(seeded: str, page: Page) -> None:
    page.goto(seeded + PAGE)
    expect(page.locator(DRAWN)).to_be_visible()
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"


@pytest.mark.parametrize("slug", ["iran-russia-2001", "paris-agreement", "new-start"])
def test_printed_it_is_a_brief_of_two_or_three_pages(seeded: str, page: Page, slug: str) -> None:
    page.goto(f"{seeded}/treaties/{slug}/")
    expect(page.locator(DRAWN)).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) <= 3


def test_on_paper_are_the_chart_and_the_notes_and_nothing_to_press(seeded: str, page: Page) -> None:
    page.goto(seeded + PAGE)
    expect(page.locator(DRAWN)).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".timeline-small svg")).to_be_visible()
    for seen in ("#sources", ".verdict.main", "tr:has-text('First term')"):
        expect(page.locator(seen).first).to_be_visible()
    for gone in ("nav", "form", "button:not(.term)", ".why", ".timeline-canvas", ".what-if"):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("#sources")).to_be_hidden()
    expect(page.locator(".timeline-small svg")).to_have_count(0)
