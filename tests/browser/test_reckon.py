"""The clause tester in a real browser: the link restores everything, the small timeline is drawn
from the page itself, and the keyboard is enough.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.chart import READY
from tests.registers import served

FOUNDING = {
    "name": "Iran–Russia 2001",
    "parties": "ایران, Russia",
    "entry": "on_exchange",
    "signed": "2001-03-12",
    "met": "2002-04-05",
    "period": "10 years",
    "renewal": "tacit",
    "renewal_period": "5 years",
    "notice": "1 year",
    "on": "2021-04-12",
}


@pytest.fixture(scope="module")
def address(register_of_its_own: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock(), served() as site:
        yield f"{site}/reckon/"


def asked(page: Page) -> dict[str, str]:
    """The question in the address."""
    return dict(parse_qsl(urlsplit(page.url).query))


def inked(page: Page) -> int:
    """How many colours the canvas shows."""
    count: int = page.evaluate(
        """() => {
          const canvas = document.querySelector(".timeline-canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    return count


def test_the_link_restores_the_question_its_answer_and_the_timeline(
    address: str, page: Page
) -> None:
    fetched: list[str] = []

    def listen(request: Request) -> None:
        if "/api/" in request.url:
            fetched.append(request.url)

    page.on("request", listen)
    page.goto(f"{address}?{urlencode(FOUNDING)}")
    expect(page.locator(".decide, .verdict.main").first).to_contain_text("5 April 2021")
    for name, value in FOUNDING.items():
        expect(page.locator(f"#f-{name}")).to_have_value(value)
    expect(page.locator(READY)).to_be_visible()
    page.wait_for_timeout(300)
    assert inked(page) > 10
    assert fetched == [], "the timeline's data lie in the page"
    page.get_by_role("button", name="Show the dates").click()
    assert asked(page) == FOUNDING


def test_a_clause_is_tried_by_keyboard_alone(address: str, page: Page) -> None:
    def to(name: str) -> None:
        for _ in range(20):
            if page.evaluate("document.activeElement.name") == name:
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{name} is not reached")

    page.goto(address)
    page.locator("#f-signed").focus()
    page.keyboard.type("12 March 2001")
    page.keyboard.press("Tab")
    page.keyboard.type("on exchange")
    to("met")
    page.keyboard.type("5 April 2002")
    to("period")
    page.keyboard.type("ten years")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict.main")).to_contain_text("Expired")
    assert asked(page) == {
        "entry": "on_exchange",
        "signed": "12 March 2001",
        "met": "5 April 2002",
        "period": "ten years",
    }
    fold = page.locator("#periods ~ table .why-fold > summary").first
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".why-fold[open] .steps").first).to_contain_text("10 years")


def test_the_small_timeline_listens_to_keys_and_leads_nowhere_else(
    address: str, page: Page
) -> None:
    page.goto(f"{address}?{urlencode(FOUNDING)}")
    expect(page.locator(READY)).to_be_visible()
    page.locator(".timeline-stage").focus()
    before = page.locator(".timeline-live").inner_text()
    page.keyboard.press("+")
    expect(page.locator(".timeline-live")).not_to_have_text(before)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert asked(page) == FOUNDING


def test_only_the_fields_that_matter_are_shown(address: str, page: Page) -> None:
    page.goto(address)
    expect(page.locator("#f-period")).to_be_visible()
    expect(page.locator("#f-until")).to_be_hidden()
    expect(page.locator("#f-notice")).to_be_hidden()
    page.locator("#f-lasts").select_option("until")
    page.locator("#f-renewal").select_option("tacit")
    expect(page.locator("#f-period")).to_be_hidden()
    expect(page.locator("#f-until")).to_be_visible()
    expect(page.locator("#f-notice")).to_be_visible()
    page.locator("#f-renewal").select_option("express")
    expect(page.locator("#f-notice")).to_be_hidden()


def test_what_a_hidden_list_asks_for_is_hidden_with_it(address: str, page: Page) -> None:
    page.goto(address)
    page.locator("#f-leave").select_option("notice")
    page.locator("#f-gate").select_option("earliest_notice")
    page.locator("#f-leave2").select_option("notice")
    page.locator("#f-effect2").select_option("fixed_day")
    expect(page.locator("#f-gate_period")).to_be_visible()
    expect(page.locator("#f-effect_on2")).to_be_visible()
    expect(page.locator("#f-effect_on")).to_be_hidden()
    page.locator("#f-leave").select_option("")
    for name in ("gate", "gate_period", "leave2", "effect2", "effect_on2"):
        expect(page.locator(f"#f-{name}")).to_be_hidden()


def test_without_scripts_the_form_and_pasted_json_answer(address: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.get_by_role("link", name="Ten years, then five by five").click()
    expect(page.locator(".verdict.main")).to_contain_text("5 April 2021")
    page.get_by_role("link", name="JSON", exact=True).click()
    page.get_by_role("button", name="Show the dates").click()
    expect(page.locator(".verdict.main")).to_contain_text("5 April 2021")
    page.locator("#f-q").fill('{"clauses": {"duration": {"type": "fixed", "period": "soon"}}}')
    page.get_by_role("button", name="Show the dates").click()
    expect(page.get_by_role("alert")).to_contain_text("clauses.duration.period")
    expect(page.locator("#f-q")).to_have_value(
        '{"clauses": {"duration": {"type": "fixed", "period": "soon"}}}'
    )
    page.context.close()
