"""Can the whole filtered timeline be exported: as a file, a link, a named view, on paper?"""

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Download, Page, expect
from pytest_django import Settings

from tests.browser.chart import DAY, READY, TITLES, address_says, open_at

# A view in which little of it is on the screen.
NEAR = "from=2024-01-01&to=2025-01-01"


def menu(page: Page, name: str) -> None:
    if not page.locator("details.timeline-menu[open]", has_text=name).count():
        page.locator("summary", has_text=name).click()


def taken(page: Page, entry: str) -> Download:
    menu(page, "Export")
    with page.expect_download() as coming:
        page.get_by_role("button", name=entry).click()
    return coming.value


def words_of(svg: str) -> list[str]:
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return [text.text or "" for text in texts]


def test_the_svg_holds_all_that_the_filter_lets_through_not_the_view(
    seeded: str, page: Page
) -> None:
    open_at(page, f"{seeded}/?{DAY}&{NEAR}")
    file = taken(page, "Scalable picture (SVG)")
    assert file.suggested_filename == "treaty-timeline-2026-03-01.svg"
    said = words_of(Path(file.path()).read_text())
    for title in TITLES:
        assert title in said
    assert "All agreements, grouped by parties together." in said
    assert any(text.startswith("As of 1 March 2026. Made on ") for text in said)
    assert any(f"{seeded}/?" in text for text in said)
    for entry in ("In force", "Provisionally applied", "Last day to give notice", "Event"):
        assert entry in said, "the legend is not complete"
    expect(page.get_by_role("status").filter(has_text="is in your downloads")).to_be_visible()


