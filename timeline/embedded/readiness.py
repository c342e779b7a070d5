"""Bringing the register up to date before it opens: schema, static files, seeds, administrator.

Runs inside Django, in a process of its own (`python -m timeline.embedded.readiness`), and prints
what a person has to know.
"""

import os
import sys
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from timeline import collected

FIRST_ADMINISTRATOR = "admin"


def main(arguments: list[str]) -> None:
    """Migrate, collect, seed, and make the first administrator where there is none. With
    `restored`: only what a backup needs that has just been loaded.
    """
    django.setup()
    if arguments == ["restored"]:
        refuse_unknown_migrations()
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:  # a backup holds no statistics, and plans need them
            cursor.execute("ANALYZE")
        return
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


def refuse_unknown_migrations() -> None:
    """Exit with a sentence where the database has been through migrations that this code has not:
    `migrate` would pass over them in silence.
    """
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    unknown = sorted(
        f"{app}.{name}"
        for app, name in set(loader.applied_migrations) - known
        if app in loader.migrated_apps
    )
    if unknown:
        sys.exit(
            f"it was made by another one, whose migration {unknown[0]} is not known here; "
            "restore it with that version, or upgrade this one."
        )


def register_is_empty() -> bool:
    """No treaty yet. Asked of the table itself, since rules of visibility must not answer it."""
    treaty = django.apps.apps.get_model("treaties", "Treaty")
    return not treaty._base_manager.exists()


def collect_static() -> None:
    """collectstatic, where the names are hashed and anything has changed since the last time."""
    if settings.STATIC_HASHED and not collected.fit():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
