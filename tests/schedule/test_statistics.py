"""A load tells the planner what it has loaded: within its transaction, on every road."""

import pytest
from django.db import connection, transaction
from django.test import Client

from treaties.intake import synthetic
from treaties.intake.made_up import made_up_register, reference_rows
from treaties.models import KeyDate, Participant, StatusSpan, Treaty
from treaties.register.wholesale import enter_many
from treaties.schedule.bulk import rebuild_all
from treaties.schedule.statistics import ENTERED, EVERY, refresh

pytestmark = pytest.mark.django_db

MANY = 400


def counted(model: type) -> float:
    """How many rows the planner believes the table to have; -1 where it was never told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = %s::regclass",
            [model._meta.db_table],  # type: ignore[attr-defined]
        )
        return float(cursor.fetchone()[0])


def known_columns(model: type) -> set[str]:
    """The columns of whose values it has statistics."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_stats WHERE tablename = %s",
            [model._meta.db_table],  # type: ignore[attr-defined]
        )
        return {name for (name,) in cursor.fetchall()}


def loaded(number: int = MANY) -> list[int]:
    by = made_up_register()
    reference_rows(by)
    return enter_many(list(synthetic.treaties(number, 1)), by=by, why="a test")


@pytest.fixture
def _ignorant(db: None) -> None:
    """The planner knows nothing, as in the minute before autovacuum looks."""
    names = ", ".join(f"'{model._meta.db_table}'::regclass" for model in EVERY)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM pg_statistic WHERE starelid IN ({names})")
        cursor.execute(f"UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid IN ({names})")


@pytest.mark.usefixtures("_ignorant")
def test_what_is_entered_by_the_thousand_is_known_to_the_planner_at_once() -> None:
    loaded()
    assert counted(Treaty) == MANY
    assert counted(Participant) == Participant.objects.count()
    assert {"treaty_id", "party_id"} <= known_columns(Participant)


@pytest.mark.usefixtures("_ignorant")
def test_so_are_the_dates_that_a_bulk_rebuild_derives() -> None:
    ids = loaded()
    assert sum(done for done, _ in rebuild_all(ids)) == MANY
    for derived in (KeyDate, StatusSpan):
        assert counted(derived) == pytest.approx(derived.objects.count(), rel=0.1)
        assert {"treaty_id", "reading"} <= known_columns(derived)


@pytest.mark.usefixtures("_ignorant")
def test_tables_are_looked_at_again_only_when_they_have_grown_by_half() -> None:
    loaded()
    assert refresh(ENTERED) == []
    loaded_before = counted(Treaty)
    by = made_up_register()
    enter_many(list(synthetic.treaties(MANY + 10, 1, first=MANY + 1)), by=by, why="a few")
    assert counted(Treaty) == loaded_before
    enter_many(list(synthetic.treaties(4 * MANY, 1, first=MANY + 11)), by=by, why="many")
    assert counted(Treaty) == 4 * MANY


@pytest.mark.usefixtures("_ignorant")
def test_whoever_asks_right_after_the_load_is_answered(client: Client) -> None:
    """Under a limit far below that of a page, for 400 agreements; without statistics the counts of
    the filter read every row of the one table for every row of the other.
    """
    with transaction.atomic():
        for _ in rebuild_all(loaded()):
            pass
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '2s'")
        for address in (
            *("/", "/filter/", "/treaties/?sort=next", "/?status=in_force&due=365", "/upcoming/"),
            *("/api/v1/treaties/?search=protocol", "/api/v1/timeline/", "/api/v1/parties/"),
        ):
            assert client.get(address).status_code == 200, address
