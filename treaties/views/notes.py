"""Which source stands behind which fact of a page? Sources as numbered notes: a fact names the
number, the note names the facts that it supports.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from treaties.models import Citation, Clause, DiplomaticEvent, Identifier, Relation, Source
from treaties.views.dossier import Act
from treaties.views.runways import Update

Cited = tuple[str, Any]
"""A fact with its citations, and what it is called in a note."""


@dataclass(frozen=True, slots=True)
class Use:
    """One citation and the name of the fact that it supports."""

    citation: Citation
    of: str


@dataclass(frozen=True, slots=True)
class Note:
    number: int
    source: Source
    uses: list[Use] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes of a page, and the number of each source by its key."""

    all: tuple[Note, ...]

    @property
    def numbers(self) -> dict[int, int]:
        return {note.source.pk: note.number for note in self.all}


def notes_of(
    updates: Iterable[Update],
    clauses: Iterable[Clause],
    identifiers: Iterable[Identifier],
    relations: Iterable[Relation],
    acts: Iterable[Act],
    events: Iterable[DiplomaticEvent],
) -> Notes:
    """The sources of these facts, numbered in the order in which the page cites them."""
    found: dict[int, Note] = {}
    cited = (
        _of_updates(updates),
        _of_clauses(clauses),
        ((f"{one.authority} {one.number}", one) for one in identifiers),
        ((one.get_kind_display(), one) for one in relations),
        _of_acts(acts),
        ((one.title, one) for one in events),
    )
    for name, fact in chain(*cited):
        for citation in fact.citations.all():
            key = citation.source_id
            note = found.setdefault(key, Note(len(found) + 1, citation.source))
            note.uses.append(Use(citation, name))
    return Notes(tuple(found.values()))


def _of_updates(updates: Iterable[Update]) -> Iterator[Cited]:
    for update in updates:
        for step in update.legs:
            if step.is_done:
                yield step.label, step.milestone


def _of_clauses(clauses: Iterable[Clause]) -> Iterator[Cited]:
    for clause in clauses:
        reading = f", {clause.reading}" if clause.reading else ""
        yield f"{clause.get_kind_display()}{reading}", clause


def _of_acts(acts: Iterable[Act]) -> Iterator[Cited]:
    for act in acts:
        name = f"{act.label}, {act.who}" if act.who else act.label
        yield name, act.row
        for said in act.dates:
            for claim in said.claims:
                yield f"{name}, {said.role}", claim
