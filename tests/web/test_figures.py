"""Counts of five figures and more are written in groups wherever a page counts; years never are."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from treaties.templatetags.figures import figure

PAGES = Path(__file__).parents[2] / "templates"
COUNTS = (
    r"(?:total|deciding|\w+\.count|[\w.]*paginator\.(?:count|num_pages)|(?:listed|pages)\.number)"
)


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0"), (2026, "2026"), (9999, "9999"), (10_000, "10,000"), (1_234_567, "1,234,567")],
)
def test_from_five_figures_on_they_stand_in_groups(count: int, written: str) -> None:
    assert figure(count) == written
    assert Template("{% load figures %}{{ n|figure }}").render(Context({"n": count})) == written


def test_whatever_a_page_counts_it_writes_so() -> None:
    bare = {
        f"{file.relative_to(PAGES)}: {found}"
        for file in PAGES.rglob("*.html")
        for found in re.findall(rf"\{{\{{ *{COUNTS} *\}}\}}", file.read_text(encoding="utf-8"))
    }
    assert bare == set()


def test_no_count_in_an_address_is_written_so() -> None:
    for file in PAGES.rglob("*.html"):
        for value in re.findall(
            r'(?:href|data-[\w-]+|value|action)="[^"]*"', file.read_text("utf-8")
        ):
            assert "|figure" not in value, file
