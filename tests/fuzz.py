"""`make fuzz-pages`: every address of the URL conf with hostile values, as every role, and no 5xx.

Paths, queries and forms: each address is asked with what it expects, with hostile parts of the
path, with hostile parameters, and each form that a page shows is sent back with two fields spoilt.
Bounded in number and in time; the order is drawn from a seed, so that a find can be repeated. A
small part of it is a test of the suite (tests/web/test_fuzz.py). What is written is taken back.
"""

import random
import re
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from treaties.models import Role, User

RAW: Final = (
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "%C0%AF",
    "%",
    "%zz",
    "%0D%0AX: y",
    "%E2%80%AE",
    "..%2F..",
)
"""Parts of an address that are not text, as they are sent."""

HOSTILE: Final = (
    "", " ", "\x00", "a\x00b", "'", '"><script>alert(1)</script>', "%s%d{0}", "\\", "*", "?", "#",
    "-1", "0", "00", "1e9", "٣", "½", "NaN", "9" * 19, "9" * 20, "9" * 450, "9" * 4400,
    "t" + "0" * 20 + "9" * 4400, "t01", "t9223372036854775808", "2021-02-30", "0000-00-00",
    "9999-12-31", "10000-01-01", "1500-01-01", "2500-12-31", "1403/1/1", "tomorrow", "P5Y",
    "P999999Y", "-P1Y", "18 months", "a" * 501, "a" * 6000, "Œuvre", "\u202egpj", "a\u200db",
    "{}", "[]", "[" * 3000, '{"a": "\\u0000"}', '{"a": "\\ud800"}', "null", "true", "IRN,RUS",
    ",".join(["IRN"] * 300), "\r\nSet-Cookie: a=b", "//example.org/", "javascript:alert(1)",
)  # fmt: skip

PARAMETERS: Final = (
    "as_of", "on", "from", "to", "page", "page_size", "search", "party", "subject", "kind",
    "composition", "status", "due", "sort", "ordering", "days", "n", "reading", "clause", "suppose",
    "for", "treaty", "v", "form", "explain", "q", "next", "o", "p", "e", "all", "_popup",
    "_to_field", "app_label", "model_name", "field_name", "term", "kind__exact", "pk__in",
    "nonsense",
)  # fmt: skip
FIELDS: Final = ("input", "select", "textarea", "button")
ROLES: Final = ("anonymous", *(role.value for role in Role))
_PLACE = re.compile(r"<(?:[^:>]+:)?([^>]+)>|\(\?P<(\w+)>[^)]*\)")


@dataclass
class Found:
    """What was asked, and what was answered with 5xx or took longest."""

    asked: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        lines = [
            f"{self.asked:,} requests in {self.seconds:.0f} s: {told}",
            *(f"{took:6.2f} s  {what}" for took, what in self.slowest),
            *self.failures,
            f"{len(self.failures)} × 5xx",
        ]
        return "\n".join(lines)


def templates(of: Any = None, before: str = "/") -> Iterator[str]:
    """Every address of the URL conf, with `<name>` where something has to be put in."""
    for one in (of or get_resolver()).url_patterns:
        pattern = one.pattern
        text = str(pattern) if isinstance(pattern, RoutePattern) else _readable(str(pattern))
        if isinstance(one, URLResolver):
            yield from templates(one, before + text)
        elif isinstance(one, URLPattern):
            yield _PLACE.sub(lambda found: f"<{found[1] or found[2]}>", before + text)


def _readable(regex: str) -> str:
    """A regular expression as an address, as far as ours have them."""
    text = _PLACE.sub(lambda found: f"<{found[1] or found[2]}>", regex)
    return re.sub(r"\(\?:.*?\)\*?\??|\\Z|[\^$]", "", text).replace("\\", "")


