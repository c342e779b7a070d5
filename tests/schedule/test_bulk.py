"""A rebuild of the whole register on several cores writes the same rows as on one, and nothing the
second time.
"""

import gc
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.builders import a_treaty
from treaties.models import KeyDate, RenewalCycle, StatusSpan, Treaty
from treaties.schedule.bulk import rebuild_all
from treaties.schedule.rebuild import Counts
from treaties.schedule.reconcile import CycleValue, SpanValue

DERIVED = (KeyDate, RenewalCycle, StatusSpan)


def stored() -> list[list[tuple[object, ...]]]:
    """The derived rows without their ids."""
    found = []
    for model in DERIVED:
        columns = [f.name for f in model._meta.concrete_fields if f.name not in ("id", "cycle")]
        columns = [name for name in columns if name != "changed_at"]
        found.append(sorted(model._default_manager.values_list(*columns), key=repr))
    return found


@pytest.mark.django_db(transaction=True)
def test_two_processes_write_what_one_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        a_treaty(f"treaty-{number}", from_signature=True)
    before = stored()
    for model in DERIVED:
        model._default_manager.all().delete()
    monkeypatch.setattr("treaties.schedule.bulk.BATCH", 2)
    written = list(rebuild_all(processes=2))
    assert [many for many, _ in written] == [2, 2, 1]
    assert all(counts.inserted for _, counts in written)
    assert stored() == before
    assert all(counts == Counts() for _, counts in rebuild_all(processes=2))


@pytest.mark.django_db
def test_what_a_batch_was_made_of_is_free_as_soon_as_it_is_written() -> None:
    a_treaty(from_signature=True)
    for _ in rebuild_all():  # fills what Django caches on first use
        pass
    gc.disable()
    gc.freeze()  # what is there already, other tests' rows among it
    try:
        list(rebuild_all())
        left = [row for row in gc.get_objects() if isinstance(row, SpanValue | CycleValue)]
    finally:
        gc.unfreeze()
        gc.enable()
    assert not left


@pytest.mark.django_db
def test_a_second_rebuild_leaves_every_row_as_it_was_written() -> None:
    a_treaty(from_signature=True)

    def versions() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            found: list[tuple[object, ...]] = []
            for model in (*DERIVED, Treaty):
                cursor.execute(f'SELECT id, xmin::text FROM "{model._meta.db_table}" ORDER BY id')
                found += cursor.fetchall()
            return found

    before = versions()
    assert sum((counts for _, counts in rebuild_all()), Counts()) == Counts()
    assert versions() == before


@pytest.mark.django_db
def test_the_command_says_what_it_wrote_and_refuses_an_address_nobody_has() -> None:
    a_treaty()
    out = StringIO()
    call_command("rebuild", "a-treaty", stdout=out)
    assert "1 agreements" in out.getvalue()
    assert "0 rows inserted, 0 updated, 0 withdrawn" in out.getvalue()
    with pytest.raises(CommandError, match="No agreement has the address 'b-treaty'"):
        call_command("rebuild", "b-treaty")
    with pytest.raises(CommandError, match="--processes must be at least 1"):
        call_command("rebuild", "--processes=0")
