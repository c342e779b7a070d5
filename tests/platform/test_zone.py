"""`make run` takes the zone that the machine is set to, however the machine says it."""

from pathlib import Path

import pytest

from timeline.embedded.servers import defaults
from timeline.embedded.zone import machine_zone
from timeline.env import Env


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Asia/Tehran", "Asia/Tehran"),
        (":Pacific/Auckland", "Pacific/Auckland"),
        ("/usr/share/zoneinfo/Europe/Paris", "Europe/Paris"),
        ("CET-1CEST", "UTC"),
        ("Nowhere/At_All", "UTC"),
        ("", "UTC"),
    ],
)
def test_tz_is_read_in_its_usual_forms(tmp_path: Path, said: str, zone: str) -> None:
    assert machine_zone({"TZ": said}, tmp_path) == zone


def test_the_link_names_the_zone_else_the_file(tmp_path: Path) -> None:
    (tmp_path / "timezone").write_text("America/Bogota\n")
    assert machine_zone({}, tmp_path) == "America/Bogota"
    (tmp_path / "localtime").symlink_to("../usr/share/zoneinfo/Pacific/Honolulu")
    assert machine_zone({}, tmp_path) == "Pacific/Honolulu"
    assert machine_zone({"TZ": "Asia/Tehran"}, tmp_path) == "Asia/Tehran"


def test_make_run_asks_the_machine_unless_a_zone_is_set(tmp_path: Path) -> None:
    assert defaults(tmp_path, 8000, {"TZ": "Asia/Tehran"})["TIME_ZONE"] == "Asia/Tehran"
    assert "TIME_ZONE" not in defaults(tmp_path, 8000, {"TIME_ZONE": "Europe/Paris"})


def test_without_the_setting_the_zone_is_utc() -> None:
    assert Env({}).zone("TIME_ZONE") == "UTC"
    assert Env({"TIME_ZONE": " Asia/Tehran "}).zone("TIME_ZONE") == "Asia/Tehran"
