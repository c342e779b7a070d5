"""Does any page scroll sideways? None may, on a narrow screen or enlarged twice, whatever the
length of a word in it and the number of parties.
"""

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.wide import wide_register
from tests.builders import a_person
from tests.registers import served
from treaties.models import DraftUpdate, Role

# 640 px are 1280 px enlarged twice.
WIDTHS = (320, 640, 1024)
FAILURES = ("403.html", "500.html", "503.html")
LOADING = '.timeline[data-state="loading"]'
# How many px too wide the page is, and which of its elements reaches farthest; what scrolls within
# a region of its own is not too wide. Everything that opens is open.
OVER = """() => {
  for (const fold of document.querySelectorAll("details:not(.timeline-menu)")) fold.open = true;
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return "";
  let farthest = clientWidth;
  let found = "";
  const visit = (one) => {
    const { right } = one.getBoundingClientRect();
    if (right > farthest) [farthest, found] = [right, one.outerHTML.slice(0, 160)];
    if (getComputedStyle(one).overflowX !== "visible") return;
    for (const child of one.children) visit(child);
  };
  visit(document.body);
  return `${scrollWidth - clientWidth} px too wide: ${found}`;
}"""


@pytest.fixture(scope="module")
def site(register_of_its_own: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock(), served() as address:
        wide_register()
        yield address


def plain(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The addresses of the site that name nothing."""
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from plain(pattern.url_patterns, address)
        elif not set("<(\\^?") & set(address):
            yield f"/{address}"


def pages_of(client: Client, below: str = "/") -> Iterator[str]:
    """Every page there is `below`, of the address or of one fact."""
    update = DraftUpdate.objects.get()
    treaty = update.treaty
    named = [
        "/?party=XAA&search=Donau&due=36500",
        "/?as_of=2021-04-12",
        "/?as_of=soon",
        f"/?search={treaty.short_title}",
        "/nowhere/",
        "/upcoming/?days=all",
        "/upcoming/?party=XAA&status=expired&days=30",
        "/updates/?as_of=2021-04-12",
        "/treaties/?party=XAA",
        "/treaties/persian/",
        "/treaties/many/",
        "/treaties/many/?as_of=2021-04-12",
        "/treaties/many/?as_of=2021-04-12&suppose=notice&party=XAA&party=XAB&on=2021-06-01",
        "/treaties/many/?suppose=extend&on=never",
        "/treaties/many/card/",
        "/treaties/many/why/?kind=last_notice&n=2",
        "/parties/XAA/",
        f"/updates/{update.pk}/",
        f"/reckon/?name={treaty.short_title}&parties={treaty.short_title}&signed=2001-03-12"
        "&entered=2002-04-05&lasts=for&renewal=tacit&renewal_period=5+years&notice=1+year"
        "&form=within&noticed=2025-01-01&on=2021-04-12&period=10+years",
        f"/reckon/?period={treaty.short_title}",
        f"/reminders/unsubscribe/{treaty.short_title}/",
        f"/reminders/acknowledge/{treaty.short_title}/",
        f"/admin/treaties/treaty/{treaty.pk}/change/",
        f"/admin/treaties/treaty/{treaty.pk}/history/",
        f"/admin/treaties/party/{treaty.participants.all()[0].party_id}/change/",
        f"/admin/treaties/draftupdate/{update.pk}/change/",
    ]
    every = dict.fromkeys([*plain(get_resolver().url_patterns), *named])
    for address in filter(lambda one: one.startswith(below), every):
        answer = client.get(address)
        if answer.status_code // 100 == 3 or not answer.get("Content-Type", "").startswith(
            "text/html"
        ):
            continue
        # What is no whole document is a part that a page takes in.
        if b"<html" in answer.content:
            yield address


def amiss(page: Page, address: str) -> Iterator[str]:
    """In which widths the page at `address` is too wide, and by what."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        expect(page.locator(LOADING)).to_have_count(0)
        if over := page.evaluate(OVER):
            yield f"{address} at {width}: {over}"


def failed(route: Route) -> None:
    """Answers with the error page of that name."""
    route.fulfill(body=render_to_string(route.request.url.rpartition("/")[2]))


def test_no_page_scrolls_sideways(site: str, browser: Browser, settings: Settings) -> None:
    settings.EMBED_ORIGINS = ["https://portal.example"]
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.route("**/failed/*", failed)
    found = [over for name in FAILURES for over in amiss(page, f"{site}/failed/{name}")]
    for address in pages_of(Client(), "/accounts/"):
        found += amiss(page, site + address)
    admin = Client()
    admin.force_login(a_person(Role.ADMIN))
    cookie = admin.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    visited = list(pages_of(admin))
    for address in visited:
        found += amiss(page, site + address)
    context.close()
    assert len(visited) > 50, visited
    assert found == [], "\n" + "\n".join(found)
