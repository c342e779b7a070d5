"""Every write to treaties leaves a mark that becomes visible exactly when the write does."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from tests.builders import a_treaty
from treaties.catalogue.register_version import kept, moved, version_of
from treaties.models import Movement, Treaty

WRITES: dict[str, Callable[[], object]] = {
    "a title": lambda: Treaty.objects.update(title="Another"),
    "raw": lambda: run("UPDATE treaties_treaty SET version = version + 1"),
    "many at once": lambda: Treaty.objects.bulk_update(
        [Treaty(pk=t.pk, title="One by one") for t in Treaty.objects.all()], ["title"]
    ),
    "emptied": lambda: run("TRUNCATE treaties_treaty CASCADE"),
}


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def version() -> str:
    return version_of(Treaty.objects.all(), drafts=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_way_of_writing_moves(write: Callable[[], object]) -> None:
    a_treaty()
    before = moved()
    write()
    assert moved() != before


@pytest.mark.django_db
def test_while_nothing_is_written_the_version_is_one_query_and_after_a_write_another() -> None:
    treaty = a_treaty()
    first = version()
    with CaptureQueriesContext(connection) as queries:
        assert version() == first
    assert len(queries) == 1
    Treaty.objects.filter(pk=treaty.pk).update(version=treaty.version + 1)
    second = version()
    assert second != first
    # A write that changes no version leads to another query, with the same result.
    Treaty.objects.filter(pk=treaty.pk).update(title=treaty.title)
    assert version() == second


def test_what_another_version_of_the_code_has_kept_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert kept("name", lambda: "of this code") == "of this code"
    assert kept("name", lambda: "asked again") == "of this code"
    monkeypatch.setattr("treaties.catalogue.register_version._this_code", lambda: "other")
    assert kept("name", lambda: "of the other") == "of the other"


@pytest.mark.django_db
def test_what_is_taken_back_has_not_moved() -> None:
    treaty = a_treaty()
    before = moved(), version()
    with transaction.atomic():
        Treaty.objects.filter(pk=treaty.pk).update(version=99)
        assert (moved(), version()) != before
        transaction.set_rollback(True)
    assert (moved(), version()) == before


@pytest.mark.django_db(transaction=True)
def test_others_see_a_movement_when_they_see_what_was_written() -> None:
    treaty = a_treaty()
    before = moved(), version()
    written, looked = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                Treaty.objects.filter(pk=treaty.pk).update(version=99)
                written.set()
                looked.wait(20)
        finally:
            connections.close_all()

    other = threading.Thread(target=write)
    other.start()
    written.wait(20)
    assert (moved(), version()) == before
    looked.set()
    other.join(20)
    assert moved() != before[0]
    assert version() != before[1]


@pytest.mark.django_db
def test_old_notes_are_put_away_and_none_comes_again() -> None:
    a_treaty()
    seen = set()
    for _ in range(800):
        run("UPDATE treaties_treaty SET version = version + 1")
        seen.add(moved())
    assert len(seen) == 800
    assert Movement.objects.count() <= 701
