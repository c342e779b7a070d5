"""Lanes that are closed, and what is sought in them."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chart import DAY, address_says, open_at


def test_what_is_found_in_closed_lanes_is_seen_and_the_lanes_close_again(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.get_by_role("button", name="Collapse groups").click()
    address_says(page, "closed=")
    rows = page.locator("#twin .twin-item")
    expect(rows).to_have_count(0)
    search = page.get_by_role("searchbox", name="Search")
    search.fill("jcpoa")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"closed=(\*|%2A)&q=jcpoa"))
    page.get_by_role("button", name="Collapse groups").click()
    expect(rows).to_have_count(0)
    address_says(page, "shut=")
    page.reload()
    expect(page.locator("#twin .twin-lane[aria-expanded=false]")).to_have_count(1)
    expect(rows).to_have_count(0)
    page.get_by_role("button", name="Expand groups").click()
    expect(rows).to_have_count(1)
    page.reload()
    expect(rows).to_have_count(1)
    search.fill("")
    expect(rows).to_have_count(0)
    heads = page.locator("#twin .twin-lane")
    expect(heads.nth(1)).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#twin .twin-lane[aria-expanded=true]")).to_have_count(0)
