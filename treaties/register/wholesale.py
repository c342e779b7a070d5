"""How do whole agreements get in by the thousand, and a made-up register out again?

The door in bulk, for registers that are generated or migrated: a few statements for each kind of
row, who and why in the history, everything published by the account that enters it. Only an
importer may; the schedule follows once at the end (`schedule.bulk`), not here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

import pghistory
import pgtrigger
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from treaties.law.dates import CivilDate
from treaties.models import (
    Acknowledgement,
    Citation,
    Claim,
    Clause,
    Decision,
    DiplomaticEvent,
    Document,
    DraftUpdate,
    Fact,
    Identifier,
    KeyDate,
    Participant,
    Party,
    Relation,
    Reminder,
    RenewalCycle,
    StatusSpan,
    Subject,
    Treaty,
    TreatyAction,
    User,
    Watch,
)
from treaties.models.base import Recorded
from treaties.models.folding import fold, trigrams
from treaties.register.clauses import check_provision
from treaties.register.door import refuse

Row = TypeVar("Row", bound=Fact)


class WholeClause(Protocol):
    """A clause as values; with `reading` another reading of the one of its kind before it."""

    @property
    def kind(self) -> str: ...
    @property
    def provision(self) -> Mapping[str, Any]: ...
    @property
    def article(self) -> str: ...
    @property
    def reading(self) -> str: ...


class WholeAct(Protocol):
    """An act with its one date; `party` is empty where the treaty as a whole acts."""

    @property
    def kind(self) -> str: ...
    @property
    def party(self) -> str: ...
    @property
    def edtf(self) -> str: ...
    @property
    def role(self) -> str: ...


class WholeTreaty(Protocol):
    """An agreement as values, with the codes of its parties and its subject."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def short_title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def composition(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def parties(self) -> Sequence[str]: ...
    @property
    def clauses(self) -> Sequence[WholeClause]: ...
    @property
    def acts(self) -> Sequence[WholeAct]: ...


def enter_many(treaties: Sequence[WholeTreaty], *, by: User, why: str) -> list[int]:
    """Enter and publish agreements whose parties and subjects are there; their ids, in order.

    One transaction. Raises PermissionDenied unless `by` is an importer, ValidationError for a
    clause the law does not accept; the database refuses what breaks a constraint.
    """
    if not by.is_importer:
        raise PermissionDenied("Entering agreements by the thousand takes an importer.")
    for treaty in treaties:
        for clause in treaty.clauses:
            check_provision(clause.kind, clause.provision)
    # The triggers would write the history row by row; `_remember` writes it by the table.
    with (
        transaction.atomic(),
        pghistory.context(user=by.pk, name=by.get_username(), why=why),
        pgtrigger.ignore(),
    ):
        return _Entry(by).run(treaties)


class _Entry:
    """One batch: what was entered so far, by position."""

    def __init__(self, by: User) -> None:
        now = timezone.now()
        self.signed: dict[str, Any] = {"entered_by": by, "published_by": by, "published_at": now}
        self.party = {party.code: party for party in Party.objects.all()}
        self.subject = {subject.code: subject for subject in Subject.objects.all()}

    def run(self, treaties: Sequence[WholeTreaty]) -> list[int]:
        rows = self._enter(Treaty, [self._treaty(treaty) for treaty in treaties])
        pairs = list(zip(rows, treaties, strict=True))
        Treaty.subjects.through.objects.bulk_create(
            Treaty.subjects.through(treaty=row, subject=self.subject[treaty.subject])
            for row, treaty in pairs
        )
        self._enter(
            Participant,
            [
                Participant(treaty=row, party=self.party[code], position=position, **self.signed)
                for row, treaty in pairs
                for position, code in enumerate(treaty.parties)
            ],
        )
        self._clauses(pairs)
        self._acts(pairs)
        return [row.pk for row in rows]

    def _enter(self, model: type[Row], rows: list[Row]) -> list[Row]:
        """Store new facts and their history."""
        stored = model._default_manager.bulk_create(rows)
        if stored:
            _remember(model, stored[0].pk, self.signed["published_at"])
        return stored

    def _treaty(self, treaty: WholeTreaty) -> Treaty:
        words = [treaty.title, treaty.short_title, self.subject[treaty.subject].name]
        for code in treaty.parties:
            words += [self.party[code].name, code]
        text = fold(" ".join(words))
        return Treaty(
            slug=treaty.slug,
            title=treaty.title,
            short_title=treaty.short_title,
            kind=treaty.kind,
            composition=treaty.composition,
            sort_key=fold(treaty.short_title)[:120],
            search_text=text,
            trigrams=trigrams(text),
            **self.signed,
        )

    def _clauses(self, pairs: Iterable[tuple[Treaty, WholeTreaty]]) -> None:
        """First the clauses as they are read, then the other readings, which point at them."""
        plain: list[Clause] = []
        others: list[tuple[int, Clause]] = []
        for row, treaty in pairs:
            first: dict[str, int] = {}
            for clause in treaty.clauses:
                fresh = Clause(
                    treaty=row,
                    kind=clause.kind,
                    provision=dict(clause.provision),
                    article=clause.article,
                    reading=clause.reading,
                    **self.signed,
                )
                if clause.reading:
                    others.append((first[clause.kind], fresh))
                else:
                    first.setdefault(clause.kind, len(plain))
                    plain.append(fresh)
        self._enter(Clause, plain)
        for position, clause in others:
            clause.reading_of = plain[position]
        self._enter(Clause, [clause for _, clause in others])

    def _acts(self, pairs: Iterable[tuple[Treaty, WholeTreaty]]) -> None:
        acts: list[TreatyAction] = []
        claims: list[Claim] = []
        for row, treaty in pairs:
            for act in treaty.acts:
                party = self.party[act.party] if act.party else None
                acts.append(TreatyAction(treaty=row, kind=act.kind, party=party, **self.signed))
                day = CivilDate.parse(act.edtf)
                claims.append(
                    Claim(
                        role=act.role,
                        edtf=day,
                        earliest=day.earliest,
                        latest=day.latest,
                        **self.signed,
                    )
                )
        for act_row, claim in zip(self._enter(TreatyAction, acts), claims, strict=True):
            claim.action = act_row
        self._enter(Claim, claims)


