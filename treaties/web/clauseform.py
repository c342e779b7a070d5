"""The form of the clause tester: its plain fields as a question in JSON.

A field that the chosen rule has no use for is not asked, whatever stands in it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from treaties.inquiry.question import sentence
from treaties.law.errors import LawError
from treaties.web.clausewords import day, known_day, length

Fields = dict[str, str]

FIELDS: Final = (
    "name", "composition", "parties",
    "entry", "delay", "nth", "needed", "entry_day", "signed", "met", "entered",
    "lasts", "period", "until", "counted",
    "renewal", "renewal_period", "times",
    "notice", "form", "basis",
    "leave", "leave_notice", "leave_basis", "effect", "gate", "gate_period",
    "opens", "window", "cycle",
    "survival", "surviving",
    "noticed", "by",
    "on", "horizon",
)  # fmt: skip
"""In the order in which a link names them; `on` is the day that the question is seen on."""

CHOICES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "composition": (("bilateral", "two parties"), ("multilateral", "many parties")),
    "entry": (
        ("", "the text does not say"),
        ("on_signature", "on signature"),
        ("on_exchange", "on exchange of instruments"),
        ("after_notification", "on the last notification"),
        ("first_day_of_month", "on the first of a month after it"),
        ("threshold", "once enough have ratified"),
        ("on_date", "on a day named in the text"),
    ),
    "lasts": (
        ("for", "for a period"),
        ("until", "until a day"),
        ("first", "a first period, then no end"),
        ("indefinite", "without limit of time"),
        ("unsaid", "the text does not say"),
    ),
    "counted": (
        ("", "not said: see both"),
        ("eif", "entry into force"),
        ("signature", "signature"),
    ),
    "renewal": (
        ("none", "it ends"),
        ("tacit", "renewed unless notice given"),
        ("tacit_indefinite", "endless unless notice given"),
        ("express", "renewed only if all agree"),
    ),
    "form": (("at_least", "at least so long before"), ("within", "only within so long before")),
    "basis": (("", "not said"), ("given", "when given"), ("received", "when received")),
    "leave_basis": (("", "not said"), ("given", "when given"), ("received", "when received")),
    "leave": (
        ("", "no other way out"),
        ("notice", "by notice at any time"),
        ("window", "by notice in windows (ILO)"),
        ("supreme_interests", "for supreme interests"),
        ("agreement", "by agreement only"),
    ),
    "effect": (
        ("exact", "when the notice has run"),
        ("end_of_calendar_year", "at the end of a year"),
        ("end_of_next_calendar_year", "at the end of the next year"),
    ),
    "gate": (
        ("", "from the first day"),
        ("earliest_notice", "notice only after"),
        ("earliest_effect", "end only after"),
        ("earliest_year_end", "end of a year only after"),
    ),
}
USUAL: Final = {name: choices[0][0] for name, choices in CHOICES.items()}
_MOST: Final = {"name": 200, "parties": 4000, "surviving": 200}

NEEDS: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "delay": ("entry", frozenset({"on_exchange", "after_notification", "threshold"})),
    "nth": ("entry", frozenset({"first_day_of_month"})),
    "needed": ("entry", frozenset({"threshold"})),
    "entry_day": ("entry", frozenset({"on_date"})),
    "met": (
        "entry",
        frozenset({"on_exchange", "after_notification", "first_day_of_month", "threshold"}),
    ),
    "period": ("lasts", frozenset({"for", "first"})),
    "counted": ("lasts", frozenset({"for", "first"})),
    "until": ("lasts", frozenset({"until"})),
    "renewal": ("lasts", frozenset({"for", "until"})),
    "renewal_period": ("renewal", frozenset({"tacit", "express"})),
    "times": ("renewal", frozenset({"tacit", "express"})),
    "notice": ("renewal", frozenset({"tacit", "tacit_indefinite"})),
    "form": ("renewal", frozenset({"tacit", "tacit_indefinite"})),
    "basis": ("renewal", frozenset({"tacit", "tacit_indefinite"})),
    "leave_notice": ("leave", frozenset({"notice", "window", "supreme_interests"})),
    "leave_basis": ("leave", frozenset({"notice", "window", "supreme_interests"})),
    "effect": ("leave", frozenset({"notice"})),
    "gate": ("leave", frozenset({"notice"})),
    "gate_period": ("leave", frozenset({"notice"})),
    "opens": ("leave", frozenset({"window"})),
    "window": ("leave", frozenset({"window"})),
    "cycle": ("leave", frozenset({"window"})),
}
"""Which field is asked only under which choices of another."""

_MET: Final = {
    "on_exchange": "exchange",
    "after_notification": "notification",
    "first_day_of_month": "notification",
    "threshold": "threshold_met",
}


class _Reader:
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

    def text(self, name: str) -> str:
        value = self.fields.get(name, "").strip() if self.asked(name) else ""
        most = _MOST.get(name, 100)
        if "\x00" in value:
            self.faults[name] = "A NUL character cannot be part of it; leave it out."
        elif len(value) > most:
            self.faults[name] = f"It has {len(value):,} characters; {most:,} are the most."
        else:
            return value
        return ""

    def choice(self, name: str) -> str:
        value = self.fields.get(name, "") or USUAL[name]
        if value in [code for code, _ in CHOICES[name]]:
            return value
        known = ", ".join(code for code, _ in CHOICES[name] if code)
        self.faults[name] = f"“{value[:40]}” is not one of {known}."
        return USUAL[name]

    def read(self, name: str, how: Callable[[str], str], needed: str = "") -> str:
        """The field as `how` understands it; `needed` is the sentence where it is empty."""
        value = self.text(name)
        if not value:
            if needed and name not in self.faults and self.asked(name):
                self.faults[name] = needed
            return ""
        try:
            return how(value)
        except LawError as wrong:
            self.faults[name] = sentence(wrong.text)
            return ""

    def number(self, name: str, least: int, most: int, needed: str = "") -> int | None:
        value = self.read(name, str, needed)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 6 and least <= int(value) <= most:
            return int(value)
        self.faults[name] = f"“{value[:20]}” is not a whole number from {least} to {most}."
        return None


def question_of(fields: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The question that the fields ask, and what is wrong by field (then it is partial)."""
    given = _Reader(fields)
    data: dict[str, Any] = {}
    if name := given.text("name"):
        data["id"] = name
    data["composition"] = given.choice("composition")
    if parties := [
        p.strip() for p in given.text("parties").replace("،", ",").split(",") if p.strip()
    ]:
        data["parties"] = parties
    data["facts"] = _facts(given)
    data["clauses"] = _clauses(given)
    if noticed := given.read("noticed", day):
        modes = data["clauses"].get("termination", {}).get("modes", [])
        by = given.text("by")
        opened = [i for i, mode in enumerate(modes) if mode["type"] != "agreement"] or [0]
        data["notices"] = [
            {"on": noticed, **({"mode_index": i} if modes else {}), **({"party": by} if by else {})}
            for i in opened
        ]
    if horizon := given.read("horizon", day):
        data["horizon"] = horizon
    return data, given.faults


