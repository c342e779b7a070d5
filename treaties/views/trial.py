"""What does the clause tester show of a question? The verdict of the day, the cycles and other
dates of twenty years with their reasons, other readings, and what a notice does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from treaties.inquiry.explanations import Reason, reasons
from treaties.inquiry.trial import Effect, Trial, effects_on
from treaties.law.outlook import differs
from treaties.law.rules.results import Cycle, KeyDate, Reading, Span, Warning, key_date_of
from treaties.law.values.outcomes import Outcome
from treaties.law.values.vocabulary import Composition, KeyDateKind, PartyStatus
from treaties.models import with_names
from treaties.views.cycles import is_over
from treaties.views.verdict import Verdict, verdict

MOST_ROWS: Final = 60
_A_YEAR: Final = timedelta(days=365)
K = KeyDateKind
_OF_CYCLES: Final = frozenset({K.LAST_NOTICE, K.WINDOW_OPENS, K.RENEWAL, K.EXPIRY})
_WAYS: Final = {
    "end_of_term": "at the end of a term",
    "notice": "by notice at any time",
    "window": "in a window",
    "supreme_interests": "for supreme interests",
    "automatic": "by an event",
    "agreement": "by agreement",
    "decision": "by decision",
    "suspension": "suspension",
    "unstated": "no clause",
}


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle of validity, and why its deciding date falls when it does."""

    cycle: Cycle
    current: bool
    past: bool
    why: Reason | None


