"""The stored schedule follows the facts: set-based, idempotent, with identities that last."""

import threading
from datetime import date
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from tests.builders import a_person, a_treaty, an_act
from treaties.law.values.vocabulary import ActionKind, KeyDateKind, RelationKind
from treaties.models import Clause, KeyDate, RenewalCycle, Role, StatusSpan, Treaty
from treaties.register.publication import correct, publish, restore, withdraw
from treaties.register.relations import relate
from treaties.schedule.horizon import extend_horizon
from treaties.schedule.rebuild import Counts, horizon, rebuild

WRITES = ("INSERT", "UPDATE", "DELETE")
Row = TypeVar("Row", bound=Model)
pytestmark = pytest.mark.django_db


def last_notice(treaty: Treaty, ordinal: int = 2, reading: str = "") -> KeyDate:
    return treaty.key_dates.get(kind=KeyDateKind.LAST_NOTICE, ordinal=ordinal, reading=reading)


def statuses(treaty: Treaty, day: date) -> dict[str, str]:
    spans = treaty.status_spans.filter(party=None, span__contains=day)
    return dict(spans.values_list("reading", "status"))


def test_the_founding_treaty_has_its_cycles_and_its_last_days_of_notice() -> None:
    treaty = a_treaty(from_signature=True)
    ends = list(treaty.cycles.filter(reading="").values_list("expires", flat=True)[:4])
    assert ends == [date(year, 4, 5) for year in (2012, 2017, 2022, 2027)]
    day = last_notice(treaty)
    assert (day.earliest, day.cycle.ordinal if day.cycle else None) == (date(2021, 4, 5), 2)
    other = last_notice(treaty, reading="counted-from-signature")
    assert (other.earliest, other.reading_label) == (date(2020, 3, 12), "counted from signature")
    assert statuses(treaty, date(2021, 4, 12))[""] == "next_period_certain"


def test_a_second_rebuild_writes_nothing() -> None:
    treaty = a_treaty(from_signature=True)
    before = treaty.version
    with CaptureQueriesContext(connection) as queries:
        assert rebuild([treaty.pk]) == Counts()
    assert not [q for q in queries if q["sql"].lstrip().startswith(WRITES)]
    treaty.refresh_from_db()
    assert treaty.version == before


def test_the_number_of_queries_does_not_depend_on_how_many_treaties_are_rebuilt() -> None:
    ids = [a_treaty(f"treaty-{n}", from_signature=True).pk for n in range(3)]
    few, many = ids[:1], _copies(ids[0], 99) + ids[1:2]

    def count(some: list[int]) -> int:
        for model in (StatusSpan, KeyDate, RenewalCycle):
            model.objects.filter(treaty__in=some).delete()
        with CaptureQueriesContext(connection) as queries:
            rebuild(some)
        RenewalCycle.objects.filter(treaty__in=some, ordinal=0).update(closing="open")
        KeyDate.objects.filter(treaty__in=some, ordinal=0).update(reason="other words")
        with CaptureQueriesContext(connection) as again:
            assert rebuild(some).updated
        return len(queries) + len(again)

    assert count(many) == count(few)
    assert RenewalCycle.objects.filter(treaty__in=many).values("treaty").distinct().count() == 100


def _copies(pk: int, number: int) -> list[int]:
    """Copies of a treaty with its participants, clauses and acts, written in bulk to save time."""
    treaty = Treaty.objects.get(pk=pk)
    copies = Treaty.objects.bulk_create(_copy(treaty, slug=f"copy-{n}") for n in range(number))
    for copy in copies:
        first: dict[int | None, Any] = {}
        for row in treaty.participants.all():
            _copy(row, treaty=copy).save()
        for clause in treaty.clauses.order_by("id"):
            other = first.get(clause.reading_of_id)
            first[clause.pk] = fresh = _copy(clause, treaty=copy, reading_of=other)
            fresh.save()
        for act in treaty.treaty_actions.all():
            fresh_act = _copy(act, treaty=copy)
            fresh_act.save()
            for claim in act.claims.all():
                _copy(claim, action=fresh_act).save()
    return [copy.pk for copy in copies]


def _copy(row: Row, **changes: object) -> Row:
    """An unsaved copy of a row."""
    names = [f.name for f in row._meta.concrete_fields if not f.primary_key and not f.generated]
    return type(row)(**{**{name: getattr(row, name) for name in names}, **changes})


def test_a_date_that_moves_keeps_its_row_and_says_where_it_was() -> None:
    treaty = a_treaty()
    before = last_notice(treaty)
    act = treaty.treaty_actions.get(kind=ActionKind.EXCHANGE_OF_INSTRUMENTS)
    correct(
        act.claims.get(),
        changes={"edtf": "2002-04-15"},
        by=a_person(),
        why="misread",
    )
    after = last_notice(treaty)
    assert (after.pk, after.revision) == (before.pk, before.revision + 1)
    assert (after.earliest, after.previously) == (date(2021, 4, 15), date(2021, 4, 5))
    assert after.cycle_id == before.cycle_id


