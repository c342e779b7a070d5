"""`manage.py daily_round [--on D] [--send]`: plan what is due, without a broker; with --send, send
it here and now.
"""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from treaties.management.commands.rehearse import day
from treaties.outbox.dispatch import dispatch
from treaties.reminders.daily_round import daily_round


class Command(BaseCommand):
    help = "Queue the reminders that are due today; running it again queues nothing more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=day, metavar="DAY", help="as if it were this day")
        parser.add_argument("--send", action="store_true", help="also send what is queued, now")

    def handle(self, *_: Any, on: date | None, send: bool, **options: Any) -> None:
        now = timezone.now()
        done = daily_round(on or timezone.localdate(now), now)
        self.stdout.write(f"{done.letters} reminders queued for sending.")
        if done.failures:
            self.stderr.write(f"{done.failures} could not be written; see the log.")
        if send:
            tally = dispatch()
            self.stdout.write(
                f"{tally.sent} sent, {tally.put_off} postponed, {tally.failed} refused."
            )
