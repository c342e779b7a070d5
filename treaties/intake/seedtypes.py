"""What a seeds folder says, as frozen values: the shape between its reader and the loader.

Every value here has been checked: each reference names something that exists, each date is a
`CivilDate`, each word is of the vocabulary. Nothing of the database is known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from treaties.law.clauses.codec import JSON
from treaties.law.values.dates import CivilDate
from treaties.law.values.periods import Period
from treaties.law.values.vocabulary import (
    ActionKind,
    Binding,
    ClauseKind,
    Composition,
    DateRole,
    DocumentKind,
    EventKind,
    InstrumentKind,
    MilestoneStep,
    PartyKind,
    Rank,
    RelationKind,
    UpdateGoal,
    UpdateState,
)


@dataclass(frozen=True, slots=True)
class SeedError:
    """One thing that is wrong: in which file, under which key (`action[2].claim[0].date`), why."""

    file: str
    path: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path, self.reason) if part)


class SeedErrors(Exception):
    """All that is wrong with a seeds folder; raised before anything is loaded."""

    def __init__(self, errors: tuple[SeedError, ...]) -> None:
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors))


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the place in it (`at`: article, page, paragraph), with a short quotation."""

    source: str
    at: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class SeedParty:
    """A State, former State or organisation; `existed` is an interval of EDTF."""

    code: str
    name: str
    short: str
    kind: PartyKind
    adjective: str = ""
    also: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    existed: CivilDate | None = None


@dataclass(frozen=True, slots=True)
class SeedSubject:
    code: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class SeedBody:
    """A ministry, parliament or agency: who holds the pen."""

    code: str
    party: str
    name: str


@dataclass(frozen=True, slots=True)
class SeedSource:
    ref: str
    title: str
    publisher: str = ""
    url: str = ""
    published: CivilDate | None = None
    retrieved: CivilDate | None = None
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeedLanguage:
    code: str
    authentic: bool = True


@dataclass(frozen=True, slots=True)
class SeedIdentifier:
    authority: str
    number: str


@dataclass(frozen=True, slots=True)
class SeedParticipant:
    party: str
    since: CivilDate | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeedClause:
    """A final clause; `provision` is the JSON vocabulary, already accepted by `law.clauses`."""

    ref: str
    kind: ClauseKind
    provision: Mapping[str, JSON]
    article: str = ""
    quotation: str = ""
    reading_of: str | None = None
    reading: str = ""
    held: bool = True
    rank: Rank = Rank.NORMAL
    note: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedClaim:
    """One date of an action by one source; `citation` None means unsourced, and is shown so."""

    role: DateRole
    date: CivilDate
    rank: Rank = Rank.NORMAL
    citation: Citation | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeedAction:
    """What a party (None: the treaty as a whole) did."""

    ref: str
    kind: ActionKind
    claims: tuple[SeedClaim, ...] = ()
    party: str | None = None
    to_party: str | None = None
    place: str = ""
    details: Mapping[str, JSON] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeedPerson:
    name: str
    office: str = ""
    party: str | None = None


@dataclass(frozen=True, slots=True)
class SeedEvent:
    """An interview, visit, message or statement: it changes no status."""

    ref: str
    kind: EventKind
    date: CivilDate
    title: str
    summary: str = ""
    place: str = ""
    parties: tuple[str, ...] = ()
    persons: tuple[SeedPerson, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedRelation:
    """What this treaty does to the treaty `to` (a slug); `express`: does a clause say so?"""

    kind: RelationKind
    to: str
    date: CivilDate | None = None
    express: bool | None = None
    scope: str = ""
    note: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedDocument:
    kind: DocumentKind
    title: str
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SeedMilestone:
    """A step of an update; `after` names earlier milestones of the same update by ref."""

    ref: str
    step: MilestoneStep
    title: str
    responsible: str | None = None
    party: str | None = None
    planned: CivilDate | None = None
    forecast: CivilDate | None = None
    done: CivilDate | None = None
    after: tuple[str, ...] = ()
    minimum: Period | None = None
    typical: Period | None = None
    maximum: Period | None = None
    note: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedUpdate:
    """An update under way or done; `target`: ordinal of the cycle aimed at, `successor`: a slug."""

    ref: str
    goal: UpdateGoal
    title: str
    reason: str = ""
    state: UpdateState = UpdateState.UNDER_WAY
    wanted_by: CivilDate | None = None
    successor: str | None = None
    target: int | None = None
    milestones: tuple[SeedMilestone, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedTreaty:
    slug: str
    title: str
    short_title: str
    kind: InstrumentKind
    composition: Composition
    binding: Binding
    languages: tuple[SeedLanguage, ...] = ()
    summary: str = ""
    subjects: tuple[str, ...] = ()
    identifiers: tuple[SeedIdentifier, ...] = ()
    participants: tuple[SeedParticipant, ...] = ()
    clauses: tuple[SeedClause, ...] = ()
    actions: tuple[SeedAction, ...] = ()
    events: tuple[SeedEvent, ...] = ()
    relations: tuple[SeedRelation, ...] = ()
    documents: tuple[SeedDocument, ...] = ()
    updates: tuple[SeedUpdate, ...] = ()


@dataclass(frozen=True, slots=True)
class Seeds:
    """A whole folder; codes are unique across parties and organisations together."""

    parties: tuple[SeedParty, ...] = ()
    organisations: tuple[SeedParty, ...] = ()
    subjects: tuple[SeedSubject, ...] = ()
    bodies: tuple[SeedBody, ...] = ()
    sources: tuple[SeedSource, ...] = ()
    treaties: tuple[SeedTreaty, ...] = ()
