"""How one value of a clause is read from JSON and written back, with the path of whatever is wrong
in it (MODEL 1; periods as in ISO 8601).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field
from datetime import date
from typing import Any, Final, cast

from treaties.law.values.errors import LawError, ProvisionError
from treaties.law.values.periods import ZERO, Period, civil

JSON = None | bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"]

LONGEST_TEXT: Final = 2000
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
class Kind:
    """A pair of functions: JSON to value (raising ProvisionError with the path) and value to
    JSON.
    """

    read: Callable[[JSON, str], Any]
    write: Callable[[Any], JSON]


def entry(kind: Kind, default: Any = MISSING, name: str = "") -> Any:
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
    if len(value) > LONGEST_TEXT:
        raise ProvisionError(path, f"the text has {len(value)} characters; at most {LONGEST_TEXT}")
    return value


def _flag(value: JSON, path: str) -> bool:
    if not isinstance(value, bool):
        raise ProvisionError(path, "expected true or false")
    return value


def _same(value: Any) -> JSON:
    return cast("JSON", value)


def one_of(*words: str) -> Kind:
    """One word of a closed list."""

    def read(value: JSON, path: str) -> str:
        if not isinstance(value, str) or value not in words:
            shown = repr(value)[:40]
            raise ProvisionError(path, f"{shown} is not one of {', '.join(words)}")
        return value

    return Kind(read, _same)


def number(least: int, most: int) -> Kind:
    """A whole number between two bounds, both included."""

    def read(value: JSON, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ProvisionError(path, f"expected a whole number from {least} to {most}")
        return value

    return Kind(read, _same)


def period(*, zero: bool = False, signed: bool = False) -> Kind:
    """An ISO 8601 duration; `zero` allows P0D, `signed` a leading minus."""

    def read(value: JSON, path: str) -> Period:
        try:
            found = Period.parse(cast("str", value), signed=signed)
        except LawError as wrong:
            raise ProvisionError(path, wrong.text) from None
        if found.is_zero and not zero:
            raise ProvisionError(path, "a period of no length settles nothing; write it like P5Y")
        return found

    return Kind(read, lambda value: cast("Period", value).iso)


def _day(value: JSON, path: str) -> date:
    try:
        return civil(cast("str", value))
    except LawError as wrong:
        raise ProvisionError(path, wrong.text) from None


def _month_day(value: JSON, path: str) -> str:
    if isinstance(value, str) and len(value) == 5:
        try:
            civil(f"2001-{value}")  # a common year: no fixed day falls on 29 February
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


def several(kind: Kind, most: int = 300) -> Kind:
    """A list of values, kept as a tuple."""

    def read(value: JSON, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple) or len(value) > most:
            raise ProvisionError(path, f"expected a list of at most {most} entries")
        return tuple(kind.read(item, f"{path}[{i}]") for i, item in enumerate(value))

    return Kind(read, lambda values: [kind.write(value) for value in values])


TEXT: Final = Kind(_text, _same)
FLAG: Final = Kind(_flag, _same)
DAY: Final = Kind(_day, lambda value: cast("date", value).isoformat())
MONTH_DAY: Final = Kind(_month_day, _same)
ANCHOR: Final = Kind(_anchor, _same)
COUNT: Final = Kind(_count, _same)
SHARE: Final = Kind(_share, _same)
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
ANY: Final = Kind(lambda value, path: _bounded(value, path, 0), _same)


def _bounded(value: JSON, path: str, depth: int) -> JSON:
    if depth > 5 or (isinstance(value, list | tuple | dict) and len(value) > 300):
        raise ProvisionError(path, "is nested too deeply or too long")
    if isinstance(value, dict):
        return {str(k): _bounded(v, f"{path}.{k}", depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_bounded(v, f"{path}[{i}]", depth + 1) for i, v in enumerate(value)]
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise ProvisionError(path, f"the text has {len(value)} characters; at most {LONGEST_TEXT}")
    return value
