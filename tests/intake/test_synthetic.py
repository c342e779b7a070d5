"""A register made up for measuring is always the same, dated like any other, leaves no trace."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from tests.builders import a_person, a_treaty
from treaties.intake import synthetic
from treaties.law.projection import project
from treaties.law.values.vocabulary import Composition
from treaties.models import Movement, Treaty, Watch
from treaties.schedule.rebuild import Counts, rebuild

HORIZON = date(2051, 12, 31)


def counted() -> dict[str, int]:
    """How many rows each table of the register has, history included; without the marks of writes,
    which a removal adds too.
    """
    models = set(apps.get_app_config("treaties").get_models()) - {Movement}
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def generate(*words: str) -> str:
    out = StringIO()
    call_command("generate_register", *words, "--yes", "--processes=1", stdout=out)
    return out.getvalue()


def test_an_agreement_of_a_seed_is_the_same_however_many_are_drawn() -> None:
    few, many = list(synthetic.treaties(20)), list(synthetic.treaties(60))
    assert few == many[:20]
    assert list(synthetic.treaties(60, first=21)) == many[20:]
    assert list(synthetic.treaties(20, seed=2)) != few


def test_every_agreement_is_one_the_law_can_date_and_most_are_bilateral() -> None:
    drawn = list(synthetic.treaties(400))
    for treaty in drawn:
        assert project(synthetic.as_facts(treaty), HORIZON).readings, treaty.slug
    bilateral = sum(treaty.composition is Composition.BILATERAL for treaty in drawn)
    assert 240 < bilateral < 320


def test_everything_drawn_says_that_it_is_synthetic() -> None:
    assert all(code.startswith(synthetic.CODES) for code in synthetic.parties())
    for treaty in synthetic.treaties(50):
        assert treaty.slug.startswith(synthetic.PREFIX)
        assert "synthetic" in treaty.short_title
        assert treaty.title.startswith("Synthetic")


@pytest.mark.django_db
def test_the_bulk_door_enters_what_the_law_was_given_and_its_history() -> None:
    generate("40")
    for drawn in synthetic.treaties(40):
        treaty = Treaty.objects.get(slug=drawn.slug)
        assert treaty.published_at
        entry = project(synthetic.as_facts(drawn), HORIZON).principal.entry_into_force
        stored = treaty.key_dates.get(kind="entry_into_force", reading="")
        assert stored.earliest == entry.safe
        events = apps.get_model("treaties", "TreatyEvent").objects.filter(pgh_obj=treaty.pk)
        assert [event.pgh_label for event in events] == ["insert"]
        assert events[0].pgh_context.metadata["why"] == "made up for measuring"
    for kind in ("Claim", "TreatyAction", "Clause", "Participant"):
        rows = apps.get_model("treaties", kind).objects.count()
        assert rows == apps.get_model("treaties", f"{kind}Event").objects.count(), kind


@pytest.mark.django_db
def test_the_schedule_written_in_bulk_is_what_a_single_write_would_have_written() -> None:
    generate("30")
    for ident in Treaty.objects.values_list("pk", flat=True):
        assert rebuild([ident]) == Counts()


@pytest.mark.django_db
def test_the_planner_has_looked_at_the_dates_of_what_was_made_up() -> None:
    generate("30")
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public'")
        looked_at = {name for (name,) in cursor.fetchall()}
    assert {"treaties_treaty", "treaties_keydate", "treaties_statusspan"} <= looked_at


@pytest.mark.django_db
def test_a_made_up_register_grows_and_leaves_without_residue() -> None:
    real = a_treaty(published=True)
    generate("5")
    generate("--remove")  # the importer's account stays
    before = counted()
    assert "5 made-up agreements entered" in generate("5")
    assert "3 made-up agreements entered" in generate("8")
    assert Treaty.objects.count() == 9
    assert "8 made-up agreements removed" in generate("--remove")
    assert counted() == before
    assert Treaty.objects.get() == real


@pytest.mark.django_db
def test_a_made_up_agreement_that_somebody_follows_is_not_taken_away() -> None:
    generate("2")
    treaty = Treaty.objects.first()
    Watch.objects.create(person=a_person(), treaty=treaty, since=date(2026, 11, 24))
    with pytest.raises(CommandError, match="A watch hangs on a made-up agreement"):
        generate("--remove")
    assert Treaty.objects.count() == 2


@pytest.mark.django_db
def test_beside_people_at_work_it_wants_to_be_asked_twice() -> None:
    with pytest.raises(CommandError, match="say --yes"):
        call_command("generate_register", "5")
    with pytest.raises(CommandError, match="N must lie between 1 and"):
        generate("0")
