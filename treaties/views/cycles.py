"""Which cycles does the table of one reading list, and which date explains each?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from treaties.law.rules.results import Closing, Cycle, KeyDate, Reading
from treaties.law.values.outcomes import Outcome
from treaties.law.values.vocabulary import KeyDateKind


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One term of validity, the one that follows it, and the date by which its renewal can be
    stopped. `pk` is its stored row, on which decisions hang.
    """

    cycle: Cycle
    following: Cycle | None = None
    last_notice: KeyDate | None = None
    pk: int | None = None

    @property
    def next_expires(self) -> Outcome | None:
        """Where the cycle after it ends, if there is one."""
        return self.following.expires if self.following else None

    @property
    def to_act(self) -> date | None:
        """The safe day to stop its renewal, where that is another than its last day of notice."""
        key = self.last_notice
        return None if key is None or key.safe == key.outcome.earliest else key.safe

    @property
    def day_to_act(self) -> date | None:
        """The day that a calendar keeps."""
        key = self.last_notice
        return None if key is None else key.safe or key.outcome.earliest

    @property
    def why_kind(self) -> KeyDateKind:
        return why_of(self.cycle)[0]

    @property
    def why_ordinal(self) -> int:
        return why_of(self.cycle)[1]


def cycle_rows(
    reading: Reading, keys: Mapping[tuple[str, int], int] | None = None
) -> tuple[CycleRow, ...]:
    """The cycles of `reading`; `keys` are the stored rows by reading and ordinal."""
    by_ordinal = {cycle.ordinal: cycle for cycle in reading.cycles}
    notices = {
        key.ordinal: key
        for key in reading.key_dates
        if key.closes_cycle and key.kind is KeyDateKind.LAST_NOTICE
    }
    return tuple(
        CycleRow(
            cycle,
            by_ordinal.get(cycle.ordinal + 1),
            notices.get(cycle.ordinal),
            (keys or {}).get((reading.key, cycle.ordinal)),
        )
        for cycle in reading.cycles
    )


def is_over(cycle: Cycle, day: date) -> bool:
    """Whether the cycle has certainly ended before `day`."""
    return cycle.last_day.latest is not None and cycle.last_day.latest < day


def why_of(cycle: Cycle) -> tuple[KeyDateKind, int]:
    """The key date whose steps explain a cycle, by kind and ordinal: what ended it, where it did
    not run out; an agreement ends once.
    """
    if cycle.closing is Closing.ENDS:
        return KeyDateKind.END, 0
    if cycle.last_notice is not None and cycle.last_notice.earliest is not None:
        return KeyDateKind.LAST_NOTICE, cycle.ordinal
    if cycle.closing is Closing.RENEWS:
        return KeyDateKind.RENEWAL, cycle.ordinal
    return KeyDateKind.EXPIRY, cycle.ordinal
