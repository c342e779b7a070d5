"""Which dates could be due for somebody, and who follows what? Rows read into the planner's
values.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from treaties.catalogue.visibility import treaties_visible_to, visible_to
from treaties.law.values.vocabulary import DECIDED_BEFORE, KeyDateKind
from treaties.models import (
    PARTS_OF_TREATY,
    Acknowledgement,
    Decision,
    KeyDate,
    Participant,
    Reminder,
    Subject,
    Treaty,
    User,
    Watch,
)
from treaties.reminders.planner import Deadline, Follow, Told


@dataclass(slots=True)
class Follower:
    """A person with what they follow."""

    person: User
    watches: list[Watch] = field(default_factory=list)


def followers() -> list[Follower]:
    """Everybody who follows something and can be written to."""
    found: dict[int, Follower] = {}
    watches = (
        Watch.objects.filter(ended_at=None, person__is_active=True)
        .exclude(person__email="")
        .select_related("person", "treaty", "party", "subject")
        .order_by("person_id", "id")
    )
    for watch in watches:
        found.setdefault(watch.person_id, Follower(watch.person)).watches.append(watch)
    return list(found.values())


def candidates(watches: Iterable[Watch], today: date) -> list[KeyDate]:
    """The dates of principal readings that may be due for some of `watches`, or have moved since
    their last reminder.
    """
    watched = list(watches)
    if not watched:
        return []
    since = min(watch.since for watch in watched)
    ahead = max((lead for watch in watched for lead in watch.leads), default=0)
    until = today + timedelta(days=ahead)
    told = Exists(Reminder.objects.filter(key_date=OuterRef("pk")))
    in_range = Q(safe__range=(since, until))
    moved = Q(revision__gt=1) & (Q(safe=None) | Q(safe__gte=today) | Q(previously__gte=today))
    rows = (
        standing_dates()
        .filter(in_range | (moved & told))
        .select_related("treaty", "cycle")
        .order_by("safe", "id")
    )
    return without_doubles(row for row in rows if not nothing_left_to_decide(row))


def standing_dates() -> QuerySet[KeyDate]:
    """Dates somebody has to act before, under the principal reading of agreements that count."""
    return KeyDate.objects.filter(
        kind__in=[kind.value for kind in DECIDED_BEFORE],
        reading="",
        withdrawn_at=None,
        treaty__withdrawn_at=None,
    )


def without_doubles(rows: Iterable[KeyDate]) -> list[KeyDate]:
    """`rows` without the expiry that only repeats the day by which an extension must be decided."""
    found = list(rows)
    deciding = {
        (row.treaty_id, row.ordinal, row.earliest)
        for row in found
        if row.kind == KeyDateKind.DECISION_DUE
    }
    return [
        row
        for row in found
        if row.kind != KeyDateKind.EXPIRY
        or (row.treaty_id, row.ordinal, row.earliest) not in deciding
    ]


def deadline(row: KeyDate, today: date) -> Deadline:
    """The planner's value of a row."""
    return Deadline(row.pk, row.revision, row.safe, min(timezone.localdate(row.changed_at), today))


@dataclass(frozen=True, slots=True)
class Reach:
    """Which agreements concern which parties and subjects: what a follow of either covers."""

    parties: dict[int, set[int]]
    subjects: dict[int, set[int]]

    @classmethod
    def of(cls, treaty_ids: Collection[int]) -> "Reach":
        parties: dict[int, set[int]] = defaultdict(set)
        rows = Participant.objects.filter(PARTS_OF_TREATY, treaty_id__in=treaty_ids)
        for treaty, party in rows.values_list("treaty_id", "party_id"):
            parties[treaty].add(party)
        above = dict(Subject.objects.values_list("id", "parent_id"))
        subjects: dict[int, set[int]] = defaultdict(set)
        links = Treaty.subjects.through.objects.filter(treaty_id__in=treaty_ids)
        for treaty, direct in links.values_list("treaty_id", "subject_id"):
            subject: int | None = direct
            while subject is not None and subject not in subjects[treaty]:
                subjects[treaty].add(subject)
                subject = above.get(subject)
        return cls(dict(parties), dict(subjects))

    def covers(self, watch: Watch, treaty_id: int) -> bool:
        """Whether `watch` is about this agreement."""
        if watch.treaty_id is not None:
            return watch.treaty_id == treaty_id
        if watch.party_id is not None:
            return watch.party_id in self.parties.get(treaty_id, ())
        if watch.subject_id is not None:
            return watch.subject_id in self.subjects.get(treaty_id, ())
        return True


@dataclass(frozen=True, slots=True)
class Known:
    """What one person was reminded of, may see, and has settled, among the candidates."""

    told: dict[int, list[Told]]
    visible: set[int]
    decisions: dict[int, list[Decision]]
    acknowledged: set[int]


def known(person: User, rows: Sequence[KeyDate], today: date) -> Known:
    """In four queries, whatever the number of `rows`."""
    told: dict[int, list[Told]] = defaultdict(list)
    sent = Reminder.objects.filter(person=person, key_date__in=rows).order_by("id")
    for key_date, revision, lead, day in sent.values_list("key_date_id", "revision", "lead", "day"):
        told[key_date].append(Told(revision, lead, day))
    cycles = {row.cycle_id for row in rows if row.cycle_id is not None}
    decisions: dict[int, list[Decision]] = defaultdict(list)
    taken = Decision.objects.filter(cycle_id__in=cycles, decided_on__lte=today)
    for decision in visible_to(person, taken).select_related("party").order_by("id"):
        decisions[decision.cycle_id].append(decision)
    seen = Acknowledgement.objects.filter(person=person, cycle_id__in=cycles)
    visible = treaties_visible_to(person).filter(pk__in={row.treaty_id for row in rows})
    return Known(
        dict(told),
        set(visible.values_list("pk", flat=True)),
        dict(decisions),
        set(seen.values_list("cycle_id", flat=True)),
    )


def settles(decisions: Iterable[Decision], our_codes: Collection[str]) -> bool:
    """Whether one of `decisions` is ours to rely on: what the other side decided does not decide
    for us.
    """
    return any(
        decision.party is None or not our_codes or decision.party.code in our_codes
        for decision in decisions
    )


def settled_by(person: User, row: KeyDate, have: Known) -> str:
    """What ends the nagging of `person` about `row`, as a sentence; empty while nothing does."""
    if row.cycle_id in have.acknowledged:
        return "It was acknowledged."
    ours = [person.our_party.code] if person.our_party else settings.OUR_SIDE
    if settles(have.decisions.get(row.cycle_id or 0, []), ours):
        return "It was decided."
    return ""


def nothing_left_to_decide(row: KeyDate) -> bool:
    """Whether the date is the last one for a notice that is given already."""
    closing = row.cycle.closing if row.cycle else ""
    return row.kind == KeyDateKind.LAST_NOTICE and closing == "ends"


def follows_of(watches: Iterable[Watch]) -> list[Follow]:
    return [Follow(watch.since, tuple(watch.leads)) for watch in watches]


def in_words(watch: Watch) -> str:
    """What a follow is of, as the sentence “You follow …” goes on."""
    if watch.treaty is not None:
        return f"“{watch.treaty.short_title}”"
    if watch.party is not None:
        return f"all agreements of {watch.party.short_name}"
    if watch.subject is not None:
        return f"all agreements on {watch.subject.name}"
    return "every agreement"
