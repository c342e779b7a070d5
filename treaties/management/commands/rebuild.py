"""`manage.py rebuild`: calculates every derived date again; only what differs is written."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaties.models import Treaty
from treaties.schedule.bulk import rebuild_all
from treaties.schedule.horizon import under_another_margin
from treaties.schedule.rebuild import Counts


class Command(BaseCommand):
    help = (
        "Calculate the terms, key dates and status periods of all agreements (or those named) from "
        "their facts and write what differs; a second run writes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="only these agreements")
        parser.add_argument("--processes", type=int, default=1, help="cores to use (1)")
        parser.add_argument(
            "--another-margin",
            action="store_true",
            help="only those whose safe days were made under another DELIVERY_MARGIN_DAYS",
        )

    def handle(
        self,
        *_: Any,
        slugs: list[str],
        processes: int,
        another_margin: bool = False,
        **options: Any,
    ) -> None:
        if processes < 1:
            raise CommandError("--processes must be at least 1.")
        ids: list[int] | None = under_another_margin() if another_margin else None
        if slugs:
            found = dict(Treaty.objects.filter(slug__in=slugs).values_list("slug", "pk"))
            if missing := sorted(set(slugs) - set(found)):
                raise CommandError(f"No agreement has the address {missing[0]!r}.")
            ids = sorted(found.values())
        began, done, total = time.monotonic(), 0, Counts()
        for many, counts in rebuild_all(ids, processes=processes):
            done, total = done + many, total + counts
        self.stdout.write(
            f"{done} agreements in {time.monotonic() - began:.1f} s: {total.inserted} rows "
            f"inserted, {total.updated} updated, {total.withdrawn} withdrawn."
        )
