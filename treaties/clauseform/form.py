"""The form of the clause tester: its plain fields as a question in JSON.

A field that the chosen rule has no use for is not asked, whatever stands in it.
"""

from collections.abc import Mapping
from typing import Any, Final

from treaties.clauseform.places import BY_NAME, CHOICES, NEEDS, NOTATIONS, PARTS, USUAL, WAYS
from treaties.law.clauses.codec import JSON
from treaties.law.values.errors import LawError

Fields = dict[str, str]

MET: Final = {
    "on_exchange": "exchange",
    "after_notification": "notification",
    "threshold": "threshold_met",
    "on_deposit": "deposit",
}
_OPENED_BY_NOTICE: Final = ("end_of_term", "notice", "window", "supreme_interests")


class _Given:
    """Reads the fields one by one and notes what is wrong with each."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = fields
        self.faults: dict[str, str] = {}

    def asked(self, name: str) -> bool:
        """Whether the other choices leave room for this field."""
        if name not in NEEDS:
            return True
        other, values = NEEDS[name]
        return self.asked(other) and self.choice(other) in values

    def choice(self, name: str) -> str:
        value = self.fields.get(name, "") or USUAL[name]
        if value in [code for code, _ in CHOICES[name]]:
            return value
        known = ", ".join(code for code, _ in CHOICES[name] if code)
        self.faults[name] = f"“{value[:40]}” is not one of {known}."
        return USUAL[name]

    def _spares(self, other: str, codes: frozenset[str]) -> bool:
        return self.asked(other) and self.choice(other) in codes

    def value(self, name: str) -> JSON:
        """What the field gives; None where it is not asked, empty, usual, or cannot be meant."""
        if not self.asked(name):
            return None
        field, notation = BY_NAME[name], NOTATIONS[name]
        text = self.choice(name) if field.choices else self.fields.get(name, "").strip()
        if field.choices and text == USUAL[name]:
            return None
        if not text:
            if field.needed and not (field.spared and self._spares(*field.spared)):
                self.faults[name] = field.needed
        elif "\x00" in text:
            self.faults[name] = "A NUL character cannot be part of it; leave it out."
        elif len(text) > notation.most:
            self.faults[name] = f"It has {len(text):,} characters; {notation.most:,} are the most."
        else:
            try:
                return notation.read(text)
            except LawError as wrong:
                self.faults[name] = wrong.sentence
        return None


def question_of(fields: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The question that the fields ask, and what is wrong by field (then it is partial)."""
    given = _Given(fields)
    data: dict[str, Any] = {"id": given.value("name"), "composition": given.choice("composition")}
    data["parties"] = given.value("parties")
    data["facts"] = _facts(given)
    made = _parts(given)
    clauses = {name: made[f"clauses.{name}"] for name in _CLAUSES if f"clauses.{name}" in made}
    modes = [{"type": "end_of_term"}] if "notice" in clauses else []
    modes += [made[way] for way in WAYS if way in made]
    survival = made.get("clauses.termination.survival")
    if modes or survival:
        clauses["termination"] = {"modes": modes, **({"survival": survival} if survival else {})}
    data |= {"clauses": clauses, "counting": made.get("counting")}
    data["notices"] = _notices(given, modes)
    data["horizon"] = given.value("horizon")
    return {name: value for name, value in data.items() if value is not None}, given.faults


_CLAUSES: Final = ("entry_into_force_rule", "duration", "renewal", "notice")


def _parts(given: _Given) -> dict[str, dict[str, Any]]:
    """The objects of the JSON by their place; one within another stands in it too."""
    made: dict[str, dict[str, Any]] = {}
    for part in PARTS:
        code = given.choice(part.by) if part.by and given.asked(part.by) else ""
        rule = part.rules.get(code)
        if rule is None:
            continue
        found = {**rule.const}
        for key, name in rule.keys.items():
            if (value := given.value(name)) is not None:
                *outer, last = key.split(".")
                inner = found
                for step in outer:
                    inner = inner.setdefault(step, {})
                inner[last] = value
        if found:
            made.setdefault(part.place, {}).update(found)
            parent, _, key = part.place.rpartition(".")
            if parent in made:
                made[parent][key] = made[part.place]
    return made


def met_by(entry: str, after: str) -> str:
    """Of which fact the field `met` tells the day; "" if of none."""
    if entry == "first_day_of_month":
        return "" if after == "signature" else after
    return MET.get(entry, "")


def _facts(given: _Given) -> dict[str, JSON]:
    found = {
        "signature": given.value("signed"),
        "entry_into_force": given.value("entered"),
        met_by(given.choice("entry"), given.choice("after")): given.value("met"),
    }
    return {name: value for name, value in found.items() if name and value is not None}


def through(modes: list[dict[str, Any]]) -> dict[str, list[int]]:
    """The indices of the ways out through which a supposed notice may go; "" is all of those that a
    notice opens.
    """
    ends = sum(mode["type"] == "end_of_term" for mode in modes)
    opened = [i for i, mode in enumerate(modes) if mode["type"] in _OPENED_BY_NOTICE]
    places = {"end_of_term": [0] if ends else [], "leave": [ends], "leave2": [ends + 1]}
    return {"": opened or [0], **{k: [i for i in v if i in opened] for k, v in places.items()}}


def _notices(given: _Given, modes: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    noticed, by, since = (given.value(name) for name in ("noticed", "by", "by_since"))
    places = through(modes)[given.choice("through")]
    if noticed is None:
        return None
    if not places:
        given.faults["through"] = "A notice does not open this way; choose another."
    return [
        {
            "on": noticed,
            **({"mode_index": place} if modes else {}),
            **({"party": by} if by else {}),
            **({"party_entry_into_force": since} if since else {}),
        }
        for place in places
    ]
