"""Agreements themselves: titles, numbers, languages, documents, and who takes part."""

from collections.abc import Iterable, Mapping

from treaties.law.values.vocabulary import Binding
from treaties.models import (
    ON_RECORD,
    Document,
    Identifier,
    Participant,
    Party,
    Subject,
    Treaty,
    TreatyLanguage,
    User,
)
from treaties.models.folding import fold
from treaties.register.door import as_it_stands, refuse, save, writing

DESCRIPTION = ("title", "short_title", "kind", "composition", "binding", "summary")
"""What `correct_treaty` can change; the slug is an address and stays."""


def enter_treaty(
    *,
    slug: str,
    title: str,
    short_title: str,
    kind: str,
    composition: str,
    binding: str = Binding.YES,
    summary: str = "",
    subjects: Iterable[Subject] = (),
    parties: Iterable[Party] = (),
    by: User,
    why: str = "",
) -> Treaty:
    """A new agreement, unpublished, with the parties that take part in the order given."""
    with writing(by=by, why=why) as write:
        treaty = save(
            Treaty(
                slug=slug,
                title=title,
                short_title=short_title,
                kind=kind,
                composition=composition,
                binding=binding,
                summary=summary,
                sort_key=fold(short_title)[:120],
                entered_by=by,
            )
        )
        treaty.subjects.set(subjects)
        for party in parties:
            add_participant(treaty=treaty, party=party, by=by)
        write.touched.add(treaty.pk)
        return treaty


def correct_treaty(
    treaty: Treaty,
    *,
    changes: Mapping[str, object],
    subjects: Iterable[Subject] | None = None,
    by: User,
    why: str,
) -> Treaty:
    """Change how an agreement is described. In place: the history keeps what was said before, by
    whom and why.

    Raises ValidationError for a field that cannot be changed, or a published agreement without a
    reviewer.
    """
    if unknown := [name for name in changes if name not in DESCRIPTION]:
        raise refuse(**{unknown[0]: f"Only {', '.join(DESCRIPTION)} can be corrected."})
    if treaty.published_at and not (by.may_publish or by.is_importer):
        raise refuse(title="This agreement is published; a reviewer corrects its description.")
    with writing(by=by, why=why, touches=[treaty]):
        as_it_stands(treaty)
        if not treaty.published_at:
            treaty.entered_by = by  # the last editor counts as its author
        for name, value in changes.items():
            setattr(treaty, name, value)
        treaty.sort_key = fold(treaty.short_title)[:120]
        save(treaty)
        if subjects is not None:
            treaty.subjects.set(subjects)
        return treaty


def add_participant(
    *,
    treaty: Treaty,
    party: Party,
    position: int | None = None,
    note: str = "",
    by: User,
    why: str = "",
) -> Participant:
    """That a party takes part; `position` orders the parties as the title does."""
    with writing(by=by, why=why, touches=[treaty]):
        if position is None:
            position = treaty.participants.filter(ON_RECORD).count()
        return save(
            Participant(treaty=treaty, party=party, position=position, note=note, entered_by=by)
        )


def add_identifier(
    *, treaty: Treaty, authority: str, number: str, by: User, why: str = ""
) -> Identifier:
    """A number that an authority (UNTS, CETS, a national series) gave the agreement."""
    with writing(by=by, why=why, touches=[treaty]):
        return save(Identifier(treaty=treaty, authority=authority, number=number, entered_by=by))


def add_language(
    *,
    treaty: Treaty,
    code: str,
    authentic: bool = True,
    prevailing: bool = False,
    by: User,
    why: str = "",
) -> TreatyLanguage:
    """A language version, and whether it is authentic (VCLT 10, 33)."""
    with writing(by=by, why=why, touches=[treaty]):
        return save(
            TreatyLanguage(
                treaty=treaty, code=code, authentic=authentic, prevailing=prevailing, entered_by=by
            )
        )


def add_document(
    *,
    treaty: Treaty,
    kind: str,
    title: str,
    language: str = "",
    url: str = "",
    by: User,
    why: str = "",
) -> Document:
    """A text to read, by its address."""
    with writing(by=by, why=why, touches=[treaty]):
        return save(
            Document(
                treaty=treaty, kind=kind, title=title, language=language, url=url, entered_by=by
            )
        )
