"""In which order the groups stand, and what has nothing in the years shown."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chart import DAY, address_says, at_rest, box, open_at, press, query, stage

# Of Iran and Russia the treaty of 2001 lies within, and that of 2025 after it.
WITHIN = f"/?{DAY}&from=2010-01-01&to=2014-01-01"
LATER = "Iran–Russia 2025 treaty"


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    return {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


def outside(page: Page) -> Locator:
    """What the list says of Iran and Russia's agreements outside the years shown."""
    return page.locator("#twin .twin-outside:has(#outside-IRN-RUS)")


def groups(page: Page) -> list[str]:
    return page.locator("#twin .twin-lane .twin-name").all_inner_texts()


def later(page: Page) -> Locator:
    return page.locator("#twin .twin-title", has_text=LATER)


def test_what_lies_outside_the_years_shown_is_a_few_words_that_open(
    seeded: str, page: Page
) -> None:
    open_at(page, seeded + WITHIN)
    expect(outside(page)).to_have_attribute("aria-expanded", "false")
    expect(outside(page)).to_contain_text("1 later")
    expect(later(page)).to_have_count(0)
    outside(page).click()
    expect(later(page)).to_be_visible()
    expect(outside(page)).to_have_attribute("aria-expanded", "true")
    assert query(page)["outside"] == "IRN-RUS"
    at_rest(page)
    page.reload()
    expect(later(page)).to_be_visible()
    outside(page).click()
    expect(later(page)).to_have_count(0)
    page.go_back()
    expect(later(page)).to_be_visible()


def test_the_keyboard_opens_it_in_the_chart_and_in_the_list(seeded: str, page: Page) -> None:
    open_at(page, seeded + WITHIN + "&lanes=pair&closed=")
    stage(page).focus()
    live = page.locator(".timeline-live")
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        at_rest(page)
        if "Iran – Russia: 1 later, folded" in live.inner_text():
            break
    else:
        raise AssertionError("the arrows do not come to what lies outside")
    press(page, "Enter")
    expect(live).to_contain_text("Group Iran – Russia: 1 later, shown.")
    expect(later(page)).to_be_visible()
    outside(page).focus()
    page.keyboard.press("ArrowLeft")
    expect(later(page)).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(later(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(later(page)).to_have_count(0)


def test_rows_come_and_go_when_the_chart_rests_not_while_it_is_held(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2018-01-01&to=2024-06-01")
    chart = box(page)
    middle = chart["y"] + chart["height"] / 2
    page.mouse.move(chart["x"] + 1000, middle)
    page.mouse.down()
    page.mouse.move(chart["x"] + 200, middle, steps=8)
    page.wait_for_timeout(500)
    assert stage(page).get_attribute("data-rest") is None
    expect(later(page)).to_have_count(0)
    page.mouse.up()
    at_rest(page)
    expect(later(page)).to_be_visible()
    expect(outside(page)).to_have_count(0)


def test_a_link_to_an_agreement_outside_the_years_shows_it(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}{WITHIN}&sel=iran-russia-2025")
    expect(page.locator("#card")).to_contain_text(LATER)
    expect(outside(page)).to_have_count(0)


def test_what_is_sought_is_not_folded(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}{WITHIN}&q=iran-russia")
    expect(page.locator("#twin .twin-outside")).to_have_count(0)


def test_groups_stand_by_their_next_date_or_by_name_as_the_reader_likes(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?{DAY}&lanes=party")
    by_date = groups(page)
    order = page.get_by_label("Order")
    expect(order).to_have_value("next")
    order.select_option("name")
    address_says(page, "order=name")
    at_rest(page)
    by_name = groups(page)
    assert by_name == sorted(by_name, key=str.casefold)
    assert by_date != by_name
    # Remembered in this browser, but a link shows what was linked.
    open_at(page, f"{seeded}/?{DAY}&lanes=party")
    assert groups(page) == by_name
    open_at(page, f"{seeded}/?{DAY}&lanes=party&from=2000-01-01&to=2040-01-01")
    expect(order).to_have_value("next")
    page.go_back()
    at_rest(page)
    assert groups(page) == by_name
    order.select_option("next")
    at_rest(page)
    assert "order" not in query(page)
    assert groups(page) == by_date
