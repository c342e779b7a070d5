"""Reads one treaty's seed file; every reference is checked against what the folder knows."""

from datetime import date

from treaties.intake.seedrows import Known, check_unique, citations, each, required
from treaties.intake.seedtable import (
    LANGUAGE,
    NAME_LIMIT,
    NOTE_LIMIT,
    QUOTE_LIMIT,
    REF,
    REF_LIMIT,
    SHORT_LIMIT,
    SLUG,
    Table,
    hint,
)
from treaties.intake.seedtypes import (
    Citation,
    SeedAction,
    SeedClaim,
    SeedClause,
    SeedDocument,
    SeedEvent,
    SeedIdentifier,
    SeedLanguage,
    SeedParticipant,
    SeedPerson,
    SeedRelation,
    SeedTreaty,
)
from treaties.intake.seedupdate import read_update
from treaties.law.clauses.codec import JSON
from treaties.law.clauses.strange_keys import check_keys
from treaties.law.record.details import faults_of
from treaties.law.values.errors import ProvisionError
from treaties.law.values.vocabulary import (
    ActionKind,
    Binding,
    ClauseKind,
    Composition,
    DateRole,
    DocumentKind,
    EventKind,
    InstrumentKind,
    Rank,
    RelationKind,
)

ARTICLE_LIMIT = 60
SHORT_TITLE_LIMIT = 80
TITLE_LIMIT = 500
SUMMARY_LIMIT = 4000


def read_treaty(table: Table, stem: str, known: Known) -> SeedTreaty:
    """The treaty in the file `stem`.toml."""
    slug = table.name("slug", SLUG, "iran-russia-2001")
    if slug and slug != stem:
        table.error("slug", f"is “{slug}” in a file named {stem}.toml; both must be the same.")
    clauses = each(table, "clause", lambda row: _clause(row, known))
    check_unique(table, "clause", [clause.ref for clause in clauses])
    _check_readings(table, clauses)
    actions = each(table, "action", lambda row: _action(row, known))
    check_unique(table, "action", [action.ref for action in actions])
    events = each(table, "event", lambda row: _event(row, known))
    check_unique(table, "event", [event.ref for event in events])
    updates = each(table, "update", lambda row: read_update(row, slug, known))
    check_unique(table, "update", [update.ref for update in updates])
    participants = each(table, "participant", lambda row: _participant(row, known))
    check_unique(table, "participant", [one.party for one in participants], "party")
    languages = each(table, "languages", _language)
    check_unique(table, "languages", [one.code for one in languages], "code")
    relations = each(table, "relation", lambda row: _relation(row, slug, known))
    check_unique(table, "relation", [f"{one.kind} {one.to}" for one in relations], "to")
    treaty = SeedTreaty(
        slug=slug,
        title=table.text("title", TITLE_LIMIT, required=True),
        short_title=table.text("short_title", SHORT_TITLE_LIMIT, required=True),
        kind=table.word("kind", InstrumentKind),
        composition=table.word("composition", Composition),
        binding=table.word("binding", Binding),
        languages=languages,
        summary=table.text("summary", SUMMARY_LIMIT, lines=True),
        subjects=table.references("subjects", known.subjects, "subject"),
        identifiers=each(table, "identifier", _identifier),
        participants=participants,
        clauses=clauses,
        actions=actions,
        events=events,
        relations=relations,
        documents=each(table, "document", _document),
        updates=updates,
    )
    table.close()
    return treaty


def _language(row: Table) -> SeedLanguage:
    return SeedLanguage(
        code=row.name("code", LANGUAGE, "ru"), authentic=row.flag("authentic") is not False
    )


def _identifier(row: Table) -> SeedIdentifier:
    return SeedIdentifier(
        authority=row.text("authority", SHORT_TITLE_LIMIT, required=True),
        number=row.text("number", SHORT_LIMIT, required=True),
    )


def _participant(row: Table, known: Known) -> SeedParticipant:
    return SeedParticipant(
        party=required(row, "party", known.parties, "party"),
        since=row.day("since"),
        note=row.text("note", NOTE_LIMIT, lines=True),
    )


def _clause(row: Table, known: Known) -> SeedClause:
    kind = row.word("kind", ClauseKind)
    provision = row.mapping("provision", required=True)
    if provision:
        try:
            check_keys(kind, provision)
        except ProvisionError as error:
            row.error(error.path or "provision", error.text)
    reading_of = row.text("reading_of", REF_LIMIT) or None
    reading = row.text("reading", SHORT_TITLE_LIMIT)
    if bool(reading_of) != bool(reading):
        row.error(
            "reading", "and reading_of belong together: the clause read otherwise, and how so."
        )
    held = row.flag("held") is not False
    if not held and not reading_of:
        row.error("held", "belongs to another reading of a clause; give its reading_of as well.")
    return SeedClause(
        ref=row.name("ref", REF, "duration"),
        kind=kind,
        provision=provision,
        article=row.text("article", ARTICLE_LIMIT),
        quotation=row.text("quotation", QUOTE_LIMIT, lines=True),
        reading_of=reading_of,
        reading=reading,
        held=held,
        rank=row.word("rank", Rank, Rank.NORMAL),
        note=row.text("note", NOTE_LIMIT, lines=True),
        citations=citations(row, known),
    )


