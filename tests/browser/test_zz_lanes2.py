from tests.browser.test_zz_lanes import *

for _n in ("test_seeds", "test_first_views"):
    globals().pop(_n)


def test_again(thousands, page: Page):
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
    for path in (
        "/?order=name",
        "/?lanes=party",
        "/?lanes=subject",
        "/?lanes=status",
        "/?from=1900-01-01&to=1960-01-01",
    ):
        shot(
            page,
            thousands,
            "k8" + path.replace("/?", "-").replace("=", "-"),
            path,
            1440,
            900,
            "light",
        )


def test_seeds2(seeded, page: Page):
    for name, w, h, scheme in (
        ("wide-light", 1440, 900, "light"),
        ("wide-dark", 1440, 900, "dark"),
        ("narrow-light", 360, 740, "light"),
        ("narrow-dark", 360, 740, "dark"),
    ):
        shot(page, seeded, f"seeds-{name}", "/", w, h, scheme)
