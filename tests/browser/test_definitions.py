"""The legal words of the list beside the chart say what they mean: to a pointer, a finger and the
keys, and the list stays one stop.
"""

import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chart import DAY, open_at
from treaties.templatetags.terms import DEFINITIONS

ROW = '.twin-item[data-slug="iran-russia-2025"]'


@pytest.fixture
def shown(seeded: str, page: Page) -> Page:
    with page.expect_request("**/definitions.js"):
        open_at(page, f"{seeded}/?{DAY}&search=2025")
    page.wait_for_timeout(200)
    return page


def note(page: Page) -> Locator:
    return page.locator(".definition:popover-open")


def test_whoever_points_at_a_word_sees_what_it_means_until_they_leave_it(shown: Page) -> None:
    shown.locator(f"{ROW} .twin-status .term").hover()
    expect(note(shown)).to_contain_text(DEFINITIONS["in_force"])
    shown.mouse.move(2, 2)
    expect(note(shown)).to_have_count(0)


def test_pressing_a_word_keeps_its_meaning_open_and_pressing_again_closes_it(shown: Page) -> None:
    word = shown.locator(f"{ROW} .twin-next .term")
    word.hover()
    expect(note(shown)).to_contain_text(DEFINITIONS["decide by"])
    word.click()
    shown.mouse.move(2, 2)
    shown.wait_for_timeout(500)
    expect(note(shown)).to_be_visible()
    word.click()
    expect(note(shown)).to_have_count(0)


def test_a_finger_opens_what_a_word_means(seeded: str, browser: Browser) -> None:
    context = browser.new_context(
        has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    open_at(page, f"{seeded}/?{DAY}&search=2025")
    page.wait_for_timeout(800)
    page.locator(f"{ROW} .twin-cycle .term").tap()
    expect(note(page)).to_contain_text(DEFINITIONS["term"])
    context.close()


def test_the_arrows_go_from_a_row_to_its_words_and_back_and_the_list_stays_one_stop(
    shown: Page,
) -> None:
    row = shown.locator(ROW)
    row.scroll_into_view_if_needed()
    shown.locator("#twin [tabindex='0']").focus()
    shown.keyboard.press("Home")
    shown.keyboard.press("ArrowDown")
    expect(row).to_be_focused()
    shown.keyboard.press("ArrowRight")
    expect(row.locator(".twin-status .term")).to_be_focused()
    expect(note(shown)).to_contain_text(DEFINITIONS["in_force"])
    shown.keyboard.press("ArrowRight")
    expect(row.locator(".twin-cycle .term")).to_be_focused()
    expect(note(shown)).to_contain_text(DEFINITIONS["term"])
    shown.keyboard.press("Enter")
    expect(note(shown)).to_be_visible()
    shown.keyboard.press("Escape")
    expect(note(shown)).to_have_count(0)
    shown.wait_for_timeout(700)
    expect(row.locator(".twin-cycle .term")).to_be_focused()
    shown.keyboard.press("ArrowLeft")
    shown.keyboard.press("ArrowLeft")
    expect(row).to_be_focused()
    assert shown.locator("#twin [tabindex='0']").count() == 1
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("ArrowUp")
    expect(shown.locator("#twin [tabindex='0']")).to_be_focused()
    expect(row).not_to_be_focused()
    expect(note(shown)).to_have_count(0)


@pytest.mark.django_db
def test_every_word_that_the_list_names_is_defined_where_it_asks(client: Client) -> None:
    source = Path(__file__).parents[2] / "static" / "js" / "timeline"
    named = re.findall(r'\bterm\("([^"]+)"', (source / "page" / "outline.js").read_text())
    answers = (source / "data" / "answers.js").read_text()
    named += re.findall(r': "([a-z ]+)"', answers[answers.index("const MEANS") :].splitlines()[0])
    assert {"term", "renewal", "entry into force", "decide by"} <= set(named)
    page = client.get("/words/").content.decode()
    for word in named:
        assert f'<dt data-word="{word}">' in page
