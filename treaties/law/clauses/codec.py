"""How is a final clause read from JSON and written back: each value by the kind of its field, the
whole by its fields, with the path of whatever is wrong in it (CON-5; periods as in ISO 8601)?
"""

# ruff: noqa: RUF009 - clause_field() only makes the field of a dataclass

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Final, Self, cast

from treaties.law.values.errors import LawError, ProvisionError
from treaties.law.values.nearest import nearest
from treaties.law.values.periods import ZERO, Period, civil

JSON = None | bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"]

LONGEST_TEXT: Final = 2000
_HALF = re.compile("[\ud800-\udfff]")
ANCHORS: Final = frozenset(
    {
        "signature",
        "eif",
        "party_eif",
        "exchange",
        "notification",
        "deposit",
        "threshold_met",
        "receipt",
        "date",
    }
)


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A pair of functions: JSON to value (raising ProvisionError with the path) and value to JSON;
    and what a form needs: a name, the `words` of a closed list, the `bounds` of a number, the kind
    of each `item` of a list, the provision `within`.
    """

    read: Callable[[JSON, str], Any]
    write: Callable[[Any], JSON]
    name: str = ""
    words: tuple[str, ...] = ()
    bounds: tuple[int, int] = (0, 0)
    item: "FieldKind | None" = None
    within: type[Any] | None = None


def clause_field(kind: FieldKind, default: Any = MISSING, name: str = "") -> Any:
    """A dataclass field read by `kind`; `name` is its key in JSON where that is not the attribute's
    name.
    """
    metadata = {"kind": kind, "name": name}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


def _text(value: JSON, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProvisionError(path, "expected some text")
    return _kept(value, path)


def _kept(value: str, path: str) -> str:
    """A text that can be stored: not too long, without NUL and half characters."""
    if len(value) > LONGEST_TEXT:
        raise ProvisionError(path, f"the text has {len(value)} characters; at most {LONGEST_TEXT}")
    if "\x00" in value or (not value.isascii() and _HALF.search(value)):
        raise ProvisionError(path, "a NUL or half a character cannot be part of a text")
    return value


def _flag(value: JSON, path: str) -> bool:
    if not isinstance(value, bool):
        raise ProvisionError(path, "expected true or false")
    return value


def _same(value: Any) -> JSON:
    return cast("JSON", value)


def one_of(*words: str) -> FieldKind:
    """One word of a closed list."""

    def read(value: JSON, path: str) -> str:
        if not isinstance(value, str) or value not in words:
            shown = repr(value)[:40]
            raise ProvisionError(path, f"{shown} is not one of {', '.join(words)}")
        return value

    return FieldKind(read, _same, "word", words=words)


def number(least: int, most: int) -> FieldKind:
    """A whole number between two bounds, both included."""

    def read(value: JSON, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ProvisionError(path, f"expected a whole number from {least} to {most}")
        return value

    return FieldKind(read, _same, "number", bounds=(least, most))


def period(*, zero: bool = False, signed: bool = False) -> FieldKind:
    """An ISO 8601 duration; `zero` allows P0D, `signed` a leading minus."""

    def read(value: JSON, path: str) -> Period:
        try:
            found = Period.parse(cast("str", value), signed=signed)
        except LawError as wrong:
            raise ProvisionError(path, wrong.text) from None
        if found.is_zero and not zero:
            raise ProvisionError(path, "a period of no length settles nothing; write it like P5Y")
        return found

    name = "offset" if signed else "period"
    return FieldKind(read, lambda value: cast("Period", value).iso, name)


def _day(value: JSON, path: str) -> date:
    try:
        return civil(cast("str", value))
    except LawError as wrong:
        raise ProvisionError(path, wrong.text) from None


def _month_day(value: JSON, path: str) -> str:
    if isinstance(value, str) and len(value) == 5:
        try:
            civil(f"2001-{value}")  # not a leap year: a fixed day cannot be 29 February
        except LawError:
            pass
        else:
            return value
    raise ProvisionError(path, "expected a day of the year like 06-30")


def _anchor(value: JSON, path: str) -> str:
    text = _text(value, path)
    if text.startswith("date:"):
        _day(text[5:], path)
    return text


def _count(value: JSON, path: str) -> int | str:
    if isinstance(value, str):
        return _text(value, path)
    found: int = number(1, 1000).read(value, path)
    return found


def _share(value: JSON, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise ProvisionError(path, "expected a share above 0 and up to 1, like 0.55")
    return float(value)


def several(kind: FieldKind, most: int = 300) -> FieldKind:
    """A list of values, kept as a tuple."""

    def read(value: JSON, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple) or len(value) > most:
            raise ProvisionError(path, f"expected a list of at most {most} entries")
        return tuple(kind.read(item, f"{path}[{i}]") for i, item in enumerate(value))

    def write(values: Any) -> JSON:
        return [kind.write(value) for value in values]

    return FieldKind(read, write, "list", item=kind)


TEXT: Final = FieldKind(_text, _same, "text")
FLAG: Final = FieldKind(_flag, _same, "flag")
DAY: Final = FieldKind(_day, lambda value: cast("date", value).isoformat(), "day")
MONTH_DAY: Final = FieldKind(_month_day, _same, "day of the year")
ANCHOR: Final = FieldKind(_anchor, _same, "anchor")
COUNT: Final = FieldKind(_count, _same, "count")
SHARE: Final = FieldKind(_share, _same, "share")
PERIOD: Final = period()
DELAY: Final = period(zero=True)
OFFSET: Final = period(zero=True, signed=True)
NO_DELAY: Final = ZERO
BASIS: Final = one_of(
    "given",
    "received",
    "dispatched",
    "date_of_note",
    "depositary_informs",
    "registered",
    "unspecified",
)
ANY: Final = FieldKind(lambda value, path: _bounded(value, path, 0), _same)


def _bounded(value: JSON, path: str, depth: int) -> JSON:
    if depth > 5 or (isinstance(value, list | tuple | dict) and len(value) > 300):
        raise ProvisionError(path, "is nested too deeply or too long")
    if isinstance(value, dict):
        return {str(k): _bounded(v, f"{path}.{k}", depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_bounded(v, f"{path}[{i}]", depth + 1) for i, v in enumerate(value)]
    return _kept(value, path) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One rule of a clause. `TYPE` is its `type` in JSON; `notes` keeps the keys the vocabulary
    does not know.
    """

    TYPE: ClassVar[str] = ""
    notes: tuple[tuple[str, JSON], ...] = field(default=(), hash=False)

    @classmethod
    def read(cls, value: JSON, path: str) -> Self:
        """The provision in `value`; ProvisionError names the path of the first fault."""
        if not isinstance(value, Mapping):
            raise ProvisionError(path, "expected an object")
        shape = _shape(cls)
        given: dict[str, Any] = {}
        notes: list[tuple[str, JSON]] = []
        for key, item in value.items():
            place = f"{path}.{key}"
            if key in shape.by_key:
                attribute, kind = shape.by_key[key]
                if item is not None and item != "":
                    given[attribute] = kind.read(item, place)
            elif key != "type":
                notes.append((str(key), ANY.read(item, place)))
        for key, (attribute, _) in shape.by_key.items():
            if attribute in shape.required and attribute not in given:
                if misspelt := nearest(key, (note for note, _ in notes)):
                    text = f"“{misspelt}” is not a key here. Did you mean “{key}”?"
                    raise ProvisionError(f"{path}.{misspelt}", text)
                raise ProvisionError(
                    f"{path}.{key}", "is missing, and this rule cannot do without it"
                )
        return cls(notes=tuple(notes), **given)

    def write(self) -> dict[str, JSON]:
        """The same in JSON, without what is at its default."""
        shape = _shape(type(self))
        result: dict[str, JSON] = {"type": self.TYPE} if self.TYPE else {}
        for key, (attribute, kind) in shape.by_key.items():
            value = getattr(self, attribute)
            if attribute in shape.required or value != shape.defaults[attribute]:
                result[key] = kind.write(value)
        result.update(self.notes)
        return result


