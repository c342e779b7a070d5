"""The ways out of a treaty that its clauses open (rules TER-1 to TER-15)."""

# ruff: noqa: RUF009 - clause_field() only makes the field of a dataclass

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from treaties.law.clauses.codec import (
    ANY,
    BASIS,
    DAY,
    FLAG,
    JSON,
    MONTH_DAY,
    OFFSET,
    PERIOD,
    TEXT,
    Gate,
    Provision,
    clause_field,
    nested,
    number,
    one_of,
    several,
)
from treaties.law.values.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode(Provision):
    """One way out; a treaty may have several, and the earliest admissible effect wins (TER-15)."""

    scope: str = clause_field(TEXT, "")
    condition: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfTerm(Mode):
    """TER-1: by not renewing; the notice of non-renewal takes effect when the term ends."""

    TYPE: ClassVar[str] = "end_of_term"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedReceipt(Provision):
    """NOT-5: a notice not acknowledged counts as received after a time from another receipt
    (ICAO).
    """

    after: Period = clause_field(PERIOD)
    from_: str = clause_field(TEXT, "", "from")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAtAnyTime(Mode):
    """TER-2 to TER-7: by notice outside the ends of terms, with its gates and its day of effect."""

    TYPE: ClassVar[str] = "notice"
    period: Period | None = clause_field(PERIOD, None)
    basis: str = clause_field(BASIS, "unspecified")
    effect: str = clause_field(
        one_of(
            "exact",
            "end_of_calendar_year",
            "end_of_next_calendar_year",
            "first_day_of_month",
            "fixed_day",
        ),
        "exact",
    )
    nth: int | None = clause_field(number(1, 1200), None)
    on: str = clause_field(MONTH_DAY, "")
    notice_by: str = clause_field(MONTH_DAY, "")
    notice_year_offset: int = clause_field(number(0, 10), 0)
    earliest_notice: Gate | None = clause_field(nested(Gate), None)
    earliest_effect: Gate | None = clause_field(nested(Gate), None)
    earliest_year_end: Gate | None = clause_field(nested(Gate), None)
    deemed_receipt: DeemedReceipt | None = clause_field(nested(DeemedReceipt), None)
    withdrawable: JSON = clause_field(ANY, None)
    later_date_allowed: bool = clause_field(FLAG, False)
    clock: str = clause_field(TEXT, "")
    depositary: str = clause_field(TEXT, "")
    precondition: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Mode):
    """TER-8: only in windows that open on one common clock, both ends included (ILO
    Conventions).
    """

    TYPE: ClassVar[str] = "window"
    opens_after: Period = clause_field(PERIOD)
    window: Period = clause_field(PERIOD)
    cycle: Period = clause_field(PERIOD)
    effect: Period = clause_field(PERIOD)
    basis: str = clause_field(BASIS, "registered")


@dataclass(frozen=True, slots=True, kw_only=True)
class SupremeInterests(Mode):
    """TER-9: withdrawal for extraordinary events that jeopardise supreme interests."""

    TYPE: ClassVar[str] = "supreme_interests"
    period: Period = clause_field(PERIOD)
    basis: str = clause_field(BASIS, "given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic(Mode):
    """TER-11: the treaty ends by an event, `offset` from its day: named in words and dated by
    `event_date`, or found from the parties: fewer of them than `below`, or one of `leaves` gone.
    """

    TYPE: ClassVar[str] = "automatic"
    event: str = clause_field(TEXT, "")
    offset: Period | None = clause_field(OFFSET, None)
    event_date: "date | None" = clause_field(DAY, None)
    effective: "date | None" = clause_field(DAY, None)
    below: int | None = clause_field(number(1, 1000), None)
    leaves: tuple[str, ...] = clause_field(several(TEXT), ())
    notice: str = clause_field(TEXT, "")
    partial: bool = clause_field(FLAG, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MutualAgreement(Mode):
    """TER-13: by agreement of all parties (VCLT 54(b)), where the text says so."""

    TYPE: ClassVar[str] = "agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionToEnd(Mode):
    """An organ may end the treaty."""

    TYPE: ClassVar[str] = "decision"
    by: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionClause(Mode):
    """TER-16: operation may be suspended; the term keeps running."""

    TYPE: ClassVar[str] = "suspension"
    on: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnstatedExit(Mode):
    """TER-10: no clause; VCLT 56 as a labelled fallback, never a day by default."""

    TYPE: ClassVar[str] = "unstated"
    default: str = clause_field(one_of("vclt56"), "vclt56")
