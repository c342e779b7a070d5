"""Which rows does the timeline need for some treaties? A fixed number of queries, however many
treaties there are.

Reads through `catalogue.visibility`, as plain tuples, because a thousand treaties have twenty
thousand rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from treaties.catalogue.register_version import digest_of
from treaties.catalogue.visibility import (
    Reader,
    parties_visible_to,
    sees_drafts,
    subjects_visible_to,
    visible_to,
)
from treaties.chronology.columns import MENTIONED, Cycle, Date, Line, Mark, Span
from treaties.chronology.marks import (
    ClaimRow,
    EventRow,
    KeyDateRow,
    MilestoneRow,
    of_claims,
    of_events,
    of_key_dates,
    of_milestones,
    of_what_matters,
)
from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import MATTERS, Composition
from treaties.models import (
    Claim,
    DiplomaticEvent,
    KeyDate,
    Milestone,
    Participant,
    Party,
    RenewalCycle,
    Role,
    StatusSpan,
    Subject,
    Treaty,
    TreatyAction,
    User,
)
from treaties.models.status_span import SPAN_END, SPAN_START


@dataclass(frozen=True)
class Rows:
    """What `columns.segment` takes."""

    lines: list[Line] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)


@dataclass(frozen=True)
class Roll:
    """The parties and subjects that a reader may know of, as segments number them: first the
    `public` ones, which published agreements name, in the order of entry; then, for those who work
    on drafts, the others. So segments of published agreements number them alike for all.
    """

    parties: tuple[Party, ...]
    subjects: tuple[Subject, ...]
    public: tuple[int, int]

    @classmethod
    def call(cls, reader: Reader) -> "Roll":
        """Read it: two queries, for those who work on drafts four."""
        columns = ("code", "name", "short_name", "kind", "aliases")
        named = tuple(parties_visible_to(_plain(reader)).only(*columns).order_by("id"))
        about = tuple(subjects_visible_to(_plain(reader)).only("code", "name").order_by("id"))
        public = len(named), len(about)
        if sees_drafts(reader):
            parties = Party.objects.exclude(pk__in=[party.pk for party in named])
            subjects = Subject.objects.exclude(pk__in=[subject.pk for subject in about])
            named += tuple(parties.only(*columns).order_by("id"))
            about += tuple(subjects.only("code", "name").order_by("id"))
        return cls(named, about, public)

    @cached_property
    def digest(self) -> str:
        """A short stable hash of them, in this order."""
        return self._digest(len(self.parties), len(self.subjects))

    @cached_property
    def public_digest(self) -> str:
        """The same of the public ones, which is all that published agreements name."""
        return self._digest(*self.public)

    def _digest(self, parties: int, subjects: int) -> str:
        said = (
            "\x1e".join((p.code, p.name, p.short_name, p.kind, *p.aliases))
            for p in self.parties[:parties]
        )
        return digest_of([*said, "", *(f"{s.code}\x1e{s.name}" for s in self.subjects[:subjects])])

    @property
    def party_at(self) -> dict[int, int]:
        return {party.pk: position for position, party in enumerate(self.parties)}

    @property
    def subject_at(self) -> dict[int, int]:
        return {subject.pk: position for position, subject in enumerate(self.subjects)}


def _plain(reader: Reader) -> Reader:
    """A reader who sees no drafts, for one who does."""
    return User(role=Role.VIEWER, is_active=True) if sees_drafts(reader) else reader


def rows_of(
    treaties: QuerySet[Treaty], roll: Roll, reader: Reader, *, drafts: bool = False
) -> Rows:
    """All rows drawn for `treaties`, as `reader` sees them; with `drafts` also unpublished rows."""
    marks = marks_of(treaties, roll, reader, drafts=drafts)
    dates = list(_key_dates(treaties, roll))
    return Rows(
        list(lines_of(treaties, roll, reader, drafts=drafts)),
        list(_spans(treaties, roll)),
        list(_cycles(treaties)),
        [*marks, *of_key_dates(dates, marks)],
        of_what_matters(dates),
    )


def lines_of(
    treaties: QuerySet[Treaty], roll: Roll, reader: Reader, *, drafts: bool = False
) -> Iterator[Line]:
    """The treaties with the positions of their parties and subjects: three queries."""
    party_at, subject_at = roll.party_at, roll.subject_at
    parties: dict[int, list[int]] = defaultdict(list)
    standing = _seen(Participant.objects.filter(treaty__in=ids(treaties)), reader, drafts)
    for treaty, party in standing.order_by("treaty_id", "position", "id").values_list(
        "treaty_id", "party_id"
    ):
        if party in party_at and party_at[party] not in parties[treaty]:
            parties[treaty].append(party_at[party])
    subjects: dict[int, list[int]] = defaultdict(list)
    about = Treaty.subjects.through.objects.filter(treaty__in=ids(treaties))
    for treaty, subject in about.order_by("id").values_list("treaty_id", "subject_id"):
        if subject in subject_at:
            subjects[treaty].append(subject_at[subject])
    columns = ("id", "slug", "short_title", "title", "composition", "binding")
    for row in treaties.order_by("id").values_list(*columns):
        key, slug, short, title, composition, binding = row
        yield Line(key, slug, short, title, composition, binding, parties[key], subjects[key])


def marks_of(
    treaties: QuerySet[Treaty], roll: Roll, reader: Reader, *, drafts: bool = False
) -> list[Mark]:
    """The marks of recorded facts: acts, steps of updates, events. Three queries."""
    names = {party.pk: party.short_name for party in roll.parties}
    claims = _seen(Claim.objects.filter(action__treaty__in=ids(treaties)), reader, drafts).filter(
        action__in=_seen(TreatyAction.objects.all(), reader, drafts).values("id")
    )
    acts = (
        ClaimRow(treaty, action, kind, names.get(party, ""), role, rank, earliest, latest)
        for treaty, action, kind, party, role, rank, earliest, latest in claims.order_by(
            "action__treaty_id", "earliest", "id"
        ).values_list(
            "action__treaty_id",
            "action_id",
            "action__kind",
            "action__party_id",
            "role",
            "rank",
            "earliest",
            "latest",
        )
    )
    steps = _seen(Milestone.objects.filter(update__treaty__in=ids(treaties)), reader, drafts)
    if not drafts:
        steps = steps.filter(update__published_at__isnull=False)
    milestones = (
        MilestoneRow(
            treaty,
            step,
            title,
            _days(done),
            _days(forecast if forecast.is_known else planned),
        )
        for treaty, step, title, done, forecast, planned in steps.filter(
            update__withdrawn_at=None, update__superseded_at=None
        )
        .order_by("update__treaty_id", "position", "id")
        .values_list("update__treaty_id", "step", "title", "done", "forecast", "planned")
    )
    happened = _seen(DiplomaticEvent.objects.filter(treaties__in=ids(treaties)), reader, drafts)
    events = (
        EventRow(*found)
        for found in happened.order_by("treaties__id", "earliest", "id").values_list(
            "treaties__id", "kind", "title", "earliest", "latest"
        )
    )
    return [*of_claims(acts), *of_milestones(milestones), *of_events(events)]


def _spans(treaties: QuerySet[Treaty], roll: Roll) -> Iterator[Span]:
    """Status spans; of bilaterals without their parties', which would only repeat them
    (VCLT 70).
    """
    party_at = roll.party_at
    found = StatusSpan.objects.filter(treaty__in=ids(treaties)).filter(
        Q(party=None) | ~Q(treaty__composition=Composition.BILATERAL)
    )
    for treaty, party, reading, status, start, end, fuzzy_start, fuzzy_end in found.order_by(
        "treaty_id", "reading", "party_id", "span"
    ).values_list(
        "treaty_id",
        "party_id",
        _reading(),
        "status",
        SPAN_START,
        SPAN_END,
        "start_no_later_than",
        "end_no_earlier_than",
    ):
        if party is None or party in party_at:
            position = None if party is None else party_at[party]
            yield Span(treaty, position, reading, status, start, end, fuzzy_start, fuzzy_end)


def _cycles(treaties: QuerySet[Treaty]) -> Iterator[Cycle]:
    found = RenewalCycle.objects.filter(treaty__in=ids(treaties), withdrawn_at=None)
    columns = (
        "ordinal",
        "start",
        "expires",
        "last_day_latest",
        "window_opens",
        "last_notice",
        "closing",
        "basis",
    )
    for row in found.order_by("treaty_id", "reading", "ordinal").values_list(
        "treaty_id", _reading(), *columns
    ):
        yield Cycle(*row)


def _key_dates(treaties: QuerySet[Treaty], roll: Roll) -> Iterator[KeyDateRow]:
    names = {party.pk: party.short_name for party in roll.parties}
    found = KeyDate.objects.filter(
        treaty__in=ids(treaties),
        withdrawn_at=None,
        earliest__isnull=False,
        kind__in=MATTERS,
    )
    columns = ("earliest", "latest", "safe", "party_id", "cycle__closing")
    for treaty, kind, reading, earliest, latest, safe, party, closing in found.order_by(
        "treaty_id", "earliest", "id"
    ).values_list("treaty_id", "kind", _reading(), *columns):
        name = names.get(party, "") if party else ""
        yield KeyDateRow(treaty, kind, reading, earliest, latest, name, safe, closing or "")


def _days(known: CivilDate) -> tuple[date | None, date | None]:
    return known.earliest, known.latest


def _reading() -> Any:
    """The name shown for a reading: its label, else its key, marked if nobody holds it; "" is the
    principal one.
    """
    name = Case(When(~Q(reading_label=""), then=F("reading_label")), default=F("reading"))
    return Case(
        When(reading="", then=Value("")),
        When(held=False, then=Concat(Value(MENTIONED), name)),
        default=name,
    )


def ids(treaties: QuerySet[Treaty]) -> Any:
    """A subquery of primary keys, so that no list of ids is sent."""
    return treaties.order_by().values("pk")


def _seen(rows: QuerySet[Any], reader: Reader, drafts: bool) -> QuerySet[Any]:
    """Visible rows; without `drafts` the published ones only, even for those who see more."""
    rows = visible_to(reader, rows)
    return rows if drafts else rows.filter(published_at__isnull=False)


__all__ = ["Roll", "Rows", "ids", "lines_of", "marks_of", "rows_of"]
