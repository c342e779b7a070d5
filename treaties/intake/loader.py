"""Puts checked seeds into the register, through the same door as everybody else; all or nothing.

Running it twice changes nothing: what is already there (a party by its code, a source by its ref,
a treaty by its slug) is left as people may have corrected it since.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from treaties.intake.reference import UNKNOWN, ReferenceRows
from treaties.intake.seedtypes import (
    Citation,
    SeedAction,
    SeedClause,
    SeedEvent,
    Seeds,
    SeedTreaty,
    SeedUpdate,
)
from treaties.models import (
    Clause,
    Fact,
    Milestone,
    Treaty,
    User,
)
from treaties.register import (
    actions,
    clauses,
    events,
    people,
    publication,
    relations,
    sources,
    treaties,
    updates,
)
from treaties.register.door import writing

WHY = "loaded from the seed files"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many of each were new."""

    parties: int
    sources: int
    treaties: tuple[str, ...]


def seed_files() -> User:
    """The importer account that enters the seed files."""
    return people.importer("seed-files", "Seed files")


def load(seeds: Seeds) -> Loaded:
    """Enter and publish everything in `seeds` that the register does not have yet."""
    with transaction.atomic():
        by = seed_files()
        with writing(by=by, why=WHY):
            return _Load(by).run(seeds)


class _Load:
    """One run: knows the rows by the names that the files use."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.reference = ReferenceRows(by)
        self.parties = self.reference.parties
        self.subjects = self.reference.subjects
        self.bodies = self.reference.bodies
        self.sources = self.reference.sources
        self.treaties = {treaty.slug: treaty for treaty in Treaty.objects.all()}

    def run(self, seeds: Seeds) -> Loaded:
        before = len(self.parties), len(self.sources)
        self.reference.enter(seeds)
        new = [treaty for treaty in seeds.treaties if treaty.slug not in self.treaties]
        for treaty in new:
            self.treaties[treaty.slug] = self._treaty(treaty)
        for treaty in new:
            self._between_treaties(treaty)
        for treaty in new:
            publication.publish(self.treaties[treaty.slug], by=self.by, why=WHY)
        return Loaded(
            len(self.parties) - before[0],
            len(self.sources) - before[1],
            tuple(treaty.slug for treaty in new),
        )

    def _treaty(self, seed: SeedTreaty) -> Treaty:
        treaty = treaties.enter_treaty(
            slug=seed.slug,
            title=seed.title,
            short_title=seed.short_title,
            kind=seed.kind,
            composition=seed.composition,
            binding=seed.binding,
            summary=seed.summary,
            subjects=[self.subjects[code] for code in seed.subjects],
            by=self.by,
        )
        for participant in seed.participants:
            note = participant.note
            if participant.since:
                note = f"Since {participant.since.words}. {note}".strip()
            treaties.add_participant(
                treaty=treaty, party=self.parties[participant.party], note=note, by=self.by
            )
        for identifier in seed.identifiers:
            treaties.add_identifier(
                treaty=treaty,
                authority=identifier.authority,
                number=identifier.number,
                by=self.by,
            )
        for language in seed.languages:
            treaties.add_language(
                treaty=treaty, code=language.code, authentic=language.authentic, by=self.by
            )
        for document in seed.documents:
            treaties.add_document(
                treaty=treaty,
                kind=document.kind,
                title=document.title,
                language=document.language,
                url=document.url,
                by=self.by,
            )
        self._clauses(treaty, seed.clauses)
        for action in seed.actions:
            self._action(treaty, action)
        return treaty

    def _clauses(self, treaty: Treaty, seeds: Iterable[SeedClause]) -> None:
        entered: dict[str, Clause] = {}
        for seed in sorted(seeds, key=lambda seed: seed.reading_of is not None):
            entered[seed.ref] = clauses.enter_clause(
                treaty=treaty,
                kind=seed.kind,
                provision=seed.provision,
                article=seed.article,
                quotation=seed.quotation,
                rank=seed.rank,
                reading_of=entered[seed.reading_of] if seed.reading_of else None,
                reading=seed.reading,
                held=seed.held,
                note=seed.note,
                by=self.by,
            )
            self._cite(entered[seed.ref], seed.citations)

    def _action(self, treaty: Treaty, seed: SeedAction) -> None:
        action = actions.record_action(
            treaty=treaty,
            kind=seed.kind,
            party=self.parties[seed.party] if seed.party else None,
            to_party=self.parties[seed.to_party] if seed.to_party else None,
            place=seed.place,
            details=seed.details,
            note=seed.note,
            by=self.by,
        )
        for claim in seed.claims:
            row = actions.record_claim(
                action=action,
                role=claim.role,
                date=claim.date,
                rank=claim.rank,
                note=claim.note,
                by=self.by,
            )
            self._cite(row, [claim.citation] if claim.citation else [])

    def _between_treaties(self, seed: SeedTreaty) -> None:
        treaty = self.treaties[seed.slug]
        for relation in seed.relations:
            row = relations.relate(
                from_treaty=treaty,
                to_treaty=self.treaties[relation.to],
                kind=relation.kind,
                date=relation.date or UNKNOWN,
                express=relation.express is not False,
                scope=relation.scope,
                note=relation.note,
                by=self.by,
            )
            self._cite(row, relation.citations)
        for event in seed.events:
            self._event(treaty, event)
        for update in seed.updates:
            self._update(treaty, update)

    def _event(self, treaty: Treaty, seed: SeedEvent) -> None:
        event = events.record_event(
            kind=seed.kind,
            date=seed.date,
            title=seed.title,
            summary=seed.summary,
            place=seed.place,
            parties=[self.parties[code] for code in seed.parties],
            treaties=[treaty],
            persons=[
                events.Person(
                    person.name, person.office, self.parties[person.party] if person.party else None
                )
                for person in seed.persons
            ],
            by=self.by,
        )
        self._cite(event, seed.citations)

    def _update(self, treaty: Treaty, seed: SeedUpdate) -> None:
        update = updates.open_update(
            treaty=treaty,
            goal=seed.goal,
            title=seed.title,
            reason=seed.reason,
            state=seed.state,
            wanted_by=seed.wanted_by or UNKNOWN,
            successor=self.treaties[seed.successor] if seed.successor else None,
            public=True,
            by=self.by,
        )
        steps: dict[str, Milestone] = {}
        for step in seed.milestones:
            steps[step.ref] = updates.add_milestone(
                update=update,
                step=step.step,
                title=step.title,
                responsible=self.bodies[step.responsible] if step.responsible else None,
                party=self.parties[step.party] if step.party else None,
                planned=step.planned or UNKNOWN,
                forecast=step.forecast or UNKNOWN,
                done=step.done or UNKNOWN,
                after=[steps[ref] for ref in step.after],
                minimum=step.minimum.iso if step.minimum else "",
                typical=step.typical.iso if step.typical else "",
                maximum=step.maximum.iso if step.maximum else "",
                note=step.note,
                by=self.by,
            )
            self._cite(steps[step.ref], step.citations)

    def _cite(self, fact: Fact, citations: Iterable[Citation]) -> None:
        for citation in citations:
            sources.cite(
                fact=fact,
                source=self.sources[citation.source],
                at=citation.at,
                quote=citation.quote,
                by=self.by,
            )
