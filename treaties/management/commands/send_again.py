"""`manage.py send_again [ID …] [--all] --because WORDS`: what could not be sent waits anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaties.outbox.again import refused, send_again


class Command(BaseCommand):
    help = (
        "Let messages that could not be sent be tried again, by number or all; without either, "
        "list them with what the mail server said."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="*", type=int, metavar="ID", help="number of a message")
        parser.add_argument("--all", action="store_true", help="all that could not be sent")
        parser.add_argument(
            "--because", default="", metavar="WORDS", help="why; kept with the message"
        )

    def handle(self, *_: Any, ids: list[int], because: str, **options: Any) -> None:
        found = refused()
        if not ids and not options["all"]:
            for row in found:
                self.stdout.write(f"{row.pk}  {row.address}  {row.subject}\n    {row.last_error}")
            self.stdout.write(f"{len(found)} could not be sent.")
            return
        chosen = found if options["all"] else found.filter(pk__in=ids)
        missing = sorted(set(ids) - set(chosen.values_list("pk", flat=True)))
        if missing:
            said = ", ".join(map(str, missing))
            raise CommandError(f"Not among those that could not be sent: {said}.")
        try:
            count = send_again(chosen, reason=because, by=None)
        except ValueError as wrong:
            raise CommandError(f"--because: {wrong}") from None
        self.stdout.write(f"{count} wait to be sent again.")
