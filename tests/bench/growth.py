"""How do the times of a register grow with it? What `tests.bench.register` runs once there is a
server.
"""

import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, connections

from treaties.intake import synthetic
from treaties.intake.made_up import made_up_register, reference_rows
from treaties.models import Treaty
from treaties.register.wholesale import enter_many
from treaties.schedule.bulk import rebuild_all
from treaties.schedule.rebuild import Counts, rebuild

SAMPLE = 200
"""How many agreements are rebuilt one by one."""
ENTERED_AT_ONCE = 2000
TICK = os.sysconf("SC_CLK_TCK")
DERIVED = ("treaties_keydate", "treaties_statusspan", "treaties_renewalcycle")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one piece of work: by the clock, and of the processors, ours and PostgreSQL's."""

    wall: float
    ours: float
    database: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.ours:.0f} + {self.database:.0f})"


@dataclass(frozen=True, slots=True)
class Line:
    """One size and what was measured at it."""

    agreements: int
    rows: int
    entering: Taken
    """Of those that this size adds to the one before."""
    entered: int
    first: Taken
    second: Taken
    plain: float
    """The sample one by one, extrapolated to all agreements, in seconds by the clock."""

    def cells(self) -> tuple[str, ...]:
        return (
            f"{self.agreements:,}",
            f"{self.rows / self.agreements:.1f}",
            f"{self.entering} for {self.entered:,}",
            str(self.first),
            f"{self.agreements / self.first.wall:,.0f}/s",
            str(self.second),
            f"{self.agreements / self.second.wall:,.0f}/s",
            f"{self.plain:,.0f} s",
            f"{self.plain / self.first.wall:.1f} ×",
        )


HEADINGS = (
    "agreements",
    "derived rows each",
    "entering",
    "first rebuild",
    "",
    "second, writes nothing",
    "",
    f"one by one ({SAMPLE}, reckoned up)",
    "ratio to first",
)


def measured(work: Callable[[], Any], server: int) -> Taken:
    """Do the work. Connections are closed before and after, because PostgreSQL's time is counted
    when a process of it ends.
    """
    connections.close_all()
    database, ours, began = _of_children(server), _ours(), time.monotonic()
    work()
    wall = time.monotonic() - began
    connections.close_all()
    time.sleep(0.5)
    return Taken(wall, _ours() - ours, _of_children(server) - database)


def _ours() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


def _of_children(server: int) -> float:
    """Processor seconds of the processes of `server` that have ended (proc(5): cutime, cstime)."""
    try:
        stat = Path(f"/proc/{server}/stat").read_text()
    except OSError:  # not Linux: nothing to say
        return 0.0
    fields = stat.rsplit(")", 1)[1].split()
    return (int(fields[13]) + int(fields[14])) / TICK


def run(sizes: list[int], processes: int, server: int) -> Iterator[Line]:
    """Let the register grow to each size in turn."""
    there = 0
    for size in sizes:
        yield grow(there, size, processes, server)
        there = size


def grow(there: int, size: int, processes: int, server: int) -> Line:
    """Let it grow from `there` to `size` agreements and date them all, as if none had been."""
    entering = measured(partial(enter, there + 1, size), server)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(DERIVED)} CASCADE")
    counted: list[Counts] = []

    def everything() -> None:
        counted.append(sum((counts for _, counts in rebuild_all(processes=processes)), Counts()))

    first = measured(everything, server)
    second = measured(everything, server)
    if counted[1] != Counts():
        raise SystemExit(f"The second rebuild of {size:,} agreements wrote {counted[1]}.")
    return Line(
        agreements=size,
        rows=counted[0].inserted,
        entering=entering,
        entered=size - there,
        first=first,
        second=second,
        plain=one_by_one(server) * size,
    )


def enter(first: int, last: int) -> None:
    """The agreements of these numbers, without their dates."""
    by = made_up_register()
    reference_rows(by)
    drawn = synthetic.treaties(last, first=first)
    while batch := list(islice(drawn, ENTERED_AT_ONCE)):
        enter_many(batch, by=by, why="measuring")


def one_by_one(server: int) -> float:
    """Seconds by the clock that one agreement takes when rebuilt alone, from a sample of all."""
    ids = list(Treaty.objects.order_by("pk").values_list("pk", flat=True))
    sample = ids[:: max(1, len(ids) // SAMPLE)][:SAMPLE]
    with connection.cursor() as cursor:
        for table in DERIVED:
            cursor.execute(f"DELETE FROM {table} WHERE treaty_id = ANY(%s)", [sample])

    def each() -> None:
        for ident in sample:
            rebuild([ident])

    return measured(each, server).wall / len(sample)


def peak() -> int:
    """The most memory that one of our processes took, in MB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) // 1024


def report(sizes: list[int], processes: int, server: int) -> None:
    """Measure and print, a line for each size as soon as it is there."""
    print(f"{processes} processes, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.")
    print("Seconds by the clock (processor seconds: Python + PostgreSQL).\n")
    print(f"| {' | '.join(HEADINGS)} |\n|{'---:|' * len(HEADINGS)}", flush=True)
    for line in run(sizes, processes, server):
        print(f"| {' | '.join(line.cells())} |", flush=True)
    print(f"\nNo process of Python took more than {peak()} MB.", end=" ")
    print(f"Load at the end: {os.getloadavg()[0]:.1f}.")