def test_the_svg_says_its_filter_and_holds_no_other_agreement(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&party=CHN&q=science")
    said = words_of(Path(taken(page, "SVG").path()).read_text())
    assert "Filter: Party China; search “science”, grouped by parties together." in said
    assert "US–China science agreement" in said
    assert "JCPOA" not in said


def test_lanes_closed_on_the_screen_are_open_in_the_file(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.get_by_role("button", name="Collapse groups").click()
    assert "New START" in words_of(Path(taken(page, "SVG").path()).read_text())


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the rows of a PNG, unfiltered where its rows say so by their first byte."""
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    data, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    return width, height, zlib.decompress(data)


def test_the_png_is_as_large_as_the_whole_and_light_on_a_dark_page(seeded: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_at(page, f"{seeded}/?{DAY}&{NEAR}")
    width, height, rows = pixels(Path(taken(page, "Picture (PNG)").path()).read_bytes())
    assert width == 3200
    assert height > 1600
    first = rows[1 : 1 + 12]
    assert first[:3] == b"\xff\xff\xff", "the paper is white"
    assert len(set(rows)) > 100, "nothing is drawn"


@pytest.mark.parametrize(("paper", "box"), [("A3", "1190.55"), ("A4", "841.88")])
def test_the_pdf_has_pages_with_letters_inside(
    seeded: str, page: Page, paper: str, box: str
) -> None:
    open_at(page, f"{seeded}/?{DAY}&{NEAR}&lanes=party")
    file = taken(page, f"Pages, {paper} (PDF)")
    assert file.suggested_filename == "treaty-timeline-2026-03-01.pdf"
    made = Path(file.path()).read_bytes()
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    # The pattern drops a last byte that looks like a line ending; decompressobj tolerates that.
    opened = made + b"".join(
        zlib.decompressobj().decompress(part) for part in packed if part[:1] == b"x"
    )
    assert len(re.findall(rb"/Type\s*/Page\b", opened)) >= 4
    assert box.encode() in opened
    assert b"NotoSans-Regular" in opened
    assert re.search(rb"/FontFile[23]", opened)


def test_letters_the_pdf_does_not_carry_come_as_a_picture(seeded: str, page: Page) -> None:
    posted: list[str] = []
    page.on("request", lambda asked: posted.append(asked.post_data or ""))
    open_at(page, f"{seeded}/?{DAY}&q=new")
    page.evaluate("history.replaceState(null, '', '?q=new&x=条約')")
    page.evaluate("document.querySelector('#timeline').dataset.asked = 'Search “条約”'")
    assert Path(taken(page, "A4").path()).read_bytes().startswith(b"%PDF-")
    assert any("data:image/png;base64" in body for body in posted)


def test_what_the_server_refuses_is_said_in_the_menu(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.route(
        "**/timeline.pdf",
        lambda route: route.fulfill(
            status=503, content_type="text/plain", body="Another PDF is being made."
        ),
    )
    menu(page, "Export")
    page.get_by_role("button", name="A4").click()
    expect(page.get_by_role("status").filter(has_text="Another PDF is being made.")).to_be_visible()


def test_who_signed_out_in_another_tab_has_the_pdf_unless_the_register_is_closed(
    seeded: str, page: Page, settings: Settings
) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.context.clear_cookies()
    assert Path(taken(page, "A4").path()).read_bytes().startswith(b"%PDF-")
    settings.PUBLIC_BROWSING = False
    page.get_by_role("button", name="A4").click()
    said = page.get_by_role("status").filter(has_text="You are no longer signed in.")
    expect(said).to_be_visible()


def test_a_server_that_cannot_be_reached_is_no_fault_of_the_filter(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.route("**/timeline.pdf", lambda route: route.abort())
    menu(page, "Export")
    page.get_by_role("button", name="A4").click()
    expect(page.get_by_role("status").filter(has_text="cannot be reached")).to_be_visible()


def test_more_lanes_than_a_picture_holds_are_counted_in_words(seeded: str, page: Page) -> None:
    page.route("**/sheet-layout*.js", fewer_lanes)
    open_at(page, f"{seeded}/?{DAY}&order=name")
    said = words_of(Path(taken(page, "SVG").path()).read_text())
    assert any("Shown: the first 2 of 6 groups, 2 of 8 entries" in text for text in said)
    assert "New START" not in said
    expect(page.get_by_role("status").filter(has_text="the first 2 of 6 groups")).to_be_visible()


def fewer_lanes(route: object) -> None:
    answer = route.fetch()  # type: ignore[attr-defined]
    body = answer.text().replace("MOST_LANES = 500", "MOST_LANES = 2")
    assert "MOST_LANES = 2" in body
    route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]


def test_a_picture_too_tall_for_a_browser_is_refused_in_words(seeded: str, page: Page) -> None:
    def shorter(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        body = answer.text().replace("LONGEST = 16_384", "LONGEST = 500")
        assert "LONGEST = 500" in body
        route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]

    page.route("**/sheets*.js", shorter)
    page.set_viewport_size({"width": 1150, "height": 800})
    open_at(page, f"{seeded}/?{DAY}")
    menu(page, "Export")
    page.get_by_role("button", name="Picture (PNG)").click()
    told = page.get_by_role("status").filter(has_text="more than browsers can make")
    expect(told).to_contain_text("Export as SVG or PDF")
    # The words make the menu wider; it stays on the page all the same.
    box = page.locator(".timeline-menu[open] > .timeline-menu-list").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("document.documentElement.clientWidth")


def test_the_menu_is_used_by_keyboard_and_escape_closes_it(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}")
    page.locator("summary", has_text="Export").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Scalable picture (SVG)")
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Export")).to_be_focused()
    expect(page.locator("details.timeline-menu[open]")).to_have_count(0)


def test_a_view_is_saved_by_name_and_comes_back_whole(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&from=2000-01-01&to=2010-01-01&lanes=status")
    menu(page, "Views")
    page.get_by_label("Name for this view").fill("The first decade")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("status").filter(has_text="“The first decade” is saved.")
    ).to_be_visible()
    open_at(page, f"{seeded}/")
    menu(page, "Views")
    page.get_by_role("link", name="The first decade").click()
    expect(page.locator(READY)).to_be_visible()
    address_says(page, "from=2000-01-01")
    address_says(page, "to=2010-01-01")
    expect(page.locator("select[name=lanes]")).to_have_value("status")
    menu(page, "Views")
    page.get_by_role("button", name="Remove The first decade").click()
    expect(page.get_by_role("link", name="The first decade")).to_have_count(0)


def test_the_link_to_a_view_is_copied(seeded: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    open_at(page, f"{seeded}/?{DAY}&lanes=party")
    menu(page, "Export")
    page.get_by_role("button", name="Copy the link to this view").click()
    expect(page.get_by_role("status").filter(has_text="The link is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()


def test_the_code_to_embed_shows_the_same_view_in_another_page(
    seeded: str, browser: Browser, settings: Settings
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    open_at(page, f"{seeded}/?{DAY}")
    menu(page, "Export")
    expect(page.get_by_role("button", name="embed")).to_have_count(0)
    with a_site() as portal, a_site() as other:
        settings.EMBED_ORIGINS = [portal.origin]
        open_at(page, f"{seeded}/?{DAY}&party=CHN&lanes=party")
        menu(page, "Export")
        page.get_by_role("button", name="Copy the code to embed it").click()
        expect(page.get_by_role("status").filter(has_text="The code is copied.")).to_be_visible()
        portal.page = other.page = page.evaluate("navigator.clipboard.readText()")
        framed = page.frame_locator("iframe")
        page.goto(portal.origin)
        expect(framed.locator(READY)).to_have_count(1)
        expect(framed.locator("#twin .twin-title").first).to_be_visible()
        expect(framed.locator("select[name=lanes]")).to_have_value("party")
        with context.expect_page() as opened:
            framed.locator("#twin .twin-title").first.click()
        assert "/treaties/" in opened.value.url
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            page.goto(other.origin)
        expect(framed.locator(READY)).to_have_count(0)
    context.close()


class Site(ThreadingHTTPServer):
    """Somebody else's site, of one page."""

    page = ""

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.server_port}"


class OnePage(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.page.encode())

    def log_message(self, *_: object) -> None:
        """Nothing is to be said of it."""


@contextmanager
def a_site() -> Iterator[Site]:
    with Site(("localhost", 0), OnePage) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield site
        site.shutdown()


def test_on_paper_is_the_whole_timeline_and_the_whole_list(seeded: str, page: Page) -> None:
    open_at(page, f"{seeded}/?{DAY}&{NEAR}&lanes=party")
    expect(page.locator("#twin .twin-summary")).to_contain_text("On screen")
    expect(page.locator("#twin .twin-item").first).to_be_visible()
    few = page.locator("#twin .twin-item").count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".timeline-print svg").count() > 3
    expect(page.locator(".timeline-stage")).to_be_hidden()
    expect(page.locator(".timeline-toolbar:visible")).to_have_count(0)
    assert page.locator("#twin .twin-item").count() > few
    drawn = page.locator(".timeline-print text").all_text_contents()
    assert set(TITLES) <= set(drawn)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".timeline-print")).to_have_count(0)
    assert page.locator("#twin .twin-item").count() == few
