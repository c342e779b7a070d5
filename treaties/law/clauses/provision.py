"""What every final clause has in common, and how it is read from JSON and written back, by its
fields (MODEL 1).
"""

# ruff: noqa: RUF009 - entry() only makes the field of a dataclass

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar, Self, cast

from treaties.law.clauses.codec import ANCHOR, ANY, JSON, PERIOD, Kind, entry
from treaties.law.values.errors import ProvisionError
from treaties.law.values.periods import Period


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
            if key in shape.entries:
                attribute, kind = shape.entries[key]
                if item is not None and item != "":
                    given[attribute] = kind.read(item, place)
            elif key != "type":
                notes.append((str(key), ANY.read(item, place)))
        for key, (attribute, _) in shape.entries.items():
            if attribute in shape.required and attribute not in given:
                raise ProvisionError(
                    f"{path}.{key}", "is missing, and this rule cannot do without it"
                )
        return cls(notes=tuple(notes), **given)

    def write(self) -> dict[str, JSON]:
        """The same in JSON, without what is at its default."""
        shape = _shape(type(self))
        result: dict[str, JSON] = {"type": self.TYPE} if self.TYPE else {}
        for key, (attribute, kind) in shape.entries.items():
            value = getattr(self, attribute)
            if attribute in shape.required or value != shape.defaults[attribute]:
                result[key] = kind.write(value)
        result.update(self.notes)
        return result


def nested(cls: type[Provision]) -> Kind:
    """A provision inside a provision."""
    return Kind(cls.read, lambda value: cast("Provision", value).write())


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of one kind of provision: by their key in JSON, those without default, and the
    defaults.
    """

    entries: dict[str, tuple[str, Kind]]
    required: frozenset[str]
    defaults: dict[str, Any]


_SHAPES: dict[type, _Shape] = {}


def _shape(cls: type[Provision]) -> _Shape:
    found = _SHAPES.get(cls)
    if found is None:
        own = [f for f in fields(cls) if "kind" in f.metadata]
        found = _SHAPES[cls] = _Shape(
            {(f.metadata["name"] or f.name): (f.name, f.metadata["kind"]) for f in own},
            frozenset(f.name for f in own if f.default is MISSING),
            {f.name: f.default for f in own if f.default is not MISSING},
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Provision):
    """Nothing before `after` has run from the anchor (TER-3, TER-4, TER-5)."""

    after: Period = entry(PERIOD)
    from_: str = entry(ANCHOR, "eif", "from")
