"""What follows from the facts and clauses of one agreement, up to a horizon: every reading, with
its dates and spans (MODEL 10).

The one function the rest of the house calls. No clock: the same facts give the same dates for ever.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from treaties.law.ambiguity import ambiguities, apart
from treaties.law.cessation import End, end_of, in_vain, survival_of, suspensions
from treaties.law.departures import ends_by_number
from treaties.law.disagreements import disagreements
from treaties.law.duration import Course, course, day_after
from treaties.law.entry import conditions_unmet, entry_into_force, provisional_from
from treaties.law.errors import LawError
from treaties.law.facts import CARRYING_ON, Agreement, day_of
from treaties.law.frame import Derived, Frame
from treaties.law.ground import Ground
from treaties.law.keydates import key_dates
from treaties.law.notices import notices
from treaties.law.outcomes import Awaiting, Outcome, earliest_of
from treaties.law.participation import (
    Stay,
    parties_of,
    party_paints,
    silent_parties,
    stays_of,
)
from treaties.law.readings import MOST_READINGS, Variant, variants_of
from treaties.law.reckoning import LAST_YEAR, words
from treaties.law.results import Closing, Cycle, KeyDate, Projection, Reading, Span, Warning
from treaties.law.status import (
    RANK,
    REVIVED,
    Paint,
    end_paints,
    ended_first,
    in_force_paints,
    notice_paints,
    spans_of,
)
from treaties.law.vocabulary import ActionKind, Status

__all__ = ["Closing", "Cycle", "KeyDate", "Projection", "Reading", "Span", "Warning", "project"]

MOST_PARTIES: Final = 400
MOST_ACTS: Final = 20_000
MOST_CLAUSES: Final = 200
"""No treaty comes near these: the most joined have some two hundred parties with a few acts each.
What lies beyond the parties is warned of, too many acts or clauses are refused, so that every
answer comes in a bounded time.
"""


def project(agreement: Agreement, until: date) -> Projection:
    """All that follows for `agreement` up to `until`: the principal reading and each other one.

    Cycles that begin by `until` are given whole. Raises LawError for what cannot be reckoned, with
    its path.
    """
    if until.year > LAST_YEAR:
        raise LawError(f"the horizon must not lie beyond the year {LAST_YEAR}", "until")
    if len(agreement.acts) > MOST_ACTS:
        raise LawError(
            f"{len(agreement.acts)} acts; at most {MOST_ACTS} are calculated with", "acts"
        )
    if len(agreement.clauses) > MOST_CLAUSES:
        raise LawError(f"{len(agreement.clauses)} clauses; at most {MOST_CLAUSES}", "clauses")
    variants, dropped = variants_of(agreement)
    warnings: list[Warning] = []
    readings: list[Reading] = []
    for variant in variants:
        frame = Frame.of(variant.agreement)
        readings.append(_read(frame, variant, until))
        if not variant.key:
            warnings = [*frame.warnings, *ambiguities(frame, readings[0])]
        elif variant.second is not None:
            said = apart(readings[0], readings[-1], variant.second.id or None)
            warnings += [said] if said is not None else []
    if dropped:
        text = f"{dropped} more readings are possible; {MOST_READINGS} are followed"
        warnings.append(Warning("readings_left_out", text))
    return Projection(agreement, until, tuple(readings), tuple(dict.fromkeys(warnings)))


def _read(frame: Frame, variant: Variant, until: date) -> Reading:
    entry = entry_into_force(frame)
    provisional = provisional_from(frame)
    run = course(frame, entry.outcome, until)
    ground = Ground(frame, entry.outcome, entry.outcome, run.cycles)
    given = notices(frame, ground)
    if not variant.key:
        frame.warnings += disagreements(frame, run, given)
    parties = parties_of(frame)
    if len(parties) > MOST_PARTIES:
        text = f"{len(parties)} parties; the intervals of the first {MOST_PARTIES} are followed"
        frame.warnings.append(Warning("parties_left_out", text))
        parties = parties[:MOST_PARTIES]
    first_like = _first_like(frame, parties)
    stays: dict[str, tuple[Stay, ...]] = {}
    for party, like in first_like.items():
        stays[party] = stays.get(like) or stays_of(frame, party, entry.outcome, run.cycles)
    end = end_of(frame, run, given, ends_by_number(frame, stays))
    given = in_vain(frame, given, end)
    cycles = _until_end(run.cycles, end)
    spans: list[Span] = []
    paints = _treaty_paints(frame, entry, provisional, run, end)
    if frame.bilateral:
        paints += notice_paints(given, Status.NOTICE_GIVEN, end.boundary if end else None)
    spans.extend(spans_of(paints) or (_unknown(entry),))
    start = provisional.outcome if provisional else None
    theirs: dict[str, tuple[Span, ...]] = {}
    for party, like in first_like.items():
        if like in theirs:
            spans.extend([span.of(party) for span in theirs[like]])
        else:
            theirs[party] = spans_of(party_paints(frame, party, stays[party], start, end), party)
            spans.extend(theirs[party])
    return Reading(
        variant.key,
        variant.label,
        entry.outcome,
        cycles,
        key_dates(frame, entry, provisional, run._replace(cycles=cycles), given, stays, end, until),
        tuple(spans),
        run.indefinite_from if _reaches(run.indefinite_from, end) else None,
        end.named if end is not None else None,
    )


def _first_like(frame: Frame, parties: Sequence[str]) -> dict[str, str]:
    """For each party the one that it is like: mostly itself. Those that have done nothing by
    themselves are like the first of them, so that it is reckoned once for all.
    """
    silent = silent_parties(frame, parties)
    first = next((party for party in parties if party in silent), "")
    return {party: first if party in silent else party for party in parties}


def _until_end(cycles: tuple[Cycle, ...], end: End | None) -> tuple[Cycle, ...]:
    """The cycles that begin before the end; the one it falls into closes with it, its own boundary
    is kept.
    """
    if (
        end is None
        or end.boundary.earliest is None
        or (end.status is Status.EXPIRED and not cycles)
    ):
        return cycles
    day = end.boundary.earliest
    kept = [c for c in cycles if c.start.earliest is None or c.start.earliest < day]
    if kept and kept[-1].closing is not Closing.EXPIRES:
        boundary = day_after(kept[-1]).earliest
        if boundary is not None and (day <= boundary or len(kept) < len(cycles)):
            kept[-1] = replace(kept[-1], closing=Closing.ENDS)
    elif kept and (day_after(kept[-1]).earliest or day) > day:
        kept[-1] = replace(kept[-1], closing=Closing.ENDS)
    return tuple(kept)


def _reaches(day: Outcome | None, end: End | None) -> bool:
    if day is None or end is None or day.earliest is None or end.boundary.earliest is None:
        return day is not None
    return day.earliest < end.boundary.earliest


def _treaty_paints(
    frame: Frame, entry: Derived, provisional: Derived | None, run: Course, end: End | None
) -> list[Paint]:
    eif = entry.outcome
    paints = _before(frame, eif, provisional)
    starts = eif
    if isinstance(eif, Awaiting) and run.cycles and provisional is None:
        starts = run.cycles[0].start
    instead = None
    if end is not None and provisional is None:
        instead = ended_first(starts, end, unmet=conditions_unmet(frame))
    if instead is not None:
        return [*paints, *instead]
    after: Outcome | None = None
    if run.cycles and run.cycles[-1].closing in (Closing.RENEWS, Closing.EXPIRES):
        after = day_after(run.cycles[-1])
    paints += in_force_paints(run.cycles, starts, after, entry.sentence(starts))
    paints += _lapses(frame, run)
    for start, until, reason in suspensions(frame, None):
        paints.append(Paint(Status.SUSPENDED, start, until, reason))
    if end is not None:
        paints += end_paints(end, survival_of(frame, end.named))
        for act in frame.of_kind(ActionKind.REVIVAL):
            day = day_of(act, "effect_or_act")
            reason = f"revived on {day.words}"
            paints.append(Paint(Status.IN_FORCE, day, None, reason, REVIVED))
            if end.status is Status.EXPIRED:  # which is lapsed if revived later (MODEL 10)
                said = f"{end.reason}; {reason}"
                paints.append(Paint(Status.LAPSED, end.boundary, day, said, RANK[end.status] + 1))
    if not any(p.start.earliest for p in paints):
        return []
    return paints


_BEFORE_SIGNATURE: Final = (
    (ActionKind.INITIALLING, Status.IN_NEGOTIATION),
    (ActionKind.ADOPTION, Status.ADOPTED),
)


def _before(frame: Frame, eif: Outcome, provisional: Derived | None) -> list[Paint]:
    """From the first step of the text to entry into force."""
    paints: list[Paint] = []
    begun = None if isinstance(eif, Awaiting) else eif  # afterwards nothing falls back on it
    for kind, status in _BEFORE_SIGNATURE:
        found = frame.of_kind(kind)
        if found:
            day = earliest_of([day_of(act) for act in found])
            paints.append(Paint(status, day, begun, f"{kind.label} {day.words}"))
    signed = frame.first_signature()
    awaited = f"; {eif.words}" if isinstance(eif, Awaiting) else ""
    paints.append(
        Paint(Status.SIGNED, signed, begun, f"signed {signed.words}, not in force{awaited}")
    )
    if provisional is not None:
        paints.append(
            Paint(Status.PROVISIONALLY_APPLIED, provisional.outcome, begun, provisional.reason)
        )
    return paints


def _unknown(entry: Derived) -> Span:
    """No dated act is on record: the status is unknown, and the reason says what is missing."""
    reason = f"no dated act is on record; {entry.outcome.words}"
    return Span(Status.UNKNOWN, None, None, None, reason=reason)


def _lapses(frame: Frame, run: Course) -> list[Paint]:
    """Lapsed between the end of a term and an extension agreed only afterwards (REN-8)."""
    paints: list[Paint] = []
    decided = [day_of(act) for act in frame.acts(CARRYING_ON) if act.party is None]
    if not decided:
        return []
    starts = [c.start for c in run.cycles if c.ordinal and c.basis.value == "recorded"]
    for start, day in zip(starts, decided, strict=False):
        if start.earliest and day.earliest and day.earliest > start.earliest:
            days = (day.earliest - start.earliest).days
            reason = (
                f"lapsed on {start.words}; extended only on {words(day.earliest)}, {days} "
                "days later, "
                "with effect from the end of the term (REN-8)"
            )
            paints.append(Paint(Status.LAPSED, start, day, reason))
    return paints
