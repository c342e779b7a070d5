"""The examples of `treaties/law/RULES.md`, read and calculated: the input and the answer of each.

An example is a line of a list: what it shows, the input in code, the answer in bold.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import treaties.law
from treaties.law.projection import project
from treaties.law.record.facts import Act, Agreement, Claim
from treaties.law.rules.results import Cycle, Reading
from treaties.law.values.dates import CivilDate
from treaties.law.values.outcomes import Between, Outcome
from treaties.law.values.periods import Period, add, civil, forward_max, subtract
from treaties.law.values.vocabulary import ActionKind, DateRole, KeyDateKind
from treaties.law.wire.json_lines import FACTS, read_question, write_answer

RULES = Path(treaties.law.__file__).with_name("RULES.md").read_text(encoding="utf-8")

HEADING = re.compile(r"^### (?P<code>[A-Z]+-\d+) · (?P<name>.+)$", re.M)
_EXAMPLE = re.compile(r"^- (?P<shows>.+): `(?P<given>[^`]+)` → \*\*(?P<answer>[^*]+)\*\*$", re.M)
_COUNTED = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<sign>[+-]) (?:(?P<times>\d+) × )?(?P<period>P\w+)"
    r"(?:, (?P<switch>\w+) (?P<position>\w+))?"
)
_WHOLE = re.compile(r"-?\d{1,4}")


class Example(NamedTuple):
    """One worked example: `given` is the input, `answer` what the rule says comes out."""

    rule: str
    number: int
    shows: str
    given: str
    answer: str


def names() -> dict[str, str]:
    """The name of each rule, by its code, in the order of the rulebook."""
    return {found["code"]: found["name"] for found in HEADING.finditer(RULES)}


def sections() -> dict[str, str]:
    """The text of each rule, by its code."""
    starts = list(HEADING.finditer(RULES))
    ends = [*(found.start() for found in starts[1:]), len(RULES)]
    return {
        found["code"]: RULES[found.end() : end] for found, end in zip(starts, ends, strict=True)
    }


def examples() -> list[Example]:
    """Every example, with its place below its rule (from 1)."""
    return [
        Example(rule, number, *found.groups())
        for rule, text in sections().items()
        for number, found in enumerate(_EXAMPLE.finditer(text), start=1)
    ]


def calculated(given: str, answer: str) -> str:
    """What the engine says to `given`, in the words in which `answer` is written."""
    counted = _COUNTED.fullmatch(given)
    if counted is not None:
        return _counted(counted).isoformat()
    data, acts = _question(given)
    if "notices" in data:
        return _effect(data)
    question = read_question(data)
    agreement = replace(question.agreement, acts=(*question.agreement.acts, *acts))
    reading = project(agreement, question.horizon).principal
    return "; ".join(_said(reading, agreement, part) for part in _parts(reading, answer))


def _counted(found: re.Match[str]) -> date:
    day, period = civil(found["day"]), Period.parse(found["period"])
    if found["switch"] == "deadline_method":
        return forward_max(day, period)
    leap = "roll" if found["position"] == "roll" else "clamp"
    if found["sign"] == "+":
        return add(day, period, int(found["times"] or 1), leap)  # type: ignore[arg-type]
    reached = subtract(day, period)
    return reached - timedelta(1) if found["position"] == "clear" else reached


# What is given --------------------------------------------------------------------------------


def _question(given: str) -> tuple[dict[str, Any], list[Act]]:
    """The question that the parts of an input make, and the acts beside its facts."""
    data: dict[str, Any] = {"facts": {}, "clauses": {"termination": {"modes": []}}}
    acts: list[Act] = []
    for part in given.split("; "):
        name, _, rest = part.partition(" ")
        if name in FACTS:
            data["facts"][name] = rest
        elif name == "act":
            acts.append(_act(rest, f"act-{len(acts)}"))
        elif name == "suppose":
            data["notices"] = [{"on": rest.removeprefix("notice ")}]
        elif name == "counting":
            data["counting"] = _keys([rest])
        elif name in ("composition", "horizon"):
            data[name] = rest
        elif name == "mode":
            data["clauses"]["termination"]["modes"].append(_clause(rest, "type"))
        elif name == "survival":
            data["clauses"]["termination"]["survival"] = _keys(rest.split(", "))
        else:
            first = "period" if name == "notice" else "type"
            data["clauses"][name] = _clause(rest, first)
    return data, acts


def _clause(text: str, first: str) -> dict[str, Any]:
    head, *rest = text.split(", ")
    return {first: head, **_keys(rest)}


def _keys(parts: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        key, _, value = part.partition(" ")
        inner = found
        *outer, last = key.split(".")
        for name in outer:
            inner = inner.setdefault(name, {})
        inner[last] = _value(value)
    return found


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    if "/" in text:
        return text.split("/")
    return int(text) if _WHOLE.fullmatch(text) else text


def _act(text: str, ident: str) -> Act:
    """`denunciation by IRN 2010-05-01, received 2010-05-03, of first`."""
    head, *rest = text.split(", ")
    kind, *by, day = head.split(" ")
    details = _keys(rest)
    claims = [Claim(DateRole.ACTED, CivilDate.parse(day))]
    received = details.pop("received", None)
    if received:
        claims.append(Claim(DateRole.RECEIVED, CivilDate.parse(received)))
    name = details.pop("id", ident)
    party = by[1] if by else None
    return Act(ActionKind(kind), party, tuple(claims), name, details=details)


# What comes out -------------------------------------------------------------------------------


def _effect(data: Mapping[str, Any]) -> str:
    told: Any = write_answer(read_question(data))["what_if"]
    (effect,) = told
    if effect["effective"] is None:
        hypothetical = effect.get("hypothetical")
        return f"no effect, would end {hypothetical}" if hypothetical else "no effect"
    word = "ends with" if effect["effective_at"] == "end_of_day" else "ends"
    return f"{word} {effect['effective']}"


def _parts(reading: Reading, answer: str) -> list[str]:
    """The parts of an answer that are asked for; with `and so on` no more terms than are named."""
    parts = answer.split("; ")
    terms = [part for part in parts if part.startswith("from ")]
    if terms and "and so on" not in parts and len(reading.cycles) > len(terms):
        place = parts.index(terms[-1]) + 1
        parts[place:place] = ["from one term more"]
    return parts


def _said(reading: Reading, agreement: Agreement, part: str) -> str:
    if part.startswith("from "):
        starts = [_term(cycle) for cycle in reading.cycles]
        start = part.split(",")[0]
        return next((term for term in starts if term.split(",")[0] == start), str(starts))
    if part == "and so on":
        return part if reading.cycles[-1].closing.value == "renews" else "nothing more"
    if part == "no term":
        return part if not reading.cycles else str([_term(cycle) for cycle in reading.cycles])
    if part.startswith("on "):
        _, day, _ = part.split(" ")
        span = reading.status_on(civil(day))
        return f"on {day} {span.status.value if span else 'nothing'}"
    if part.startswith("in force"):
        return f"in force {_day(reading.entry_into_force)}"
    if part.startswith("without limit"):
        return f"without limit from {_day(reading.indefinite_from)}"
    if part in ("no end", "end awaited") or part.startswith("end "):
        return f"end {_day(reading.end)}" if reading.end is not None else "no end"
    word, kind = next(found for found in _KEYS.items() if part.startswith(found[0]))
    days = [key.outcome for key in reading.key_dates if key.kind is kind]
    return f"{word} {_day(days[0] if days else None)}"


_KEYS = {
    "review": KeyDateKind.REVIEW,
    "effects until": KeyDateKind.SURVIVAL_END,
    "applied provisionally from": KeyDateKind.PROVISIONAL_APPLICATION,
}


def _term(cycle: Cycle) -> str:
    said = f"from {_day(cycle.start)}, expires {_day(cycle.expires)}"
    said += f", last day {_day(cycle.last_day)}"
    if cycle.first_notice is not None:
        said += f", notice from {_day(cycle.first_notice)}"
    if cycle.last_notice is not None:
        said += f", notice by {_day(cycle.last_notice)}"
    return said


def _day(outcome: Outcome | None) -> str:
    if outcome is None or outcome.earliest is None:
        return "awaited"
    if isinstance(outcome, Between):
        return f"{outcome.first} to {outcome.last}"
    return outcome.earliest.isoformat()
