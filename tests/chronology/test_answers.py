"""What the timeline says of an agreement on a day is what the law says: asked of the page's own
module, under node.
"""

import json
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from pytest_django.fixtures import Settings

from treaties.chronology.columns import civil_day
from treaties.chronology.payload import inline_listed
from treaties.inquiry.readings import readings_of
from treaties.law.outlook import outlook
from treaties.law.rules.results import Reading
from treaties.models import Treaty

pytestmark = [pytest.mark.usefixtures("register_of_seeds"), pytest.mark.django_db]
READER = Path(__file__).parents[1] / "js" / "outlook.mjs"
DAYS = [date(1990, 1, 1) + timedelta(offset) for offset in range(0, 20_000, 487)]


def said_by_the_page(treaties: list[Treaty]) -> list[dict[int, Any]]:
    every = Treaty.objects.filter(pk__in=[treaty.pk for treaty in treaties])
    manifest = inline_listed(every, AnonymousUser(), date(2026, 1, 1))
    asked = {"manifest": manifest, "days": [civil_day(day) for day in DAYS]}
    node = shutil.which("node")
    assert node, "make check installs what node needs"
    answered = subprocess.run(
        [node, str(READER)], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return [dict(of_day) for of_day in json.loads(answered.stdout)]


def said_by_the_law(reading: Reading, day: date) -> dict[str, Any]:
    found = outlook(reading, day)
    following = found.next
    return {
        "status": found.status,
        "binds": found.binds,
        "cycle": civil_day(found.cycle.start.earliest) if found.cycle else None,
        "next": following
        and [
            following.kind,
            following.label,
            civil_day(following.to_act),
            civil_day(following.day.earliest),
        ],
    }


@pytest.mark.parametrize("margin", [0, 14])
def test_the_page_answers_as_the_law_does_for_every_seed(margin: int, settings: Settings) -> None:
    settings.DELIVERY_MARGIN_DAYS = margin
    call_command("rebuild", another_margin=True)
    every = list(Treaty.objects.order_by("pk"))
    readings = readings_of(every)
    for day, of_day in zip(DAYS, said_by_the_page(every), strict=True):
        for treaty in every:
            wanted = said_by_the_law(readings[treaty.pk][0], day)
            assert of_day[treaty.pk] == wanted, (treaty.slug, day)
