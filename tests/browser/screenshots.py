"""Takes the pictures of the README from a running site with the seeds, on fixed days; where
`generate_register 8000` has been run, `thousands` takes the one of that instead.

python -m tests.browser.screenshots http://127.0.0.1:8000 [thousands]
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import ARGUMENTS, find_or_install

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
DAY = "as_of=2021-04-12"
TREATY = "/treaties/iran-russia-2001/"
PICTURES = (
    ("timeline", f"/?{DAY}", 1440, 1000, "light"),
    ("timeline-dark", f"/?{DAY}", 1440, 1000, "dark"),
    ("treaty", f"{TREATY}?{DAY}", 1440, 1000, "light"),
    ("treaty-superseded", f"{TREATY}?as_of=2026-01-15", 1440, 1000, "light"),
    ("treaty-narrow-dark", f"{TREATY}?{DAY}", 360, 1000, "dark"),
    ("why", f"{TREATY}why/?kind=last_notice&n=2&{DAY}", 1440, 900, "light"),
    ("upcoming", "/upcoming/?as_of=2020-04-05&days=1825", 1440, 1000, "light"),
    ("treaties", f"/treaties/?{DAY}", 1440, 900, "light"),
)
THOUSANDS = (
    (
        "timeline-8000",
        "/?lanes=subject&from=2005-01-01&to=2040-01-01",
        1440,
        1000,
        "light",
    ),
)


def main(site: str, pictures: Iterable[tuple[str, str, int, int, str]]) -> None:
    """Writes the pictures; a page that does not answer with 200 stops the run."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=ARGUMENTS)
        for name, address, width, height, scheme in pictures:
            _take(browser, site + address, FOLDER / f"{name}.png", (width, height), scheme)
        browser.close()


def _take(browser: Browser, url: str, path: Path, size: tuple[int, int], scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    # Whoever looks at a picture has no use for the hints of the first use.
    context.add_init_script("localStorage.setItem('timeline.hints', '1')")
    page = context.new_page()
    answer = page.goto(url, timeout=120_000)
    if answer is None or not answer.ok:
        sys.exit(f"{url} did not answer as it should.")
    if page.locator(".timeline").count():
        page.locator('.timeline[data-state="ready"]').first.wait_for(timeout=60_000)
        page.wait_for_timeout(400)
    page.screenshot(path=path, animations="disabled")
    context.close()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["thousands"]):
        sys.exit("Name the site: python -m tests.browser.screenshots http://127.0.0.1:8000")
    main(sys.argv[1].rstrip("/"), THOUSANDS if sys.argv[2:] else PICTURES)
