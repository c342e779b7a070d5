"""How many agreements does the law of time project in a second? Part of `make bench-law`.

One core, the horizon of the register, agreements of the generated one: bilateral, and of ten
parties. Beside them, in the same run, what a calendar makes of the same bilateral agreements: the
ends of their terms and the last days of notice as recurring events (RFC 5545, by dateutil, which
comes with icalendar), without readings, statuses, warnings or a single reason.

    SIZES="1000 10000" python -m tests.bench.law
"""

import gc
import os
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Final

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule

from treaties.intake import synthetic
from treaties.law.clauses.provisions import FixedTerm, NonRenewalNotice, Tacit
from treaties.law.projection import project
from treaties.law.record.facts import Agreement

SIZES: Final = "1000 10000 100000"
UNTIL: Final = date(2051, 12, 31)
"""As far as the register is dated: 25 years ahead, to the end of the year."""
AT_ONCE: Final = 1000


def agreements(count: int, parties: int) -> Iterator[list[Agreement]]:
    """The agreements a thousand at a time, so that a hundred thousand need no more memory."""
    drawn = map(synthetic.as_facts, synthetic.treaties(count, size=parties))
    while batch := list(islice(drawn, AT_ONCE)):
        yield batch


def seconds(work: Callable[[Agreement], object], count: int, parties: int) -> float:
    """Processor seconds that `work` takes for all of them; drawing them is not counted."""
    taken = 0.0
    for batch in agreements(count, parties):
        began = time.process_time()
        for agreement in batch:
            work(agreement)
        taken += time.process_time() - began
    return taken


def dated(agreement: Agreement) -> object:
    """What follows by the law of time."""
    return project(agreement, UNTIL)


def repeated(agreement: Agreement) -> object:
    """What a calendar stores of it: recurring days."""
    start = max(claim.date.earliest or date.min for act in agreement.acts for claim in act.claims)
    provisions = [clause.provision for clause in agreement.clauses]
    term = next((p for p in provisions if isinstance(p, FixedTerm)), None)
    again = next((p for p in provisions if isinstance(p, Tacit)), None)
    notice = next((p for p in provisions if isinstance(p, NonRenewalNotice)), None)
    if term is None:
        return []
    first = datetime(start.year, start.month, start.day) + relativedelta(months=term.period.months)
    months = again.period.months if again and again.period else 0
    times = {"interval": months, "until": datetime(2051, 12, 31)} if months else {"count": 1}
    ends = list(rrule(MONTHLY, dtstart=first, **times))
    before = relativedelta(months=notice.period.months if notice else 0)
    return [(end.date(), (end - before).date()) for end in ends]


def main() -> None:
    # As in a bulk rebuild: garbage collection would scan objects that are all in use. The objects
    # made here have no reference cycles, so nothing is left for it.
    gc.disable()
    print("Processor seconds of one core.\n")
    print("| agreements | bilateral | of ten parties | as recurring events | ratio |")
    print("|---:|---:|---:|---:|---:|", flush=True)
    for size in sorted(int(word) for word in os.environ.get("SIZES", SIZES).split()):
        two, ten = seconds(dated, size, 2), seconds(dated, size, 10)
        events = seconds(repeated, size, 2)
        cells = [f"{size / taken:,.0f}/s" for taken in (two, ten, events)]
        print(f"| {size:,} | {' | '.join(cells)} | {events / two:.2f} × |", flush=True)


if __name__ == "__main__":
    main()
