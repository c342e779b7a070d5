"""Which keys of a clause does the vocabulary not know, and which was meant (CON-5)?

`from_json` keeps them as notes. The wire format warns of them; at a door that people use each is an
error, because a misspelt `period` that is kept as a note gives other dates without a word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from treaties.law.clauses.codec import FieldKind, Provision, kinds_of, nested_in
from treaties.law.clauses.provisions import from_json
from treaties.law.values.errors import ProvisionError
from treaties.law.values.nearest import did_you_mean
from treaties.law.values.vocabulary import ClauseKind


@dataclass(frozen=True, slots=True)
class StrangeKey:
    """A key that is not read: its place, and a sentence that says what would be right."""

    path: str
    key: str
    sentence: str


def strange_keys(provision: Provision, path: str = "provision") -> Iterator[StrangeKey]:
    """The keys kept as notes, those of provisions within included."""
    known = kinds_of(type(provision))
    for key, _ in provision.notes:
        yield strange(key, f"{path}.{key[:40]}", known, provision.TYPE)
    for name, inner in nested_in(provision):
        yield from strange_keys(inner, f"{path}.{name}")


def strange(
    key: str, path: str, known: Mapping[str, FieldKind | None], type_: str = ""
) -> StrangeKey:
    """What to say of a key that is not among the `known` ones."""
    meant = did_you_mean(key, known) or _as_a_word(key, known)
    names = [*(["type"] if type_ else []), *known]
    listed = f"The keys are {', '.join(names)}." if known else "It takes no further key."
    of = f"of “{type_}”" if type_ else "here"
    said = f"“{key[:40]}” is not a key {of}.{f' {meant}' if meant else ''} {listed}"
    return StrangeKey(path, key, said)


def check_keys(kind: ClauseKind, data: object, path: str = "provision") -> Provision:
    """The provision in `data`, as `from_json` reads it. Raises ProvisionError also for the first
    key that is not in the vocabulary.
    """
    provision = from_json(kind, data, path)  # type: ignore[arg-type]
    for found in strange_keys(provision, path):
        raise ProvisionError(found.path, found.sentence)
    known = kinds_of(type(provision))
    typed = bool(provision.TYPE) or "type" in known
    if isinstance(data, Mapping) and "type" in data and not typed:
        raise ProvisionError(f"{path}.type", strange("type", "", known).sentence)
    return provision


def _as_a_word(key: str, known: Mapping[str, FieldKind | None]) -> str:
    """Where the key is the value of another: `within` is a `form` of a notice."""
    for name, kind in known.items():
        if kind is not None and key in kind.words:
            return f'“{key}” is a word of “{name}”: write "{name}": "{key}".'
    return ""
