"""Bringing the register up to date before it opens: schema, static files, seeds, administrator.

Runs inside Django, in a process of its own (`python -m timeline.embedded.readiness`), and prints
what a person has to know.
"""

import hashlib
import os
import secrets
import sys
from pathlib import Path

import django
import pghistory
from django.conf import settings
from django.contrib.auth import get_user_model
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
    if not get_user_model().objects.filter(is_superuser=True).exists():
        password = make_administrator(FIRST_ADMINISTRATOR)
        print(f"First administrator: {FIRST_ADMINISTRATOR}  password: {password}")
        print("It is shown this once. `make admin` makes another one.", flush=True)


def register_is_empty() -> bool:
    """No treaty yet. Asked of the table itself, since rules of visibility must not answer it."""
    treaty = django.apps.apps.get_model("treaties", "Treaty")
    return not treaty._base_manager.exists()


def make_administrator(name: str) -> str:
    """Make an administrator, or give one that exists a new password; returns the password."""
    people = get_user_model().objects
    password = secrets.token_urlsafe(12)
    with pghistory.context(name="the administrator of this machine", why="make admin"):
        person = people.filter(username=name).first() or people.create_superuser(name)
        person.is_staff = person.is_superuser = person.is_active = True
        person.role = Role.ADMIN
        person.set_password(password)
        person.save()
    return password


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
    sys.exit(main())
