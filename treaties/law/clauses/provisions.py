"""What a final clause provides: one frozen value per kind of rule, in the vocabulary of the clauses
(CON-5).

`from_json` reads every input: an unknown `type` is an error with its path, an unknown key is kept
as a note.
"""

from collections.abc import Mapping
from typing import Final

from treaties.law.clauses.codec import JSON, Gate, Provision
from treaties.law.clauses.entry_rules import (
    ENTRY_RULES,
    AfterNotification,
    EntryRule,
    FirstDayOfMonth,
    Floor,
    LinkedEntry,
    OnDate,
    OnDeposit,
    OnExchange,
    OnSignature,
    Provisional,
    Threshold,
    UnstatedEntry,
    Weight,
)
from treaties.law.clauses.exit_modes import (
    Automatic,
    DecisionToEnd,
    DeemedReceipt,
    EndOfTerm,
    Mode,
    MutualAgreement,
    NoticeAtAnyTime,
    SupremeInterests,
    SuspensionClause,
    UnstatedExit,
    Window,
)
from treaties.law.clauses.term_rules import (
    ByOrgan,
    Coterminous,
    Counting,
    Express,
    FixedTerm,
    Indefinite,
    InitialThenIndefinite,
    NonRenewalNotice,
    NoRenewal,
    ReviewConference,
    Survival,
    Tacit,
    TacitIndefinite,
    UnspecifiedRenewal,
    UnstatedDuration,
    UntilDate,
    UntilObjective,
)
from treaties.law.values.errors import ProvisionError
from treaties.law.values.nearest import did_you_mean
from treaties.law.values.vocabulary import ClauseKind

__all__ = [
    "AfterNotification",
    "Automatic",
    "ByOrgan",
    "Coterminous",
    "Counting",
    "DecisionToEnd",
    "DeemedReceipt",
    "EndOfTerm",
    "EntryRule",
    "Express",
    "FirstDayOfMonth",
    "FixedTerm",
    "Floor",
    "Gate",
    "Indefinite",
    "InitialThenIndefinite",
    "LinkedEntry",
    "Mode",
    "MutualAgreement",
    "NoRenewal",
    "NonRenewalNotice",
    "NoticeAtAnyTime",
    "OnDate",
    "OnDeposit",
    "OnExchange",
    "OnSignature",
    "Provision",
    "ProvisionError",
    "Provisional",
    "ReviewConference",
    "SupremeInterests",
    "Survival",
    "SuspensionClause",
    "Tacit",
    "TacitIndefinite",
    "Threshold",
    "UnspecifiedRenewal",
    "UnstatedDuration",
    "UnstatedEntry",
    "UnstatedExit",
    "UntilDate",
    "UntilObjective",
    "Weight",
    "Window",
    "from_json",
    "to_json",
    "types_of",
]


def _by_type(*rules: type[Provision]) -> dict[str, type[Provision]]:
    return {rule.TYPE: rule for rule in rules}


RULES: Final[dict[ClauseKind, dict[str, type[Provision]]]] = {
    ClauseKind.ENTRY_INTO_FORCE: dict(ENTRY_RULES),
    ClauseKind.PROVISIONAL_APPLICATION: {"": Provisional},
    ClauseKind.DURATION: _by_type(
        FixedTerm,
        UntilDate,
        Indefinite,
        InitialThenIndefinite,
        UntilObjective,
        Coterminous,
        UnstatedDuration,
    ),
    ClauseKind.RENEWAL: _by_type(
        NoRenewal, Tacit, TacitIndefinite, Express, ByOrgan, ReviewConference, UnspecifiedRenewal
    ),
    ClauseKind.NOTICE: {"": NonRenewalNotice},
    ClauseKind.TERMINATION: _by_type(
        EndOfTerm,
        NoticeAtAnyTime,
        Window,
        SupremeInterests,
        Automatic,
        MutualAgreement,
        DecisionToEnd,
        SuspensionClause,
        UnstatedExit,
    ),
    ClauseKind.SURVIVAL: {"": Survival},
    ClauseKind.COUNTING: {"": Counting},
}


def types_of(kind: ClauseKind) -> tuple[str, ...]:
    """The words that `type` may have in a clause of this kind; empty if it has none."""
    return tuple(name for name in RULES[kind] if name)


def from_json(kind: ClauseKind, data: JSON, path: str = "provision") -> Provision:
    """The provision of a clause of `kind`; raises ProvisionError(path, text) for what it cannot
    mean.
    """
    if not isinstance(data, Mapping):
        raise ProvisionError(path, 'expected an object like {"type": …}')
    known = RULES[kind]
    if "" in known:
        return known[""].read(data, path)
    name = data.get("type")
    if not isinstance(name, str) or name not in known:
        meant = did_you_mean(name, known) if isinstance(name, str) else ""
        text = f"{str(name)[:40]!r} is not one of {', '.join(known)}"
        raise ProvisionError(f"{path}.type", f"{text}. {meant}" if meant else text)
    return known[name].read(data, path)


def to_json(provision: Provision) -> dict[str, JSON]:
    """The provision in the vocabulary of the clauses; `from_json` of it gives the same provision
    again.
    """
    return provision.write()
