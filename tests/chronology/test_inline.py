"""Stored agreements and hypothetical ones are drawn from the same rows."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from pytest_django import DjangoAssertNumQueries

from tests.builders import a_treaty
from tests.chronology.test_payload import columns, key_of, labels
from treaties.chronology import payload
from treaties.inquiry.live import projection_of
from treaties.law.projection import project
from treaties.law.wire.json_lines import read_question
from treaties.models import Treaty

pytestmark = pytest.mark.django_db


@pytest.fixture
def treaty() -> Treaty:
    caches["segments"].clear()
    return a_treaty(published=True, from_signature=True)


def test_a_projection_in_the_page_is_drawn_as_the_stored_treaty_is(treaty: Treaty) -> None:
    stored = columns(key_of(treaty))
    [inline] = payload.inline(projection_of(treaty))["inline"]
    for group in ("spans", "cycles"):
        found = inline[group], stored[group]
        texts = [one["strings"] for one in (inline, stored)]
        for name in found[0]:
            plain, kept = (
                [text[value] for value in one[name]]
                if name in ("reading", "closing", "basis")
                else list(one[name])
                for one, text in zip(found, texts, strict=True)
            )
            assert sorted(map(str, plain)) == sorted(map(str, kept)), (group, name)
    assert sorted(set(labels(inline))) == sorted(set(labels(stored)))


def test_it_is_made_without_the_database(
    treaty: Treaty, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    projection = projection_of(treaty)
    with django_assert_num_queries(0):
        found = payload.inline(projection, {"IRN": "Iran"})
    assert [party["short"] for party in found["parties"]] == ["Iran", "RUS"]
    assert found["horizon"] == (projection.until - date(1970, 1, 1)).days


def test_a_status_that_begins_on_no_exact_day_is_drawn_so() -> None:
    question = read_question(
        {"facts": {"entry_into_force": "2002-04"}, "clauses": {"duration": {"type": "indefinite"}}}
    )
    [inline] = payload.inline(project(question.agreement, date(2030, 1, 1)))["inline"]
    bounds = [
        date(1970, 1, 1) + timedelta(inline["spans"][name][0]) for name in ("start", "fuzzyStart")
    ]
    assert bounds == [date(2002, 4, 1), date(2002, 4, 30)]
