"""An answer with its reason: a day, a span of days, something still awaited, or a dispute. Never
None (ANS-1, FAC-3, FAC-5).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from treaties.law.values.dates import CivilDate
from treaties.law.values.periods import words as day_words
from treaties.law.values.vocabulary import Certainty

MOST_ALTERNATIVES: Final = 8
ONE_DAY: Final = timedelta(1)


@dataclass(slots=True, unsafe_hash=True)
class Fixed:
    """One day follows.

    Made by the dozen for each agreement, as are cycles, key dates and spans. So mypy alone sees to
    it that nobody writes to it (`Final`): to make a frozen one takes three times as long.
    """

    day: Final[date]
    reason: Final[str] = ""

    @property
    def earliest(self) -> date | None:
        return self.day

    @property
    def latest(self) -> date | None:
        return self.day

    @property
    def safe(self) -> date | None:
        """The earliest day of all readings: whoever acts by it is in time under each."""
        return self.day

    @property
    def certainty(self) -> Certainty:
        return Certainty.FIXED

    @property
    def words(self) -> str:
        return day_words(self.day)


@dataclass(frozen=True, slots=True)
class Between:
    """A day in a span, both ends included, because a date it rests on is not exact."""

    first: date
    last: date
    reason: str = ""

    @property
    def earliest(self) -> date | None:
        return self.first

    @property
    def latest(self) -> date | None:
        return self.last

    @property
    def safe(self) -> date | None:
        """The earliest day of the span."""
        return self.first

    @property
    def certainty(self) -> Certainty:
        return Certainty.BETWEEN

    @property
    def words(self) -> str:
        return f"between {day_words(self.first)} and {day_words(self.last)}"


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Not yet knowable: `what` names the missing fact (`exchange of instruments of
    ratification`).
    """

    what: str

    @property
    def reason(self) -> str:
        return f"awaiting {self.what}"

    @property
    def earliest(self) -> date | None:
        return None

    @property
    def latest(self) -> date | None:
        return None

    @property
    def safe(self) -> date | None:
        """No day is known."""
        return None

    @property
    def certainty(self) -> Certainty:
        return Certainty.AWAITING

    @property
    def words(self) -> str:
        return f"awaiting {self.what}"


@dataclass(frozen=True, slots=True)
class Disputed:
    """Sources, none of them preferred, lead to different answers; each is kept."""

    alternatives: tuple["Outcome", ...]
    reason: str = ""

    @property
    def earliest(self) -> date | None:
        return min((o.earliest for o in self.alternatives if o.earliest), default=None)

    @property
    def latest(self) -> date | None:
        """None if one of the alternatives has no day."""
        days = [o.latest for o in self.alternatives]
        return None if None in days else max(day for day in days if day)

    @property
    def safe(self) -> date | None:
        """The earliest day of all alternatives."""
        return self.earliest

    @property
    def certainty(self) -> Certainty:
        return Certainty.DISPUTED

    @property
    def words(self) -> str:
        return "disputed: " + " or ".join(o.words for o in self.alternatives)


Outcome = Fixed | Between | Awaiting | Disputed


def known(day: CivilDate, what: str, reason: str = "") -> Outcome:
    """The outcome that a recorded date is; `what` names the fact if the date is unknown on a
    side.
    """
    if day.earliest is None or day.latest is None:
        return Awaiting(f"date of {what}")
    if day.is_exact:
        return Fixed(day.earliest, reason)
    return Between(day.earliest, day.latest, reason)


def shift(outcome: Outcome, step: Callable[[date], date], reason: str = "") -> Outcome:
    """Apply a reckoning that never reverses the order of days (adding, subtracting, first of a
    month) to an answer.

    Because it keeps order, the ends of a span go to the ends of the answer (and nothing inside is
    lost).
    """
    if isinstance(outcome, Fixed):
        return Fixed(step(outcome.day), reason or outcome.reason)
    if isinstance(outcome, Between):
        return Between(step(outcome.first), step(outcome.last), reason or outcome.reason)
    if isinstance(outcome, Disputed):
        return disputed([shift(o, step, reason) for o in outcome.alternatives], outcome.reason)
    return outcome


def next_day(outcome: Outcome) -> Outcome:
    """The day after an answer."""
    if isinstance(outcome, Fixed):
        return Fixed(outcome.day + ONE_DAY, outcome.reason)
    return shift(outcome, lambda day: day + ONE_DAY)


def day_before(outcome: Outcome) -> Outcome:
    """The day before an answer."""
    if isinstance(outcome, Fixed):
        return Fixed(outcome.day - ONE_DAY, outcome.reason)
    return shift(outcome, lambda day: day - ONE_DAY)


def disputed(alternatives: Iterable[Outcome], reason: str) -> Outcome:
    """A dispute over the distinct answers among `alternatives`; no dispute if they all agree."""
    flat: list[Outcome] = []
    for outcome in alternatives:
        flat.extend(outcome.alternatives if isinstance(outcome, Disputed) else (outcome,))
    distinct: dict[tuple[date | None, date | None, str], Outcome] = {}
    for outcome in flat:
        what = outcome.what if isinstance(outcome, Awaiting) else ""
        distinct.setdefault((outcome.earliest, outcome.latest, what), outcome)
    kept = tuple(distinct.values())[:MOST_ALTERNATIVES]
    return kept[0] if len(kept) == 1 else Disputed(kept, reason)


def latest_of(outcomes: Iterable[Outcome], reason: str = "") -> Outcome:
    """The last of several days; what is awaited keeps the whole awaited."""
    return _pick(list(outcomes), max, reason)


def later_of(a: Outcome, b: Outcome) -> Outcome:
    """The later of two days; mostly both are exact, and for those it is kept short."""
    if isinstance(a, Fixed) and isinstance(b, Fixed):
        return a if a.day >= b.day else b
    return _pair(a, b, max, "")


def earliest_of(outcomes: Iterable[Outcome], reason: str = "") -> Outcome:
    """The first of several days; what is awaited does not count unless nothing else is known."""
    found = list(outcomes)
    return _pick([o for o in found if not isinstance(o, Awaiting)] or found, min, reason)


def _pick(found: list[Outcome], choose: Callable[[date, date], date], reason: str) -> Outcome:
    result = found[0]
    for other in found[1:]:
        result = _pair(result, other, choose, reason)
    return result


def _pair(a: Outcome, b: Outcome, choose: Callable[[date, date], date], reason: str) -> Outcome:
    if isinstance(a, Fixed) and isinstance(b, Fixed):
        return a if choose(a.day, b.day) == a.day else b
    if isinstance(a, Awaiting):
        return a
    if isinstance(b, Awaiting):
        return b
    if isinstance(a, Disputed):
        return disputed([_pair(o, b, choose, reason) for o in a.alternatives], a.reason)
    if isinstance(b, Disputed):
        return disputed([_pair(a, o, choose, reason) for o in b.alternatives], b.reason)
    ends = [(o.day, o.day) if isinstance(o, Fixed) else (o.first, o.last) for o in (a, b)]
    first, last = choose(ends[0][0], ends[1][0]), choose(ends[0][1], ends[1][1])
    for outcome, (start, end) in zip((a, b), ends, strict=True):
        if (start, end) == (first, last):
            return outcome
    return Fixed(first, reason) if first == last else Between(first, last, reason)
