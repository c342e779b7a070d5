"""The rulebook says what the program does: each of its examples comes out, each rule that the
sources cite is in it, and each rule in it is cited.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.law.rulebook import Example, calculated, examples, names, sections
from treaties.law.asking.explain import Reasons
from treaties.law.projection import project
from treaties.law.values.rule_names import RULE_NAMES, rule_named
from treaties.law.wire.json_lines import read_question, write_answer

EXAMPLES = examples()
ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("treaties", "timeline", "static", "templates", "tests", "docs", "seeds")
SUFFIXES = {".py", ".js", ".css", ".html", ".txt", ".md", ".toml", ".json", ".jsonl", ".csv"}

_FAMILIES = "|".join(sorted({code.split("-")[0] for code in names()}))
_CITED = re.compile(rf"\b({_FAMILIES})-(\d+)(?: to \1-(\d+))?\b")
_ELSEWHERE = re.compile("|".join((r"\bMOD" r"EL\b", r"\bDOM" r"AIN\b", r"\bEXPER" r"IENCE\b")))


def sources(*folders: str) -> Iterator[tuple[str, str]]:
    """Each file of ours with its text."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def cited(text: str) -> set[str]:
    """The rules that a text names; `TER-1 to TER-9` names nine."""
    return {
        f"{found[1]}-{number}"
        for found in _CITED.finditer(text)
        for number in range(int(found[2]), int(found[3] or found[2]) + 1)
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.rule}.{e.number}" for e in EXAMPLES])
def test_the_example_of_the_rule_comes_out(example: Example) -> None:
    assert calculated(example.given, example.answer) == example.answer


def test_no_line_of_the_rulebook_looks_like_an_example_and_is_none() -> None:
    lines = [line for text in sections().values() for line in text.splitlines()]
    assert len([line for line in lines if line.startswith("-")]) == len(EXAMPLES) >= 110


def test_each_rule_has_a_name_of_its_own_and_a_source() -> None:
    assert len(set(names().values())) == len(names()) == len(sections())
    assert [code for code, text in sections().items() if "\n*Source:* " not in text] == []


def test_the_program_calls_each_rule_as_the_rulebook_does() -> None:
    assert names() == RULE_NAMES
    assert rule_named("REN-1, PER-4") == "rules “Tacit renewal” and “Counted from the first day”"


def test_each_rule_that_is_cited_is_in_the_rulebook() -> None:
    unknown = {
        f"{path}: {code}"
        for path, text in sources("treaties", "static", "templates", "tests/law", "docs")
        for code in cited(text) - set(names())
    }
    assert sorted(unknown) == []


def test_each_rule_of_the_rulebook_is_cited_where_it_is_kept() -> None:
    kept: set[str] = set()
    for path, text in sources("treaties"):
        if path.endswith(".py") and not path.endswith("rule_names.py"):
            kept |= cited(text)
    assert sorted(set(names()) - kept) == []


def test_no_sentence_shows_the_code_of_a_rule() -> None:
    lines = (ROOT / "tests" / "law" / "data" / "questions.jsonl").read_text().splitlines()
    shown: set[str] = set()
    for question in (read_question(json.loads(line)) for line in lines):
        told = write_answer(question)
        projection = project(question.agreement, question.horizon)
        reading, reasons = projection.principal, Reasons(projection)
        said = [json.dumps(told), *(span.reason for span in reading.spans)]
        said += [key.reason for key in reading.key_dates]
        for key in reading.key_dates[:3]:
            said += reasons.of(reading, key).sentences()
        shown |= {text for text in said if _CITED.search(text)}
    assert sorted(shown) == []


def test_no_source_cites_a_document_that_no_clone_has() -> None:
    found = [path for path, text in sources(*FOLDERS) if _ELSEWHERE.search(text)]
    assert found == []
