"""What does the letter about one date need to know besides the date? Read from the rows, as plain
values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from treaties.law.values.vocabulary import DELIVERED_BEFORE, Certainty, DecisionOutcome
from treaties.models import PARTS_OF_TREATY, Decision, KeyDate, RenewalCycle, with_names


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The same date under another reading of the clause or the sources, held or only mentioned."""

    label: str
    day: date
    held: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision about the window."""

    outcome: str
    decided_on: date
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Particulars:
    """One date as a letter tells it. `earliest` is its day by the reading it belongs to; `safe`,
    which is never later, the day by which to act under all that are held, `margin_days` before the
    first of their days.

    `closing` is what follows the period that the date belongs to, on `boundary`; `next_end` is
    where the next one ends. All three are empty for a date that belongs to no period.
    """

    key_date_id: int
    revision: int
    kind: str
    title: str
    full_title: str
    slug: str
    earliest: date | None
    latest: date | None
    safe: date | None
    margin_days: int
    reason: str
    rule: str
    disputed: bool
    projected: bool
    cycle_id: int | None
    closing: str
    boundary: date | None
    next_end: date | None
    others: tuple[OtherReading, ...]
    decisions: tuple[Taken, ...]


def particulars(row: KeyDate, decisions: Sequence[Decision]) -> Particulars:
    """Of `row`, with those of its decisions that the reader may see."""
    cycle = row.cycle
    following = _following(cycle)
    others = KeyDate.objects.filter(
        treaty_id=row.treaty_id,
        kind=row.kind,
        ordinal=row.ordinal,
        party=row.party,
        withdrawn_at=None,
        earliest__isnull=False,
    ).exclude(reading=row.reading)
    different = {
        (other.reading_label or other.reading, other.earliest, other.held)
        for other in others
        if other.earliest and other.earliest != row.earliest
    }
    return Particulars(
        key_date_id=row.pk,
        revision=row.revision,
        kind=row.kind,
        title=row.treaty.short_title,
        full_title=row.treaty.title,
        slug=row.treaty.slug,
        earliest=row.earliest,
        latest=row.latest,
        safe=row.safe,
        margin_days=margin_of(row.kind) if row.safe else 0,
        reason=with_names(row.reason, _names(row)),
        rule=row.rule,
        disputed=row.certainty == Certainty.DISPUTED,
        projected=row.certainty != Certainty.FIXED,
        cycle_id=row.cycle_id,
        closing=cycle.closing if cycle else "",
        boundary=cycle.expires if cycle else None,
        next_end=following.expires if following else None,
        others=tuple(OtherReading(*other) for other in sorted(different)),
        decisions=tuple(
            Taken(DecisionOutcome(one.outcome).label, one.decided_on, one.decided_by, one.reason)
            for one in decisions
        ),
    )


def margin_of(kind: str) -> int:
    """How many days the house keeps for delivery before a date of that kind."""
    return settings.DELIVERY_MARGIN_DAYS if kind in DELIVERED_BEFORE else 0


def _names(row: KeyDate) -> dict[str, str]:
    standing = row.treaty.participants.filter(PARTS_OF_TREATY)
    return dict(standing.values_list("party__code", "party__short_name"))


def _following(cycle: RenewalCycle | None) -> RenewalCycle | None:
    if cycle is None:
        return None
    return RenewalCycle.objects.filter(
        treaty_id=cycle.treaty_id,
        reading=cycle.reading,
        ordinal=cycle.ordinal + 1,
        withdrawn_at=None,
    ).first()
