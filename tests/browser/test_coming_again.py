"""A returning visitor need not fetch and decode the register again, and never sees an old one."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.chart import READY
from treaties.models import Treaty

KEPT = """async () => {
  const asked = (await lastVisit.opened("readonly")).getAllKeys();
  await new Promise((answered) => (asked.onsuccess = answered));
  return asked.result[0];
}"""
SPOIL = """async build => {
  const store = await lastVisit.opened("readwrite");
  const asked = store.get(build);
  await new Promise((answered) => (asked.onsuccess = answered));
  const half = (blob) => blob.slice(0, blob.size / 2);
  const written = store.put({...asked.result, content: half(asked.result.content)}, build);
  await new Promise((answered) => (written.onsuccess = answered));
}"""


@pytest.fixture
def visits(seeded: str, context: BrowserContext) -> "Visits":
    return Visits(seeded, context)


class Visits:
    """Pages of one browser, one after the other, and the segments that each has asked for."""

    def __init__(self, url: str, context: BrowserContext) -> None:
        self.url = url
        self.context = context

    def visit(self) -> tuple[Page, list[str], str]:
        """The page, the keys of the segments it fetched, and what its list says."""
        page = self.context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(f"{self.url}/?as_of=2026-03-01")
        expect(page.locator(READY)).to_be_visible()
        expect(page.locator(".twin-item").first).to_be_attached()
        fetched = [path.split("/")[4] for path in asked if path.startswith("/api/v1/timeline/")]
        return page, [key for key in fetched if key], page.locator("#twin").inner_text()


def test_the_second_visit_fetches_no_segment_and_shows_the_same(visits: Visits) -> None:
    page, fetched, said = visits.visit()
    assert fetched
    page.wait_for_function(KEPT)
    _, fetched_again, said_again = visits.visit()
    assert (fetched_again, said_again) == ([], said)


def test_what_is_kept_and_damaged_is_fetched_anew(visits: Visits) -> None:
    page, fetched, said = visits.visit()
    name = page.wait_for_function(KEPT).json_value()
    page.evaluate(SPOIL, name)
    _, fetched_again, said_again = visits.visit()
    assert (fetched_again, said_again) == (fetched, said)


def test_after_an_edit_the_segment_that_moved_is_fetched(
    visits: Visits, django_db_blocker: DjangoDbBlocker
) -> None:
    page, fetched, _ = visits.visit()
    page.wait_for_function(KEPT)
    with django_db_blocker.unblock():
        treaty = Treaty.objects.get(slug="iran-russia-2001")
        before = treaty.short_title
        title = "Treaty of 2001, renamed"
        Treaty.objects.filter(pk=treaty.pk).update(short_title=title, version=treaty.version + 1)
    try:
        _, fetched_again, said_again = visits.visit()
        assert fetched_again == fetched
        assert "Treaty of 2001, renamed" in said_again
    finally:
        with django_db_blocker.unblock():
            Treaty.objects.filter(pk=treaty.pk).update(
                short_title=before, version=treaty.version + 2
            )
