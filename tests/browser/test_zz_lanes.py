"""Throwaway."""

import json, os
from pathlib import Path
import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from tests.browser.chart import READY, at_rest
from tests.registers import served, copy_of

OUT = Path(os.environ.get("OUT", "/tmp/tt/lanes"))


@pytest.fixture(scope="module")
def thousands(register_of_seeds, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("generate_register", 8000, yes=True)
        with served() as address:
            yield address


def shot(page, site, name, path, w, h, scheme):
    page.add_init_script("localStorage.setItem('timeline.hints', '1')")
    page.set_viewport_size({"width": w, "height": h})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    errors = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(site + path)
    page.locator(READY).first.wait_for()
    at_rest(page)
    page.wait_for_timeout(200)
    print(
        name,
        page.locator(".twin-summary").inner_text(),
        page.locator("#twin .twin-lane").count(),
        "lanes",
        page.evaluate("document.querySelector('.timeline-stage').clientHeight"),
        errors,
    )
    page.screenshot(path=OUT / f"{name}.png")


def test_first_views(thousands, page: Page):
    page.set_default_timeout(60000)
    from django.conf import settings

    for side in ((), ("IRN",)):
        settings.OUR_SIDE = side
        tag = "-ours" if side else ""
        for name, w, h, scheme in (
            ("wide-light", 1440, 900, "light"),
            ("wide-dark", 1440, 900, "dark"),
            ("narrow-light", 360, 740, "light"),
            ("narrow-dark", 360, 740, "dark"),
        ):
            if side and "dark" in name:
                continue
            shot(page, thousands, f"k8-{name}{tag}", "/", w, h, scheme)
    for path in ("/?order=name", "/?lanes=party", "/?lanes=subject", "/?lanes=status"):
        shot(
            page,
            thousands,
            "k8" + path.replace("/?", "-").replace("=", "-"),
            path,
            1440,
            900,
            "light",
        )


def test_seeds(seeded, page: Page):
    for name, w, h, scheme in (
        ("wide-light", 1440, 900, "light"),
        ("wide-dark", 1440, 900, "dark"),
        ("narrow-light", 360, 740, "light"),
        ("narrow-dark", 360, 740, "dark"),
    ):
        shot(page, seeded, f"seeds-{name}", "/", w, h, scheme)
