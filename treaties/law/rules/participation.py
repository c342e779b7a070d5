"""Where each party stands, as intervals: it signs, consents, is bound, gives notice, leaves, comes
back (DOMAIN 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from treaties.law.record.facts import DEPOSITS, NOTICES, SIGNATURES, Act, day_of, handed_on
from treaties.law.rules.cessation import End, suspensions
from treaties.law.rules.entry import party_entries
from treaties.law.rules.exit_context import Ground
from treaties.law.rules.notices import Notice, in_time, notices
from treaties.law.rules.reading_context import Frame
from treaties.law.rules.results import Cycle, Reading
from treaties.law.rules.status import Paint, notice_paints
from treaties.law.values.outcomes import Outcome, earliest_of
from treaties.law.values.vocabulary import ActionKind, Basis, PartyStatus


class Stay(NamedTuple):
    """One interval of being a party: its entry, and the notice or end by which it closes."""

    act: Act | None
    entry: Outcome
    notices: tuple[Notice, ...]
    exit: Notice | None


_PARTING: Final = NOTICES | {ActionKind.SUCCESSION}


def stays_of(frame: Frame, party: str, eif: Outcome, cycles: Sequence[Cycle]) -> tuple[Stay, ...]:
    """The intervals of one party in order; each notice belongs to the interval it was given in."""
    known = party_entries(frame, party, eif)
    if len(known) == 1 and frame.on_record.isdisjoint(_PARTING):
        return (Stay(*known[0], (), None),)
    entries = sorted(
        (entry for entry in known if entry[1].earliest is not None),
        key=lambda entry: entry[1].earliest or date.max,
    )
    entries = entries or known[:1]
    stays: list[Stay] = []
    place = 0
    while place < len(entries):
        act, entry = entries[place]
        since = (_consented(entries[place]) or date.min) if place else date.min
        given = [
            notice
            for notice in notices(frame, Ground(frame, eif, entry, cycles), party)
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
        stays.append(Stay(act, entry, tuple(mine), leaving))
    passed_on = _passed_on(frame, party)
    if passed_on is not None and stays and stays[-1].exit is None:
        stays[-1] = stays[-1]._replace(exit=passed_on)
    return tuple(stays)


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


def _passed_on(frame: Frame, party: str) -> Notice | None:
    """The succession of States by which another took the place of this party: it leaves with it."""
    for act in frame.of_kind(ActionKind.SUCCESSION):
        if act.party == party and handed_on(act):
            day = day_of(act, "effect_or_act")
            reason = f"succeeded by {act.to_party} on {day.words}"
            return Notice(act, party, day, day, day, "EIF-8", reason, Basis.RECORDED)
    return None


def _consented(entry: tuple[Act | None, Outcome]) -> date | None:
    act, day = entry
    return day_of(act, "received").earliest if act is not None else day.earliest


def party_paints(
    frame: Frame, party: str, stays: Sequence[Stay], provisional: Outcome | None, end: End | None
) -> list[Paint]:
    """The statuses of one party, to be resolved into spans."""
    limit = end.boundary if end is not None else None
    paints: list[Paint] = []
    signed = frame.acts_by(SIGNATURES, party)
    whole = frame.signature() if frame.bilateral and not signed else None
    if signed or whole is not None:
        day = earliest_of([day_of(a) for a in signed]) if signed else whole
        assert day is not None
        paints.append(Paint(PartyStatus.SIGNATORY, day, limit, f"signed {day.words}"))
        if provisional is not None and stays:
            until = stays[0].entry
            paints.append(
                Paint(
                    PartyStatus.PROVISIONAL,
                    provisional,
                    _sooner(until, limit),
                    "provisional application",
                )
            )
    deposits = frame.acts_by(DEPOSITS, party)
    for act in deposits:
        day = day_of(act, "received")
        paints.append(Paint(PartyStatus.CONTRACTING, day, limit, f"{act.kind.label} {day.words}"))
    for stay in stays:
        leaves = stay.exit.boundary if stay.exit is not None else None
        leaves = _sooner(leaves, limit)
        paints.append(
            Paint(PartyStatus.PARTY, stay.entry, leaves, f"bound from {stay.entry.words}")
        )
        paints += notice_paints(stay.notices, PartyStatus.NOTICE_GIVEN, leaves)
        if stay.exit is not None and leaves is stay.exit.boundary:
            reason = f"left with effect from {stay.exit.named.words}"
            # stronger than an old consent: the instrument by which it had joined is spent
            paints.append(Paint(PartyStatus.FORMER, stay.exit.boundary, None, reason, _SPENT))
        elif end is not None and stay.entry.earliest is not None:
            paints.append(Paint(PartyStatus.FORMER, end.boundary, None, end.reason, _SPENT))
    for act in deposits[1:]:
        renewed = next((s for s in stays if s.act is act), None)
        if renewed is not None:
            day = day_of(act, "received")
            reason = f"{act.kind.label} {day.words}"
            paints.append(Paint(PartyStatus.CONTRACTING, day, renewed.entry, reason, _SPENT + 1))
    for start, until, reason in suspensions(frame, party):
        paints.append(Paint(PartyStatus.SUSPENDED, start, _sooner(until, limit), reason))
    return paints


_SPENT = 25
"""Above signatory, contracting and provisional, below party."""


def _sooner(a: Outcome | None, b: Outcome | None) -> Outcome | None:
    if a is None or a.earliest is None:
        return b
    if b is None or b.earliest is None:
        return a
    return a if a.earliest <= b.earliest else b


def parties_of(frame: Frame) -> tuple[str, ...]:
    """Everybody who takes part: those listed, then those who have acted, in a stable order."""
    objection, listed = ActionKind.OBJECTION, dict.fromkeys(frame.agreement.parties)
    acted = {
        act.party for act in frame.ordered if act.party is not None and act.kind is not objection
    }
    acted |= {act.to_party for act in frame.of_kind(ActionKind.SUCCESSION) if act.to_party}
    return (*listed, *sorted(acted.difference(listed)))


def silent_parties(frame: Frame, parties: Sequence[str]) -> frozenset[str]:
    """Those of `parties` that have done nothing by themselves: what holds for one holds for all."""
    succeeded = [act.party for act in frame.of_kind(ActionKind.SUCCESSION)]
    return frozenset(parties).difference(frame.by_party, succeeded)


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
