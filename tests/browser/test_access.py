"""Can everybody use the timeline's page, in each state it can be in: by axe, and with a finger?

One page is brought from state to state and looked at in every width and colour, without a new load.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.browser.chart import (
    DAY,
    READY,
    RULES,
    box,
    open_at,
)

WIDTHS = (1440, 360, 320)
# What axe finds amiss: each rule with its first place; and how far the page is too wide.
AMISS = """async rules => {
  const { violations } = await axe.run(document, rules);
  const amiss = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 ? [...amiss, `${over} px too wide`] : amiss;
}"""
# Every control that is smaller under a finger or a pointer than it should be: its height in px, and
# itself; of what lies over the page, if something does. Words with a definition stand in a
# sentence, which the rule leaves out.
SMALL = """least => {
  const reach = (one, x, y, dx, dy) => {
    const owner = one.closest("label") ?? one;
    let far = 0;
    while (far < least) {
      const hit = document.elementFromPoint(x + dx * (far + 1), y + dy * (far + 1));
      if (!hit || !(owner.contains(hit) || hit.contains(one) && hit === owner)) break;
      far++;
    }
    return far;
  };
  const small = [];
  const over = document.querySelector("#card:not([hidden]), .timeline-menu[open] > div");
  for (const one of (over ?? document).querySelectorAll(
    "a[href], button:not(.term), input:not([type=hidden]), select, summary, .twin-lane")) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.matches(".skip")) continue;
    one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { left, top, width, height } = one.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const tall = 1 + reach(one, x, y, 0, -1) + reach(one, x, y, 0, 1);
    if (tall < least) small.push(`${tall} px high: ${one.outerHTML.slice(0, 100)}`);
  }
  return small;
}"""


@pytest.fixture
def browser_context_args() -> dict[str, object]:
    """A reader who wants no motion: every change of view is there at once."""
    return {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


def looked_at(page: Page, state: str) -> None:
    """Nothing is amiss in light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        amiss = page.evaluate(AMISS, RULES)
        assert amiss == [], f"{state}, {scheme}, at {page.viewport_size}"


def opens(name: str) -> Callable[[Page], None]:
    return lambda page: page.locator("summary", has_text=name).click()


def pin(page: Page) -> None:
    page.locator("#twin [tabindex='0']").focus()
    page.keyboard.press("End")
    expect(page.locator("#twin .twin-item:focus")).to_have_count(1)
    page.keyboard.press("Space")
    expect(page.locator("#card .verdicts")).to_be_visible()


def seek_nothing(page: Page) -> None:
    page.locator("input[name=q]").fill("atlantis")
    expect(page.locator(".timeline-none")).to_be_visible()


def test_no_state_of_the_timeline_breaks_a_rule_of_accessibility(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&party=IRN")
    page.evaluate(Axe().axe_script)
    states: dict[str, Callable[[Page], None]] = {
        "as it opens": lambda page: None,
        "the filter": opens("Filter the agreements"),
        "what is taken away": opens("Export"),
        "views": opens("Views"),
        "the keys": opens("Keyboard"),
        "a card": pin,
        "nothing found": seek_nothing,
    }
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for state, enter in states.items():
            enter(page)
            looked_at(page, state)
            if state == "the keys":
                enter(page)
            elif state != "as it opens":
                page.keyboard.press("Escape")
        expect(page.locator(".timeline-none")).to_be_hidden()


@pytest.mark.parametrize("trouble", ["a bad filter", "no data", "in a frame", "no scripts"])
def test_no_trouble_of_the_timeline_breaks_a_rule_of_accessibility(
    seeded: str, page: Page, settings: Settings, trouble: str
) -> None:
    settings.EMBED_ORIGINS = ["https://portal.example"]
    if trouble == "no data":
        page.route("**/api/v1/timeline/*/*", lambda route: route.abort())
    if trouble == "no scripts":
        page.route("**/*.js", lambda route: route.abort())
    address = {"a bad filter": f"/?{DAY}&party=NOBODY", "in a frame": f"/embed/?{DAY}"}
    page.goto(seeded + address.get(trouble, f"/?{DAY}"))
    if trouble == "no data":
        expect(page.get_by_role("alert")).to_be_visible()
    elif trouble == "in a frame":
        expect(page.locator(READY)).to_be_visible()
    elif trouble == "no scripts":
        # What only they see who have none, is there for this one as well.
        page.evaluate(
            """() => {
              for (const one of document.querySelectorAll("noscript"))
                one.outerHTML = one.textContent;
            }"""
        )
        expect(page.locator(".legend")).to_be_visible()
    else:
        expect(page.locator("main")).to_contain_text("NOBODY")
    page.evaluate(Axe().axe_script)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        looked_at(page, trouble)


def test_whatever_is_pressed_is_large_enough_for_a_finger_and_for_a_pointer(
    seeded: str, phone: Page, page: Page
) -> None:
    for hand, least in ((phone, 44), (page, 24)):
        open_at(hand, f"{seeded}/?{DAY}&lanes=party&party=IRN")
        assert hand.evaluate(SMALL, least) == []
        for name in ("Filter the agreements", "Export", "Views", "Keyboard"):
            opens(name)(hand)
            assert hand.evaluate(SMALL, least) == [], name
            hand.keyboard.press("Escape")
        pin(hand)
        assert hand.evaluate(SMALL, least) == [], "with a card"


@pytest.mark.parametrize("lanes", ["pair", "party"])
def test_on_a_phone_the_chart_begins_within_the_upper_half(
    seeded: str, phone: Page, lanes: str
) -> None:
    open_at(phone, f"{seeded}/?{DAY}&lanes={lanes}")
    expect(phone.get_by_label("Go to group")).to_be_visible(visible=lanes == "party")
    assert box(phone)["y"] < 380
    expect(phone.locator(".asof")).to_be_visible()
    expect(phone.locator(".strip")).to_be_visible()
