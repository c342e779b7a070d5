"""The form has a field for each key of a provision; exceptions are listed here with the reason."""

import pytest

from treaties.clauseform.field import Field
from treaties.clauseform.places import BY_NAME, NEEDS, PARTS, kinds_filled, provisions_at
from treaties.law.clauses.codec import Provision, kinds_of
from treaties.law.clauses.provisions import RULES, types_of
from treaties.law.values.vocabulary import ClauseKind

NOT_ASKED = {
    **dict.fromkeys(("provisional", "per_party"), "a list of its own chooses what stands there"),
    **dict.fromkeys(("type", "from", "after"), "follows from the choice"),
    **dict.fromkeys(("before", "default", "until"), "has one sensible value"),
    **dict.fromkeys(("inclusive", "first_to_occur", "window", "no_more_than"), "rare"),
    **dict.fromkeys(("effective", "notice", "partial"), "rare"),
    **dict.fromkeys(("scope", "condition", "clock", "depositary"), "a note that moves no date"),
    **dict.fromkeys(("precondition", "later_date_allowed", "withdrawable"), "moves no date"),
}
"""Keys that are written as JSON only."""

WITH_KEYS = [asked for asked in BY_NAME.values() if any(asked.where.keys.values())]
PROVISIONS = [rule for rules in RULES.values() for rule in rules.values()]


@pytest.mark.parametrize("rule", PROVISIONS, ids=lambda rule: rule.__name__)
def test_every_key_of_a_provision_has_a_field_or_a_reason_for_none(rule: type[Provision]) -> None:
    filled = {
        key.partition(".")[0]
        for asked in WITH_KEYS
        for code, key in asked.where.keys.items()
        if rule in provisions_at(asked, code)
    }
    assert set(kinds_of(rule)) - filled <= set(NOT_ASKED)


@pytest.mark.parametrize("asked", WITH_KEYS, ids=lambda asked: asked.name)
def test_the_keys_of_one_field_are_of_one_kind(asked: Field) -> None:
    kinds = {(k.name, k.bounds, k.item and k.item.name) for k in kinds_filled(asked)}
    assert len(kinds) == 1


@pytest.mark.parametrize("asked", WITH_KEYS, ids=lambda asked: asked.name)
def test_a_list_offers_the_words_that_its_key_knows(asked: Field) -> None:
    offered = {choice.code for choice in asked.choices}
    for kind in kinds_filled(asked):
        if kind.words:
            assert offered - {""} == set(kind.words) - {"unspecified"}


@pytest.mark.parametrize("kind", ClauseKind)
def test_every_kind_of_clause_can_be_asked_by_the_form(kind: ClauseKind) -> None:
    written = {rule.const.get("type") for part in PARTS for rule in part.rules.values()}
    # The end of a term is a way out by the notice against renewal that the form asks for.
    assert set(types_of(kind)) - written <= {"end_of_term"}


def test_a_field_is_asked_under_choices_that_there_are() -> None:
    for name, (other, codes) in NEEDS.items():
        assert codes < {choice.code for choice in BY_NAME[other].choices}, name
