"""Far ends of time on the chart, and a page that is still open after midnight."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.chart import open_at, press, query, span, stage
from tests.builders import a_treaty


@pytest.fixture(scope="module")
def far(seeded: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The seeds with a lease of 99 years and a pact of 999."""
    with django_db_blocker.unblock():
        for slug, start, term in (
            ("lease", "1997-07-01", "P99Y"),
            ("pact", "2001-01-01", "P999Y"),
        ):
            a_treaty(slug, signed=start, exchanged=start, term=term, renewal="", published=True)
    return seeded


def test_the_end_of_a_lease_and_of_a_pact_of_999_years_are_reached(far: str, page: Page) -> None:
    open_at(page, f"{far}/?from=2090-01-01&to=2120-01-01")
    assert (query(page)["from"], query(page)["to"]) == ("2090-01-01", "2120-01-01")
    expect(page.locator("#twin .twin-summary")).to_contain_text("On screen")
    stage(page).focus()
    press(page, "End")
    start, end = span(page)
    assert start <= date(3000, 1, 1) <= end or end > date(3000, 1, 1)
    press(page, "f")
    start, end = span(page)
    assert end >= date(3000, 1, 1)


def test_a_page_open_at_midnight_says_that_its_today_has_passed(far: str, page: Page) -> None:
    page.clock.install(time="2026-11-30T23:59:00Z")
    page.goto(f"{far}/words/")
    note = page.get_by_role("status").filter(has_text="It is past midnight (UTC time)")
    page.clock.run_for(31_000)
    expect(note).to_have_count(0)
    page.clock.run_for(61_000)
    expect(note).to_have_count(1)
    with page.expect_navigation():
        note.get_by_role("link", name="Load it again").click()
    expect(note).to_have_count(0)