def test_a_correction_of_the_article_keeps_the_identity_of_its_dates() -> None:
    treaty = a_treaty(published=True)
    before = last_notice(treaty)
    clause = treaty.clauses.get(kind="notice")
    correct(clause, changes={"article": "22"}, by=a_person(), why="misread")
    assert "21" in last_notice(treaty).reason, "a published treaty speaks by what is published"
    publish(treaty, by=a_person(Role.REVIEWER))
    after = last_notice(treaty)
    assert (after.pk, after.revision, after.clause_id) == (before.pk, before.revision, clause.pk)
    assert "22" in after.reason


def test_what_no_longer_follows_is_withdrawn_and_comes_back_as_the_same_row() -> None:
    treaty = a_treaty()
    before = last_notice(treaty)
    clause: Clause = treaty.clauses.get(kind="notice")
    withdraw(clause, reason="of another treaty", by=a_person())
    gone = last_notice(treaty)
    assert gone.pk == before.pk
    assert gone.withdrawn_at is not None
    restore(clause, by=a_person())
    back = last_notice(treaty)
    assert (back.pk, back.withdrawn_at) == (before.pk, None)
    assert back.revision > before.revision


def test_a_treaty_taken_out_of_the_register_has_no_dates_left() -> None:
    treaty = a_treaty()
    withdraw(treaty, reason="entered twice", by=a_person())
    assert not treaty.key_dates.filter(withdrawn_at=None).exists()
    assert not treaty.status_spans.exists()


def test_drafts_do_not_change_the_schedule_of_a_published_treaty() -> None:
    treaty = a_treaty(published=True)
    an_act(treaty, ActionKind.NOTICE_OF_NON_RENEWAL, "2015-01-01", "IRN")
    assert last_notice(treaty).withdrawn_at is None
    publish(treaty, by=a_person(Role.REVIEWER))
    assert last_notice(treaty).withdrawn_at is not None


def replaced() -> tuple[Treaty, Treaty]:
    earlier = a_treaty("the-earlier")
    later = a_treaty("the-later", signed="2025-01-17", exchanged="")
    relate(
        from_treaty=later,
        to_treaty=earlier,
        kind=RelationKind.REPLACES,
        express=False,
        by=a_person(),
    )
    return earlier, later


def test_an_earlier_treaty_ends_when_the_later_enters_into_force() -> None:
    earlier, later = replaced()
    assert statuses(earlier, date(2025, 10, 3))[""] == "window_open"
    an_act(later, ActionKind.EXCHANGE_OF_INSTRUMENTS, "2025-10-02")
    assert statuses(earlier, date(2025, 10, 1))[""] == "window_open"
    assert statuses(earlier, date(2025, 10, 3)) == {
        "": "superseded_presumed",
        "not-superseded": "window_open",
    }


def test_treaties_that_replace_each_other_in_a_circle_are_still_projected() -> None:
    earlier, later = replaced()
    an_act(later, ActionKind.EXCHANGE_OF_INSTRUMENTS, "2025-10-02")
    relate(from_treaty=earlier, to_treaty=later, kind=RelationKind.TERMINATES, by=a_person())
    assert rebuild([earlier.pk, later.pk]) == Counts()


def test_the_horizon_moves_once_a_year() -> None:
    a_treaty()
    assert horizon(date(2026, 1, 1)) == horizon(date(2026, 12, 31))
    extend_horizon(date(2026, 11, 23))
    assert extend_horizon(date(2026, 12, 31)) == Counts()
    assert extend_horizon(date(2040, 1, 1)).inserted


def test_one_treaty_beyond_reckoning_does_not_hold_up_the_others() -> None:
    poisoned, well = a_treaty("poisoned"), a_treaty("well")
    poisoned.clauses.filter(kind="duration").update(provision={"type": "no such rule"})
    latest = well.cycles.count()
    extend_horizon(date(2040, 1, 1))
    assert well.cycles.count() > latest


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_treaty_wait_for_each_other_and_both_count() -> None:
    treaty = a_treaty()
    a_person(), a_person(Role.ADMIN)
    both = threading.Barrier(2, timeout=20)
    failures: list[BaseException] = []

    def write(kind: str, date: str) -> None:
        try:
            with transaction.atomic():
                clause = Clause(
                    treaty=treaty, kind=kind, provision={"type": date}, entered_by=a_person()
                )
                clause.provision = {"period": date}
                clause.save()
                both.wait()
                rebuild([treaty.pk])
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write, args=("survival", period)) for period in ("P1Y", "P2Y")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert rebuild([treaty.pk]) == Counts()
