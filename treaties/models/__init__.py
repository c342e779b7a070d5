"""Which tables does the register have? One module a subject, with the constraints that must never
be broken; rules live in `law`, and writing in `register`.
"""

from treaties.models.action import Claim, TreatyAction
from treaties.models.base import ON_RECORD, PARTS_OF_TREATY, Fact, Recorded
from treaties.models.clause import Clause
from treaties.models.clock import CLOCK_TOLERANCE, database_now
from treaties.models.cycle import RenewalCycle
from treaties.models.decision import Acknowledgement, Decision
from treaties.models.diplomatic_event import DiplomaticEvent, EventPerson
from treaties.models.draft_update import DraftUpdate, Milestone
from treaties.models.key_date import KeyDate
from treaties.models.movement import Movement
from treaties.models.outgoing import Channel, OutgoingMessage, OutgoingState, Relay, Resending
from treaties.models.party import Body, Party, Subject, with_names
from treaties.models.periodic import PeriodicName, PeriodicTask
from treaties.models.relation import Relation
from treaties.models.reminder import Reminder
from treaties.models.source import Citation, Document, Source
from treaties.models.status_span import StatusSpan
from treaties.models.treaty import Identifier, Participant, Treaty, TreatyLanguage
from treaties.models.user import Role, User
from treaties.models.watch import Watch, usual_leads
from treaties.models.word import Word

__all__ = [
    "CLOCK_TOLERANCE",
    "ON_RECORD",
    "PARTS_OF_TREATY",
    "Acknowledgement",
    "Body",
    "Channel",
    "Citation",
    "Claim",
    "Clause",
    "Decision",
    "DiplomaticEvent",
    "Document",
    "DraftUpdate",
    "EventPerson",
    "Fact",
    "Identifier",
    "KeyDate",
    "Milestone",
    "Movement",
    "OutgoingMessage",
    "OutgoingState",
    "Participant",
    "Party",
    "PeriodicName",
    "PeriodicTask",
    "Recorded",
    "Relation",
    "Relay",
    "Reminder",
    "RenewalCycle",
    "Resending",
    "Role",
    "Source",
    "StatusSpan",
    "Subject",
    "Treaty",
    "TreatyAction",
    "TreatyLanguage",
    "User",
    "Watch",
    "Word",
    "database_now",
    "usual_leads",
    "with_names",
]
