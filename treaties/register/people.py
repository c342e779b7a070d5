"""Who can be bound, who is responsible, what agreements are about: parties, bodies, subjects."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from treaties.law.values.vocabulary import PartyKind
from treaties.models import Body, Party, Role, Subject, User
from treaties.models.folding import fold
from treaties.register.door import as_it_stands, save, writing
from treaties.register.treaties import index_for_search

Reference = TypeVar("Reference", Party, Body, Subject)


def importer(username: str, name: str) -> User:
    """The account under which files or a generator enter facts. Nobody can sign in as it."""
    account, created = User.objects.get_or_create(
        username=username,
        defaults={"first_name": name, "role": Role.REVIEWER, "is_active": False},
    )
    if created:
        account.set_unusable_password()
        account.save()
    return account


def enter_party(
    *,
    code: str,
    name: str,
    short_name: str,
    kind: str = PartyKind.STATE,
    aliases: Iterable[str] = (),
    existed: str = "",
    predecessors: Iterable[Party] = (),
    by: User,
    why: str = "",
) -> Party:
    """A State, former State or organisation."""
    with writing(by=by, why=why):
        party = save(
            Party(
                code=code,
                name=name,
                short_name=short_name,
                kind=kind,
                aliases=list(aliases),
                existed=existed,
                sort_key=fold(short_name)[:120],
                entered_by=by,
            )
        )
        party.predecessors.set(predecessors)
        return party


def enter_body(
    *, code: str, name: str, party: Party | None = None, by: User, why: str = ""
) -> Body:
    """A ministry, agency or parliament."""
    with writing(by=by, why=why):
        return save(Body(code=code, name=name, party=party, entered_by=by))


def enter_subject(
    *, code: str, name: str, parent: Subject | None = None, by: User, why: str = ""
) -> Subject:
    """What agreements are about."""
    with writing(by=by, why=why):
        return save(Subject(code=code, name=name, parent=parent, entered_by=by))


def correct_reference(
    row: Reference,
    *,
    changes: Mapping[str, object],
    predecessors: Iterable[Party] | None = None,
    by: User,
    why: str = "",
) -> Reference:
    """Change how a party, body or subject is named. In place: the history keeps what was said
    before.

    The agreements of a party or subject stay findable under its new name.
    """
    with writing(by=by, why=why) as write:
        as_it_stands(row)
        for name, value in changes.items():
            setattr(row, name, value)
        if isinstance(row, Party):
            row.sort_key = fold(row.short_name)[:120]
        save(row)
        if isinstance(row, Party) and predecessors is not None:
            row.predecessors.set(predecessors)
        if isinstance(row, Party | Subject):
            for treaty in row.treaties.all():
                index_for_search(treaty, write)
        return row
