"""`manage.py administrator [NAME]`, or `make admin`: an administrator with a new password."""

import secrets
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandParser

from treaties.models.user import Role, User


class Command(BaseCommand):
    """Makes the administrator, or gives one who exists a new password."""

    help = "Make an administrator, or give one who exists a new password; it is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="admin")
        parser.add_argument("--first", action="store_true", help="only where there is none yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["first"] and User.objects.filter(is_superuser=True).exists():
            return
        name, password = options["name"], secrets.token_urlsafe(12)
        with pghistory.context(name="the administrator of this machine", why="make admin"):
            person = User.objects.filter(username=name).first() or User(username=name)
            person.is_staff = person.is_superuser = person.is_active = True
            person.role = Role.ADMIN
            person.set_password(password)
            person.save()
        self.stdout.write(f"Administrator: {name}  password: {password}  (shown this once)")
