"""`make bench-strangers`: what does a stranger get who tries passwords and asks for letters, for
costly answers and for huge PDFs?

Starts servers of its own as `make run` does and asks them over HTTP, from one address, writing a
new X-Forwarded-For into every request. Between two samples of time the limits are forgotten, or
there would be no samples. A Markdown table goes to standard output.

    python -m tests.bench.strangers
"""

import http.cookiejar
import json
import os
import re
import statistics
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, Final

import django
from django.apps import apps
from django.core.cache import cache

from tests.bench.page import held, running
from timeline.embedded.servers import running_environment

RIGHT: Final = "heron-copper-lantern-42"
KNOWN, UNKNOWN = "bench@example.org", "nobody@example.org"
ROUNDS: Final = 6
_DAY: Final = {"period": "P1D"}
DAILY: Final = {
    "facts": {"signature": "1500-01-01", "entry_into_force": "1500-01-01"},
    "clauses": {
        "duration": {"type": "fixed", **_DAY},
        "renewal": {"type": "tacit", **_DAY},
        "notice": {**_DAY, "form": "within"},
    },
    "horizon": "2999-12-31",
}
_NUMBERS = count(1)


class Stranger:
    """A browser with its cookies. Each answer is its status, its seconds and its text."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.jar = http.cookiejar.CookieJar()
        self.road = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, float, str]:
        number = next(_NUMBERS)
        headers["X-Forwarded-For"] = f"203.0.{number // 250}.{number % 250}"
        request = urllib.request.Request(f"{self.origin}{path}", body, headers)
        began = time.perf_counter()
        try:
            with self.road.open(request, timeout=120) as answer:
                text, status = answer.read(), answer.status
        except urllib.error.HTTPError as error:
            text, status = error.read(), error.code
        return status, time.perf_counter() - began, text.decode(errors="replace")

    def post(self, path: str, **fields: str) -> tuple[int, float, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(path)[2])
        fields["csrfmiddlewaretoken"] = token[1] if token else ""
        return self.ask(path, urllib.parse.urlencode(fields).encode())

    def signs_in(self, password: str, name: str = KNOWN) -> tuple[int, float, str]:
        return self.post("/accounts/login/", username=name, password=password)

    @property
    def is_in(self) -> bool:
        return any(cookie.name == "sessionid" for cookie in self.jar)


def row(what: str, figure: str) -> None:
    print(f"| {what} | {figure} |", flush=True)


def apart(one: Callable[[str], float], forget: Callable[[], None], each: int) -> str:
    """How much longer `one` takes for an address with an account than for one without."""
    found: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(ROUNDS):
        forget()
        for _ in range(each):
            for who in found:
                found[who].append(one(who) * 1000)
    known, unknown = (statistics.median(found[who]) for who in (KNOWN, UNKNOWN))
    spread = statistics.stdev(found[UNKNOWN])
    return (
        f"{known:.1f} and {unknown:.1f} ms, {known - unknown:+.1f} ms apart "
        f"(one answer differs from another by {spread:.1f} ms)"
    )


def heavy_pdf() -> bytes:
    """10.66 MB of pages as our painter could have drawn them."""
    words = 'font-family="\'Noto Sans\', sans-serif" font-size="13" fill="#111"'
    line = f'<text x="20" y="40" {words}>Iran–Russia Treaty</text>'
    page = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1512" height="1069" '
        f'viewBox="0 0 1512 1069"><desc>One.</desc><g>{line * 7700}</g></svg>'
    )
    pages = [page] * (10_660_000 // len(page.encode()))
    return json.dumps({"paper": "A3", "pages": pages}, ensure_ascii=False).encode()


def report(origin: str, above: int, forget: Callable[[], None], letters: Any) -> None:
    print("| a stranger | gets |\n|---|---|")
    one = Stranger(origin)
    said = [one.signs_in(f"wrong-{n}")[0] for n in range(60)]
    one.signs_in(RIGHT)
    row(
        "60 wrong passwords for one account, then the right one",
        f"refused from the {said.index(429) + 1}th on; then {'in' if one.is_in else 'not in'}",
    )
    forget()
    before = letters.count()
    answers = [one.post("/accounts/password_reset/", email=KNOWN)[0] for _ in range(25)]
    row(
        "25 requests for a new password",
        f"{letters.count() - before} letters, {answers.count(429)} refusals",
    )
    took = apart(lambda who: one.signs_in("wrong", who)[1], forget, 3)
    row("a wrong password for a known and an unknown address", took)
    took = apart(lambda who: one.post("/accounts/password_reset/", email=who)[1], forget, 2)
    row("a letter for a known and an unknown address", took)

    forget()
    query = urllib.parse.urlencode({"q": json.dumps(DAILY), "on": "1500-06-01"})
    asked = [one.ask(f"/reckon/?{query}") for _ in range(30)]
    first = next((n for n, answer in enumerate(asked, 1) if answer[0] == 429), 0)
    spent = sum(answer[1] for answer in asked)
    row(
        "daily terms 1500–2999 on `/reckon/`, 30 times",
        f"{asked[0][1]:.2f} s each, {f'refused from the {first}th on' if first else 'all'}; "
        f"{spent:.1f} s together",
    )
    forget()
    status, seconds, _ = one.ask(f"/reckon/?{urllib.parse.urlencode({'q': json.dumps(DAILY)})}")
    row("the same, seen today", f"{status} after {seconds:.2f} s")
    forget()
    lists = json.dumps([DAILY] * 100).encode()
    asked = [
        one.ask("/api/v1/reckon/", lists, **{"Content-Type": "application/json"}) for _ in range(10)
    ]
    first = next((n for n, answer in enumerate(asked, 1) if answer[0] == 429), 0)
    row(
        "a list of 100 of them to the API, 10 times",
        f"{asked[0][1]:.2f} s each, {f'refused from the {first}th on' if first else 'all'}",
    )
    forget()
    body = heavy_pdf()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', one.ask("/accounts/login/")[2])
    headers = {"Content-Type": "application/json", "X-CSRFToken": token[1] if token else ""}
    largest, _ = held(above)
    status, seconds, told = one.ask("/timeline.pdf", body, **headers)
    later, _ = held(above)
    said_so = "" if status == 200 else f" “{told[:90]}”"
    row(
        f"a PDF of {len(body) / 1e6:.2f} MB",
        f"{status} after {seconds:.1f} s{said_so}; the largest web process {largest} → {later} MB",
    )
    status, seconds, told = one.ask("/timeline.pdf", body, **headers)
    row("the same once more", f"{status} after {seconds:.1f} s")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tl-strangers-") as folder:
        data = Path(folder)
        with running(data) as (origin, above):
            os.environ.update(running_environment(data))
            os.environ["DJANGO_SETTINGS_MODULE"] = "timeline.settings"
            django.setup()
            person = apps.get_model("treaties", "User")(username="bench", email=KNOWN)
            person.set_password(RIGHT)
            person.save()
            letters = apps.get_model("treaties", "OutgoingMessage").objects
            report(origin, above, cache.clear, letters)


if __name__ == "__main__":
    main()