class Forms(HTMLParser):
    """The forms of a page that are posted: where to, and the fields with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = given.get("method", "").lower() == "post"
            if self._within:
                self.found.append((given.get("action", ""), {}))
        elif (
            self._within and given.get("name") and tag in ("input", "select", "textarea", "button")
        ):
            self.found[-1][1].setdefault(given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._within = False


class Fuzz:
    """One run: `known` are values that exist, by the names that addresses have for them."""

    def __init__(self, known: dict[str, list[str]], seed: int = 17) -> None:
        self.known, self.draw, self.found = known, random.Random(seed), Found()
        self.clients: dict[str, Client] = {}
        # What /healthz answers is about the machine, not about the question.
        self.addresses = sorted(set(templates()) - {"/healthz"})

    def run(self, most: int, seconds: float, first: tuple[str, ...] = ()) -> Found:
        """Ask at most `most` times and so long: `first`, then in the drawn order."""
        began = time.monotonic()
        for address in first:
            for role in ROLES:
                self.ask(role, "GET", address)
        while self.found.asked < most and time.monotonic() - began < seconds:
            addresses = list(self.addresses)
            self.draw.shuffle(addresses)
            for template in addresses:
                if self.found.asked >= most or time.monotonic() - began >= seconds:
                    break
                self.one(template)
        self.found.seconds = time.monotonic() - began
        self.found.slowest = sorted(self.found.slowest, reverse=True)[:5]
        return self.found

    def one(self, template: str) -> None:
        """One address once: as expected or spoilt, with a form of its page sent back."""
        role, how = self.draw.choice(ROLES), self.draw.random()
        path = self.filled(template, spoilt=how < 0.3)
        query = self.query() if 0.2 < how < 0.8 else ""
        method = self.draw.choices(("GET", "HEAD", "POST", "PUT", "OPTIONS"), (10, 1, 3, 1, 1))[0]
        page = self.ask(role, method, f"{path}{query}", self.body() if method == "POST" else None)
        if method == "GET" and page.status_code == 200 and "html" in page.get("Content-Type", ""):
            self.send_back(role, path, page.content.decode(errors="replace"))

    def send_back(self, role: str, path: str, page: str) -> None:
        forms = Forms()
        forms.feed(page)
        if forms.found:
            action, fields = self.draw.choice(forms.found)
            spoilt = dict(fields)
            for name in self.draw.sample(sorted(fields), min(2, len(fields))):
                spoilt[name] = self.draw.choice(HOSTILE)
            self.ask(role, "POST", action if action.startswith("/") else path, spoilt)

    def filled(self, template: str, *, spoilt: bool) -> str:
        def value(found: re.Match[str]) -> str:
            right = self.known.get(found[1], [])
            if spoilt or not right:
                if self.draw.random() < 0.2:
                    return self.draw.choice(RAW)
                return quote(self.draw.choice(HOSTILE) or "x", safe="")
            return quote(self.draw.choice(right), safe="")

        return re.sub(r"<([^>]+)>", value, template)

    def query(self) -> str:
        names = self.draw.sample(PARAMETERS, self.draw.choice((1, 1, 2, 3)))
        pairs = [(name, self.value(name)) for name in names]
        raw = f"&{self.draw.choice(PARAMETERS)}={self.draw.choice(RAW)}"
        return f"?{urlencode(pairs)}{raw if self.draw.random() < 0.3 else ''}"

    def value(self, name: str) -> str:
        right = self.known.get(name, [])
        return self.draw.choice(right if right and self.draw.random() < 0.4 else HOSTILE)

    def body(self) -> dict[str, str]:
        names = self.draw.sample((*PARAMETERS, "leads", "action", "_selected_action"), 3)
        return {name: self.draw.choice(HOSTILE) for name in names}

    def ask(self, role: str, method: str, address: str, data: dict[str, str] | None = None) -> Any:
        """One request; what it writes is taken back."""
        client = self.clients.get(role) or self.signed_in(role)
        cookies = deepcopy(client.cookies)
        content: dict[str, Any] = {}
        if data is not None:
            content = {
                "data": urlencode(data),
                "content_type": "application/x-www-form-urlencoded",
            }
        cache.clear()  # the pace is another test's; here every question is to be answered
        began = time.monotonic()
        with transaction.atomic():
            response = client.generic(method, address, **content)
            if getattr(response, "streaming", False):
                b"".join(response.streaming_content)  # type: ignore[attr-defined]
            transaction.set_rollback(True)
        client.cookies = cookies  # a sign-out is taken back, too
        took, what = time.monotonic() - began, f"{role:9} {method:7} {address[:160]}"
        if data:
            what += f"  {urlencode(data)[:300]}"
        self.found.asked += 1
        status = response.status_code
        self.found.statuses[status] = self.found.statuses.get(status, 0) + 1
        self.found.slowest = sorted([*self.found.slowest, (took, what)], reverse=True)[:5]
        if status >= 500:
            self.found.failures.append(f"{status}  {what}")
        return response

    def signed_in(self, role: str) -> Client:
        client = self.clients[role] = Client(raise_request_exception=False)
        if role != "anonymous":
            person, _ = User.objects.get_or_create(
                username=f"fuzz-{role}", defaults={"role": role, "email": f"{role}@example.org"}
            )
            client.force_login(person)
        return client
