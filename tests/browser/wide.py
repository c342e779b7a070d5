"""A register in which everything is as long as it may be: a word of 62 letters in each title and
name, 190 parties, titles that run from right to left.
"""

from datetime import date
from itertools import islice, product
from string import ascii_uppercase

from tests.builders import a_party, a_person, a_treaty, an_act
from tests.web.test_updates import an_update
from treaties.law.values.vocabulary import ActionKind, EventKind, PartyKind, Rank
from treaties.models import Role, Treaty
from treaties.register.actions import record_claim
from treaties.register.events import record_event
from treaties.register.people import enter_party
from treaties.register.publication import publish
from treaties.register.sources import cite, enter_source
from treaties.register.treaties import add_document, add_identifier
from treaties.register.watches import follow

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunter"
assert len(WORD) == 62
PERSIAN = "معاهده‌اساس‌روابط‌متقابل‌و‌اصول‌همکاری‌بین‌ایران‌و‌فدراسیون‌روسیه"


def wide_register() -> Treaty:
    """Entered and published; the agreement that has most of it."""
    admin, editor = a_person(Role.ADMIN), a_person()
    codes = [f"X{one}{two}" for one, two in islice(product(ascii_uppercase, repeat=2), 190)]
    for code, name in zip(codes, (WORD, PERSIAN, f"Republic of {WORD}"), strict=False):
        enter_party(
            code=code,
            name=f"The Federation of {name} and its Dependencies",
            short_name=name[:80],
            kind=PartyKind.STATE,
            by=admin,
        )
    for code in codes:
        a_party(code)
    a_treaty("persian", published=True, short_title=PERSIAN[:80], title=f"{PERSIAN} {PERSIAN}")
    many = a_treaty(
        "many",
        parties=codes,
        composition="multilateral",
        short_title=WORD,
        title=f"{WORD} {WORD}",
        from_signature=True,
        summary=f"{WORD}, {PERSIAN}",
    )
    source = enter_source(
        ref="long", title=WORD * 3, publisher=WORD, url=f"https://example.org/{WORD * 4}", by=editor
    )
    act = an_act(many, ActionKind.REGISTRATION, "2003-01-01", codes[0])
    claim = record_claim(action=act, date="2003-02-01", rank=Rank.DEPRECATED, by=editor)
    event = record_event(
        kind=EventKind.STATEMENT,
        date="2020-01-01",
        title=WORD,
        summary=f"{WORD} {PERSIAN}",
        place=WORD,
        treaties=[many],
        by=editor,
    )
    number = add_identifier(treaty=many, authority=WORD, number=WORD, by=editor)
    add_document(treaty=many, kind="text", title=WORD * 2, url="https://example.org/", by=editor)
    for fact in (claim, event, number, *many.clauses.all()):
        cite(fact=fact, source=source, at=WORD, quote=f"{WORD} {PERSIAN}", by=editor)
    an_update(many, f"{WORD} {WORD}", "P1Y", "P6M")
    publish(many, by=a_person(Role.REVIEWER))
    follow(person=admin, treaty=many, leads=[365, 90, 7], since=date(2021, 4, 12))
    return many
