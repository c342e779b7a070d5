"""What follows from the facts and clauses of one agreement, up to a horizon: every reading, with
its dates and spans (ANS-1, ANS-6).

The one function the rest of the house calls. No clock: the same facts give the same dates for ever.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from treaties.law.readings.ambiguity import ambiguities, apart
from treaties.law.readings.safe_days import with_safe_days
from treaties.law.readings.variants import MOST_READINGS, Variant, variants_of
from treaties.law.record.facts import CARRYING_ON, Agreement, day_of
from treaties.law.rules.cessation import End, end_of, in_vain, survival_of, suspensions
from treaties.law.rules.departures import ends_by_number
from treaties.law.rules.disagreements import disagreements
from treaties.law.rules.duration import CycleChain, cycle_chain, day_after
from treaties.law.rules.entry import conditions_unmet, entry_into_force, provisional_from
from treaties.law.rules.exits import ExitContext
from treaties.law.rules.key_dates import key_dates
from treaties.law.rules.notices import notices
from treaties.law.rules.participation import (
    PartyInterval,
    parties_of,
    party_intervals,
    party_layers,
    silent_parties,
)
from treaties.law.rules.reading_context import Derived, ReadingContext
from treaties.law.rules.results import Closing, Cycle, KeyDate, Projection, Reading, Span, Warning
from treaties.law.rules.status import (
    RANK,
    REVIVED,
    StatusLayer,
    end_layers,
    ended_first,
    in_force_layers,
    notice_layers,
    spans_of,
)
from treaties.law.values.errors import LawError
from treaties.law.values.outcomes import Awaiting, Outcome, earliest_of
from treaties.law.values.periods import LAST_YEAR, words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, Status

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
        context = ReadingContext.of(variant.agreement)
        readings.append(_read(context, variant, until))
        if not variant.key:
            warnings = [*context.warnings, *ambiguities(context, readings[0])]
        elif variant.second is not None:
            said = apart(readings[0], readings[-1], variant.second.id or None)
            warnings += [said] if said is not None else []
    if dropped:
        text = f"{dropped} more readings are possible; {MOST_READINGS} are followed"
        warnings.append(Warning("readings_left_out", text))
    safe = with_safe_days(readings, agreement.settings.delivery_margin_days)
    return Projection(agreement, until, safe, tuple(dict.fromkeys(warnings)))


def _read(context: ReadingContext, variant: Variant, until: date) -> Reading:
    entry = entry_into_force(context)
    provisional = provisional_from(context)
    chain = cycle_chain(context, entry.outcome, until)
    exit_context = ExitContext(context, entry.outcome, entry.outcome, chain.cycles)
    given = notices(context, exit_context)
    if not variant.key:
        context.warnings += disagreements(context, chain, given)
    parties = parties_of(context)
    if len(parties) > MOST_PARTIES:
        text = f"{len(parties)} parties; the intervals of the first {MOST_PARTIES} are followed"
        context.warnings.append(Warning("parties_left_out", text))
        parties = parties[:MOST_PARTIES]
    first_like = _first_like(context, parties)
    intervals: dict[str, tuple[PartyInterval, ...]] = {}
    for party, like in first_like.items():
        intervals[party] = intervals.get(like) or party_intervals(
            context, party, entry.outcome, chain.cycles
        )
    end = end_of(context, chain, given, ends_by_number(context, intervals))
    given = in_vain(context, given, end)
    cycles = _until_end(chain.cycles, end)
    spans: list[Span] = []
    layers = _treaty_layers(context, entry, provisional, chain, end)
    if context.bilateral:
        layers += notice_layers(given, Status.NOTICE_GIVEN, end.boundary if end else None)
    spans.extend(spans_of(layers) or (_unknown(entry),))
    start = provisional.outcome if provisional else None
    theirs: dict[str, tuple[Span, ...]] = {}
    for party, like in first_like.items():
        if like in theirs:
            spans.extend([span.of(party) for span in theirs[like]])
        else:
            theirs[party] = spans_of(
                party_layers(context, party, intervals[party], start, end), party
            )
            spans.extend(theirs[party])
    return Reading(
        variant.key,
        variant.label,
        entry.outcome,
        cycles,
        key_dates(
            context, entry, provisional, chain._replace(cycles=cycles), given, intervals, end, until
        ),
        tuple(spans),
        chain.indefinite_from if _reaches(chain.indefinite_from, end) else None,
        end.named if end is not None else None,
        variant.held,
    )


def _first_like(context: ReadingContext, parties: Sequence[str]) -> dict[str, str]:
    """For each party the one that it is like: mostly itself. Those that have done nothing by
    themselves are like the first of them, so that it is reckoned once for all.
    """
    silent = silent_parties(context, parties)
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


def _treaty_layers(
    context: ReadingContext,
    entry: Derived,
    provisional: Derived | None,
    chain: CycleChain,
    end: End | None,
) -> list[StatusLayer]:
    eif = entry.outcome
    layers = _before(context, eif, provisional)
    starts = eif
    if isinstance(eif, Awaiting) and chain.cycles and provisional is None:
        starts = chain.cycles[0].start
    instead = None
    if end is not None and provisional is None:
        instead = ended_first(starts, end, unmet=conditions_unmet(context))
    if instead is not None:
        return [*layers, *instead]
    after: Outcome | None = None
    if chain.cycles and chain.cycles[-1].closing in (Closing.RENEWS, Closing.EXPIRES):
        after = day_after(chain.cycles[-1])
    layers += in_force_layers(chain.cycles, starts, after, entry.sentence(starts))
    layers += _lapses(context, chain)
    for start, until, reason in suspensions(context, None):
        layers.append(StatusLayer(Status.SUSPENDED, start, until, reason))
    if end is not None:
        layers += end_layers(end, survival_of(context, end.named))
        for act in context.of_kind(ActionKind.REVIVAL):
            day = day_of(act, "effect_or_act")
            reason = f"revived on {day.words}"
            layers.append(StatusLayer(Status.IN_FORCE, day, None, reason, REVIVED))
            if end.status is Status.EXPIRED:  # which is lapsed if revived later (REN-8)
                said = f"{end.reason}; {reason}"
                layers.append(
                    StatusLayer(Status.LAPSED, end.boundary, day, said, RANK[end.status] + 1)
                )
    if not any(p.start.earliest for p in layers):
        return []
    return layers


_BEFORE_SIGNATURE: Final = (
    (ActionKind.INITIALLING, Status.IN_NEGOTIATION),
    (ActionKind.ADOPTION, Status.ADOPTED),
)


def _before(
    context: ReadingContext, eif: Outcome, provisional: Derived | None
) -> list[StatusLayer]:
    """From the first step of the text to entry into force."""
    layers: list[StatusLayer] = []
    begun = None if isinstance(eif, Awaiting) else eif  # afterwards nothing falls back on it
    for kind, status in _BEFORE_SIGNATURE:
        found = context.of_kind(kind)
        if found:
            day = earliest_of([day_of(act) for act in found])
            layers.append(StatusLayer(status, day, begun, f"{kind.label} {day.words}"))
    signed = context.first_signature()
    awaited = f"; {eif.words}" if isinstance(eif, Awaiting) else ""
    layers.append(
        StatusLayer(Status.SIGNED, signed, begun, f"signed {signed.words}, not in force{awaited}")
    )
    if provisional is not None:
        layers.append(
            StatusLayer(
                Status.PROVISIONALLY_APPLIED, provisional.outcome, begun, provisional.reason
            )
        )
    return layers


def _unknown(entry: Derived) -> Span:
    """No dated act is on record: the status is unknown, and the reason says what is missing."""
    reason = f"no dated act is on record; {entry.outcome.words}"
    return Span(Status.UNKNOWN, None, None, None, reason=reason)


def _lapses(context: ReadingContext, chain: CycleChain) -> list[StatusLayer]:
    """Lapsed between the end of a term and an extension agreed only afterwards (REN-8)."""
    layers: list[StatusLayer] = []
    decided = [day_of(act) for act in context.acts(CARRYING_ON) if act.party is None]
    if not decided:
        return []
    starts = [c.start for c in chain.cycles if c.ordinal and c.basis.value == "recorded"]
    for start, day in zip(starts, decided, strict=False):
        if start.earliest and day.earliest and day.earliest > start.earliest:
            days = (day.earliest - start.earliest).days
            reason = (
                f"lapsed on {start.words}; extended only on {words(day.earliest)}, {days} "
                "days later, "
                f"with effect from the end of the term ({rule_named('REN-8')})"
            )
            layers.append(StatusLayer(Status.LAPSED, start, day, reason))
    return layers
