"""Is what the menu of views says true: of what is kept, in this tab and in the others?"""

from playwright.sync_api import Page, expect

from tests.browser.chart import DAY, open_at


def test_no_view_is_said_to_be_saved_that_is_not(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    kept = [{"name": f"View {number}", "query": "?q=a"} for number in range(50)]
    page.evaluate("views => localStorage.setItem('timeline.views', JSON.stringify(views))", kept)
    page.locator(".timeline-menu summary", has_text="Views").click()
    page.get_by_label("Name for this view").fill("Zebra")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".timeline-menu[open]").get_by_role("status")).to_have_text(
        "50 views are saved already. Remove one first."
    )


def test_a_view_saved_in_another_tab_is_in_the_menu(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    other = page.context.new_page()
    open_at(other, f"{seeded}/?{DAY}")
    other.locator(".timeline-menu summary", has_text="Views").click()
    other.get_by_label("Name for this view").fill("Elsewhere")
    other.get_by_role("button", name="Save", exact=True).click()
    page.locator(".timeline-menu summary", has_text="Views").click()
    expect(page.locator(".timeline-views").get_by_role("link", name="Elsewhere")).to_be_visible()
