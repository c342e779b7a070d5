"""Texts are folded alike by the server and by the page: the examples are those of both."""

import json
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from treaties.management.commands.write_fold_table import PLACE, fold_table
from treaties.models.folding import fold, searchable, trigrams

EXAMPLES = json.loads((Path(__file__).parent / "folding.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "folded"), EXAMPLES["fold"])
def test_a_text_is_folded(text: str, folded: str) -> None:
    # An editor composes what folding leaves apart, such as the syllables of Korean.
    assert fold(text) == unicodedata.normalize("NFKD", folded)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("text", "looked_through"), EXAMPLES["searchable"])
def test_words_that_a_sign_parts_are_looked_through_both_ways(
    text: str, looked_through: str
) -> None:
    assert searchable([text]) == looked_through


def test_the_table_of_the_page_is_that_of_the_server() -> None:
    written = (settings.BASE_DIR / PLACE).read_text("utf-8")
    assert written == fold_table(), "run: manage.py write_fold_table"


def test_a_word_is_cut_into_trigrams_as_pg_trgm_cuts_it() -> None:
    assert trigrams("iran") == ["  i", " ir", "an ", "ira", "ran"]