def _remember(model: type[Fact], first: int, now: datetime) -> None:
    """The history of what was entered at `now` from id `first` on, as the triggers write it."""
    history = _history_of(model)._meta
    own = ", ".join(
        connection.ops.quote_name(field.attname)
        for field in history.concrete_fields
        if not field.attname.startswith("pgh_")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{history.db_table}"'
            f" (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, {own})"
            f" SELECT now(), 'insert', id, (SELECT _pgh_attach_context()), {own}"
            f' FROM "{model._meta.db_table}" WHERE id >= %s AND published_at = %s',
            [first, now],
        )


def _history_of(model: type[Model]) -> type[Model]:
    return apps.get_model("treaties", f"{model.__name__}Event")


def remove_made_up(*, slugs: str, codes: str, by: User) -> int:
    """Take out for good every agreement whose slug begins with `slugs`, with its history, and the
    parties and subjects marked likewise; how many agreements there were.

    Nothing real is ever deleted (DOMAIN 19): this is for what never was. Raises PermissionDenied
    unless `by` is an importer, ValidationError where somebody's work hangs on such an agreement.
    """
    if not by.is_importer:
        raise PermissionDenied("Removing a made-up register takes an importer.")
    gone = Treaty.objects.filter(slug__startswith=slugs)
    of_treaty = {"treaty__in": gone.values("pk")}
    acts = TreatyAction.objects.filter(**of_treaty)
    with transaction.atomic():
        _refuse_if_used(gone)
        count = gone.count()
        # Deleting row by row would ask the database a hundred times for each agreement.
        rows: list[QuerySet[Any]] = [
            KeyDate.objects.filter(**of_treaty),
            RenewalCycle.objects.filter(**of_treaty),
            StatusSpan.objects.filter(**of_treaty),
            Claim.objects.filter(action__in=acts.values("pk")),
            acts,
            Clause.objects.filter(**of_treaty).exclude(reading_of=None),
            Clause.objects.filter(**of_treaty),
            Participant.objects.filter(**of_treaty),
            Treaty.subjects.through.objects.filter(**of_treaty),
            gone,
            Party.objects.filter(code__startswith=codes),
            Subject.objects.filter(code__startswith=slugs),
        ]
        for each in rows:
            _forget(each)
        return count


def _refuse_if_used(gone: QuerySet[Treaty]) -> None:
    """What is not taken out with an agreement (a watch, a relation, an update) is somebody's work,
    and so is what hangs on its periods and dates.
    """
    periods = RenewalCycle.objects.filter(treaty__in=gone.values("pk"))
    dates = KeyDate.objects.filter(treaty__in=gone.values("pk"))
    for hanging in (
        Watch.objects.filter(treaty__in=gone.values("pk")),
        Relation.objects.filter(
            Q(from_treaty__in=gone.values("pk")) | Q(to_treaty__in=gone.values("pk"))
        ),
        DraftUpdate.objects.filter(
            Q(treaty__in=gone.values("pk")) | Q(successor__in=gone.values("pk"))
        ),
        Identifier.objects.filter(treaty__in=gone.values("pk")),
        Document.objects.filter(treaty__in=gone.values("pk")),
        Citation.objects.filter(treaty__in=gone.values("pk")),
        DiplomaticEvent.objects.filter(treaties__in=gone.values("pk")),
        Decision.objects.filter(cycle__in=periods.values("pk")),
        Acknowledgement.objects.filter(cycle__in=periods.values("pk")),
        Reminder.objects.filter(key_date__in=dates.values("pk")),
    ):
        if hanging.exists():
            name = hanging.model._meta.verbose_name
            raise refuse(slugs=f"A {name} hangs on a made-up agreement; remove that first.")


def _forget(rows: QuerySet[Any]) -> None:
    """Delete rows and their history, each in one statement."""
    if issubclass(rows.model, Recorded):
        history = _history_of(rows.model)
        history._default_manager.filter(pgh_obj__in=rows.values("pk"))._raw_delete(connection.alias)
    rows._raw_delete(connection.alias)
