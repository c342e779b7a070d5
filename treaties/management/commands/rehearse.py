"""`manage.py rehearse SLUG --from D --to D`: what would have been sent, a line a mail."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaties.law.values.errors import LawError
from treaties.models import Treaty
from treaties.reminders.rehearsal import MOST_DAYS, keep, rehearse
from treaties.written.days import day as written_day


def day(text: str) -> date:
    try:
        return written_day(text)
    except LawError as wrong:
        raise ArgumentTypeError(wrong.sentence) from None


class Command(BaseCommand):
    help = (
        "Write to the mail folder what a follower of an agreement would have been sent from one "
        "day to another, marked as a rehearsal. Nothing is sent and no row is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the agreement, as in its address")
        parser.add_argument("--from", dest="first", type=day, required=True, metavar="DAY")
        parser.add_argument("--to", dest="last", type=day, required=True, metavar="DAY")

    def handle(self, *_: Any, slug: str, first: date, last: date, **options: Any) -> None:
        if last < first:
            raise CommandError(f"--to {last} is before --from {first}.")
        if (last - first).days > MOST_DAYS:
            raise CommandError("A rehearsal covers at most a hundred years.")
        treaty = Treaty.objects.filter(slug=slug, withdrawn_at=None).first()
        if treaty is None:
            raise CommandError(f"No agreement has the address {slug!r}.")
        mails = 0
        for mail in rehearse(treaty, first, last):
            keep(mail)
            mails += 1
            self.stdout.write(f"{mail.day}  {mail.letter.subject}")
        said = "1 mail" if mails == 1 else f"{mails} mails"
        self.stdout.write(f"{said} written to {settings.MAIL_FOLDER}")
