"""What does somebody hear who walks the list beside the chart with a screen reader?"""

from playwright.sync_api import Page

from tests.browser.chart import DAY, open_at


def described(page: Page) -> str:
    """What is read after the name of what has the focus."""
    words = page.evaluate(
        """() => (document.activeElement.getAttribute("aria-describedby") ?? "").split(" ")
              .map((id) => document.getElementById(id)?.textContent ?? "").join(" ")"""
    )
    return str(words)


def places(page: Page) -> list[list[int]]:
    """The place of each row, and of how many, as it is read."""
    read = "rows => rows.map((row) => [+row.ariaPosInSet, +row.ariaSetSize])"
    return list(page.locator("#twin li").evaluate_all(read))


def test_each_row_tells_its_place_among_all_and_the_lane_it_stands_in(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?{DAY}&lanes=party")
    titles = page.locator("#twin .twin-title")
    titles.first.focus()
    summary = page.locator(".twin-summary").inner_text()
    whole = int(summary.split(" of ")[1].split()[0])
    found = places(page)
    assert len(found) > 1
    assert whole >= len(found)
    assert [size for _, size in found] == [whole] * len(found)
    first = found[0][0]
    assert [place for place, _ in found] == list(range(first, first + len(found)))
    lane = page.locator("#twin .twin-lane").first.inner_text()
    assert lane
    assert described(page).lower().startswith(lane.lower())
