"""`manage.py administrator [NAME]`, or `make admin`: an administrator with a new password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from timeline.embedded.readiness import make_administrator


class Command(BaseCommand):
    """Makes the administrator, or gives one who exists a new password."""

    help = "Make an administrator, or give one who exists a new password; it is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="admin")

    def handle(self, *args: Any, **options: Any) -> None:
        password = make_administrator(options["name"])
        self.stdout.write(f"Administrator: {options['name']}  password: {password}")
