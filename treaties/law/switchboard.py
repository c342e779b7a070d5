"""The same date under the other position of each switch of MODEL 9, where it would be another one:
how much hangs on each convention, and on what evidence one would turn it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from treaties.law.facts import Agreement
from treaties.law.frame import Frame
from treaties.law.outcomes import Awaiting, Outcome, shift
from treaties.law.projection import project
from treaties.law.provisions import NonRenewalNotice, NoticeAtAnyTime
from treaties.law.reckoning import ZERO
from treaties.law.results import KeyDate, Reading
from treaties.law.switchrows import ROWS, Switch, counting_turned
from treaties.law.vocabulary import ClauseKind, KeyDateKind

K = KeyDateKind
C = ClauseKind


@dataclass(frozen=True, slots=True)
class Alternative:
    """A date under the other position of a switch (MODEL 9): its label, the answer, the evidence.
    `safe` is False where the other position is a habit of the press and no reading of the clause.
    """

    label: str
    outcome: Outcome
    text: str
    safe: bool = True


def key_of(
    reading: Reading,
    kind: KeyDateKind,
    ordinal: int,
    party: str | None,
    clause: str | None = None,
) -> KeyDate | None:
    """The key date of a kind, ordinal and party in a reading (MODEL 10): of `clause` where several
    give one, else the first. Another reading may give its only one by another clause.
    """
    found = [
        k
        for k in reading.key_dates
        if (k.kind, k.ordinal) == (kind, ordinal) and (party is None or k.party == party)
    ]
    if clause is not None and len(found) > 1:
        return next((k for k in found if k.clause == clause), None)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Turned:
    """What an agreement comes to with each switch turned that applies to it (MODEL 9): reckoned
    once, for however many of its dates.
    """

    frame: Frame
    readings: tuple[tuple[Switch, Reading], ...]
    last_days: tuple[Reading, Reading]
    """As it is, and with the boundary of a term counted the other way (MODEL 4.2)."""

    @classmethod
    def of(cls, agreement: Agreement, horizon: date) -> "Turned":
        """Turn every switch of one reading of an agreement (MODEL 9)."""
        frame = Frame.of(agreement)
        turned = [(row, row.turn(frame, horizon)) for row in ROWS]
        other_end = counting_turned("term_end", "exclusive", "inclusive")(frame, horizon)
        return cls(
            frame,
            tuple(
                (row, project(changed, horizon).principal)
                for row, changed in turned
                if changed is not None
            ),
            (project(agreement, horizon).principal, project(other_end, horizon).principal),
        )


def switches(turned: Turned, wanted: KeyDate) -> list[Alternative]:
    """The same date with one switch turned (MODEL 9), where that changes it."""
    found: list[Alternative] = []
    for row, reading in turned.readings:
        same = key_of(reading, wanted.kind, wanted.ordinal, wanted.party, wanted.clause)
        outcome = same.outcome if same is not None else _instead(reading, wanted)
        if outcome is None or (same is not None and outcome.words == wanted.outcome.words):
            continue
        text = row.text if same is not None else f"in place of this date; {row.text}"
        found.append(Alternative(row.label, outcome, text, row.safe))
    return [*found, *_beside(turned, wanted)]


def _instead(changed: Reading, wanted: KeyDate) -> Outcome | None:
    """What takes the place of a date that the turned switch takes away: the end of the period that
    follows, or the end, or none.
    """
    if wanted.kind not in (K.EXPIRY, K.RENEWAL, K.END, K.EXIT_EFFECTIVE):
        return None
    following = next((c for c in changed.cycles if c.ordinal == wanted.ordinal + 1), None)
    if wanted.kind is K.EXPIRY and following is not None:
        return following.expires
    if changed.end is not None:
        return changed.end
    return Awaiting("an end: it would run on")


# Where the other position names another kind of day ----------------------------------------------


def _beside(turned: Turned, wanted: KeyDate) -> Iterator[Alternative]:
    """The rows under which not this date moves but one that belongs to it: the last day of a term
    beside its boundary, a gate on effect beside a gate on notice, no deadline at all.
    """
    frame = turned.frame
    if wanted.kind in (K.EXPIRY, K.RENEWAL):
        yield from _last_day(turned, wanted)
    if wanted.kind in (K.EARLIEST_NOTICE, K.EARLIEST_TERMINATION):
        yield from _gates(frame, wanted)
    notice = frame.clauses.get(C.NOTICE)
    if wanted.kind is K.LAST_NOTICE and notice and "in advance" in notice.quotation.lower():
        length = cast("NonRenewalNotice", notice.provision).period.words
        yield Alternative(
            "“in advance” read as notice at any time",
            Awaiting(f"a notice, possible on any day, with effect {length} later"),
            "practice takes it as notice against renewal (MODEL 9)",
            safe=False,
        )


def _last_day(turned: Turned, wanted: KeyDate) -> Iterator[Alternative]:
    cycles = [cycle for reading in turned.last_days for cycle in reading.cycles]
    days = [cycle.last_day for cycle in cycles if cycle.ordinal == wanted.ordinal]
    if len(days) == 2 and days[0].words != days[1].words:
        included = turned.frame.counting.term_end == "exclusive"
        label = "the end date itself is still in force" if included else "the end date is excluded"
        text = f"then the last day in force is {days[1].words}, not {days[0].words} (MODEL 4.2)"
        yield Alternative(label, days[1], text, safe=False)


def _gates(frame: Frame, wanted: KeyDate) -> Iterator[Alternative]:
    modes = [c.provision for c in frame.modes if (c.id or None) == wanted.clause]
    mode = next((mode for mode in modes if isinstance(mode, NoticeAtAnyTime)), None)
    period = mode.period or ZERO if mode is not None else ZERO
    if wanted.kind is K.EARLIEST_NOTICE:
        day = frame.before(wanted.outcome, period)
        text = "the minimum bars the effect, not the notice: notice from this day (TER-4)"
        yield Alternative("read as a bar on the effect", day, text)
    else:
        day = shift(wanted.outcome, lambda d: frame.add(d, period))
        text = "the minimum bars the notice: the first effect is on this day (TER-3)"
        yield Alternative("read as a bar on notice", day, text)
