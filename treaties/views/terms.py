"""Which terms does the page of an agreement list? Of the principal reading the present and the next
one at once and the rest behind folds; of another reading only those that differ.

A long life has many terms: each fold lists at most LISTED of them, those nearest to the day, and
says how many it leaves out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from treaties.law.outlook import differs
from treaties.law.rules.results import Cycle
from treaties.views.cycles import CycleRow, cycle_rows
from treaties.views.verdict import Verdict

LISTED: Final = 24
OPEN: Final = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one reading. `near` is shown at once, `past` and `far` behind a fold each, which
    leave out `past_left` and `far_left` further ones; `current` is the number of the present term.
    """

    said: Verdict
    near: tuple[CycleRow, ...]
    past: tuple[CycleRow, ...]
    far: tuple[CycleRow, ...]
    past_left: int
    far_left: int
    current: int | None

    @property
    def past_count(self) -> int:
        return len(self.past) + self.past_left

    @property
    def far_count(self) -> int:
        return len(self.far) + self.far_left


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """Another reading: the terms in which it differs from the principal one, of which it leaves out
    `left`; `same` are as many that do not differ.
    """

    said: Verdict
    rows: tuple[CycleRow, ...]
    left: int
    same: int
    current: int | None


def terms(said: Verdict, keys: Mapping[tuple[str, int], int]) -> Terms | None:
    """The terms of the principal reading; `keys` are the stored rows by reading and ordinal."""
    rows = cycle_rows(said.reading, keys)
    if not rows:
        return None
    first = _present(said, rows)
    past, far = rows[:first], rows[first + OPEN :]
    return Terms(
        said,
        rows[first : first + OPEN],
        past[-LISTED:],
        far[:LISTED],
        max(0, len(past) - LISTED),
        max(0, len(far) - LISTED),
        _current(said),
    )


def other_terms(
    verdicts: Sequence[Verdict], keys: Mapping[tuple[str, int], int]
) -> tuple[OtherTerms, ...]:
    """Of `verdicts`, the principal one first, the others that say something else on the day or
    counted the past otherwise.
    """
    principal = verdicts[0]
    begun = _begun(principal)
    known = {row.cycle.ordinal: _days(row.cycle) for row in cycle_rows(principal.reading, keys)}
    found = []
    for said in verdicts[1:]:
        if not said.reading.cycles:
            continue
        if not differs(said.outlook, principal.outlook) and _begun(said) == begun:
            continue
        every = cycle_rows(said.reading, keys)
        rows = tuple(row for row in every if known.get(row.cycle.ordinal) != _days(row.cycle))
        start = max(0, min(_present(said, rows) - LISTED // 2, len(rows) - LISTED))
        listed = rows[start : start + LISTED]
        left, same = len(rows) - len(listed), len(every) - len(rows)
        found.append(OtherTerms(said, listed, left, same, _current(said)))
    return tuple(found)


def _present(said: Verdict, rows: Sequence[CycleRow]) -> int:
    """The place of the present term, or of the last that had begun by the day; 0 before all."""
    current, day = _current(said), said.outlook.day
    for place, row in enumerate(rows):
        if row.cycle.ordinal == current:
            return place
    return max(0, sum(_has_begun(row.cycle, day) for row in rows) - 1)


def _current(said: Verdict) -> int | None:
    return said.cycle.ordinal if said.cycle else None


def _has_begun(cycle: Cycle, day: date) -> bool:
    return cycle.start.earliest is not None and cycle.start.earliest <= day


def _begun(said: Verdict) -> list[tuple[str, str]]:
    day = said.outlook.day
    return [(c.start.words, c.expires.words) for c in said.reading.cycles if _has_begun(c, day)]


def _days(cycle: Cycle) -> tuple[str, ...]:
    """What a row of the table says of a term."""
    last = cycle.last_notice
    return cycle.start.words, cycle.expires.words, last.words if last else "", cycle.closing.value
