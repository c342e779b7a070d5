"""Can the form of the clause tester hold this question? Then its fields; and where a fault of the
JSON stands in the form.
"""

from collections.abc import Mapping
from typing import Any, Final

from treaties.law.errors import LawError
from treaties.law.wire import read_question
from treaties.web.clauseform import FIELDS, USUAL, Fields, question_of
from treaties.web.clausewords import spoken

_LASTS: Final = {
    "fixed": "for",
    "until_date": "until",
    "initial_then_indefinite": "first",
    "indefinite": "indefinite",
    "unstated": "unsaid",
}
_GATES: Final = ("earliest_notice", "earliest_effect", "earliest_year_end")


def fields_of(data: Mapping[str, Any]) -> Fields | None:
    """The fields that ask the same question as `data`; None if the form cannot hold it all."""
    try:
        fields = _fields(data)
        again, faults = question_of(fields)
        same = not faults and _means(again) == _means(data)
    except (LawError, KeyError, TypeError, ValueError, AttributeError):
        return None
    return {name: fields[name] for name in FIELDS if fields.get(name)} if same else None


def canonical(fields: Mapping[str, str]) -> Fields:
    """What a link need hold of the fields: neither what is empty, nor what is usual, nor what the
    other choices leave no room for.
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
    said = "from" in (data.get("clauses") or {}).get("duration", {})
    horizon = question.horizon if data.get("horizon") else None
    return question.agreement, question.notices, parties, said, horizon


def _fields(data: Mapping[str, Any]) -> Fields:
    found: Fields = {
        "name": data.get("id", ""),
        "composition": data.get("composition", "") or "bilateral",
        "parties": ", ".join(data.get("parties") or []),
        "horizon": data.get("horizon") or "",
    }
    clauses, facts = data["clauses"], dict(data.get("facts") or {})
    found |= _of_entry(clauses.get("entry_into_force_rule") or {}, facts)
    duration = clauses.get("duration") or {"type": "unstated"}
    found["lasts"] = _LASTS[duration["type"]]
    found["period"] = _spoken(duration.get("period") or duration.get("initial"))
    found["until"] = duration.get("date") or ""
    found["counted"] = duration.get("from") or ""
    renewal = clauses.get("renewal") or {"type": "none"}
    found["renewal"] = renewal["type"]
    found["renewal_period"] = _spoken(renewal.get("period"))
    found["times"] = str(renewal.get("max_times") or "")
    notice = clauses.get("notice") or {}
    found["notice"] = _spoken(notice.get("period"))
    found["form"] = notice.get("form") or "at_least"
    basis = notice.get("basis") or ""
    found["basis"] = "" if basis == "unspecified" else basis
    termination = clauses.get("termination") or {}
    survival = termination.get("survival") or {}
    found["survival"], found["surviving"] = (
        _spoken(survival.get("period")),
        survival.get("scope", ""),
    )
    for mode in termination.get("modes") or []:
        if mode["type"] != "end_of_term":
            found |= _of_way(mode)
    for notice in data.get("notices") or []:
        found["noticed"], found["by"] = notice["on"], notice.get("party") or ""
    return found


def _of_entry(rule: Mapping[str, Any], facts: dict[str, Any]) -> Fields:
    found: Fields = {
        "entry": "" if rule.get("type") == "unstated" else rule.get("type", ""),
        "delay": "" if rule.get("delay") == "P0D" else _spoken(rule.get("delay")),
        "nth": str(rule.get("nth") or ""),
        "needed": str(rule.get("count") or ""),
        "entry_day": rule.get("date") or "",
        "signed": facts.pop("signature", None) or "",
        "entered": facts.pop("entry_into_force", None) or "",
    }
    found["met"] = next((value for value in facts.values() if value), "")
    return found


def _of_way(mode: Mapping[str, Any]) -> Fields:
    found: Fields = {
        "leave": mode["type"],
        "leave_notice": _spoken(mode.get("period")),
        "leave_basis": "" if mode.get("basis") == "unspecified" else mode.get("basis", ""),
    }
    if mode["type"] == "window":
        found["leave_notice"] = _spoken(mode["effect"])
        for name, key in (("opens", "opens_after"), ("window", "window"), ("cycle", "cycle")):
            found[name] = _spoken(mode[key])
    else:
        found["effect"] = mode.get("effect") or "exact"
    for gate in _GATES:
        if mode.get(gate):
            found["gate"], found["gate_period"] = gate, _spoken(mode[gate]["after"])
    return found


def _spoken(iso: str | None) -> str:
    return spoken(iso) if iso else ""


_PLACES: Final = (
    ("facts.signature", "signed"),
    ("facts.entry_into_force", "entered"),
    ("facts.", "met"),
    ("clauses.entry_into_force_rule.nth", "nth"),
    ("clauses.entry_into_force_rule.count", "needed"),
    ("clauses.entry_into_force_rule.date", "entry_day"),
    ("clauses.entry_into_force_rule.delay", "delay"),
    ("clauses.entry_into_force_rule", "entry"),
    ("clauses.duration.date", "until"),
    ("clauses.duration", "period"),
    ("clauses.renewal.max_times", "times"),
    ("clauses.renewal", "renewal_period"),
    ("clauses.notice", "notice"),
    ("clauses.termination.survival", "survival"),
    ("clauses.termination", "leave_notice"),
    ("notices[0].party", "by"),
    ("notices", "noticed"),
    ("parties", "parties"),
    ("composition", "composition"),
    ("horizon", "horizon"),
    ("id", "name"),
)


def field_at(path: str) -> str:
    """The field in which a path of the JSON is asked; "" if none is."""
    return next((field for start, field in _PLACES if path.startswith(start)), "")