def _facts(given: _Reader) -> dict[str, str]:
    rule = given.choice("entry")
    found = {
        "signature": given.read("signed", known_day),
        _MET.get(rule, ""): given.read("met", known_day),
        "entry_into_force": given.read("entered", known_day),
    }
    return {name: value for name, value in found.items() if name and value}


def _clauses(given: _Reader) -> dict[str, Any]:
    clauses: dict[str, Any] = {}
    clauses["entry_into_force_rule"] = _entry(given, given.choice("entry"))
    lasts = given.choice("lasts")
    period = given.read("period", length, "Say for how long, such as 10 years.")
    counted = given.choice("counted") if given.asked("counted") else ""
    origin = {"from": counted} if counted else {}
    if lasts == "for":
        clauses["duration"] = {"type": "fixed", "period": period, **origin}
    elif lasts == "first":
        clauses["duration"] = {"type": "initial_then_indefinite", "initial": period, **origin}
    elif lasts == "until":
        until = given.read("until", day, "Say until which day, such as 31 December 2030.")
        clauses["duration"] = {"type": "until_date", "date": until}
    else:
        clauses["duration"] = {"type": "unstated" if lasts == "unsaid" else lasts}
    clauses["renewal"] = _renewal(given) if given.asked("renewal") else {"type": "none"}
    notice = given.read("notice", length)
    if notice:
        clauses["notice"] = {"period": notice}
        if given.choice("form") == "within":
            clauses["notice"]["form"] = "within"
        if basis := given.choice("basis"):
            clauses["notice"]["basis"] = basis
    modes = [{"type": "end_of_term"}] if notice else []
    modes += _way(given)
    survival = given.read("survival", length)
    if modes or survival:
        clauses["termination"] = {"modes": modes}
    if survival:
        clauses["termination"]["survival"] = {"period": survival}
        if scope := given.text("surviving"):
            clauses["termination"]["survival"]["scope"] = scope
    return clauses


def _entry(given: _Reader, rule: str) -> dict[str, Any]:
    found: dict[str, Any] = {"type": rule or "unstated"}
    if rule == "on_date":
        found["date"] = given.read("entry_day", day, "Say which day, such as 1 January 2030.")
    if rule == "first_day_of_month":
        needed = "Say the first day of which month after: 1 for the next, 2 for the second."
        found["nth"] = given.number("nth", 1, 1200, needed)
    if rule == "threshold" and (count := given.number("needed", 1, 1000)) is not None:
        found["count"] = count
    if delay := given.read("delay", length):
        found["delay"] = delay
    return found


def _renewal(given: _Reader) -> dict[str, Any]:
    kind = given.choice("renewal")
    found: dict[str, Any] = {"type": kind}
    if period := given.read("renewal_period", length):
        found["period"] = period
    if (times := given.number("times", 1, 2000)) is not None:
        found["max_times"] = times
    return found


def _way(given: _Reader) -> list[dict[str, Any]]:
    kind = given.choice("leave")
    if not kind:
        return []
    if kind == "agreement":
        return [{"type": kind}]
    needed = "Say how long the notice is, such as 12 months."
    basis = given.choice("leave_basis")
    counted = {"basis": basis} if basis else {}
    if kind == "window":
        return [
            {
                "type": kind,
                **counted,
                "opens_after": given.read("opens", length, "Say after how long it first opens."),
                "window": given.read("window", length, "Say for how long it is open."),
                "cycle": given.read("cycle", length, "Say how often it opens again."),
                "effect": given.read("leave_notice", length, needed),
            }
        ]
    period = given.read("leave_notice", length, needed)
    found: dict[str, Any] = {"type": kind, "period": period, **counted}
    if kind == "notice":
        if (effect := given.choice("effect")) != "exact":
            found["effect"] = effect
        if gate := given.choice("gate"):
            after = given.read("gate_period", length, "Say after how long, such as 5 years.")
            found[gate] = {"after": after}
    return [found]
