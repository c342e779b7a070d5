"""What is required before a treaty enters into force, and what is still missing (VCLT 24(1),
EIF-7)? A number of instruments, those of named States, a share of something.
"""

from dataclasses import dataclass
from datetime import date

from treaties.law.clauses.provisions import FirstDayOfMonth, Threshold
from treaties.law.record.facts import DEPOSITS, Agreement, acts_of, day_of, handed_on
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.values.outcomes import Awaiting, Between, Fixed, Outcome, latest_of
from treaties.law.values.vocabulary import ActionKind, ClauseKind

_ROUNDING = 1e-9
"""Tolerance for floating-point shares: 0.3 + 0.25 must reach 0.55."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What a threshold still lacks (EIF-7): `instruments` more of the `of` required, the `named`
    States that have not joined, the `share` that is missing of `weight_of`, and conditions in words
    that only a recorded fact can settle.
    """

    instruments: int = 0
    of: int = 0
    named: tuple[str, ...] = ()
    share: float = 0.0
    weight_of: str = ""
    other: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """True if nothing is missing (EIF-7)."""
        return not (self.instruments or self.named or self.share or self.other)

    @property
    def words(self) -> str:
        """`2 more instruments of ratification (of 55), ratification by USA` … or `nothing`."""
        said: list[str] = []
        if self.instruments:
            plural = "" if self.instruments == 1 else "s"
            said.append(
                f"{self.instruments} more instrument{plural} of ratification (of {self.of})"
            )
        if self.named:
            said.append(f"ratification by {' and '.join(self.named)}")
        if self.share:
            of = self.weight_of or "the total"
            said.append(f"instruments that stand for {self.share:.4g} more of {of}")
        return ", ".join((*said, *self.other)) or "nothing"


def still_needed(agreement: Agreement) -> Needed | None:
    """What the threshold of entry into force still lacks by the facts (EIF-7); None if the clause
    sets no threshold. A recorded day on which it was met, or of entry into force, settles it.
    """
    context = ReadingContext.of(agreement)
    rule = context.provision(ClauseKind.ENTRY_INTO_FORCE)
    if isinstance(rule, FirstDayOfMonth) and rule.after == "threshold_met":
        rule = Threshold(count=rule.count, named=rule.named)
    if not isinstance(rule, Threshold):
        return None
    settled = {ActionKind.THRESHOLD_MET, ActionKind.ENTRY_INTO_FORCE}
    if any(act.party is None for act in acts_of(agreement, settled)):
        return Needed()
    return _needed(context, rule, _first_deposits(context))


def threshold_met(context: ReadingContext, rule: Threshold) -> Outcome:
    """The day on which all conditions were met (EIF-7): recorded, else calculated from the deposits
    if possible, else what is still needed.
    """
    if context.of_kind(ActionKind.THRESHOLD_MET):
        return context.single(ActionKind.THRESHOLD_MET, "conditions for entry into force")
    deposits = _first_deposits(context)
    needed = _needed(context, rule, deposits)
    if not needed.is_met:
        return Awaiting(needed.words)
    conditions = [deposits[party] for party in _named(context, rule)]
    if isinstance(rule.count, int):
        conditions.append(_kth(list(deposits.values()), rule.count))
    if rule.weight is not None:
        conditions.append(_weighed(context, deposits, rule.weight.share))
    return latest_of(conditions) if conditions else Awaiting("conditions for entry into force")


def _needed(context: ReadingContext, rule: Threshold, deposits: dict[str, Outcome]) -> Needed:
    dated = {party for party, day in deposits.items() if day.earliest is not None}
    count = rule.count if isinstance(rule.count, int) else 0
    other: list[str] = []
    if isinstance(rule.count, str) and rule.count and not _everybody(rule):
        other.append(f"conditions for entry into force ({rule.count})")
    if rule.extra:
        other.append(f"further condition for entry into force: {rule.extra}")
    share = 0.0
    if rule.weight is not None:
        held = sum(w for party, w in _shares(context).items() if party in dated)
        lacking = rule.weight.share - held
        share = lacking if lacking > _ROUNDING else 0.0
    return Needed(
        max(0, count - len(dated)),
        count,
        tuple(party for party in _named(context, rule) if party not in dated),
        share,
        rule.weight.of if rule.weight is not None else "",
        tuple(other),
    )


def _everybody(rule: Threshold) -> bool:
    return isinstance(rule.count, str) and rule.count.startswith(("all", "both"))


def _named(context: ReadingContext, rule: Threshold) -> tuple[str, ...]:
    """The States whose instruments are required: those the clause names, or all."""
    everybody = context.agreement.parties if _everybody(rule) else ()
    return tuple(dict.fromkeys((*everybody, *rule.named)))


def _first_deposits(context: ReadingContext) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for act in context.acts(DEPOSITS):
        if act.party is not None and not handed_on(act):
            found.setdefault(act.party, day_of(act, "received"))
    return found


def _shares(context: ReadingContext) -> dict[str, float]:
    """The share that each party's first instrument carries (`details.share`)."""
    found: dict[str, float] = {}
    for act in context.acts(DEPOSITS):
        weight = act.details.get("share")
        if act.party is not None and isinstance(weight, int | float):
            found.setdefault(act.party, float(weight))
    return found


def _kth(days: list[Outcome], count: int) -> Outcome:
    """The day of the `count`-th instrument; with inexact days, between the k-th of the earliest and
    of the latest.
    """
    first = sorted(day.earliest for day in days if day.earliest is not None)
    last = sorted(day.latest or day.earliest for day in days if day.earliest is not None)
    start, end = first[count - 1], last[count - 1]
    return Fixed(start) if start == end else Between(start, end)


def _weighed(context: ReadingContext, deposits: dict[str, Outcome], share: float) -> Outcome:
    """When the shares of the instruments reach the weight, by their earliest and by their latest
    days.
    """
    weights = _shares(context)
    dated = [(day, party) for party, day in deposits.items() if day.earliest is not None]
    start = _reached([(d.earliest or date.max, p) for d, p in dated], weights, share)
    end = _reached([(d.latest or d.earliest or date.max, p) for d, p in dated], weights, share)
    return Fixed(start) if start == end else Between(start, end)


def _reached(days: list[tuple[date, str]], weights: dict[str, float], share: float) -> date:
    total = 0.0
    rows = sorted(days)
    sums = [total := total + weights.get(party, 0.0) for _, party in rows]
    return next(day for (day, _), held in zip(rows, sums, strict=True) if held >= share - _ROUNDING)
