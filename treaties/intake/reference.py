"""Puts parties, subjects, bodies and sources of the seeds into a register that lacks them."""

from collections.abc import Iterable

from treaties.intake.seedtypes import SeedParty, Seeds, SeedSubject
from treaties.law.values.dates import CivilDate
from treaties.models import Body, Party, Source, Subject, User
from treaties.register import people, sources

UNKNOWN = CivilDate.parse("")


class ReferenceRows:
    """The rows that agreements refer to, by the names that the files use."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.parties = {party.code: party for party in Party.objects.all()}
        self.subjects = {subject.code: subject for subject in Subject.objects.all()}
        self.bodies = {body.code: body for body in Body.objects.all()}
        self.sources = {source.ref: source for source in Source.objects.all()}

    def enter(self, seeds: Seeds) -> None:
        """Enter what is new; what is there stays as it is."""
        self._parties([*seeds.parties, *seeds.organisations])
        for subject in _parents_first(seeds.subjects):
            if subject.code not in self.subjects:
                parent = self.subjects[subject.parent] if subject.parent else None
                self.subjects[subject.code] = people.enter_subject(
                    code=subject.code, name=subject.name, parent=parent, by=self.by
                )
        for body in seeds.bodies:
            if body.code not in self.bodies:
                self.bodies[body.code] = people.enter_body(
                    code=body.code, name=body.name, party=self.parties[body.party], by=self.by
                )
        for source in seeds.sources:
            if source.ref not in self.sources:
                self.sources[source.ref] = sources.enter_source(
                    ref=source.ref,
                    title=source.title,
                    publisher=source.publisher,
                    url=source.url,
                    published=source.published or UNKNOWN,
                    retrieved=source.retrieved or UNKNOWN,
                    language=source.language,
                    note=source.note,
                    by=self.by,
                )

    def _parties(self, rows: list[SeedParty]) -> None:
        new = [row for row in rows if row.code not in self.parties]
        for row in new:
            self.parties[row.code] = people.enter_party(
                code=row.code,
                name=row.name,
                short_name=row.short,
                kind=row.kind,
                aliases=[*filter(None, [row.adjective]), *row.also],
                existed=row.existed.edtf if row.existed else "",
                by=self.by,
            )
        for row in new:
            self.parties[row.code].predecessors.set(self.parties[code] for code in row.predecessors)


def _parents_first(subjects: Iterable[SeedSubject]) -> list[SeedSubject]:
    """Subjects in an order in which each parent comes before its children; the reader has
    refused loops.
    """
    parent_of = {subject.code: subject.parent for subject in subjects}

    def depth(code: str | None) -> int:
        return 0 if code is None else 1 + depth(parent_of.get(code))

    return sorted(subjects, key=lambda subject: depth(subject.code))
