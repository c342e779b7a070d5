"""The context of one reading: which clause settles each point, how time is counted, and the
anchors of periods (CON-3, REA-3).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple, cast

from treaties.law.clauses.provisions import Counting, Gate, Provision
from treaties.law.clauses.strange_keys import strange_keys
from treaties.law.record.facts import (
    DEPOSITS,
    SIGNATURES,
    Act,
    Agreement,
    Clause,
    day_of,
    handed_on,
    in_order,
    order_of,
)
from treaties.law.rules.results import Warning
from treaties.law.values.outcomes import Awaiting, Fixed, Outcome, earliest_of, latest_of, shift
from treaties.law.values.periods import LeapPolicy, Period, add, civil, subtract
from treaties.law.values.vocabulary import ActionKind, Basis, ClauseKind, Composition, Rank

DEFAULT_COUNTING: Final = Counting()


class Derived(NamedTuple):
    """An answer with its rule (`EIF-3`), its reason in a sentence, and whether a fact or a clause
    gives it.
    """

    outcome: Outcome
    rule: str
    reason: str
    basis: Basis = Basis.PROJECTED

    def sentence(self, day: Outcome) -> str:
        """The reason with the day it leads to; a recorded day is in the reason already."""
        return self.reason if self.basis is Basis.RECORDED else f"{self.reason}: {day.words}"


@dataclass(slots=True)
class ReadingContext:
    """One agreement under one reading; `warnings` collects irregularities."""

    agreement: Agreement
    clauses: dict[ClauseKind, Clause]
    modes: tuple[Clause, ...]
    counting: Counting
    leap: LeapPolicy
    ordered: tuple[Act, ...]
    by_party: Mapping[str | None, Sequence[Act]]
    on_record: frozenset[ActionKind]
    bilateral: bool
    warnings: list[Warning] = field(default_factory=list)

    @classmethod
    def of(cls, agreement: Agreement) -> "ReadingContext":
        """Choose the clauses that count: the preferred one of each kind, else the first that is not
        deprecated.
        """
        chosen: dict[ClauseKind, Clause] = {}
        modes: list[Clause] = []
        warnings: list[Warning] = []
        deprecated, termination = Rank.DEPRECATED, ClauseKind.TERMINATION
        for clause in sorted(agreement.clauses, key=by_id):
            if clause.reading_of is not None or clause.rank is deprecated:
                continue
            for found in strange_keys(clause.provision, ""):
                text = f"`{found.path[1:]}` is not in the vocabulary; kept as a note"
                warnings.append(Warning("unknown_key", text, clause.id or None))
            if clause.kind is termination:
                modes.append(clause)
                continue
            other = chosen.get(clause.kind)
            if other is None or (
                clause.rank is Rank.PREFERRED and other.rank is not Rank.PREFERRED
            ):
                chosen[clause.kind] = clause
            elif clause.rank is other.rank:
                warnings.append(
                    Warning(
                        "two_clauses",
                        f"two clauses on {clause.kind.label} ({_name(other)} and {_name(clause)}); "
                        f"the principal reading follows {_name(other)}",
                        clause.id or None,
                    )
                )
        clause_on_counting = chosen.get(ClauseKind.COUNTING)
        counting = DEFAULT_COUNTING
        if clause_on_counting is not None:
            counting = cast("Counting", clause_on_counting.provision)
        ordered = in_order(agreement.acts)
        by_party: dict[str | None, list[Act]] = {}
        for act in ordered:
            whose = act.to_party if handed_on(act) else act.party
            by_party.setdefault(whose, []).append(act)
        return cls(
            agreement,
            chosen,
            tuple(modes),
            counting,
            cast("LeapPolicy", counting.leap_policy),
            ordered,
            by_party,
            frozenset([act.kind for act in ordered]),
            agreement.composition is Composition.BILATERAL,
            warnings,
        )

    def acts(self, kinds: Collection[ActionKind]) -> tuple[Act, ...]:
        """The acts of some kinds, by their earliest day, those without a day last."""
        if self.on_record.isdisjoint(kinds):
            return ()
        return tuple([act for act in self.ordered if act.kind in kinds])

    def of_kind(self, kind: ActionKind) -> tuple[Act, ...]:
        """The acts of one kind, in the same order."""
        if kind not in self.on_record:
            return ()
        return tuple([act for act in self.ordered if act.kind is kind])

    def acts_by(self, kinds: Collection[ActionKind], party: str) -> tuple[Act, ...]:
        """The acts of one party, in the same order."""
        return tuple([act for act in self.by_party.get(party, ()) if act.kind in kinds])

    def provision(self, kind: ClauseKind) -> Provision | None:
        clause = self.clauses.get(kind)
        return clause.provision if clause else None

    def clause_id(self, kind: ClauseKind) -> str | None:
        clause = self.clauses.get(kind)
        return (clause.id or None) if clause else None

    def cite(self, kind: ClauseKind) -> str:
        """`art. 21`, or a word for the clause where its article is not recorded."""
        clause = self.clauses.get(kind)
        return cite(clause) if clause else "no clause"

    def add(self, day: date, period: Period, times: int = 1) -> date:
        """`day` + period under the leap-day convention of this treaty."""
        return add(day, period, times, self.leap)

    def after(self, outcome: Outcome, period: Period, times: int = 1) -> Outcome:
        """An outcome + `times` periods, with a fast path for an exact day."""
        if isinstance(outcome, Fixed):
            return Fixed(add(outcome.day, period, times, self.leap), outcome.reason)
        return shift(outcome, lambda day: add(day, period, times, self.leap))

    def before(self, outcome: Outcome, period: Period) -> Outcome:
        """An outcome - a period. Counted backwards, a missing day is always the month's last, also
        29 February, so that the whole period remains (NOT-1, PER-3).
        """
        if isinstance(outcome, Fixed):
            return Fixed(add(outcome.day, period, -1), outcome.reason)
        return shift(outcome, lambda day: subtract(day, period))

    def delayed(self, outcome: Outcome, delay: Period, reason: str = "") -> Outcome:
        """An anchor plus a delay, under the convention for `the nth day after` (PER-6)."""
        if delay.is_zero:
            return outcome
        if self.counting.nth_day == "include_first" and not delay.months and delay.days:
            delay = Period(0, delay.days - 1)
        return shift(outcome, lambda day: self.add(day, delay), reason)

    def gate(self, gate: Gate, eif: Outcome, party_eif: Outcome) -> Outcome:
        """The first day that a gate admits."""
        start = self.anchor(gate.from_, eif, party_eif)
        return self.after(start, gate.after)

    def anchor(self, name: str, eif: Outcome, party_eif: Outcome | None = None) -> Outcome:
        """The day from which a clause counts (CON-3); a named event is awaited until it is
        recorded.
        """
        if name == "eif":
            return eif
        if name == "party_eif":
            return eif if party_eif is None else party_eif
        if name.startswith("date:"):
            return Fixed(civil(name[5:]), "the day named in the clause")
        if name == "signature":
            return self.signature()
        if name == "exchange":
            return self.single(
                ActionKind.EXCHANGE_OF_INSTRUMENTS, "exchange of instruments of ratification"
            )
        if name == "threshold_met":
            return self.single(ActionKind.THRESHOLD_MET, "conditions for entry into force")
        if name == "notification":
            return self.last_by_party(ActionKind.NOTIFICATION_OF_PROCEDURES, "received")
        if name == "deposit":
            deposits = [day_of(act, "received") for act in self.acts(DEPOSITS)]
            return latest_of(deposits) if deposits else Awaiting("deposit of instruments")
        events = [day_of(act) for act in self.ordered if act.details.get("event") == name]
        return latest_of(events) if events else Awaiting(name)

    def signature(self) -> Outcome:
        """The day of signature; signed on several days, the last (EIF-1)."""
        found = self.acts(SIGNATURES)
        whole = [act for act in found if act.party is None]
        if not found:
            return Awaiting("signature")
        return latest_of([day_of(act) for act in whole or found], "the last signature")

    def first_signature(self) -> Outcome:
        """The day of the first signature, from which the treaty is signed."""
        found = self.acts(SIGNATURES)
        return earliest_of([day_of(act) for act in found]) if found else Awaiting("signature")

    def single(self, kind: ActionKind, what: str, order: str = "acted") -> Outcome:
        """The last act of a kind, or what is awaited."""
        found = self.of_kind(kind)
        return latest_of([day_of(act, order) for act in found]) if found else Awaiting(what)

    def last_by_party(self, kind: ActionKind, order: str) -> Outcome:
        """The last of the parties' acts of a kind; in a bilateral both are needed unless one act
        counts for both.
        """
        found = self.of_kind(kind)
        if not found:
            return Awaiting(f"{kind.label} by the parties")
        whole = [act for act in found if act.party is None]
        if whole:
            return latest_of([day_of(act, order) for act in whole], "the last notification")
        missing = [p for p in self.agreement.parties if p not in {act.party for act in found}]
        if self.bilateral and missing:
            return Awaiting(f"{kind.label} by {' and '.join(missing)}")
        return latest_of([day_of(act, order) for act in found], "the last notification")


def notice_day(act: Act, basis: str) -> Outcome:
    """The day that counts for a notice: of receipt unless the clause says otherwise (VCLT 78(b),
    NOT-5).
    """
    return day_of(act, order_of(basis))


def by_id(clause: Clause) -> tuple[str, str]:
    """The order of clauses, independent of the order of entry: by number or name (`9`
    before `10`).
    """
    return (_padded(clause.id), clause.article)


@lru_cache(maxsize=4096)
def _padded(ident: str) -> str:
    return _DIGITS.sub(lambda match: match[0].zfill(12), ident)


_DIGITS = re.compile(r"\d+")


_NUMBERED = re.compile(r"[0-9IVXLC]+\b")


def cite(clause: Clause) -> str:
    """`art. 21`, or the kind of clause where the article is not recorded."""
    return _cited(clause.article) if clause.article else f"the clause on {clause.kind.label}"


@lru_cache(maxsize=1024)
def _cited(article: str) -> str:
    plain = article.strip()
    return f"art. {plain}" if _NUMBERED.match(plain) else plain


def _name(clause: Clause) -> str:
    return cite(clause) if clause.article else (clause.id or "the first")