def _check_readings(table: Table, clauses: tuple[SeedClause, ...]) -> None:
    """Another reading is of a clause of the same treaty and kind which is no reading itself."""
    by_ref = {clause.ref: clause for clause in clauses}
    for index, clause in enumerate(clauses):
        if clause.reading_of is None:
            continue
        key = f"clause[{index}].reading_of"
        read = by_ref.get(clause.reading_of)
        if read is None:
            table.error(
                key,
                f"there is no clause “{clause.reading_of}” in this file."
                f"{hint(clause.reading_of, by_ref)}",
            )
        elif read.reading_of is not None:
            table.error(key, f"“{read.ref}” is itself a reading; name the clause that it reads.")
        elif read.kind is not clause.kind:
            table.error(
                key,
                f"“{read.ref}” is a clause on {read.kind.label}, this one on {clause.kind.label};"
                " both must settle the same point.",
            )


def _action(row: Table, known: Known) -> SeedAction:
    kind = row.word("kind", ActionKind)
    claims = each(row, "claim", lambda claim: _claim(claim, known))
    if not claims:
        row.error("claim", "is missing; an action needs a date, if only role and an unknown date.")
    details = row.mapping("details")
    _check_details(row, kind, details, known)
    party = row.reference("party", known.parties, "party")
    to_party = row.reference("to_party", known.parties, "party")
    if party and party == to_party:
        row.error("to_party", f"“{party}” is the party that acts; name the one that receives.")
    return SeedAction(
        ref=row.name("ref", REF, "signature"),
        kind=kind,
        claims=claims,
        party=party,
        to_party=to_party,
        place=row.text("place", SHORT_LIMIT),
        details=details,
        note=row.text("note", NOTE_LIMIT, lines=True),
    )


def _check_details(row: Table, kind: ActionKind, details: dict[str, JSON], known: Known) -> None:
    """Details are what the law reads of an act of this kind, readable (`record.facts.Act`)."""
    for key, sentence in faults_of(details, kind):
        if not isinstance(details[key], date):  # a bare TOML date has been complained of already
            row.error(f"details.{key}", sentence)
    by = details.get("by")
    if isinstance(by, str) and by not in known.treaties:
        row.error("details.by", f"there is no treaty “{by}”.{hint(by, known.treaties)}")


def _claim(row: Table, known: Known) -> SeedClaim:
    source = row.reference("source", known.sources, "source")
    at = row.text("at", SHORT_LIMIT)
    quote = row.text("quote", QUOTE_LIMIT, lines=True)
    if source is None and (at or quote):
        row.error("source", "is missing, though there is a place or a quotation from it.")
    return SeedClaim(
        role=row.word("role", DateRole),
        date=row.required_day("date"),
        rank=row.word("rank", Rank, Rank.NORMAL),
        citation=Citation(source, at, quote) if source else None,
        note=row.text("note", NOTE_LIMIT, lines=True),
    )


def _event(row: Table, known: Known) -> SeedEvent:
    return SeedEvent(
        ref=row.name("ref", REF, "interview-2021"),
        kind=row.word("kind", EventKind),
        date=row.required_day("date"),
        title=row.text("title", NAME_LIMIT, required=True),
        summary=row.text("summary", NOTE_LIMIT, lines=True),
        place=row.text("place", SHORT_LIMIT),
        parties=row.references("parties", known.parties, "party"),
        persons=each(row, "persons", lambda person: _person(person, known)),
        citations=citations(row, known),
    )


def _person(row: Table, known: Known) -> SeedPerson:
    return SeedPerson(
        name=row.text("name", SHORT_LIMIT, required=True),
        office=row.text("office", NAME_LIMIT),
        party=row.reference("party", known.parties, "party"),
    )


def _relation(row: Table, slug: str, known: Known) -> SeedRelation:
    to = required(row, "to", known.treaties, "treaty")
    if to and to == slug:
        row.error("to", f"“{to}” is this treaty itself; a relation leads to another one.")
    return SeedRelation(
        kind=row.word("kind", RelationKind),
        to=to,
        date=row.day("date"),
        express=row.flag("express"),
        scope=row.text("scope", NAME_LIMIT),
        note=row.text("note", NOTE_LIMIT, lines=True),
        citations=citations(row, known),
    )


def _document(row: Table) -> SeedDocument:
    return SeedDocument(
        kind=row.word("kind", DocumentKind),
        title=row.text("title", TITLE_LIMIT, required=True),
        language=row.name("language", LANGUAGE, "ru") if row.has("language") else "",
        url=row.url("url"),
    )
