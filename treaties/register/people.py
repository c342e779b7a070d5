"""Who can be bound, who is responsible, what agreements are about: parties, bodies, subjects."""

from collections.abc import Iterable

from treaties.law.vocabulary import PartyKind
from treaties.models import Body, Party, Subject, User
from treaties.models.folding import fold
from treaties.register.door import save, writing


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
