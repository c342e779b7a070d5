"""The closed lists of the register: every word that a column, a seed file or a clause may use,
with its label.

The terms follow the Vienna Convention on the Law of Treaties 1969 (VCLT) and the registers' own
codes. A word that is
not here is an error on every way in.
"""

from enum import StrEnum
from typing import Final, Self


class Term(StrEnum):
    """A word of the vocabulary: its value is stored and exchanged, its `label` is what people
    read.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs in the order of definition, as Django's `choices` wants them."""
        return [(member.value, member.label) for member in cls]


class PartyKind(Term):
    STATE = "state", "State"
    FORMER_STATE = "former_state", "former State"
    ORGANISATION = "organisation", "international organisation"


class Composition(Term):
    """How many may take part; in a bilateral one exit ends the treaty (VCLT 60, 70(2) a
    contrario).
    """

    BILATERAL = "bilateral", "bilateral"
    PLURILATERAL = "plurilateral", "plurilateral"
    MULTILATERAL = "multilateral", "multilateral"


class Binding(Term):
    """Whether the instrument is governed by international law (VCLT 2(1)(a)); fallbacks apply
    only to `YES`.
    """

    YES = "yes", "binding"
    NO = "no", "political commitment"
    DISPUTED = "disputed", "binding force disputed"


class InstrumentKind(Term):
    TREATY = "treaty", "treaty"
    CONVENTION = "convention", "convention"
    AGREEMENT = "agreement", "agreement"
    PROTOCOL = "protocol", "protocol"
    EXCHANGE_OF_NOTES = "exchange_of_notes", "exchange of notes"
    MEMORANDUM = "memorandum", "memorandum of understanding"
    CHARTER = "charter", "charter"
    DECLARATION = "declaration", "declaration"
    PLAN_OF_ACTION = "plan_of_action", "plan of action"
    OTHER = "other", "other instrument"


class Rank(Term):
    """How a claim or clause stands against others on the same point: preferred wins, deprecated
    never counts.
    """

    PREFERRED = "preferred", "preferred"
    NORMAL = "normal", "normal"
    DEPRECATED = "deprecated", "deprecated"


class DateRole(Term):
    """Which of an action's dates a claim speaks of (FAC-2: four dates, never one)."""

    ACTED = "acted", "done on"
    SENT = "sent", "sent on"
    RECEIVED = "received", "received on"
    EFFECTIVE = "effective", "effective on"


class ActionKind(Term):
    """What a party, or the treaty as a whole, does in law; the comment gives the registers'
    code.
    """

    ADOPTION = "adoption", "adoption of the text"
    INITIALLING = "initialling", "initialling"
    SIGNATURE = "signature", "signature"  # S
    DEFINITIVE_SIGNATURE = "definitive_signature", "definitive signature"  # SD
    SIGNATURE_AD_REFERENDUM = "signature_ad_referendum", "signature ad referendum"
    DOMESTIC_APPROVAL = "domestic_approval", "domestic approval"
    RATIFICATION = "ratification", "ratification"  # R
    ACCEPTANCE = "acceptance", "acceptance"  # A
    APPROVAL = "approval", "approval"  # AA
    ACCESSION = "accession", "accession"  # a
    FORMAL_CONFIRMATION = "formal_confirmation", "act of formal confirmation"  # c
    SUCCESSION = "succession", "succession"  # d
    NOTIFICATION_OF_PROCEDURES = (
        "notification_of_procedures",
        "notification of completed procedures",
    )
    EXCHANGE_OF_INSTRUMENTS = "exchange_of_instruments", "exchange of instruments"
    THRESHOLD_MET = "threshold_met", "conditions for entry into force met"
    PROVISIONAL_APPLICATION = "provisional_application", "provisional application"  # PA
    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"  # EIF
    RESERVATION = "reservation", "reservation"
    DECLARATION = "declaration", "declaration"
    OBJECTION = "objection", "objection"
    TERRITORIAL_APPLICATION = "territorial_application", "territorial application"
    RENEWAL = "renewal", "renewal"
    EXTENSION = "extension", "extension"  # EXT
    DENUNCIATION = "denunciation", "denunciation"  # DEN
    WITHDRAWAL = "withdrawal", "withdrawal"  # WD
    NOTICE_OF_NON_RENEWAL = "notice_of_non_renewal", "notice of non-renewal"
    REVOCATION_OF_NOTICE = "revocation_of_notice", "revocation of notice"  # VCLT 68
    SUSPENSION = "suspension", "suspension"
    RESUMPTION = "resumption", "resumption of operation"
    AMENDMENT = "amendment", "amendment"
    SUPERSESSION = "supersession", "supersession"
    TERMINATION = "termination", "termination"
    IRREGULAR_END = "irregular_end", "end outside the clause"
    EXPIRY = "expiry", "expiry"
    REVIVAL = "revival", "revival"
    CORRECTION = "correction", "correction of errors"
    REGISTRATION = "registration", "registration"  # REG


