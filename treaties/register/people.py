"""Who can be bound, who is responsible, what agreements are about: parties, bodies, subjects."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from treaties.law.values.vocabulary import PartyKind
from treaties.models import ON_RECORD, Body, DraftUpdate, Milestone, Party, Role, Subject, User
from treaties.models.named import NAMED_IN_PUBLIC, SUBJECT_OF_PUBLIC
from treaties.register.door import as_it_stands, refuse, save, writing

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
        party = Party(
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            aliases=list(aliases),
            existed=existed,
            entered_by=by,
        )
        party.fold_names()
        save(party)
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

    Readers see it at once, so where something published names it, a reviewer does this, as with
    the description of a published agreement. Its agreements stay findable under the new name.
    Raises ValidationError for others.
    """
    if _is_public(row) and not (by.may_publish or by.is_importer):
        kind = row._meta.verbose_name
        raise refuse(
            **{
                next(iter(changes), "id"): f"Published agreements name this {kind}, so readers "
                "would see the change at once; a reviewer makes it."
            }
        )
    with writing(by=by, why=why) as write:
        as_it_stands(row)
        for name, value in changes.items():
            setattr(row, name, value)
        if isinstance(row, Party):
            row.fold_names()
        save(row)
        if isinstance(row, Party) and predecessors is not None:
            row.predecessors.set(predecessors)
        if isinstance(row, Party | Subject):
            write.renamed |= set(row.treaties.order_by().values_list("pk", flat=True))
        return row


def _is_public(row: Reference) -> bool:
    """Whether a reader may see this row, as something published names it."""
    if isinstance(row, Party):
        known = Party.objects.filter(NAMED_IN_PUBLIC, pk=row.pk)
        heir = Party.objects.filter(NAMED_IN_PUBLIC, predecessors=row.pk)
        return known.exists() or heir.exists()
    if isinstance(row, Subject):
        return Subject.objects.filter(SUBJECT_OF_PUBLIC, pk=row.pk).exists()
    steps = Milestone.objects.filter(ON_RECORD, responsible=row, published_at__isnull=False)
    drafted = DraftUpdate.objects.filter(ON_RECORD, pen=row, published_at__isnull=False)
    return steps.exists() or drafted.exists()
