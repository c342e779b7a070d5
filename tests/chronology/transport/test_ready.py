"""Segments are made in advance: after an edit, no visitor waits for a segment to be made."""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import a_person, a_treaty
from treaties.chronology.transport.ready import count_ready, make_ready
from treaties.models import Role
from treaties.register.treaties import correct_treaty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["segments"].clear()


def visited() -> int:
    """The queries of a visitor for the first segment, packed."""
    first = Client().get("/api/v1/timeline/").json()["segments"][0]["packed"]
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(first, headers={"accept-encoding": "br"}).status_code == 200
    return len(asked)


def test_what_is_ready_is_only_handed_out() -> None:
    treaty = a_treaty(published=True)
    assert make_ready(60) == 2
    assert visited() == 3
    correct_treaty(treaty, changes={"title": "Another"}, by=a_person(Role.REVIEWER), why="test")
    assert make_ready(60) == 2
    assert visited() == 3


def test_where_nothing_moved_nothing_is_made() -> None:
    a_treaty(published=True)
    make_ready(60)
    assert make_ready(60) == 0


def test_nobody_waits_while_the_whole_register_is_counted_or_put_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_treaty(published=True)
    count_ready(timezone.localdate())

    def made(name: str, *_: Any) -> None:
        raise AssertionError("made while somebody waits")

    monkeypatch.setattr(caches["counts"], "set", made)
    for reader in (None, a_person(Role.VIEWER), a_person(Role.EDITOR)):
        client = Client()
        if reader:
            client.force_login(reader)
        for address in (
            "/filter/",
            "/treaties/",
            "/treaties/?sort=next",
            "/treaties/?sort=-status",
        ):
            assert client.get(address).status_code == 200


def test_it_stops_when_its_time_is_over_and_goes_on_the_next_time() -> None:
    a_treaty(published=True)
    assert make_ready(-1) == 0
    assert make_ready(60) == 2


def test_a_disk_that_is_full_keeps_nobody_from_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    a_treaty(published=True)
    monkeypatch.setattr(caches["segments"], "set", full)
    assert visited() > 3