class ClauseKind(Term):
    """The point a final clause settles; its provision is validated by `law.clauses`."""

    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"
    PROVISIONAL_APPLICATION = "provisional_application", "provisional application"
    DURATION = "duration", "duration"
    RENEWAL = "renewal", "renewal"
    NOTICE = "notice", "notice of non-renewal"
    TERMINATION = "termination", "denunciation, withdrawal or termination"
    SURVIVAL = "survival", "survival"
    COUNTING = "counting", "counting of time"


class KeyDateKind(Term):
    """What happens on a derived date."""

    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"
    PARTY_ENTRY_INTO_FORCE = "party_entry_into_force", "entry into force for the party"
    PROVISIONAL_APPLICATION = "provisional_application", "provisional application begins"
    INDEFINITE_FROM = "indefinite_from", "continues without a fixed end"
    WINDOW_OPENS = "window_opens", "notice window opens"
    LAST_NOTICE = "last_notice", "last day to give notice"
    RENEWAL = "renewal", "renews"
    EXPIRY = "expiry", "expires"
    DECISION_DUE = "decision_due", "decision on extension due"
    REVIEW = "review", "review"
    EARLIEST_NOTICE = "earliest_notice", "earliest day to give notice"
    EARLIEST_TERMINATION = "earliest_termination", "earliest day of termination"
    EXIT_EFFECTIVE = "exit_effective", "exit takes effect"
    END = "end", "end"
    SURVIVAL_END = "survival_end", "residual effects end"


DECIDED_BEFORE: Final = frozenset(
    {
        KeyDateKind.LAST_NOTICE,
        KeyDateKind.DECISION_DUE,
        KeyDateKind.EXPIRY,
        KeyDateKind.REVIEW,
    }
)
"""The kinds of date before which somebody has to act; a renewal only follows from them (DOMAIN 12).
Only these have a safe day.
"""

DELIVERED_BEFORE: Final = frozenset({KeyDateKind.LAST_NOTICE, KeyDateKind.DECISION_DUE})
"""The kinds before which something must reach the other side: their safe day is earlier by the
margin for delivery.
"""

MATTERS: Final = (
    KeyDateKind.DECISION_DUE,
    KeyDateKind.EXPIRY,
    KeyDateKind.LAST_NOTICE,
    KeyDateKind.RENEWAL,
    KeyDateKind.ENTRY_INTO_FORCE,
    KeyDateKind.INDEFINITE_FROM,
    KeyDateKind.REVIEW,
    KeyDateKind.END,
    KeyDateKind.EXIT_EFFECTIVE,
    KeyDateKind.SURVIVAL_END,
)
"""The kinds of which the next date that matters is one; of two on the same day, the earlier here
comes first.
"""

TOLD_BY: Final = {
    KeyDateKind.EXPIRY: (KeyDateKind.DECISION_DUE,),
    KeyDateKind.END: (KeyDateKind.EXPIRY, KeyDateKind.DECISION_DUE),
}
"""Where these fall on the same day, the date is told once: by them."""

OF_CYCLES: Final = frozenset(
    {
        KeyDateKind.WINDOW_OPENS,
        KeyDateKind.LAST_NOTICE,
        KeyDateKind.RENEWAL,
        KeyDateKind.EXPIRY,
        KeyDateKind.DECISION_DUE,
    }
)
"""The kinds of date that close a cycle, whose ordinal is the cycle's."""


class Status(Term):
    """The status of a treaty on a day (ANS-2). Derived, never typed."""

    IN_NEGOTIATION = "in_negotiation", "in negotiation"
    ADOPTED = "adopted", "adopted"
    SIGNED = "signed", "signed, not in force"
    PROVISIONALLY_APPLIED = "provisionally_applied", "provisionally applied"
    IN_FORCE = "in_force", "in force"
    WINDOW_OPEN = "window_open", "in force, notice window open"
    NEXT_PERIOD_CERTAIN = "next_period_certain", "in force; renewal can no longer be stopped"
    NOTICE_GIVEN = "notice_given", "in force, notice given"
    SUSPENDED = "suspended", "suspended"
    EXPIRED = "expired", "expired"
    TERMINATED = "terminated", "terminated"
    RESIDUAL_EFFECTS = "residual_effects", "terminated, residual effects"
    LAPSED = "lapsed", "lapsed"
    SUPERSEDED = "superseded", "superseded"
    SUPERSEDED_PRESUMED = "superseded_presumed", "superseded (presumed)"
    NEVER_IN_FORCE = "never_in_force", "never entered into force"
    UNKNOWN = "unknown", "unknown"


