"""One sound row of each model, for the tests of what the database refuses."""

from datetime import UTC, date, datetime

from treaties.models import (
    Acknowledgement,
    Body,
    Citation,
    Claim,
    Clause,
    Decision,
    DiplomaticEvent,
    Document,
    DraftUpdate,
    EventPerson,
    Identifier,
    KeyDate,
    Milestone,
    OutgoingMessage,
    Participant,
    Party,
    PeriodicTask,
    Relation,
    Relay,
    Reminder,
    RenewalCycle,
    Resending,
    Source,
    StatusSpan,
    Subject,
    Treaty,
    TreatyAction,
    TreatyLanguage,
    User,
    Watch,
)

NOON = datetime(2021, 4, 12, 12, tzinfo=UTC)
DAY = date(2021, 4, 12)
LATER = date(2022, 4, 5)


class Rows:
    """One sound row of each model, written without the register: only constraints are tried."""

    def __init__(self) -> None:
        self.user = User.objects.create(username="clerk", email="clerk@example.org")
        by = {"entered_by": self.user}
        self.party = Party.objects.create(
            code="IRN", name="Iran", short_name="Iran", kind="state", sort_key="iran", **by
        )
        self.other_party = Party.objects.create(
            code="RUS", name="Russia", short_name="Russia", kind="state", sort_key="russia", **by
        )
        self.subject = Subject.objects.create(code="trade", name="Trade", **by)
        self.body = Body.objects.create(code="mfa", name="Ministry", **by)
        self.treaty = self.a_treaty("one")
        self.other_treaty = self.a_treaty("two")
        of = {"treaty": self.treaty, **by}
        self.participant = Participant.objects.create(party=self.party, **of)
        self.identifier = Identifier.objects.create(authority="UNTS", number="I-1", **of)
        self.language = TreatyLanguage.objects.create(code="fa", **of)
        self.document = Document.objects.create(kind="text", title="Text", **of)
        self.action = TreatyAction.objects.create(kind="signature", party=self.party, **of)
        self.claim = Claim.objects.create(
            action=self.action, role="acted", edtf="2001-03-12", earliest=DAY, latest=DAY, **by
        )
        self.clause = Clause.objects.create(kind="duration", provision={"type": "indefinite"}, **of)
        self.relation = Relation.objects.create(
            from_treaty=self.treaty, to_treaty=self.other_treaty, kind="replaces", **by
        )
        self.event = DiplomaticEvent.objects.create(kind="visit", title="Visit", **by)
        self.person = EventPerson.objects.create(event=self.event, name="Kazem Jalali", **by)
        self.update = DraftUpdate.objects.create(goal="replace", title="Update", **of)
        self.milestone = Milestone.objects.create(update=self.update, step="mandate", **by)
        self.source = Source.objects.create(ref="law", title="The text", **by)
        self.citation = Citation.objects.create(source=self.source, claim=self.claim, **by)
        self.cycle = RenewalCycle.objects.create(
            treaty=self.treaty,
            ordinal=0,
            closing="renews",
            basis="projected",
            start=DAY,
            start_latest=DAY,
            expires=LATER,
            expires_latest=LATER,
        )
        self.key_date = KeyDate.objects.create(
            treaty=self.treaty,
            kind="last_notice",
            earliest=DAY,
            latest=DAY,
            certainty="fixed",
            basis="projected",
            reason="Article 21.",
        )
        self.span = StatusSpan.objects.create(
            treaty=self.treaty, status="in_force", span=(DAY, LATER)
        )
        self.decision = Decision.objects.create(
            cycle=self.cycle,
            outcome="renew",
            decided_on=DAY,
            decided_by="Minister",
            reason="It serves.",
            **by,
        )
        self.acknowledgement = Acknowledgement.objects.create(cycle=self.cycle, person=self.user)
        self.watch = Watch.objects.create(person=self.user, treaty=self.treaty, since=DAY)
        self.message = OutgoingMessage.objects.create(
            key="k", address="a@example.org", subject="s", message_id="<1@x>", text="t"
        )
        self.resending = Resending.objects.create(message=self.message, reason="Mended.")
        self.relay = Relay.objects.create(channel="email")
        self.periodic = PeriodicTask.objects.get_or_create(name="round")[0]
        self.reminder = Reminder.objects.create(
            person=self.user, key_date=self.key_date, revision=1, lead=7, due_on=DAY
        )

    def a_treaty(self, slug: str) -> Treaty:
        return Treaty.objects.create(
            slug=slug,
            title=slug,
            short_title=slug,
            kind="treaty",
            composition="bilateral",
            sort_key=slug,
            entered_by=self.user,
        )
