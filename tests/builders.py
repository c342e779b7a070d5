"""One builder for all tests: an agreement with its clauses and acts, entered by the register's
door.

Its defaults are the shape of the treaty between Iran and Russia of 2001: ten years from the
exchange of instruments on 5 April 2002, five-year periods, one year's notice.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from treaties.law.values.vocabulary import ActionKind, ClauseKind, PartyKind
from treaties.models import Clause, Party, Role, Treaty, TreatyAction, User
from treaties.register.actions import record_action, record_claim
from treaties.register.clauses import enter_clause
from treaties.register.door import writing
from treaties.register.people import enter_party
from treaties.register.publication import publish
from treaties.register.treaties import enter_treaty

NAMES = {"IRN": "Iran", "RUS": "Russia", "CHN": "China", "USA": "United States"}


def a_person(role: str = Role.EDITOR, username: str = "") -> User:
    """The one person of this role (or of this name) who signs in during a test."""
    name = username or f"the-{role}"
    person, _ = User.objects.get_or_create(
        username=name, defaults={"role": role, "email": f"{name}@example.org"}
    )
    return person


def a_party(code: str = "IRN") -> Party:
    """The State of this code, entered once."""
    found = Party.objects.filter(code=code).first()
    if found is not None:
        return found
    name = NAMES.get(code, f"State {code}")
    return enter_party(
        code=code, name=name, short_name=name, kind=PartyKind.STATE, by=a_person(Role.ADMIN)
    )


def an_act(
    treaty: Treaty, kind: str, date: str, party: str | None = None, **claim: Any
) -> TreatyAction:
    """An act with one date; `claim` may say its role, rank or details."""
    details: Mapping[str, object] = claim.pop("details", {})
    by = a_person()
    act = record_action(
        treaty=treaty,
        kind=kind,
        party=a_party(party) if party else None,
        details=details,
        by=by,
    )
    record_claim(action=act, date=date, by=by, **claim)
    return act


def a_clause(treaty: Treaty, kind: str, article: str = "21", **provision: Any) -> Clause:
    """A clause; `type_` and `from_` stand for words that Python keeps for itself."""
    data = {key.rstrip("_"): value for key, value in provision.items()}
    return enter_clause(treaty=treaty, kind=kind, provision=data, article=article, by=a_person())


def a_treaty(
    slug: str = "a-treaty",
    *,
    parties: Sequence[str] = ("IRN", "RUS"),
    signed: str = "2001-03-12",
    exchanged: str = "2002-04-05",
    entry: str = "on_exchange",
    term: str = "P10Y",
    renewal: str = "P5Y",
    notice: str = "P1Y",
    from_signature: bool = False,
    published: bool = False,
    **columns: Any,
) -> Treaty:
    """An agreement by its final clauses and first acts; an empty word leaves that part out.

    `from_signature` adds the press's reading, in which the term counts from signature. `published`
    has a reviewer publish it. `columns` are further columns of the treaty.
    """
    editor, title = a_person(), slug.replace("-", " ").capitalize()
    columns = {
        "title": title,
        "short_title": title,
        "kind": "treaty",
        "composition": "bilateral",
        **columns,
    }
    states = [a_party(code) for code in parties]
    with writing(by=editor, why="for a test"):
        treaty = enter_treaty(slug=slug, parties=states, by=editor, **columns)
        a_clause(treaty, ClauseKind.ENTRY_INTO_FORCE, type_=entry)
        if term:
            duration = a_clause(treaty, ClauseKind.DURATION, type_="fixed", period=term)
            if from_signature:
                enter_clause(
                    treaty=treaty,
                    kind=ClauseKind.DURATION,
                    provision={"type": "fixed", "period": term, "from": "signature"},
                    reading_of=duration,
                    reading="counted from signature",
                    held=False,
                    by=editor,
                )
        if renewal:
            a_clause(treaty, ClauseKind.RENEWAL, type_="tacit", period=renewal)
        if notice:
            a_clause(treaty, ClauseKind.NOTICE, period=notice, before="term_end")
        if signed:
            an_act(treaty, ActionKind.SIGNATURE, signed)
        if exchanged:
            an_act(treaty, ActionKind.EXCHANGE_OF_INSTRUMENTS, exchanged)
    if published:
        publish(treaty, by=a_person(Role.REVIEWER))
    treaty.refresh_from_db()
    return treaty
