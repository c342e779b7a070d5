"""A PDF is made in a process of its own, which ends with what it took."""

import json
import threading
from pathlib import Path

import pytest
from django.conf import settings

from tests.export.test_pdf import a_page
from treaties.export import apart
from treaties.export.apart import Bound, bound

FONTS = settings.BASE_DIR / "static" / "fonts"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "pdf.lock"


def posted(lock: Path, *pages: str, paper: str = "A4") -> Bound:
    return bound(json.dumps({"paper": paper, "pages": pages}).encode(), "T", FONTS, lock)


def test_it_gives_the_pdf_and_what_it_cost(lock: Path) -> None:
    found = posted(lock, a_page())
    assert (found.status, found.made[:5]) == (200, b"%PDF-")
    assert found.cost > 20


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"paper": 4, "pages": []}', b"[" * 99_999])
def test_what_is_no_question_is_a_sentence(lock: Path, body: bytes) -> None:
    found = bound(body, "T", FONTS, lock)
    assert (found.status, found.said) == (400, "Send the paper and the pages as JSON.")


@pytest.mark.parametrize(("limit", "value"), [("MEMORY", 150_000_000), ("SECONDS", 1)])
def test_pages_that_take_too_much_end_only_their_process(
    lock: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    # The process reads its limits from the module, which is changed here only in the parent.
    program = f"from treaties.export import apart; apart.{limit} = {value}; import sys; "
    program += "apart.main('T', sys.argv[2], sys.stdin.buffer, sys.stdout.buffer)"
    monkeypatch.setattr(apart, "_COMMAND", ("-c", program))
    heavy = a_page("".join(f'<path d="M0 {n} L9 9" fill="#111"/>' for n in range(90_000)))
    found = posted(lock, heavy, heavy)
    assert (found.status, found.made) == (422, b"")
    assert "narrow the filter" in found.said
    monkeypatch.undo()
    assert posted(lock, a_page()).status == 200


def test_no_more_than_one_is_made_and_one_waits(
    lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WAIT", 0.5)
    said: list[int] = []
    with apart._alone(lock) as mine:
        assert mine
        others = [
            threading.Thread(target=lambda: said.append(posted(lock, a_page()).status))
            for _ in range(4)
        ]
        for one in others:
            one.start()
        for one in others:
            one.join()
    assert said == [503] * 4
    assert posted(lock, a_page()).status == 200
