"""The ways in which treaties enter into force (VCLT 24; rules EIF-1 to EIF-11), as clauses state
them.
"""

# ruff: noqa: RUF009 - clause_field() only makes the field of a dataclass

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, cast

from treaties.law.clauses.codec import (
    ANCHOR,
    BASIS,
    COUNT,
    DAY,
    DELAY,
    JSON,
    NO_DELAY,
    PERIOD,
    SHARE,
    TEXT,
    FieldKind,
    Provision,
    clause_field,
    nested,
    number,
    one_of,
    several,
)
from treaties.law.values.errors import ProvisionError
from treaties.law.values.nearest import did_you_mean
from treaties.law.values.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional(Provision):
    """Provisional application pending entry into force (VCLT 25, EIF-10); it does not start the
    term.
    """

    from_: str = clause_field(ANCHOR, "signature", "from")
    date: "date | None" = clause_field(DAY, None)
    delay: Period = clause_field(DELAY, NO_DELAY)
    duration: Period | None = clause_field(PERIOD, None)
    until: str = clause_field(TEXT, "eif")
    scope: str = clause_field(TEXT, "")
    rule: str = clause_field(TEXT, "", "type")
    nth: int = clause_field(number(1, 1200), 1)
    after: str = clause_field(ANCHOR, "")


def read_entry(value: JSON, path: str) -> "EntryRule":
    """The rule of entry into force in `value`; an unknown `type` is an error."""
    name = value.get("type") if isinstance(value, Mapping) else None
    if not isinstance(name, str) or name not in ENTRY_RULES:
        meant = did_you_mean(name, ENTRY_RULES) if isinstance(name, str) else ""
        text = f"{str(name)[:40]!r} is not one of {', '.join(ENTRY_RULES)}"
        raise ProvisionError(f"{path}.type", f"{text}. {meant}" if meant else text)
    return ENTRY_RULES[name].read(value, path)


ENTRY: Final = FieldKind(read_entry, lambda value: cast("Provision", value).write())


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRule(Provision):
    """How the treaty enters into force (VCLT 24)."""

    provisional: Provisional | None = clause_field(nested(Provisional), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSignature(EntryRule):
    """EIF-1: on signature; signed on several days, on the last."""

    TYPE: ClassVar[str] = "on_signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDate(EntryRule):
    """EIF-2: on the day in the text, whatever the day of signature."""

    TYPE: ClassVar[str] = "on_date"
    date: "date" = clause_field(DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnExchange(EntryRule):
    """EIF-3: exchange of instruments (or notes) plus a delay."""

    TYPE: ClassVar[str] = "on_exchange"
    delay: Period = clause_field(DELAY, NO_DELAY)
    what: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterNotification(EntryRule):
    """EIF-4: the last notification (or the single one of `by`) plus a delay; it counts on receipt
    (VCLT 78(b)).
    """

    TYPE: ClassVar[str] = "after_notification"
    which: str = clause_field(one_of("last", "single"), "last")
    by: str = clause_field(TEXT, "")
    basis: str = clause_field(BASIS, "unspecified")
    delay: Period = clause_field(DELAY, NO_DELAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDeposit(EntryRule):
    """EIF-8: a party's own deposit plus a delay."""

    TYPE: ClassVar[str] = "on_deposit"
    delay: Period = clause_field(DELAY, NO_DELAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDayOfMonth(EntryRule):
    """EIF-5 and EIF-6: wait, then the first day of the nth month following the month reached."""

    TYPE: ClassVar[str] = "first_day_of_month"
    nth: int = clause_field(number(1, 1200))
    after: str = clause_field(ANCHOR, "notification")
    wait: Period = clause_field(DELAY, NO_DELAY)
    count: int | str = clause_field(COUNT, "")
    named: tuple[str, ...] = clause_field(several(TEXT), ())
    which: str = clause_field(one_of("last", "single"), "last")
    by: str = clause_field(TEXT, "")
    basis: str = clause_field(BASIS, "unspecified")
    per_party: "EntryRule | None" = clause_field(ENTRY, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Provision):
    """A share of something that the ratifying States must hold together (0.55 of emissions)."""

    share: float = clause_field(SHARE)
    of: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor(Provision):
    """Not before a day (EIF-7); `rule` is the clause's own wording of it."""

    date: "date | None" = clause_field(DAY, None)
    rule: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(EntryRule):
    """EIF-7: when the instruments required are together, plus a delay, not before the floor."""

    TYPE: ClassVar[str] = "threshold"
    count: int | str = clause_field(COUNT, "")
    named: tuple[str, ...] = clause_field(several(TEXT), ())
    weight: Weight | None = clause_field(nested(Weight), None)
    extra: str = clause_field(TEXT, "")
    delay: Period = clause_field(DELAY, NO_DELAY)
    not_before: Floor | None = clause_field(nested(Floor), None)
    per_party: "EntryRule | None" = clause_field(ENTRY, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedEntry(EntryRule):
    """EIF-9: on a day agreed later or tied to another instrument; open until the fact is
    recorded.
    """

    TYPE: ClassVar[str] = "by_agreement"
    linked: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnstatedEntry(EntryRule):
    """EIF-11: no clause; VCLT 24(2), when all negotiating States have consented: a recorded day is
    needed.
    """

    TYPE: ClassVar[str] = "unstated"


ENTRY_RULES: Final[dict[str, type[EntryRule]]] = {
    rule.TYPE: rule
    for rule in (
        OnSignature,
        OnDate,
        OnExchange,
        AfterNotification,
        OnDeposit,
        FirstDayOfMonth,
        Threshold,
        LinkedEntry,
        UnstatedEntry,
    )
}
