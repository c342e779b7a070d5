"""What has happened to one agreement, as frozen values: the acts with the dates that sources give
them, and the clauses.

VCLT 2(1)(b), 11-16 for the acts; FAC-1 to FAC-5 for claims, ranks and precision.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, cast

from treaties.law.clauses.codec import JSON, Provision
from treaties.law.values.dates import CivilDate
from treaties.law.values.outcomes import Awaiting, Fixed, Outcome, disputed, known
from treaties.law.values.periods import Period
from treaties.law.values.vocabulary import (
    ActionKind,
    Binding,
    ClauseKind,
    Composition,
    DateRole,
    Rank,
)

TWELVE_MONTHS: Final = Period(12, 0, "P12M")
NOTHING: Final[Mapping[str, JSON]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """One date of one act by one source; `source` is in words, for explanations."""

    role: DateRole
    date: CivilDate
    rank: Rank = Rank.NORMAL
    source: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What a party (or, without `party`, the treaty as a whole) did or underwent (VCLT 2(1)(b)).

    A succession with `to_party` hands the place of `party` on to it (Vienna Convention on
    Succession of States 1978); without, `party` is a successor by its own declaration.

    `details` by kind: extension and renewal {"until": day} or {"period": "P5Y"}, "resumes": true if
    the clause's own renewal goes on afterwards; suspension {"until": day}; supersession {"by",
    "express", "scope"}; irregular_end {"how"}; notices {"clause": clause id, "deemed_from": day};
    revocation {"of": act id}; suspension of a notice {"of": act id, "until": day | "period": "P6M"}
    and resumption {"of": act id}; deposits {"share": 0.18}; a declaration that something named in a
    clause has happened {"event": "commencement of operations"}.
    """

    kind: ActionKind
    party: str | None = None
    claims: tuple[Claim, ...] = ()
    id: str = ""
    to_party: str | None = None
    details: Mapping[str, JSON] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """One final clause. `reading_of` names the clause of which this is another reading, `reading`
    its label. Another reading is `held` if a party or an authority takes it; one that is only
    mentioned (press, loose talk) is shown and does not count for the safe day.
    """

    kind: ClauseKind
    provision: Provision
    id: str = ""
    article: str = ""
    rank: Rank = Rank.NORMAL
    reading_of: str | None = None
    reading: str = ""
    quotation: str = ""
    held: bool = True


@dataclass(frozen=True, slots=True)
class Replacement:
    """A later treaty said or presumed to replace this one (VCLT 59, TER-12): from its own entry
    into force.
    """

    by: str
    title: str
    entry_into_force: Outcome
    express: bool
    same_parties: bool = True


@dataclass(frozen=True, slots=True)
class Conventions:
    """Settings of ours, labelled as such in every explanation; not the treaty's."""

    window: Period = TWELVE_MONTHS
    delivery_margin_days: int = 0


OURS: Final = Conventions()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything from which the dates of one agreement follow."""

    id: str
    title: str
    composition: Composition = Composition.BILATERAL
    binding: Binding = Binding.YES
    parties: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    clauses: tuple[Clause, ...] = ()
    replaced_by: tuple[Replacement, ...] = ()
    settings: Conventions = OURS


DEPOSITS: Final = frozenset(
    {
        ActionKind.DEFINITIVE_SIGNATURE,
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.ACCESSION,
        ActionKind.FORMAL_CONFIRMATION,
        ActionKind.SUCCESSION,
    }
)
"""Acts by which a State consents to be bound (VCLT 11-16)."""

SIGNATURES: Final = frozenset(
    {ActionKind.SIGNATURE, ActionKind.DEFINITIVE_SIGNATURE, ActionKind.SIGNATURE_AD_REFERENDUM}
)
NOTICES: Final = frozenset(
    {ActionKind.DENUNCIATION, ActionKind.WITHDRAWAL, ActionKind.NOTICE_OF_NON_RENEWAL}
)
CARRYING_ON: Final = frozenset({ActionKind.EXTENSION, ActionKind.RENEWAL})
"""Acts by which a treaty that would end, or might, goes on (REN-7)."""


def handed_on(act: Act) -> bool:
    """True if the act hands the place of a party on to another (succession of States)."""
    return act.kind is ActionKind.SUCCESSION and act.to_party is not None


_ORDERS: Final[dict[str, tuple[DateRole, ...]]] = {
    "received": (DateRole.RECEIVED, DateRole.ACTED, DateRole.SENT),
    "acted": (DateRole.ACTED, DateRole.SENT, DateRole.RECEIVED, DateRole.EFFECTIVE),
    "sent": (DateRole.SENT, DateRole.ACTED, DateRole.RECEIVED),
    "effective": (DateRole.EFFECTIVE,),
    "receipt": (DateRole.RECEIVED,),
    "effect_or_act": (DateRole.EFFECTIVE, DateRole.ACTED, DateRole.RECEIVED, DateRole.SENT),
}
_ORDER_OF_BASIS: Final = {"dispatched": "sent", "date_of_note": "acted"}


def order_of(basis: str) -> str:
    """Which of an act's dates counts for a clause's `basis`; receipt unless it says otherwise (VCLT
    78(b)).
    """
    return _ORDER_OF_BASIS.get(basis, "received")


def claims_for(act: Act, order: str) -> tuple[Claim, ...]:
    """The claims that count for one of the orders of roles: of the first role with any, the best
    rank only.

    A coarser date that contains a finer one does not contradict it, and gives way.
    """
    if len(act.claims) == 1:
        only = act.claims[0]
        counts = only.role in _ORDERS[order] and only.rank is not Rank.DEPRECATED
        return act.claims if counts else ()
    for role in _ORDERS[order]:
        found = [c for c in act.claims if c.role is role and c.rank is not Rank.DEPRECATED]
        if found:
            best = [c for c in found if c.rank is Rank.PREFERRED] or found
            return tuple(
                c
                for i, c in enumerate(best)
                if not any(
                    o.date.within(c.date) and (o.date != c.date or j < i)
                    for j, o in enumerate(best)
                    if j != i and o.date.is_known
                )
            )
    return ()


def day_of(act: Act, order: str = "acted") -> Outcome:
    """The day of an act: disputed if undeprecated claims differ, awaited if no source gives it."""
    found = claims_for(act, order)
    if not found:
        return Awaiting(f"date of {act.kind.label}")
    if len(found) == 1:
        claim = found[0]
        if claim.date.is_exact:  # as most are
            return Fixed(cast("date", claim.date.earliest), claim.source)
        return known(claim.date, act.kind.label, claim.source)
    outcomes = [known(c.date, act.kind.label, c.source) for c in found]
    return disputed(outcomes, f"sources differ on the date of {act.kind.label}")


def acts_of(agreement: Agreement, kinds: Collection[ActionKind]) -> tuple[Act, ...]:
    """The acts of some kinds, by their earliest day, those without a day last."""
    return in_order(act for act in agreement.acts if act.kind in kinds)


def in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Acts by their earliest day, those without a day last; whoever wrote them down when."""
    return tuple(sorted(acts, key=_by_day))


def _by_day(act: Act) -> tuple[bool, date, str, str]:
    deprecated = Rank.DEPRECATED
    days = [c.date.earliest for c in act.claims if c.date.earliest and c.rank is not deprecated]
    return (not days, min(days, default=date.max), act.kind, f"{act.party or ''} {act.id}")
