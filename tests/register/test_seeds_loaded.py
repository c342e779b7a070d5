"""The seeds are loaded through the register: all, once, published, with the right dates."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from treaties.catalogue.search import search
from treaties.catalogue.visibility import treaties_visible_to
from treaties.intake.loader import load
from treaties.intake.seedfile import read_folder
from treaties.models import Claim, Party, RenewalCycle, StatusSpan, Treaty

pytestmark = pytest.mark.django_db

SEEDS = settings.BASE_DIR / "seeds"


def test_the_seeds_are_loaded_once_and_published() -> None:
    seeds = read_folder(SEEDS)
    first, second = load(seeds), load(seeds)
    assert len(first.treaties) == 8
    assert (second.treaties, second.parties, second.sources) == ((), 0, 0)
    visible = treaties_visible_to(AnonymousUser())
    assert visible.count() == 8

    founding = Treaty.objects.get(slug="iran-russia-2001")
    cycle = RenewalCycle.objects.get(treaty=founding, reading="", ordinal=2)
    assert (cycle.start, cycle.expires, cycle.last_notice) == (
        date(2017, 4, 5),
        date(2022, 4, 5),
        date(2021, 4, 5),
    )
    other = RenewalCycle.objects.get(treaty=founding, reading="counted-from-signature", ordinal=2)
    assert (other.expires, other.last_notice) == (date(2021, 3, 12), date(2020, 3, 12))
    after = StatusSpan.objects.get(
        treaty=founding, party=None, reading="", span__contains=date(2025, 10, 2)
    )
    assert after.status == "superseded_presumed"

    found = {treaty.slug for treaty in search(visible, "iran russ")}
    assert {"iran-russia-2001", "iran-russia-2025"} <= found
    assert "us-china-science-1979" not in found
    assert "ukraine-russia-1997" in [t.slug for t in search(visible, "ukrane")], "misspelt"
    assert list(search(visible, "zzzzqq")) == []


def test_a_malformed_seed_loads_nothing_and_says_where(tmp_path: Path) -> None:
    for path in SEEDS.rglob("*.toml"):
        copy = tmp_path / path.relative_to(SEEDS)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    broken = tmp_path / "treaties" / "paris-agreement.toml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace('date = "2016-11-04"', 'date = "2016-02-30"'),
        encoding="utf-8",
    )
    with pytest.raises(CommandError) as refused:
        call_command("load_seeds", tmp_path)
    assert "treaties/paris-agreement.toml" in str(refused.value)
    assert "claim" in str(refused.value)
    assert not Treaty.objects.exists()
    assert not Party.objects.exists()
    assert not Claim.objects.exists()
