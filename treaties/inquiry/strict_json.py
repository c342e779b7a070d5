"""Is this text one question in JSON? What is read strictly here can be shown, linked and sent again
without change.
"""

import json
from typing import Any, Final

from treaties.law.clauses.codec import JSON
from treaties.law.values.errors import LawError

LONGEST: Final = 256_000
"""Bytes of one question, or of a list of them."""

DEEPEST: Final = 30


def data_of(text: str | bytes, longest: int = LONGEST) -> JSON:
    """The JSON in `text`; raises LawError with what is wrong, and where.

    Refuses, besides invalid JSON: NaN and infinities, duplicate keys, text that no page could show,
    and nesting deeper than any clause.
    """
    if len(text) > longest:
        raise LawError(f"it has more than {longest:,} characters, the most that are read at once")
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError:
            raise LawError("it is not text in UTF-8") from None
    if not text.strip():
        raise LawError('it is empty; write an object like {"facts": …, "clauses": …}')
    try:
        data = json.loads(
            text, parse_constant=_constant, parse_float=_number, object_pairs_hook=_object
        )
    except json.JSONDecodeError as wrong:
        line = f"line {wrong.lineno}, " if "\n" in text.strip() else ""
        place = f"{line}column {wrong.colno}"
        raise LawError(
            f"it is not JSON: {wrong.msg[:1].lower()}{wrong.msg[1:]} at {place}"
        ) from None
    except LawError:
        raise
    except RecursionError:
        raise LawError("it is nested too deeply") from None
    except ValueError:
        raise LawError("it holds a number with too many digits") from None
    _sound(data)
    return data  # type: ignore[no-any-return]


def text_of(data: JSON, *, indented: bool = False) -> str:
    """The data as JSON again: without blanks for a link, indented for reading."""
    if indented:
        return json.dumps(data, ensure_ascii=False, indent=2)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _constant(name: str) -> Any:
    raise LawError(f"{name} is not a number that JSON knows")


def _number(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise LawError(f"{text[:20]} is too large a number")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
        raise LawError(f"the key {_shown(twice)} stands twice in one object")
    return found


def _sound(data: JSON) -> None:
    """Iterative, so that deep nesting cannot exceed the recursion limit."""
    waiting: list[tuple[str, Any, int]] = [("", data, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > DEEPEST:
            raise LawError("it is nested too deeply", path)
        if isinstance(value, str):
            _showable(value, path)
        elif isinstance(value, list):
            waiting += [(f"{path}[{i}]", item, depth + 1) for i, item in enumerate(value)]
        elif isinstance(value, dict):
            for key, item in value.items():
                _showable(key, path)
                waiting.append((f"{path}.{key[:40]}".lstrip("."), item, depth + 1))


def _showable(text: str, path: str) -> None:
    if "\x00" in text:
        raise LawError("a NUL character cannot be part of a text", path)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise LawError(
            "half a character (a lone surrogate) cannot be part of a text", path
        ) from None


def _shown(text: str) -> str:
    return f"“{text[:40].encode(errors='replace').decode()}”"
