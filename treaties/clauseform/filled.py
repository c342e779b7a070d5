"""Can the form of the clause tester hold this question? Then its fields; and where a fault of the
JSON stands in the form.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from treaties.clauseform.form import Fields, met_by, question_of, through
from treaties.clauseform.places import (
    CHOICES,
    FIELDS,
    NEEDS,
    NOTATIONS,
    PARTS,
    USUAL,
    WAYS,
    Part,
    Rule,
)
from treaties.law.values.errors import LawError
from treaties.law.wire.json_lines import clauses_to, read_question

_MODES: Final = "clauses.termination.modes"


def fields_of(data: Mapping[str, Any]) -> Fields | None:
    """The fields that ask the same question as `data`; None if the form cannot hold it all."""
    try:
        fields = _fields(data)
        again, faults = question_of(fields)
        same = not faults and _means(again) == _means(data)
    except (LawError, KeyError, TypeError, ValueError, AttributeError):
        return None
    return {name: fields[name] for name in FIELDS if fields.get(name)} if same else None


def beyond(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The places of the question for which the form has no field, as far as they can be told."""
    try:
        again, _ = question_of(_fields(data))
        held, wanted = (
            {
                **dict(_leaves(clauses_to(read_question(asked).agreement.clauses), "clauses")),
                **dict(_leaves(asked.get("facts"), "facts")),
            }
            for asked in (again, data)
        )
    except (LawError, KeyError, TypeError, ValueError, AttributeError):
        return ()
    return tuple(path for path, value in wanted.items() if held.get(path) != value)


def _leaves(data: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, f"{path}.{key}")
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _leaves(value, f"{path}[{i}]")
    elif data is not None:
        yield path, data


def canonical(fields: Mapping[str, str]) -> Fields:
    """The fields that a link must contain: without empty ones, defaults, and fields that the other
    choices do not ask for.
    """
    data, faults = question_of(fields)
    kept = {name: fields[name].strip() for name in FIELDS if fields.get(name, "").strip()}
    kept = {name: value for name, value in kept.items() if USUAL.get(name) != value}
    if faults:
        return kept
    for name in list(kept):
        less = {other: value for other, value in kept.items() if other != name}
        if name != "on" and question_of(less) == (data, {}):
            kept = less
    return kept


def _means(data: Mapping[str, Any]) -> tuple[object, ...]:
    """What the law sees of a question, and what only the tester reads of it."""
    question = read_question(data)
    parties = [notice.get("party") or "" for notice in data.get("notices") or []]
    notices = [(notice.on, notice.index, notice.party_eif) for notice in question.notices]
    said = "from" in ((data.get("clauses") or {}).get("duration") or {})
    horizon = question.horizon if data.get("horizon") else None
    return question.agreement, notices, parties, said, horizon


def _fields(data: Mapping[str, Any]) -> Fields:
    found: Fields = {
        "name": data.get("id", ""),
        "composition": data.get("composition", "") or "bilateral",
        "parties": ", ".join(data.get("parties") or []),
        "horizon": data.get("horizon") or "",
    }
    clauses = data["clauses"]
    modes = (clauses.get("termination") or {}).get("modes") or []
    ways = [mode for mode in modes if mode["type"] != "end_of_term"]
    here = {**data, **dict(zip(WAYS, ways, strict=False))}
    # The form sends "unstated" if entry or duration is not given.
    here["clauses"] = {
        "entry_into_force_rule": {"type": "unstated"},
        "duration": {"type": "unstated"},
        "renewal": {"type": "none"},
        **{name: value for name, value in clauses.items() if value},
    }
    for part in PARTS:
        target = _at(here, part.place)
        if target:
            _read(part, target, found)
    facts = {name: value for name, value in (data.get("facts") or {}).items() if value}
    found["signed"] = facts.pop("signature", "")
    found["entered"] = facts.pop("entry_into_force", "")
    after = found.get("after") or USUAL["after"]
    found["met"] = facts.pop(met_by(found["entry"], after), "")
    if notices := data.get("notices"):
        places = [notice.get("mode_index", 0) for notice in notices]
        ways = [name for name, at in through(modes).items() if at == places]
        if not ways or len({notice.get("on") for notice in notices}) > 1:
            raise LawError("the form supposes one notice")
        found["through"] = ways[0]
        found["noticed"], found["by"] = notices[0]["on"], notices[0].get("party") or ""
        found["by_since"] = notices[0].get("party_entry_into_force") or ""
    return found


def _at(data: Any, place: str) -> Mapping[str, Any] | None:
    for step in place.split("."):
        data = data.get(step) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else None


def _read(part: Part, target: Mapping[str, Any], found: Fields) -> None:
    """The fields that one part of the form takes from its object."""
    code = _code(part, target, found)
    if code is None:
        return
    if part.by:
        found[part.by] = code
    for key, name in part.rules.get(code, Rule()).keys.items():
        *outer, last = key.split(".")
        inner = _at(target, ".".join(outer)) if outer else target
        value = (inner or {}).get(last)
        if value is not None:
            found[name] = _shown(name, value)


def _shown(name: str, value: Any) -> str:
    if name in CHOICES and value == "unspecified":
        return USUAL[name]
    return NOTATIONS[name].show(value)


def _code(part: Part, target: Mapping[str, Any], found: Fields) -> str | None:
    """Which choice gives this object: the one already read, or that whose constants or keys it
    holds.
    """
    if not part.by:
        return ""
    if found.get(part.by) in [code for code, _ in CHOICES[part.by]]:
        return found[part.by]
    if part.by in NEEDS:
        other, codes = NEEDS[part.by]
        if found.get(other) not in codes:
            return None
    for code, rule in part.rules.items():
        if rule.const and all(target.get(key) == value for key, value in rule.const.items()):
            return code
        if not rule.const and any(key.split(".")[0] in target for key in rule.keys):
            return code
    return None


def field_at(path: str, fields: Mapping[str, str]) -> str:
    """The field in which a path of the JSON is asked; "" if none is."""
    held = [place for place in _places(fields) if _within(path, place[0])]
    return max(held, key=lambda place: len(place[0]), default=("", ""))[1]


def _within(path: str, place: str) -> bool:
    return path.startswith(place) and path[len(place) : len(place) + 1] in ("", ".", "[")


def _places(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each place of the JSON with the field that fills it as the choices stand."""
    data, _ = question_of(fields)
    modes = (data["clauses"].get("termination") or {}).get("modes") or []
    ends = sum(mode["type"] == "end_of_term" for mode in modes)
    yield from _SET
    entry, after = (fields.get(name) or USUAL[name] for name in ("entry", "after"))
    if fact := met_by(entry, after):
        yield f"facts.{fact}", "met"
    for part in PARTS:
        chosen = (fields.get(part.by) or USUAL[part.by]) if part.by else ""
        rule = part.rules.get(chosen)
        if rule is None:
            continue
        place = re.sub(
            r"^way(2?)$", lambda way: f"{_MODES}[{ends + (1 if way[1] else 0)}]", part.place
        )
        names = list(rule.keys.values())
        yield place, names[0] if names else part.by
        yield f"{place}.type", part.by
        for key, name in rule.keys.items():
            yield f"{place}.{key}", name


_SET: Final = (
    ("id", "name"),
    ("composition", "composition"),
    ("parties", "parties"),
    ("facts.signature", "signed"),
    ("facts.entry_into_force", "entered"),
    ("notices", "noticed"),
    ("notices[0].party", "by"),
    ("notices[0].party_entry_into_force", "by_since"),
    ("horizon", "horizon"),
)
