"""What is a field of the form: what a person sees of it, where it is asked, and which keys of the
JSON it fills there?
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from treaties.clauseform.notation import Notation
from treaties.law.clauses.codec import Provision


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list. `rule` is the kind of provision that it makes of the place its list
    shapes; `const` holds further keys and values that it writes there.
    """

    code: str
    label: str
    rule: type[Provision] | None = None
    const: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a field is asked: `by` names a list; `keys` maps each of its choices under which the
    field is asked to the key that it fills (a dot leads into a nested object; an empty key fills
    none). The key is in the place that the list shapes, or in `place`, which is a `rule`.
    """

    by: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    rule: type[Provision] | None = None


ALWAYS: Final = Where()


def under(by: str, codes: str = "", key: str = "", /, **keys: str) -> Where:
    """Asked under some choices of the list `by`: `codes`, where it fills one `key` (or none), and
    those that are named with a key each.
    """
    return Where(by, {**dict.fromkeys(codes.split(), key), **keys})


def always(place: str, rule: type[Provision], key: str) -> Where:
    """Asked whatever is chosen, as a key of the one `rule` at a place."""
    return Where(keys={"": key}, place=place, rule=rule)


@dataclass(frozen=True, slots=True)
class Field:
    """One control: a list if it has `choices`, of which the first is the default; else a line of
    text.

    If `notation` is empty, the value is written as the kinds of the keys it fills require. `needed`
    is the error if the field is asked and empty, unless another field has one of the choices that
    make it optional.
    """

    name: str
    label: str
    example: str = ""
    where: Where = ALWAYS
    choices: tuple[Choice, ...] = ()
    shapes: str = ""
    """The place of the JSON whose kind of provision is chosen here."""
    notation: Notation | None = None
    needed: str = ""
    spared: tuple[str, frozenset[str]] | None = None


def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    """The entries of a list that only fills its own key."""
    return tuple(Choice(code, label) for code, label in pairs)


BASIS: Final = choices(
    ("", "not said"),
    ("given", "when given"),
    ("received", "when received"),
    ("dispatched", "when sent"),
    ("date_of_note", "from the date of the note"),
    ("depositary_informs", "when the depositary informs"),
    ("registered", "when registered"),
)
