"""A change of the margin for delivery reaches the stored dates, and nobody else's work is done."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from tests.builders import a_treaty
from treaties.models import KeyDate
from treaties.schedule.horizon import extend_horizon, under_another_margin
from treaties.schedule.rebuild import Counts

pytestmark = pytest.mark.django_db


def notices() -> list[KeyDate]:
    return list(KeyDate.objects.filter(kind="last_notice", reading="", ordinal=2).order_by("id"))


def remade() -> str:
    out = StringIO()
    call_command("rebuild", another_margin=True, stdout=out)
    return out.getvalue()


def test_the_dates_tell_under_which_margin_they_were_made(settings: Settings) -> None:
    plain = a_treaty(published=True)
    disputed = a_treaty("two-readings", from_signature=True, published=True)
    a_treaty("endless", renewal="", notice="", term="", published=True)
    assert under_another_margin() == []
    settings.DELIVERY_MARGIN_DAYS = 14
    assert under_another_margin() == [plain.pk, disputed.pk]


def test_a_new_margin_moves_each_deadline_once(settings: Settings) -> None:
    a_treaty(published=True)
    (before,) = notices()
    settings.DELIVERY_MARGIN_DAYS = 14
    assert remade().startswith("1 agreements")
    (after,) = notices()
    assert (after.pk, after.safe) == (before.pk, date(2021, 3, 22))
    assert (after.earliest, after.revision) == (before.earliest, before.revision + 1)
    assert after.previously == date(2021, 4, 5)
    assert remade().startswith("0 agreements")
    settings.DELIVERY_MARGIN_DAYS = 0
    remade()
    assert [row.safe for row in notices()] == [date(2021, 4, 5)]


def test_the_daily_task_finds_a_new_margin_too(settings: Settings) -> None:
    a_treaty(published=True)
    settings.DELIVERY_MARGIN_DAYS = 7
    assert extend_horizon().updated > 0
    assert [row.safe for row in notices()] == [date(2021, 3, 29)]
    assert extend_horizon() == Counts()