@dataclass(frozen=True, slots=True)
class Table:
    """The cycles of one reading: those that ended before the day seen, and those from it on; `more`
    is the number of those not shown.
    """

    said: Verdict
    earlier: tuple[CycleRow, ...]
    rows: tuple[CycleRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DateRow:
    """Another date, of the treaty or of a party by its name."""

    key: KeyDate
    party: str
    past: bool
    why: Reason


@dataclass(frozen=True, slots=True)
class Way:
    """What a notice does by one way out."""

    effect: Effect
    name: str
    party: str


@dataclass(frozen=True, slots=True)
class Tried:
    """All of it, for one day. `view` is the part of time that is drawn first."""

    trial: Trial
    principal: Verdict
    others: tuple[Verdict, ...]
    tables: tuple[Table, ...]
    dates: tuple[DateRow, ...]
    windows: tuple[DateRow, ...]
    more: int
    warnings: tuple[Warning, ...]
    supposed: tuple[Way, ...]
    today: Way | None
    party: str
    party_stands: Span | None
    view: tuple[date, date]

    @property
    def party_words(self) -> str:
        """The status of the party that gives notice, in words."""
        return PartyStatus(self.party_stands.status).label if self.party_stands else ""

    @property
    def endless(self) -> Outcome | None:
        """Since when it runs without limit of time, if it does so on the day."""
        since = self.trial.projection.principal.indefinite_from
        binds = self.principal.outlook.binds and self.principal.cycle is None
        return since if since is not None and since.earliest is not None and binds else None

    @property
    def parties(self) -> tuple[str, ...]:
        """Those the question names, by their names."""
        names = self.trial.names
        return tuple(names.get(code, code) for code in self.trial.question.agreement.parties)

    @property
    def bilateral(self) -> bool:
        return self.trial.question.agreement.composition == Composition.BILATERAL


def tried(trial: Trial, day: date) -> Tried:
    """What to show of `trial`, seen on `day`."""
    projection = trial.projection
    verdicts = [verdict(reading, day, trial.names) for reading in projection.readings]
    principal, *rest = verdicts
    pairs = list(zip(projection.readings, verdicts, strict=True))
    shown = [(reading, said) for reading, said in pairs if said.reading.cycles]
    keys = sorted(_others(projection.principal), key=lambda k: k.outcome.earliest or date.max)
    listed = keys[:MOST_ROWS]
    wanted = [(projection.principal, key) for key in listed]
    drafts = [_draft(reading, said, day) for reading, said in shown]
    for reading, (_, found, _) in zip([r for r, _ in shown], drafts, strict=True):
        wanted += [(reading, key) for _, key in found if key is not None]
    because = iter(reasons(trial, wanted, day))
    rows = [
        DateRow(key, trial.names.get(key.party or "", key.party or ""), _over(key, day), reason)
        for key, reason in zip(listed, because, strict=False)
    ]
    tables = []
    for said, found, more in drafts:
        made = [
            CycleRow(
                cycle,
                said.cycle is not None and cycle.ordinal == said.cycle.ordinal,
                is_over(cycle, day),
                next(because) if key is not None else None,
            )
            for cycle, key in found
        ]
        split = sum(row.past for row in made)
        if split == len(made):  # of what has ended, the last cycle is worth a look
            split -= 1
        tables.append(Table(said, tuple(made[:split]), tuple(made[split:]), more))
    party = trial.party
    return Tried(
        trial,
        principal,
        tuple(said for said in rest if differs(said.outlook, principal.outlook)),
        tuple(tables),
        tuple(row for row in rows if not _is_old_window(row)),
        tuple(row for row in rows if _is_old_window(row)),
        len(keys) - len(listed),
        # `_ways` says why a notice has no effect.
        tuple(
            w._replace(text=with_names(w.text, trial.names))
            for w in projection.warnings
            if w.code != "notice_without_effect"
        ),
        tuple(_ways(trial, trial.effects)),
        _today(trial, principal, day),
        trial.names.get(party, party),
        projection.principal.status_on(day, party) if party else None,
        _view(trial, day),
    )


def _draft(
    reading: Reading, said: Verdict, day: date
) -> tuple[Verdict, list[tuple[Cycle, KeyDate | None]], int]:
    """The cycles to show: the last of those that are over, and as many of the others as fit."""
    cycles = said.reading.cycles
    over = [c for c in cycles if is_over(c, day)]
    ahead = [c for c in cycles if not is_over(c, day)]
    chosen = [*over[-MOST_ROWS:], *ahead[:MOST_ROWS]]
    return said, [(p, _deciding(reading, p)) for p in chosen], len(cycles) - len(chosen)


def _deciding(reading: Reading, cycle: Cycle) -> KeyDate | None:
    """The date that decides over the cycle: the last day of notice, else its renewal or expiry."""
    for kind in (K.LAST_NOTICE, K.RENEWAL, K.EXPIRY):
        key = key_date_of(reading, kind, cycle.ordinal, None)
        if key is not None and not _of_way(key):
            return key
    return None


def _others(reading: Reading) -> Iterable[KeyDate]:
    """The key dates that are no part of a cycle."""
    return (key for key in reading.key_dates if key.kind not in _OF_CYCLES or _of_way(key))


def _of_way(key: KeyDate) -> bool:
    """Whether the date belongs to a way out, not to a cycle."""
    return (key.clause or "").startswith("mode-")


def _is_old_window(row: DateRow) -> bool:
    return row.past and row.key.kind in _OF_CYCLES


def _over(key: KeyDate, day: date) -> bool:
    return key.outcome.latest is not None and key.outcome.latest < day


def _ways(trial: Trial, effects: Iterable[Effect]) -> Iterable[Way]:
    for effect in effects:
        name = _WAYS.get(effect.way, effect.way.replace("_", " "))
        yield Way(effect, name, trial.names.get(effect.party, effect.party))


def _today(trial: Trial, principal: Verdict, day: date) -> Way | None:
    """What a notice of the day seen would do by the way out that takes effect first (TER-15)."""
    if trial.effects or not principal.outlook.binds:
        return None
    found = list(_ways(trial, effects_on(trial, day)))
    return min(found, key=lambda way: way.effect.effective or date.max) if found else None


def _view(trial: Trial, day: date) -> tuple[date, date]:
    """Twenty years and a little: from shortly before the day seen, or before the beginning."""
    known = [
        bound
        for reading in trial.projection.readings
        for span in reading.spans
        if (bound := span.start) is not None
    ]
    first = min(known, default=day)
    until = trial.projection.until
    start = min(max(first, day - 4 * _A_YEAR), until)
    return (start - _A_YEAR / 2, until + _A_YEAR / 4) if start < until else (start, start + _A_YEAR)
