"""How do whole agreements get in by the thousand?

The door in bulk, for registers that are generated or migrated: one COPY for each kind of row, who
and why in the history, everything published by the account that enters it. Only an importer may;
the schedule follows once at the end (`schedule.bulk`), not here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

import pghistory
import pgtrigger
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from psycopg.types.json import Jsonb

from treaties.law.values.dates import CivilDate
from treaties.models import (
    Claim,
    Clause,
    Fact,
    Participant,
    Party,
    Subject,
    Treaty,
    TreatyAction,
    User,
)
from treaties.models.folding import fold
from treaties.register.clauses import check_provision
from treaties.register.door import refuse, too_long
from treaties.register.search_index import text_of
from treaties.register.words import learn
from treaties.schedule.copying import append, append_alike, fresh_ids
from treaties.schedule.statistics import ENTERED, refresh
from treaties.written.signs import fault


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
        for name in ("slug", "title", "short_title"):
            if wrong := fault(getattr(treaty, name)):
                raise refuse(**{name: f"{name.replace('_', ' ').capitalize()} {wrong}"})
        _check_lengths(Treaty, treaty, "slug", "title", "short_title")
        for clause in treaty.clauses:
            check_provision(clause.kind, clause.provision)
            _check_lengths(Clause, clause, "article", "reading")
    # The triggers would write the history row by row; `_remember` writes it in one statement a
    # table.
    with (
        transaction.atomic(),
        pghistory.context(user=by.pk, name=by.get_username(), why=why),
        pgtrigger.ignore(),
    ):
        return _Entry(by).run(treaties)


def _check_lengths(model: type[Model], value: object, *names: str) -> None:
    for name in names:
        if fault := too_long(model._meta.get_field(name), getattr(value, name)):  # type: ignore[arg-type]
            raise refuse(**{name: fault})


class _Entry:
    """One batch: everything that is the same for all its rows."""

    def __init__(self, by: User) -> None:
        self.at = timezone.now()
        self.signed = {"entered_by": by, "published_by": by, "published_at": self.at}
        self.party = {party.code: party for party in Party.objects.all()}
        self.subject = {subject.code: subject for subject in Subject.objects.all()}

    def run(self, treaties: Sequence[WholeTreaty]) -> list[int]:
        ids = fresh_ids(Treaty, len(treaties))
        pairs = list(zip(ids, treaties, strict=True))
        described = [self._treaty(*pair) for pair in pairs]
        self._enter(Treaty, _OF_TREATY, described)
        append(
            Treaty.subjects.through,
            ("treaty_id", "subject_id"),
            [(ident, self.subject[treaty.subject].pk) for ident, treaty in pairs],
        )
        self._number_and_enter(
            Participant,
            ("treaty_id", "party_id", "position"),
            [
                (ident, self.party[code].pk, position)
                for ident, treaty in pairs
                for position, code in enumerate(treaty.parties)
            ],
        )
        self._clauses(pairs)
        self._acts(pairs)
        learn(word for row in described for word in row[-1].split())
        refresh(ENTERED)
        return ids

    def _enter(
        self, model: type[Fact], columns: tuple[str, ...], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Store new facts, whose first column is their id, and their history."""
        append_alike(model, columns, rows, **self.signed)
        if rows:
            _remember(model, min(row[0] for row in rows), self.at)

    def _number_and_enter(
        self, model: type[Fact], columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
    ) -> list[int]:
        ids = fresh_ids(model, len(rows))
        self._enter(
            model,
            ("id", *columns),
            [(ident, *row) for ident, row in zip(ids, rows, strict=True)],
        )
        return ids

    def _treaty(self, ident: int, treaty: WholeTreaty) -> tuple[Any, ...]:
        own = [treaty.title, treaty.short_title, self.subject[treaty.subject].name]
        text = text_of(own, (self.party[code].search_text for code in treaty.parties))
        return (
            ident,
            treaty.slug,
            treaty.title,
            treaty.short_title,
            treaty.kind,
            treaty.composition,
            fold(treaty.short_title)[:120],
            text,
        )

    def _clauses(self, pairs: Sequence[tuple[int, WholeTreaty]]) -> None:
        """A clause that is another reading points at the first of its kind in its agreement."""
        ids = fresh_ids(Clause, sum(len(treaty.clauses) for _, treaty in pairs))
        fresh = iter(ids)
        rows: list[tuple[Any, ...]] = []
        for treaty_id, treaty in pairs:
            first: dict[str, int] = {}
            for clause in treaty.clauses:
                ident = next(fresh)
                other = first[clause.kind] if clause.reading else None
                first.setdefault(clause.kind, ident)
                words = Jsonb(dict(clause.provision))
                rows.append(
                    (ident, treaty_id, clause.kind, words, clause.article, clause.reading, other)
                )
        self._enter(Clause, _OF_CLAUSE, rows)

    def _acts(self, pairs: Sequence[tuple[int, WholeTreaty]]) -> None:
        acts = [(ident, act) for ident, treaty in pairs for act in treaty.acts]
        ids = self._number_and_enter(
            TreatyAction,
            ("treaty_id", "kind", "party_id"),
            [
                (treaty_id, act.kind, self.party[act.party].pk if act.party else None)
                for treaty_id, act in acts
            ],
        )
        days = [CivilDate.parse(act.edtf) for _, act in acts]
        self._number_and_enter(
            Claim,
            ("action_id", "role", "edtf", "earliest", "latest"),
            [
                (ident, act.role, day.edtf, day.earliest, day.latest)
                for ident, (_, act), day in zip(ids, acts, days, strict=True)
            ],
        )


_OF_TREATY: Final = (
    "id",
    "slug",
    "title",
    "short_title",
    "kind",
    "composition",
    "sort_key",
    "search_text",
)
_OF_CLAUSE: Final = (
    "id",
    "treaty_id",
    "kind",
    "provision",
    "article",
    "reading",
    "reading_of_id",
)


def _remember(model: type[Fact], first: int, now: datetime) -> None:
    """The history of what was entered at `now` from id `first` on, as the triggers write it."""
    history = history_of(model)._meta
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


def history_of(model: type[Model]) -> type[Model]:
    """The table that the triggers of `model` write."""
    return apps.get_model("treaties", f"{model.__name__}Event")
