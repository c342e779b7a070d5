"""`manage.py daily_round [--on D] [--send]`: plan what is due, without a broker; with --send, send
it here and now.
"""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from treaties.management.commands.rehearse import day
from treaties.models import database_now
from treaties.reminders.daily_round import daily_round
from treaties.reminders.sending import send_due


class Command(BaseCommand):
    help = "Queue the reminders that are due today; running it again queues nothing more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=day, metavar="DAY", help="as if it were this day")
        parser.add_argument("--send", action="store_true", help="also send what is queued, now")

    def handle(self, *_: Any, on: date | None, send: bool, **options: Any) -> None:
        now = database_now()
        done = daily_round(on or timezone.localdate(now), now)
        self.stdout.write(f"{done.letters} reminders queued for sending.")
        if done.failures:
            self.stderr.write(f"{done.failures} could not be written; see the log.")
        if send:
            tally = send_due()
            self.stdout.write(
                f"{tally.sent} sent, {tally.put_off} postponed, {tally.failed} refused, "
                f"{tally.dropped} dropped."
            )
