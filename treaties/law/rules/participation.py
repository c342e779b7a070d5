"""Where each party stands, as intervals: it signs, consents, is bound, gives notice, leaves, comes
back (FAC-6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from treaties.law.record.facts import DEPOSITS, NOTICES, SIGNATURES, Act, day_of, handed_on
from treaties.law.rules.cessation import End, suspensions
from treaties.law.rules.entry import party_entries
from treaties.law.rules.exits import ExitContext
from treaties.law.rules.notices import Notice, in_time, notices
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Cycle, Reading
from treaties.law.rules.status import StatusLayer, notice_layers
from treaties.law.values.outcomes import Outcome, earliest_of
from treaties.law.values.vocabulary import ActionKind, Basis, PartyStatus


class PartyInterval(NamedTuple):
    """One interval of being a party: its entry, and the notice or end by which it closes."""

    act: Act | None
    entry: Outcome
    notices: tuple[Notice, ...]
    exit: Notice | None


_PARTING: Final = NOTICES | {ActionKind.SUCCESSION}


def party_intervals(
    context: ReadingContext, party: str, eif: Outcome, cycles: Sequence[Cycle]
) -> tuple[PartyInterval, ...]:
    """The intervals of one party in order; each notice belongs to the interval it was given in."""
    known = party_entries(context, party, eif)
    if len(known) == 1 and context.on_record.isdisjoint(_PARTING):
        return (PartyInterval(*known[0], (), None),)
    entries = sorted(
        (entry for entry in known if entry[1].earliest is not None),
        key=lambda entry: entry[1].earliest or date.max,
    )
    entries = entries or known[:1]
    intervals: list[PartyInterval] = []
    place = 0
    while place < len(entries):
        act, entry = entries[place]
        since = (_consented(entries[place]) or date.min) if place else date.min
        given = [
            notice
            for notice in notices(context, ExitContext(context, eif, entry, cycles), party)
            if (notice.day.earliest or date.max) >= since
        ]
        leaving = min(
            (notice for notice in given if in_time(notice)),
            key=lambda notice: notice.boundary.earliest or date.max,
            default=None,
        )
        # A further instrument opens a second interval only after a notice that ends the first.
        place = _after(entries, place, leaving)
        until = _consented(entries[place]) if place < len(entries) else None
        mine = [n for n in given if until is None or (n.day.earliest or date.max) < until]
        intervals.append(PartyInterval(act, entry, tuple(mine), leaving))
    passed_on = _passed_on(context, party)
    if passed_on is not None and intervals and intervals[-1].exit is None:
        intervals[-1] = intervals[-1]._replace(exit=passed_on)
    return tuple(intervals)


def _after(
    entries: Sequence[tuple[Act | None, Outcome]], place: int, leaving: Notice | None
) -> int:
    """The place of the first instrument after the notice; beyond the last if there is none."""
    if leaving is None:
        return len(entries)
    left = leaving.day.earliest or date.max
    later = (
        index
        for index in range(place + 1, len(entries))
        if (_consented(entries[index]) or date.min) > left
    )
    return next(later, len(entries))


def _passed_on(context: ReadingContext, party: str) -> Notice | None:
    """The succession of States by which another took the place of this party: it leaves with it."""
    for act in context.of_kind(ActionKind.SUCCESSION):
        if act.party == party and handed_on(act):
            day = day_of(act, "effect_or_act")
            reason = f"succeeded by {act.to_party} on {day.words}"
            return Notice(act, party, day, day, day, "EIF-8", reason, Basis.RECORDED)
    return None


def _consented(entry: tuple[Act | None, Outcome]) -> date | None:
    act, day = entry
    return day_of(act, "received").earliest if act is not None else day.earliest


def party_layers(
    context: ReadingContext,
    party: str,
    intervals: Sequence[PartyInterval],
    provisional: Outcome | None,
    end: End | None,
) -> list[StatusLayer]:
    """The statuses of one party, to be resolved into spans."""
    limit = end.boundary if end is not None else None
    layers: list[StatusLayer] = []
    signed = context.acts_by(SIGNATURES, party)
    whole = context.signature() if context.bilateral and not signed else None
    if signed or whole is not None:
        day = earliest_of([day_of(a) for a in signed]) if signed else whole
        assert day is not None
        layers.append(StatusLayer(PartyStatus.SIGNATORY, day, limit, f"signed {day.words}"))
        if provisional is not None and intervals:
            until = intervals[0].entry
            layers.append(
                StatusLayer(
                    PartyStatus.PROVISIONAL,
                    provisional,
                    _sooner(until, limit),
                    "provisional application",
                )
            )
    deposits = context.acts_by(DEPOSITS, party)
    for act in deposits:
        day = day_of(act, "received")
        layers.append(
            StatusLayer(PartyStatus.CONTRACTING, day, limit, f"{act.kind.label} {day.words}")
        )
    for interval in intervals:
        leaves = interval.exit.boundary if interval.exit is not None else None
        leaves = _sooner(leaves, limit)
        layers.append(
            StatusLayer(
                PartyStatus.PARTY, interval.entry, leaves, f"bound from {interval.entry.words}"
            )
        )
        layers += notice_layers(interval.notices, PartyStatus.NOTICE_GIVEN, leaves)
        if interval.exit is not None and leaves is interval.exit.boundary:
            reason = f"left with effect from {interval.exit.named.words}"
            # stronger than an old consent: the instrument by which it had joined is spent
            layers.append(
                StatusLayer(PartyStatus.FORMER, interval.exit.boundary, None, reason, _SPENT)
            )
        elif end is not None and interval.entry.earliest is not None:
            layers.append(StatusLayer(PartyStatus.FORMER, end.boundary, None, end.reason, _SPENT))
    for act in deposits[1:]:
        renewed = next((s for s in intervals if s.act is act), None)
        if renewed is not None:
            day = day_of(act, "received")
            reason = f"{act.kind.label} {day.words}"
            layers.append(
                StatusLayer(PartyStatus.CONTRACTING, day, renewed.entry, reason, _SPENT + 1)
            )
    for start, until, reason in suspensions(context, party):
        layers.append(StatusLayer(PartyStatus.SUSPENDED, start, _sooner(until, limit), reason))
    return layers


_SPENT = 25
"""Above signatory, contracting and provisional, below party."""


def _sooner(a: Outcome | None, b: Outcome | None) -> Outcome | None:
    if a is None or a.earliest is None:
        return b
    if b is None or b.earliest is None:
        return a
    return a if a.earliest <= b.earliest else b


def parties_of(context: ReadingContext) -> tuple[str, ...]:
    """Everybody who takes part: those listed, then those who have acted, in a stable order."""
    objection, listed = ActionKind.OBJECTION, dict.fromkeys(context.agreement.parties)
    acted = {
        act.party for act in context.ordered if act.party is not None and act.kind is not objection
    }
    acted |= {act.to_party for act in context.of_kind(ActionKind.SUCCESSION) if act.to_party}
    return (*listed, *sorted(acted.difference(listed)))


def silent_parties(context: ReadingContext, parties: Sequence[str]) -> frozenset[str]:
    """Those of `parties` that have done nothing by themselves: what holds for one holds for all."""
    succeeded = [act.party for act in context.of_kind(ActionKind.SUCCESSION)]
    return frozenset(parties).difference(context.by_party, succeeded)


BOUND: Final = frozenset({PartyStatus.PARTY, PartyStatus.NOTICE_GIVEN, PartyStatus.SUSPENDED})
"""Where a party is bound (VCLT 2(1)(g)): until a notice takes effect, and while suspended."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The parties on one day (VCLT 2(1)(g)): `bound` for certain, and those of whom an inexact date
    leaves it `doubtful`.
    """

    bound: tuple[str, ...]
    doubtful: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """How many are bound for certain."""
        return len(self.bound)

    @property
    def words(self) -> str:
        """`3 parties`, or `between 3 and 4 parties` where a date is not exact."""
        most = self.number + len(self.doubtful)
        if self.doubtful:
            return f"between {self.number} and {most} parties"
        return f"{most} part{'y' if most == 1 else 'ies'}"


def parties_on(reading: Reading, day: date) -> Membership:
    """Who is bound on `day` under one reading (VCLT 2(1)(g), EIF-8): those who have given notice
    count until it takes effect, those suspended remain parties.
    """
    bound: list[str] = []
    doubtful: list[str] = []
    for span in reading.spans:
        if span.party is None or span.status not in BOUND or span.start is None:
            continue
        entering = span.uncertain_start_until
        if day < span.start or not (span.end is None or day < span.end):
            continue
        before = reading.status_on(span.start - timedelta(1), span.party)
        came = before is None or before.status not in BOUND
        doubted = came and entering is not None and day < entering
        (doubtful if doubted else bound).append(span.party)
    for span in reading.spans:  # those whose leaving may be later than its earliest day
        if span.party is None or span.status in BOUND or span.start is None:
            continue
        left = reading.status_on(span.start - timedelta(1), span.party)
        until = span.uncertain_start_until
        if until and left and left.status in BOUND and span.start <= day < until:
            doubtful.append(span.party)
    return Membership(tuple(bound), tuple(doubtful))
