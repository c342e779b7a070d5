"""How is the schedule of a whole register rebuilt on all cores, while the site stays available?

In batches of agreements, each in its own transaction and by the same code as a single write
(`rebuild`). An interrupted run leaves every finished batch complete, and the next run has little
left to write.
"""

import gc
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import django
from django.db import connection, transaction

from treaties.law.values.errors import LawError
from treaties.models import Treaty
from treaties.schedule.rebuild import BATCH, Counts, horizon, rebuild
from treaties.schedule.statistics import MANY, refresh

log = logging.getLogger(__name__)


def rebuild_all(
    treaty_ids: Sequence[int] | None = None, *, processes: int = 1, until: date | None = None
) -> Iterator[tuple[int, Counts]]:
    """Rebuild the agreements (all of them) batch by batch; yields how many and what was written. An
    agreement that the law cannot calculate is logged and left unchanged, so that the others are
    still dated. `processes` above one distributes the batches over processes, each with its own
    connection.
    """
    ids = treaty_ids
    if ids is None:
        ids = list(Treaty.objects.order_by("pk").values_list("pk", flat=True))
    until = until or horizon()
    batches = [ids[first : first + BATCH] for first in range(0, len(ids), BATCH)]
    if processes == 1 or len(batches) < 2:
        for batch in batches:
            yield len(batch), _rebuild(batch, until)
        return
    # Spawned, not forked: two processes must not share one connection.
    with ProcessPoolExecutor(processes, get_context("spawn"), django.setup) as pool:
        database = connection.settings_dict["NAME"]  # in tests it differs from the settings
        jobs = [pool.submit(_elsewhere, batch, until, database) for batch in batches]
        for batch, job in zip(batches, jobs, strict=True):
            yield len(batch), job.result()


def _elsewhere(ids: Sequence[int], until: date, database: str) -> Counts:
    if connection.settings_dict["NAME"] != database:
        connection.close()
        connection.settings_dict["NAME"] = database
    if gc.isenabled():
        # Garbage collection within a batch takes a fifth of the time and finds nothing, because all
        # values are in use. It runs between batches, and `freeze` excludes what existed before the
        # first.
        gc.disable()
        gc.freeze()
    counts = _rebuild(ids, until)
    gc.collect(0)  # the batch's few reference cycles
    return counts


def _rebuild(ids: Sequence[int], until: date) -> Counts:
    try:
        with transaction.atomic():
            counts = rebuild(ids, until)
            if len(ids) >= MANY:
                refresh()
        return counts
    except LawError:
        return _one_by_one(ids, until)


def _one_by_one(ids: Sequence[int], until: date) -> Counts:
    total = Counts()
    for ident in ids:
        try:
            total += rebuild([ident], until)
        except LawError:
            log.exception("The schedule of treaty %s cannot be projected to %s", ident, until)
    return total
