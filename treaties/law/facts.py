"""What has happened to one agreement, as frozen values: the acts with the dates that sources give
them, and the clauses.

VCLT 2(1)(b), 11-16 for the acts; DOMAIN 1-5 for claims, ranks and precision.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from treaties.law.dates import CivilDate
from treaties.law.fieldkinds import JSON
from treaties.law.outcomes import Outcome
from treaties.law.provision import Provision
from treaties.law.reckoning import Period
from treaties.law.vocabulary import ActionKind, Binding, ClauseKind, Composition, DateRole, Rank

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
    """What a party (or, without `party`, the treaty as a whole) did or underwent.

    `details` by kind: extension and renewal {"until": day} or {"period": "P5Y"}, "resumes": true if
    the clause's own renewal goes on afterwards; suspension {"until": day}; supersession {"by",
    "express", "scope"}; irregular_end {"how"}; notices {"clause": clause id}; revocation {"of": act
    id}.
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
    its label.
    """

    kind: ClauseKind
    provision: Provision
    id: str = ""
    article: str = ""
    rank: Rank = Rank.NORMAL
    reading_of: str | None = None
    reading: str = ""
    quotation: str = ""


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
