"""`manage.py generate_register N`: a register made up for measuring, and `--remove` to take it out.

Every agreement, party and subject of it says that it is synthetic; nothing of it touches what is
real.
"""

from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from treaties.intake import synthetic
from treaties.intake.made_up import made_up_register, reference_rows
from treaties.models import Treaty
from treaties.register.removal import remove_made_up
from treaties.register.wholesale import enter_many
from treaties.schedule.bulk import rebuild_all

WHY: Final = "made up for measuring"
BATCH: Final = 2000
MOST: Final = 1_000_000


class Command(BaseCommand):
    help = (
        "Fill the register up to N made-up agreements, plainly marked as synthetic, the same for "
        "the same seed; or take them out again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", nargs="?", type=int, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other agreements")
        parser.add_argument("--remove", action="store_true", help="take all of them out for good")
        parser.add_argument("--processes", type=int, default=2, help="for their dates (2)")
        parser.add_argument(
            "--yes", action="store_true", help="also where people work with the register"
        )

    def handle(self, *_: Any, number: int, remove: bool, **options: Any) -> None:
        if not (settings.DEBUG or options["yes"]):
            raise CommandError(
                "Made-up agreements would stand beside real ones; say --yes if you mean it."
            )
        by = made_up_register()
        if remove:
            try:
                gone = remove_made_up(slugs=synthetic.PREFIX, codes=synthetic.CODES, by=by)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            self.stdout.write(f"{gone} made-up agreements removed.")
            return
        if not 0 < number <= MOST:
            raise CommandError(f"N must lie between 1 and {MOST}, not {number}.")
        there = Treaty.objects.filter(slug__startswith=synthetic.PREFIX).count()
        reference_rows(by)
        drawn = synthetic.treaties(number, options["seed"], first=there + 1)
        ids: list[int] = []
        while batch := list(islice(drawn, BATCH)):
            ids += enter_many(batch, by=by, why=WHY)
            self.stdout.write(f"{there + len(ids)} of {number} entered")
        _let_the_planner_look()
        done = 0
        for many, _counts in rebuild_all(ids, processes=options["processes"]):
            done += many
            if done % 10_000 < many or done == len(ids):
                self.stdout.write(f"{done} of {len(ids)} dated")
        _let_the_planner_look()
        self.stdout.write(f"{len(ids)} made-up agreements entered; --remove takes them out.")


def _let_the_planner_look() -> None:
    """Run ANALYZE: autovacuum would update the planner's statistics only a minute later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
