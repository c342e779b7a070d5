"""What one supposed notice does, as `reckon` writes it: its effect by one way out, or why it has
none (TER-15).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from treaties.law.clauses.codec import JSON
from treaties.law.clauses.provisions import Mode, UnstatedExit
from treaties.law.record.facts import TWELVE_MONTHS
from treaties.law.rules.cessation import survival_of
from treaties.law.rules.exits import ExitContext, effect_of
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Reading, Span
from treaties.law.values.outcomes import Fixed, Outcome
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, Status

_OVER: Final = frozenset(
    {
        Status.EXPIRED,
        Status.TERMINATED,
        Status.SUPERSEDED,
        Status.SUPERSEDED_PRESUMED,
        Status.RESIDUAL_EFFECTS,
        Status.NEVER_IN_FORCE,
    }
)


@dataclass(frozen=True, slots=True)
class NoticeByMode:
    """A notice to suppose: the day, the way out by its place among the modes, and whose entry gates
    count from.
    """

    on: date
    mode: str
    index: int
    party_eif: date | None = None


def notice_effect(
    context: ReadingContext, exit_context: ExitContext, reading: Reading, notice: NoticeByMode
) -> dict[str, JSON]:
    """What a supposed notice does by its way out, or why it does nothing (TER-1 to TER-11)."""
    result: dict[str, JSON] = {"notice": notice.on.isoformat()}
    modes = context.modes
    if not modes:
        return {**result, "effective": None, "problem": "no clause says how to end it (VCLT 56)"}
    over = _over(reading, notice.on)
    if over:
        return {**result, "effective": None, "problem": over}
    mode = cast("Mode", modes[notice.index].provision)
    result["mode"] = mode.TYPE
    if notice.party_eif is not None:
        result["party_entry_into_force"] = notice.party_eif.isoformat()
        exit_context = ExitContext(
            context, exit_context.eif, Fixed(notice.party_eif), exit_context.cycles
        )
    effect = effect_of(mode, notice.on, exit_context)
    if effect is None and isinstance(mode, UnstatedExit):
        twelve = context.add(notice.on, TWELVE_MONTHS).isoformat()
        problem = "open: no clause; it depends on VCLT 56, which would ask for twelve months"
        return {**result, "effective": None, "problem": problem, "hypothetical": twelve}
    if effect is None:
        return {
            **result,
            "effective": None,
            "problem": "a notice has no effect on this way of ending it",
        }
    outcome = effect.outcome
    if outcome is None:
        return {**result, "effective": None, "problem": effect.problem}
    result["effective"] = shown(outcome)
    result["effective_at"] = "end_of_day" if effect.end_of_day else "start_of_day"
    survival = survival_of(context, outcome)
    if survival is not None and survival.earliest is not None:
        result["survival_until"] = shown(survival)
    result["why"] = f"{effect.text} ({rule_named(effect.rule)}){_sooner(context, reading, outcome)}"
    return result


def _over(reading: Reading, day: date) -> str:
    """Why nothing is left to leave on a day (VCLT 70); empty while there is, or may be."""
    span = reading.status_on(day)
    if span is None or not (span.status in _OVER or _until_revived(reading, span)):
        return ""
    ended = next(s for s in reading.spans if s.party is None and (s.status in _OVER or s is span))
    if ended.uncertain_start_until is not None and day < ended.uncertain_start_until:
        return ""
    return f"comes too late: {ended.reason}"


def _until_revived(reading: Reading, span: Span) -> bool:
    """True if the treaty had lapsed since its end, and not only until an extension reached back."""
    since = reading.end.earliest if reading.end is not None else None
    return (
        span.status is Status.LAPSED
        and since is not None
        and span.start is not None
        and span.start >= since
    )


def _sooner(context: ReadingContext, reading: Reading, effect: Outcome) -> str:
    """Said where the treaty ends before the notice would take effect."""
    end, day = reading.end, effect.earliest
    if end is None or end.latest is None or day is None or ActionKind.REVIVAL in context.on_record:
        return ""
    return f"; but the treaty ends before, on {end.words}" if end.latest < day else ""


def shown(outcome: Outcome) -> JSON:
    """A day as text, a span or a dispute as an object, what is awaited as null."""
    if isinstance(outcome, Fixed):
        return outcome.day.isoformat()
    if outcome.earliest is None:
        return None
    latest = outcome.latest
    return {
        "earliest": outcome.earliest.isoformat(),
        "latest": latest.isoformat() if latest else None,
        "certainty": outcome.certainty.value,
    }
