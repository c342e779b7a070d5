"""Which time zone is this machine set to? `make run` takes it for the house's own, unless TIME_ZONE
names another.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from timeline.env import is_zone

UNKNOWN = "UTC"


def machine_zone(environment: Mapping[str, str], etc: Path = Path("/etc")) -> str:
    """The IANA name of the zone in TZ, else of the file that `/etc/localtime` points to, else in
    `/etc/timezone`; UTC where none of them names a known zone.
    """
    for said in (environment.get("TZ", ""), _pointed_to(etc / "localtime"), _written(etc)):
        name = said.strip().lstrip(":").rpartition("zoneinfo/")[2]
        if is_zone(name):
            return name
    return UNKNOWN


def _pointed_to(localtime: Path) -> str:
    """The file behind the link; "" for a copy of one, which does not say its name."""
    try:
        return os.readlink(localtime)
    except OSError:
        return ""


def _written(etc: Path) -> str:
    try:
        return (etc / "timezone").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
