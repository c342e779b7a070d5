"""The rulebook says what the program does: each of its examples comes out, each rule that the
sources cite is in it, and each rule in it is cited.
"""

import pytest

from tests.law.rulebook import Example, calculated, examples, names, sections

EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.rule}.{e.number}" for e in EXAMPLES])
def test_the_example_of_the_rule_comes_out(example: Example) -> None:
    assert calculated(example.given, example.answer) == example.answer


def test_no_line_of_the_rulebook_looks_like_an_example_and_is_none() -> None:
    lines = [line for text in sections().values() for line in text.splitlines()]
    assert len([line for line in lines if line.startswith("-")]) == len(EXAMPLES) >= 110


def test_each_rule_has_a_name_of_its_own_and_a_source() -> None:
    assert len(set(names().values())) == len(names()) == len(sections())
    assert [code for code, text in sections().items() if "\n*Source:* " not in text] == []