def nested(cls: type[Provision]) -> FieldKind:
    """A provision inside a provision."""
    return FieldKind(cls.read, lambda value: cast("Provision", value).write(), within=cls)


def nested_in(rule: Provision) -> Iterator[tuple[str, Provision]]:
    """The provisions within a provision, each with its key in JSON."""
    shape = _shape(type(rule))
    for key, attribute in shape.nesting:
        value = getattr(rule, attribute)
        if isinstance(value, Provision):
            yield key, value


def kinds_of(rule: type[Provision]) -> dict[str, FieldKind]:
    """The keys that a provision knows in JSON, each with the kind of its value."""
    return {key: kind for key, (_, kind) in _shape(rule).by_key.items()}


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of one kind of provision: by their key in JSON, those without default, the
    defaults, and those that may hold a provision within.
    """

    by_key: dict[str, tuple[str, FieldKind]]
    required: frozenset[str]
    defaults: dict[str, Any]
    nesting: tuple[tuple[str, str], ...]


_SHAPES: dict[type, _Shape] = {}


def _shape(cls: type[Provision]) -> _Shape:
    found = _SHAPES.get(cls)
    if found is None:
        own = [f for f in fields(cls) if "kind" in f.metadata]
        found = _SHAPES[cls] = _Shape(
            {(f.metadata["name"] or f.name): (f.name, f.metadata["kind"]) for f in own},
            frozenset(f.name for f in own if f.default is MISSING),
            {f.name: f.default for f in own if f.default is not MISSING},
            tuple(
                ((f.metadata["name"] or f.name), f.name)
                for f in own
                if not f.metadata["kind"].name  # every plain kind has a name
            ),
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Provision):
    """Nothing before `after` has run from the anchor (TER-3, TER-4, TER-5)."""

    after: Period = clause_field(PERIOD)
    from_: str = clause_field(ANCHOR, "eif", "from")
