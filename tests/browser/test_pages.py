"""The pages in a real browser: keyboard, narrow screens, both themes, with and without scripts."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.chart import RULES
from tests.builders import a_treaty
from tests.registers import served
from tests.web.test_updates import an_update

TRIED = (
    f"/reckon/?name={'Freundschaftszusammenarbeitsgrundlagen' * 3}&parties=ایران,Россия"
    "&signed=2001-03-12&entered=2002-04-05&lasts=for&renewal=tacit&renewal_period=5+years"
    "&notice=1+year&form=within&noticed=2025-01-01&on=2021-04-12&period=10+years"
)

PAGES = (
    "/",
    "/upcoming/?days=all",
    "/treaties/",
    "/treaties/a-treaty/",
    "/treaties/a-treaty/?as_of=2021-04-12",
    "/treaties/a-treaty/why/?kind=last_notice&n=2",
    "/parties/IRN/",
    "/updates/",
    "/updates/?as_of=2021-04-12",
    "/accounts/login/",
    "/reckon/",
    TRIED,
    TRIED.replace("10+years", "soon"),
    "/reckon/?q=%7B%7D",
    "/nowhere/",
    "/?as_of=soon",
)


@pytest.fixture(scope="module")
def site(register_of_its_own: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a register with one agreement, whose long title has no place to break."""
    long = "Treaty on " + "Freundschaftszusammenarbeitsgrundlagen" * 2
    with django_db_blocker.unblock(), served() as address:
        treaty = a_treaty(from_signature=True, published=True, title=long)
        an_update(treaty, "Neue " + "Freundschaftszusammenarbeitsgrundlagen" * 2, "P1Y", "P6M")
        yield address


def test_the_fields_of_the_filter_are_no_wider_than_a_narrow_screen(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site)
    page.locator(".filter-fold > summary").click()
    page.wait_for_load_state("networkidle")
    fields = page.locator(".filter-fold :is(input, select):visible")
    rights = fields.evaluate_all(
        """(all, name) => {
          for (const one of all) one.options?.add(new Option(name));
          return all.map((one) => one.getBoundingClientRect().right);
        }""",
        "The Federation of Very Long Names and of their Dependencies",
    )
    assert len(rights) > 4
    assert max(rights) <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_accessibility(site: str, browser: Browser, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    for address in PAGES:
        page.goto(site + address)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    page.close()


def test_the_pages_break_no_rule_of_their_own_policy(site: str, page: Page) -> None:
    told: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            told.append(message.text)

    page.on("console", listen)
    for address in PAGES:
        page.goto(site + address, wait_until="load")
    assert told == []


def test_the_first_tab_leads_past_the_masthead(site: str, page: Page) -> None:
    page.goto(f"{site}/treaties/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_term_opens_and_closes_by_keyboard(site: str, page: Page) -> None:
    page.goto(f"{site}/treaties/a-treaty/?as_of=2021-04-12")
    word = page.get_by_role("button", name="The other reading")
    note = page.locator(".definition:popover-open")
    word.focus()
    page.keyboard.press("Enter")
    expect(note).to_contain_text("A consistent way to understand")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)


def test_why_this_date_opens_in_place_and_takes_the_focus(site: str, page: Page) -> None:
    page.goto(f"{site}/treaties/a-treaty/?as_of=2021-04-12")
    page.locator("tr.current a.why").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#why .steps")).to_be_visible()
    expect(page.locator("#why")).to_be_focused()
    assert "/why/" not in page.url


def test_without_scripts_every_page_answers(site: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/?as_of=2021-04-12")
    expect(page.locator("#twin li")).to_have_count(1)
    page.get_by_role("link", name="A treaty").last.click()
    expect(page.locator(".verdict.main")).to_contain_text("5 April 2021")
    page.locator("tr.current a.why").first.click()
    expect(page.locator("h1")).to_have_text("Why this date?")
    expect(page.locator(".steps li").first).to_be_visible()
    page.context.close()


def test_an_update_is_drawn_against_its_deadline_and_told_without_scripts(
    site: str, page: Page, browser: Browser
) -> None:
    page.goto(f"{site}/updates/?as_of=2021-04-12")
    expect(page.get_by_role("application", name="agreements with an update")).to_be_visible()
    page.get_by_role("article").get_by_role("link", name="Neue").click()
    expect(page.get_by_role("application", name="agreement and its update")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(page.url)
    expect(plain.locator(".progress")).to_contain_text("190 days behind")
    expect(plain.locator(".runway li")).to_have_count(2)
    plain.context.close()


def test_the_chosen_theme_is_kept(site: str, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/treaties/")
    page.get_by_role("button", name="Use dark colours").click()
    page.goto(f"{site}/upcoming/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Use light colours")).to_be_visible()