BINDS: Final = frozenset(
    {
        Status.IN_FORCE,
        Status.WINDOW_OPEN,
        Status.NEXT_PERIOD_CERTAIN,
        Status.NOTICE_GIVEN,
        Status.SUSPENDED,
        Status.PROVISIONALLY_APPLIED,
    }
)
"""Under these an agreement binds, be it provisionally."""


class PartyStatus(Term):
    """Where one party stands on a day (VCLT 2(1)(f)–(g)); intervals, because parties leave and
    come back.
    """

    SIGNATORY = "signatory", "signatory"
    CONTRACTING = "contracting", "contracting"
    PROVISIONAL = "provisional", "applying provisionally"
    PARTY = "party", "party"
    NOTICE_GIVEN = "notice_given", "party, notice given"
    SUSPENDED = "suspended", "suspended"
    FORMER = "former", "former party"


class Certainty(Term):
    """How firmly a derived date stands: the stored face of `law.values.outcomes`."""

    FIXED = "fixed", "exact"
    BETWEEN = "between", "between two days"
    AWAITING = "awaiting", "not yet known"
    DISPUTED = "disputed", "disputed"


class Basis(Term):
    """Where a derived date comes from: a recorded fact beats a projection (ANS-3)."""

    RECORDED = "recorded", "recorded"
    PRESUMED = "presumed", "presumed"
    PROJECTED = "projected", "calculated"


class RelationKind(Term):
    """What one instrument does to another; directed from the later to the earlier."""

    AMENDS = "amends", "amends"
    SUPPLEMENTS = "supplements", "supplements"
    PROTOCOL_TO = "protocol_to", "is a protocol to"
    IMPLEMENTS = "implements", "implements"
    EXTENDS = "extends", "extends"
    REPLACES = "replaces", "replaces"
    TERMINATES = "terminates", "terminates"
    REFERS_TO = "refers_to", "refers to"


class EventKind(Term):
    """What happened without changing any status (FAC-1)."""

    INTERVIEW = "interview", "interview"
    VISIT = "visit", "visit"
    MESSAGE = "message", "message"
    STATEMENT = "statement", "statement"
    MEETING = "meeting", "meeting"
    DOMESTIC_STEP = "domestic_step", "domestic step"
    OTHER = "other", "other event"


class UpdateGoal(Term):
    AMEND = "amend", "amend"
    REPLACE = "replace", "replace"
    EXTEND = "extend", "extend"
    TERMINATE = "terminate", "terminate"


class UpdateState(Term):
    UNDER_WAY = "under_way", "under way"
    PAUSED = "paused", "paused"
    COMPLETED = "completed", "completed"
    ABANDONED = "abandoned", "abandoned"


class MilestoneStep(Term):
    """The usual steps from a mandate to entry into force, in their usual order (RUN-2)."""

    MANDATE = "mandate", "mandate"
    DRAFTING = "drafting", "drafting"
    AGENCY_REVIEW = "agency_review", "review by agencies"
    HANDOVER = "handover", "handed over to the other side"
    NEGOTIATION_ROUND = "negotiation_round", "negotiation round"
    TEXT_AGREED = "text_agreed", "text agreed"
    LEGAL_SCRUB = "legal_scrub", "translation and legal check"
    FULL_POWERS = "full_powers", "full powers"
    SIGNATURE = "signature", "signature"
    PARLIAMENTARY_APPROVAL = "parliamentary_approval", "parliamentary approval"
    EXCHANGE_OR_DEPOSIT = "exchange_or_deposit", "exchange or deposit of instruments"
    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"
    OTHER = "other", "other step"


class DecisionOutcome(Term):
    """What was decided for a window (RUN-2); letting it run is a decision too."""

    RENEW = "renew", "renew"
    AMEND = "amend", "amend"
    GIVE_NOTICE = "give_notice", "give notice"
    LET_RUN = "let_run", "let it run"


class DocumentKind(Term):
    TEXT = "text", "text"
    TRANSLATION = "translation", "translation"
    EXPLANATORY_MEMORANDUM = "explanatory_memorandum", "explanatory memorandum"
    DEPOSITARY_NOTIFICATION = "depositary_notification", "depositary notification"
    AGREED_MINUTE = "agreed_minute", "agreed minute"
    DRAFT = "draft", "draft"
    OTHER = "other", "other document"
