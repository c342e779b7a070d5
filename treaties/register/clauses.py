"""What the text says about time: final clauses, each checked by the law before it is stored."""

from collections.abc import Mapping
from typing import Any

from treaties.law.clauses.strange_keys import check_keys
from treaties.law.values.errors import LawError
from treaties.law.values.vocabulary import ClauseKind, Rank
from treaties.models import Clause, Treaty, User
from treaties.register.door import refuse, save, writing
from treaties.written.signs import faults_within


def enter_clause(
    *,
    treaty: Treaty,
    kind: str,
    provision: Mapping[str, Any],
    article: str = "",
    quotation: str = "",
    rank: str = Rank.NORMAL,
    reading_of: Clause | None = None,
    reading: str = "",
    held: bool = True,
    note: str = "",
    by: User,
    why: str = "",
) -> Clause:
    """A final clause in the vocabulary of `law.clauses`; with `reading_of` another reading of
    one, by name: `held` by a party or an authority, or only mentioned.

    Raises ValidationError naming the place in the provision that the law does not accept.
    """
    check_provision(kind, provision)
    if reading_of and (reading_of.treaty_id != treaty.pk or reading_of.kind != kind):
        raise refuse(
            reading_of="Another reading is of a clause of the same kind in the same agreement."
        )
    if reading_of is None and not held:
        raise refuse(held="Only another reading of a clause can be one that is merely mentioned.")
    with writing(by=by, why=why, touches=[treaty]):
        return save(
            Clause(
                treaty=treaty,
                kind=kind,
                provision=dict(provision),
                article=article,
                quotation=quotation,
                rank=rank,
                reading_of=reading_of,
                reading=reading,
                held=held,
                note=note,
                entered_by=by,
            )
        )


def check_provision(kind: str, provision: Mapping[str, Any]) -> None:
    """Raise ValidationError under `kind` or `provision` unless the law reads all of the provision:
    a key that it does not know is refused, too.
    """
    if kind not in set(ClauseKind):
        raise refuse(kind=f"“{kind}” is no kind of clause; choose {', '.join(ClauseKind)}.")
    for path, wrong in faults_within(provision):
        raise refuse(provision=f"{path} {wrong}".strip())
    try:
        check_keys(ClauseKind(kind), dict(provision))
    except LawError as error:
        raise refuse(provision=f"{error.path}: {error.sentence}") from error
