"""What is stored of the seeds is what their facts give: the same readings, the same outlook."""

from datetime import date, timedelta

import pytest

from treaties.inquiry.live import projection_of
from treaties.inquiry.readings import readings_of
from treaties.law.outlook import differs, outlook
from treaties.law.rules.results import KeyDate, Reading
from treaties.law.values.outcomes import Outcome
from treaties.law.values.vocabulary import MATTERS
from treaties.models import Treaty

pytestmark = [pytest.mark.usefixtures("register_of_seeds"), pytest.mark.django_db]


def _days(day: Outcome | None) -> tuple[date | None, date | None]:
    return (None, None) if day is None else (day.earliest, day.latest)


def _facts(reading: Reading) -> list[object]:
    """What both roads must say alike; reasons of outcomes are not stored."""

    def bounds(key: KeyDate) -> tuple[object, ...]:
        return (key.kind, key.ordinal, key.outcome.earliest, key.outcome.latest, key.safe)

    dates = sorted(bounds(k) for k in reading.key_dates if k.kind in MATTERS and k.party is None)
    cycles = [
        (c.ordinal, *_days(c.start), *_days(c.expires), *_days(c.last_notice), c.closing)
        for c in reading.cycles
    ]
    spans = [(s.status, s.start, s.end, s.begins, s.ends) for s in reading.spans if not s.party]
    return [reading.key, reading.label, reading.held, dates, cycles, spans]


def test_the_stored_rows_are_the_same_values_as_the_projection_of_every_seed() -> None:
    every = list(Treaty.objects.order_by("pk"))
    stored = readings_of(every)
    for treaty in every:
        live = projection_of(treaty).readings
        assert {r.key for r in stored[treaty.pk]} == {r.key for r in live}
        for reading in stored[treaty.pk]:
            same = next(r for r in live if r.key == reading.key)
            assert _facts(reading) == _facts(same), (treaty.slug, reading.key)
            for offset in range(0, 20_000, 487):
                day = date(1990, 1, 1) + timedelta(offset)
                assert not differs(outlook(reading, day), outlook(same, day)), (treaty.slug, day)
