"""A browser that has a page already is told that it is unchanged: every page a visitor may open."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from treaties.models import DraftUpdate, KeyDate, Treaty
from treaties.web.pages.reckon import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register_of_seeds")]

FIRST_KIND = "?kind=last_notice&n=0"


def patterns(within: URLResolver, before: str = "") -> Iterator[str]:
    for one in within.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)


def addresses() -> dict[str, str]:
    """An address for each pattern of the URL configuration that a visitor may open."""
    treaty = Treaty.objects.get(slug="iran-russia-2001")
    KeyDate.objects.filter(treaty=treaty, kind="last_notice", ordinal=0, reading="").get()
    update = DraftUpdate.objects.order_by("pk").first()
    filled = {
        "<slug:slug>": treaty.slug,
        "<str:code>": "IRN",
        "<int:pk>": str(update.pk) if update else "1",
        "<str:key>": "0",
        "<str:token>": "x",
    }
    found = {}
    for pattern in patterns(get_resolver()):
        if pattern.startswith(("admin/", "accounts/")):
            continue
        path = pattern
        for name, value in filled.items():
            path = path.replace(name, value)
        if path.endswith(("/why/", "/calendar/")):
            path += FIRST_KIND
        found[pattern] = f"/{path}"
    return found


def test_every_page_of_a_visitor_is_answered_by_304_while_nothing_moves(settings: Settings) -> None:
    settings.EMBED_ORIGINS = ["https://portal.example.org"]
    open_to_all, changing = [], []
    more = ["/?party=IRN", "/?as_of=2021-04-12", "/treaties/?sort=next", examples()[0]["link"]]
    for address in [*addresses().values(), *more]:
        answer = Client().get(address)
        if answer.status_code != 200 or "no-store" in answer.get("Cache-Control", ""):
            continue
        open_to_all.append(address)
        again = Client().get(address, headers={"If-None-Match": answer.get("ETag", "")})
        if again.status_code != 304:
            changing.append(address)
    assert changing == []
    assert {"/", "/embed/", "/upcoming/", "/treaties/iran-russia-2001/", *more} <= {*open_to_all}
    assert len(open_to_all) > 20


def test_a_compressed_page_is_unchanged_too(client: Client) -> None:
    asked = {"Accept-Encoding": "gzip"}
    answer = client.get("/", headers=asked)
    assert answer["Content-Encoding"] == "gzip"
    again = client.get("/", headers={**asked, "If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/", "/upcoming/", "/treaties/iran-russia-2001/"])
def test_a_visitor_who_only_reads_is_given_no_cookie(client: Client, address: str) -> None:
    assert not client.get(address).cookies
