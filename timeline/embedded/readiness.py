"""Bringing the register up to date before it opens: schema, static files, seeds, administrator.

Runs inside Django, in a process of its own (`python -m timeline.embedded.readiness`), and prints
what a person has to know.
"""

import hashlib
import os
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from timeline.embedded.paths import CHECKOUT

FIRST_ADMINISTRATOR = "admin"


def main() -> None:
    """Migrate, collect, seed, and make the first administrator where there is none."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if "load_seeds" in get_commands() and register_is_empty():
        print("Loading the seeds into an empty register …", flush=True)
        call_command("load_seeds", verbosity=0)
    if "rebuild" in get_commands():
        # Reminders and calendars are planned on days that hold the margin for delivery.
        call_command(
            "rebuild", another_margin=True, processes=os.cpu_count() or 1, stdout=StringIO()
        )
    call_command("administrator", FIRST_ADMINISTRATOR, first=True)


def register_is_empty() -> bool:
    """No treaty yet. Asked of the table itself, since rules of visibility must not answer it."""
    treaty = django.apps.apps.get_model("treaties", "Treaty")
    return not treaty._base_manager.exists()


def collect_static() -> None:
    """collectstatic, where anything that goes into it has changed since the last time."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    state = _state_of_static()
    if mark.exists() and mark.read_text() == state:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(state)


def _state_of_static() -> str:
    digest = hashlib.sha256((CHECKOUT / "requirements.lock").read_bytes())
    digest.update((CHECKOUT / "timeline" / "storage.py").read_bytes())
    for folder, folders, files in os.walk(CHECKOUT / "static"):
        folders.sort()
        for name in sorted(files):
            file = Path(folder) / name
            digest.update(f"{file.relative_to(CHECKOUT)}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
