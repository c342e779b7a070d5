"""The readings of one agreement: the principal one, and one for each point on which clauses or
sources allow another (FAC-5, REA-1).

Each alternative changes a single point, so their number is the number of doubtful points and never
their product.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from treaties.law.record.facts import (
    Act,
    Agreement,
    Claim,
    Clause,
    Replacement,
    claims_for,
    in_order,
)
from treaties.law.rules.reading_context import by_id
from treaties.law.values.vocabulary import ClauseKind, DateRole, Rank

MOST_READINGS: Final = 9
"""The principal reading and eight others; what is beyond is warned of, not silently dropped."""

_ORDER_OF_ROLE: Final = {
    DateRole.ACTED: "acted",
    DateRole.SENT: "sent",
    DateRole.RECEIVED: "received",
    DateRole.EFFECTIVE: "effective",
}


class Variant(NamedTuple):
    """An agreement in which one doubtful point is settled in one way."""

    key: str
    label: str
    agreement: Agreement
    second: Clause | None = None
    """The second of two clauses on one point, if this reading follows it."""
    held: bool = True
    """Whether a party or an authority takes this reading. Of disputed dates and of a presumed
    supersession it is supposed that one does.
    """


def slug(text: str) -> str:
    """A stable key: lower-case letters, digits and single hyphens, at most 60 characters."""
    kept = "".join(c if c.isalnum() else "-" for c in text.lower())
    return "-".join(part for part in kept.split("-") if part)[:60].strip("-") or "other"


def variants_of(agreement: Agreement) -> tuple[list[Variant], int]:
    """The readings, the principal first, and how many were left out beyond the most that are
    followed.
    """
    found = [Variant("", "", agreement)]
    others = [clause for clause in agreement.clauses if _is_other(clause)]
    found += [_of_clause(agreement, clause) for clause in sorted(others, key=by_id)]
    found += _of_second_clauses(agreement)
    for act in in_order(act for act in agreement.acts if len(act.claims) > 1):
        for role in DateRole:
            claims = [c for c in claims_for(act, _ORDER_OF_ROLE[role]) if c.role is role]
            if len(claims) > 1:
                found += [_of_claim(agreement, act, claim) for claim in claims]
    found += [
        _without(agreement, later)
        for later in agreement.replaced_by
        if not later.express and later.same_parties and later.entry_into_force.earliest is not None
    ]
    if len(found) == 1:
        return found, 0
    taken: set[str] = set()
    unique: list[Variant] = []
    for variant in found:
        key, n = variant.key, 2
        while key in taken:
            key, n = f"{variant.key}-{n}", n + 1
        taken.add(key)
        unique.append(variant._replace(key=key) if key != variant.key else variant)
    return unique[:MOST_READINGS], max(0, len(unique) - MOST_READINGS)


def _is_other(clause: Clause) -> bool:
    return clause.reading_of is not None and clause.rank is not Rank.DEPRECATED


def _of_clause(agreement: Agreement, other: Clause) -> Variant:
    """The reading in which `other` stands in the place of the clause it reads differently."""
    label = other.reading or f"another reading of {other.article or other.kind.label}"
    settled = replace(other, reading_of=None, rank=Rank.PREFERRED)
    kept = tuple(
        settled if clause is other else clause
        for clause in agreement.clauses
        if clause is other or clause.id != other.reading_of
    )
    if not any(clause.id == other.reading_of for clause in agreement.clauses):
        kept = tuple(
            settled if clause is other else clause
            for clause in agreement.clauses
            if clause is other or clause.kind is not other.kind or clause.reading_of is not None
        )
    return Variant(slug(label), label, replace(agreement, clauses=kept), held=other.held)


def _of_second_clauses(agreement: Agreement) -> list[Variant]:
    """Two clauses of equal rank on one point: the second gives a reading of its own."""
    deprecated, termination = Rank.DEPRECATED, ClauseKind.TERMINATION
    counting = [
        clause
        for clause in agreement.clauses
        if not clause.reading_of
        and clause.rank is not deprecated
        and clause.kind is not termination
    ]
    if len({clause.kind for clause in counting}) == len(counting):  # as mostly: one on each point
        return []
    first: dict[ClauseKind, Clause] = {}
    found: list[Variant] = []
    for clause in sorted(counting, key=by_id):
        other = first.setdefault(clause.kind, clause)
        if other is clause or other.rank is not clause.rank:
            continue
        label = clause.reading or f"by {clause.article or clause.id or 'the second clause'}"
        kept = tuple(c for c in agreement.clauses if c is not other)
        found.append(Variant(slug(label), label, replace(agreement, clauses=kept), clause))
    return found


def _of_claim(agreement: Agreement, act: Act, claim: Claim) -> Variant:
    """The reading in which one source is right about the date of an act."""
    others = tuple(c for c in act.claims if c.role is not claim.role)
    settled = replace(act, claims=(claim, *others))
    acts = [settled if other is act else other for other in agreement.acts]
    label = f"{act.kind.label} on {claim.date.words}" + (
        f" ({claim.source})" if claim.source else ""
    )
    key = slug(f"{act.kind.value} {act.party or ''} {claim.date.edtf}")
    return Variant(key, label, replace(agreement, acts=tuple(acts)))


def _without(agreement: Agreement, later: Replacement) -> Variant:
    """The reading in which a later treaty did not displace this one (VCLT 30, 59: the presumption
    fails).
    """
    label = f"if the {later.title} did not replace it"
    kept = tuple(r for r in agreement.replaced_by if r is not later)
    return Variant(slug("not superseded"), label, replace(agreement, replaced_by=kept))
