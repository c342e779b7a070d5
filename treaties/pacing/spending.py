"""How much computing has a client used in this minute, and may it ask another costly question?

A question is paid for with the processor time that it took, so that a thousand cheap ones and ten
costly ones are treated alike. The account is in the cache that all processes of the web
server share.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from treaties.pacing.client import client_address

WINDOW: Final = 60
"""Seconds after which an account begins anew."""

BUDGET: Final = 12_000
"""Milliseconds of processor time that a client may use in a window: a fifth of one core."""

LEAST: Final = 100
"""Milliseconds that a costly question is charged before it begins, and at least in the end. So many
questions at the same time cannot all be asked before the first of them is paid.
"""
LITTLE: Final = 20
"""The same of a question about one agreement of the register."""


class TooMuch(Exception):
    """The client has used its time; `wait` is in how many seconds it may go on."""

    def __init__(self, wait: int) -> None:
        super().__init__(
            "You have asked for as much computing as one reader may have in a minute. "
            f"Go on in {wait} second{'' if wait == 1 else 's'}."
        )
        self.wait = wait


class Bill:
    """What a question has cost. `add` is for work done outside this thread, in milliseconds."""

    def __init__(self) -> None:
        self.elsewhere = 0

    def add(self, milliseconds: int) -> None:
        self.elsewhere += milliseconds


@contextmanager
def paid_by(request: HttpRequest, who: object = None, least: int = LEAST) -> Iterator[Bill]:
    """Charge what is computed within to the person `who`, or to the address of the request.

    Raises TooMuch if the account is empty.
    """
    now = time.time()
    window = int(now // WINDOW)
    account = f"pace:{f'person-{who}' if who else client_address(request)}:{window}"
    if _charge(account, least) > BUDGET:
        raise TooMuch(max(1, int((window + 1) * WINDOW - now) + 1))
    bill, began = Bill(), time.thread_time()
    try:
        yield bill
    finally:
        spent = int((time.thread_time() - began) * 1000) + bill.elsewhere
        if spent > least:
            _charge(account, spent - least)


def _charge(account: str, milliseconds: int) -> int:
    """Add to the account; returns what is on it then."""
    cache.add(account, 0, WINDOW * 2)
    try:
        return int(cache.incr(account, milliseconds))
    except ValueError:  # it has gone between the two calls: the shared cache came or went
        cache.set(account, milliseconds, WINDOW * 2)
        return milliseconds
