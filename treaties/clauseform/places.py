"""Which field fills which place of the JSON, under which choices? Reading, showing, hiding and
locating errors use these tables, which are derived from the declarations of the fields and the
provisions of the law.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from treaties.clauseform.field import Field
from treaties.clauseform.fields import GROUPS
from treaties.clauseform.notation import MARK, TEXT, Notation, notation_of
from treaties.law.clauses.codec import FieldKind, Provision, kinds_of

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one choice writes, and which fields fill its keys; a dot leads into an object within."""

    const: Mapping[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """The object at `place` that the choice in the field `by` shapes; without `by` it has one
    shape. A later part of the same place adds to it.
    """

    place: str
    by: str
    rules: Mapping[str, Rule]


WAYS: Final = ("way", "way2")
"""The temporary places of the two ways out, before they are appended to the modes."""

BY_NAME: Final[Mapping[str, Field]] = {f.name: f for _, fields in GROUPS for f in fields}
FIELDS: Final = tuple(BY_NAME)
CHOICES: Final[Mapping[str, Choices]] = {
    name: tuple((choice.code, choice.label) for choice in f.choices)
    for name, f in BY_NAME.items()
    if f.choices
}
USUAL: Final = {name: choices[0][0] for name, choices in CHOICES.items()}
NEEDS: Final = {
    name: (f.where.by, frozenset(f.where.keys)) for name, f in BY_NAME.items() if f.where.by
}
"""Which field is asked only under which choices of another."""


def kinds_filled(asked: Field) -> Iterator[FieldKind]:
    """The kind of each key that the field fills, as the provisions have it."""
    for code, key in asked.where.keys.items():
        for rule in provisions_at(asked, code) if key else ():
            yield _kind(rule, key)


def _parts() -> tuple[Part, ...]:
    found: dict[tuple[str, str], dict[str, Rule]] = {}
    for asked in BY_NAME.values():
        if asked.shapes:
            found[asked.shapes, asked.name] = {
                choice.code: Rule(
                    {**({"type": choice.rule.TYPE} if choice.rule.TYPE else {}), **choice.const}
                )
                for choice in asked.choices
                if choice.rule
            }
        where = asked.where
        for code, key in where.keys.items():
            if key:
                rules = found.setdefault((where.place or _place(where.by), where.by), {})
                rules.setdefault(code, Rule()).keys[key] = asked.name
    return tuple(Part(place, by, rules) for (place, by), rules in found.items())


def _place(name: str) -> str:
    """The place that a list shapes; one that only adds to it is in that of the list above."""
    asked = BY_NAME[name]
    return asked.shapes or asked.where.place or _place(asked.where.by)


def provisions_at(asked: Field, code: str) -> Iterator[type[Provision]]:
    """The provisions in which the field fills a key under a choice of the list above it."""
    if asked.where.rule:
        yield asked.where.rule
        return
    above = BY_NAME[asked.where.by]
    chosen = next(choice for choice in above.choices if choice.code == code)
    if chosen.rule:
        yield chosen.rule
    else:
        for outer in above.where.keys:
            yield from provisions_at(above, outer)


def _kind(rule: type[Provision], key: str) -> FieldKind:
    first, _, rest = key.partition(".")
    kind = kinds_of(rule)[first]
    return _kind(kind.within, rest) if rest and kind.within else kind


def _notation(asked: Field) -> Notation:
    if asked.notation:
        return asked.notation
    kind = next(kinds_filled(asked), None)
    if asked.choices:
        return MARK if kind and kind.name == "flag" else TEXT
    return notation_of(kind) if kind else TEXT


PARTS: Final = _parts()
NOTATIONS: Final = {name: _notation(asked) for name, asked in BY_NAME.items()}
"""How the value of each field is written."""
