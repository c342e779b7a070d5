"""Which keys of a question are not read? A warning on the wire; at a door that people use, an error
that names the nearest key (CON-5).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from treaties.law.clauses.codec import JSON
from treaties.law.clauses.provisions import from_json
from treaties.law.clauses.strange_keys import StrangeKey, check_keys, strange, strange_keys
from treaties.law.values.errors import LawError
from treaties.law.values.vocabulary import ClauseKind
from treaties.law.wire.json_lines import KINDS

_QUESTION: Final = (
    "id", "composition", "parties", "facts", "clauses", "counting", "notices", "horizon",
)  # fmt: skip
_CLAUSES: Final = (*KINDS, "termination", "counting")
_TERMINATION: Final = ("modes", "survival", "scope")
_NOTICE: Final = ("on", "mode", "mode_index", "party", "party_entry_into_force")


def unread(data: JSON) -> Iterator[StrangeKey]:
    """The keys of a question outside its provisions that nobody reads."""
    yield from _of(data, "", _QUESTION)
    if not isinstance(data, Mapping):
        return
    clauses = data.get("clauses")
    yield from _of(clauses, "clauses", _CLAUSES)
    if isinstance(clauses, Mapping):
        yield from _of(clauses.get("termination"), "clauses.termination", _TERMINATION)
    notices = data.get("notices")
    for i, notice in enumerate(notices if isinstance(notices, list) else ()):
        yield from _of(notice, f"notices[{i}]", _NOTICE)


def refuse_strange_keys(data: JSON) -> None:
    """Raise LawError for the first key of a question that is not read, with its path and the
    nearest key that is. What cannot be read at all is left to `read_question`.
    """
    for found in unread(data):
        raise LawError(found.sentence, found.path)
    for kind, provision, path in _provisions(data):
        check_keys(kind, provision, path)


def strange_in(data: JSON) -> Iterator[StrangeKey]:
    """All of them, those within provisions included; of a question that can be read."""
    yield from unread(data)
    for kind, provision, path in _provisions(data):
        yield from strange_keys(from_json(kind, provision, path), path)


def _of(value: JSON, path: str, known: tuple[str, ...]) -> Iterator[StrangeKey]:
    for key in value if isinstance(value, Mapping) else ():
        if key not in known:
            place = f"{path}.{key[:40]}" if path else key[:40]
            yield strange(key, place, dict.fromkeys(known))


def _provisions(data: JSON) -> Iterator[tuple[ClauseKind, JSON, str]]:
    """Each provision of a question with its kind and its path."""
    if not isinstance(data, Mapping) or not isinstance(data.get("clauses"), Mapping):
        return
    clauses: Any = data["clauses"]
    for key, kind in KINDS.items():
        if clauses.get(key) is not None:
            yield kind, clauses[key], f"clauses.{key}"
    termination = clauses.get("termination")
    if isinstance(termination, Mapping):
        place = "clauses.termination"
        modes = termination.get("modes")
        for i, mode in enumerate(modes if isinstance(modes, list) else ()):
            yield ClauseKind.TERMINATION, mode, f"{place}.modes[{i}]"
        if termination.get("survival") is not None:
            yield ClauseKind.SURVIVAL, termination["survival"], f"{place}.survival"
    if counting := data.get("counting") or clauses.get("counting"):
        yield ClauseKind.COUNTING, counting, "counting"
