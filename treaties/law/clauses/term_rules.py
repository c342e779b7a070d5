"""How long a treaty runs, how it is renewed, and how time is counted (rules DUR, REN, NOT, SUR;
switches: REA-3).
"""

# ruff: noqa: RUF009 - clause_field() only makes the field of a dataclass

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from treaties.law.clauses.codec import (
    ANCHOR,
    BASIS,
    DAY,
    FLAG,
    PERIOD,
    TEXT,
    Provision,
    clause_field,
    number,
    one_of,
    several,
)
from treaties.law.values.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTerm(Provision):
    """DUR-1, DUR-2, DUR-6: a period from the anchor; `latest` is a cap, that day included
    (DUR-3).
    """

    TYPE: ClassVar[str] = "fixed"
    period: Period = clause_field(PERIOD)
    from_: str = clause_field(ANCHOR, "eif", "from")
    latest: "date | None" = clause_field(DAY, None)
    or_until: str = clause_field(TEXT, "")
    first_to_occur: bool = clause_field(FLAG, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UntilDate(Provision):
    """DUR-3: until a named day, that day included."""

    TYPE: ClassVar[str] = "until_date"
    date: "date" = clause_field(DAY)
    inclusive: bool = clause_field(FLAG, True)
    from_: str = clause_field(ANCHOR, "eif", "from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indefinite(Provision):
    """DUR-7: without limit of time, stated or implied by a denunciation clause."""

    TYPE: ClassVar[str] = "indefinite"


@dataclass(frozen=True, slots=True, kw_only=True)
class InitialThenIndefinite(Provision):
    """DUR-5: no expiry; the initial period is a lock-in."""

    TYPE: ClassVar[str] = "initial_then_indefinite"
    initial: Period = clause_field(PERIOD)
    from_: str = clause_field(ANCHOR, "eif", "from")


@dataclass(frozen=True, slots=True, kw_only=True)
class UntilObjective(Provision):
    """DUR-8: until something is achieved; the day is open until it is recorded."""

    TYPE: ClassVar[str] = "until_objective"
    objective: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coterminous(Provision):
    """DUR-9: as long as another treaty."""

    TYPE: ClassVar[str] = "coterminous"
    with_: str = clause_field(TEXT, "", "with")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnstatedDuration(Provision):
    """DUR-10: neither duration nor denunciation clause (VCLT 56)."""

    TYPE: ClassVar[str] = "unstated"


# Renewal ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRenewal(Provision):
    """The term ends and nothing follows."""

    TYPE: ClassVar[str] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tacit(Provision):
    """REN-1, REN-2, REN-9: renewed unless notice is given; without `max_times` for ever."""

    TYPE: ClassVar[str] = "tacit"
    period: Period | None = clause_field(PERIOD, None)
    periods: tuple[Period, ...] = clause_field(several(PERIOD), ())
    max_times: int | None = clause_field(number(1, 2000), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TacitIndefinite(Provision):
    """REN-3: one tacit extension, without limit of time; the deadline exists only once."""

    TYPE: ClassVar[str] = "tacit_indefinite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Express(Provision):
    """REN-4: only by agreement; nothing is projected without a recorded extension (`project`: one
    is known).
    """

    TYPE: ClassVar[str] = "express"
    by: str = clause_field(TEXT, "")
    period: Period | None = clause_field(PERIOD, None)
    periods: tuple[Period, ...] = clause_field(several(PERIOD), ())
    max_times: int | None = clause_field(number(1, 2000), None)
    project: bool = clause_field(FLAG, False)
    no_more_than: bool = clause_field(FLAG, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByOrgan(Provision):
    """REN-5: an organ or conference extends; perhaps for unequal periods, perhaps by a day of its
    own.
    """

    TYPE: ClassVar[str] = "decision"
    by: str = clause_field(TEXT, "")
    period: Period | None = clause_field(PERIOD, None)
    periods: tuple[Period, ...] = clause_field(several(PERIOD), ())
    max_times: int | None = clause_field(number(1, 2000), None)
    decide_by: Period | None = clause_field(PERIOD, None)
    project: bool = clause_field(FLAG, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewConference(Provision):
    """REN-6: a conference after a time; ends nothing by itself unless the text limits its life."""

    TYPE: ClassVar[str] = "review_conference"
    at: Period = clause_field(PERIOD)
    from_: str = clause_field(ANCHOR, "eif", "from")
    options: tuple[str, ...] = clause_field(several(TEXT), ())
    convened: str = clause_field(TEXT, "")
    decided: str = clause_field(TEXT, "")
    decided_on: "date | None" = clause_field(DAY, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnspecifiedRenewal(Provision):
    """`is extended every five years`: who renews, and how it is stopped, is not said; nothing is
    projected.
    """

    TYPE: ClassVar[str] = "unspecified"
    period: Period | None = clause_field(PERIOD, None)


# Notice, survival, counting ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NonRenewalNotice(Provision):
    """NOT-1 to NOT-5: by when a party must say that it does not want the next period."""

    period: Period = clause_field(PERIOD)
    before: str = clause_field(one_of("term_end"), "term_end")
    basis: str = clause_field(BASIS, "unspecified")
    later_terms: Period | None = clause_field(PERIOD, None)
    form: str = clause_field(one_of("at_least", "within"), "at_least")
    window: Period | None = clause_field(PERIOD, None)

    def in_term(self, ordinal: int) -> Period:
        """The period of notice for the end of one term, the first being 0 (NOT-3)."""
        return self.later_terms if ordinal and self.later_terms else self.period


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival(Provision):
    """SUR-1: what goes on after the end, for how long and for whom."""

    period: Period | None = clause_field(PERIOD, None)
    scope: str = clause_field(TEXT, "")
    until: str = clause_field(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting(Provision):
    """The switches of counting (REA-3); each default is the reading that most texts and practice
    support.
    """

    term_end: str = clause_field(one_of("exclusive", "inclusive"), "exclusive")
    leap_policy: str = clause_field(one_of("clamp", "roll"), "clamp")
    deadline_method: str = clause_field(one_of("backward", "forward_max"), "backward")
    notice_counting: str = clause_field(one_of("calendar", "clear"), "calendar")
    nth_day: str = clause_field(one_of("exclude_first", "include_first"), "exclude_first")
    year_rule: str = clause_field(one_of("ends_after", "begins_after"), "ends_after")
