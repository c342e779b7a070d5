"""Which fields make up the form of the clause tester, and which of them fills which place of the
JSON under which choice? Reading, showing, hiding and the places of faults all follow from it.

The names stand in links that people keep: one may be added, none renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from treaties.web.clausebegin import AGREEMENT, DURATION, ENTRY
from treaties.web.clauseend import AFTER, COUNTING, SUPPOSE, WAY, again
from treaties.web.clausefield import Choices, Field

Keys = Mapping[str, str]
"""Which field fills which key; a dot leads into an object within."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one choice writes, which fields fill its keys, and which are asked `besides`."""

    const: Mapping[str, Any] = field(default_factory=dict)
    keys: Keys = field(default_factory=dict)
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The object at `place` that the choice in the field `by` shapes; without `by` it has one
    shape. A later part of the same place adds to it.
    """

    place: str
    by: str
    rules: Mapping[str, Rule]


def _typed(name: str, besides: tuple[str, ...] = (), /, **keys: str) -> Rule:
    return Rule({"type": name}, {key.replace("__", "."): f for key, f in keys.items()}, besides)


_RENEWED: Final = {"period": "renewal_period", "periods": "renewal_periods", "max_times": "times"}
_NOTICE: Final = Rule(
    keys={"period": "notice", "later_terms": "notice_later", "form": "form", "basis": "basis"}
)
_JOINS: Final = ("later",)
_ENTRY: Final = "clauses.entry_into_force_rule"

_BEGIN: Final = (
    Part(
        _ENTRY,
        "entry",
        {
            "": _typed("unstated"),
            "on_signature": _typed("on_signature"),
            "on_exchange": _typed("on_exchange", ("met",), what="exchanged", delay="delay"),
            "after_notification": _typed(
                "after_notification", ("met",), delay="delay", which="which", basis="entry_basis"
            ),
            "first_day_of_month": _typed(
                "first_day_of_month",
                ("met", *_JOINS),
                nth="nth",
                after="after",
                wait="delay",
                count="needed",
                named="named",
                which="which",
                basis="entry_basis",
            ),
            "threshold": _typed(
                "threshold",
                ("met", *_JOINS),
                count="needed",
                named="named",
                weight__share="share",
                weight__of="share_of",
                extra="extra",
                delay="delay",
                not_before__date="floor",
            ),
            "on_deposit": _typed("on_deposit", ("met",), delay="delay"),
            "on_date": _typed("on_date", date="entry_day"),
            "by_agreement": _typed("by_agreement", linked="linked"),
        },
    ),
    Part(_ENTRY, "which", {"single": Rule(keys={"by": "notified_by"})}),
    Part(
        f"{_ENTRY}.per_party",
        "later",
        {
            "on_deposit": _typed("on_deposit", delay="later_delay"),
            "first_day_of_month": Rule(
                {"type": "first_day_of_month", "after": "deposit"},
                {"nth": "later_nth", "wait": "later_delay"},
            ),
        },
    ),
    Part(
        f"{_ENTRY}.provisional",
        "provisional",
        {
            "signature": Rule(
                {"from": "signature"},
                {
                    "delay": "provisional_delay",
                    "date": "provisional_day",
                    "duration": "provisional_length",
                    "scope": "provisional_scope",
                },
            ),
            "date": Rule(
                {"from": "date"},
                {
                    "date": "provisional_day",
                    "duration": "provisional_length",
                    "scope": "provisional_scope",
                },
            ),
            "first_day_of_month": Rule(
                {"type": "first_day_of_month", "after": "signature"},
                {
                    "nth": "provisional_nth",
                    "date": "provisional_day",
                    "duration": "provisional_length",
                    "scope": "provisional_scope",
                },
            ),
        },
    ),
)
_LAST: Final = (
    Part(
        "clauses.duration",
        "lasts",
        {
            "for": Rule(
                {"type": "fixed"},
                {"period": "period", "from": "counted", "latest": "latest", "or_until": "or_until"},
            ),
            "until": Rule({"type": "until_date"}, {"date": "until", "from": "counted"}),
            "first": Rule(
                {"type": "initial_then_indefinite"}, {"initial": "period", "from": "counted"}
            ),
            "indefinite": _typed("indefinite"),
            "objective": _typed("until_objective", objective="objective"),
            "coterminous": Rule({"type": "coterminous"}, {"with": "with"}),
            "unsaid": _typed("unstated"),
        },
    ),
    Part("clauses.duration", "counted", {"date": Rule(keys={"from": "counted_day"})}),
    Part(
        "clauses.renewal",
        "renewal",
        {
            "none": _typed("none"),
            "tacit": Rule({"type": "tacit"}, _RENEWED),
            "tacit_indefinite": _typed("tacit_indefinite"),
            "express": Rule(
                {"type": "express"}, {**_RENEWED, "by": "renewed_by", "project": "agreed"}
            ),
            "decision": Rule(
                {"type": "decision"},
                {
                    **_RENEWED,
                    "by": "renewed_by",
                    "decide_by": "decide_by",
                    "project": "agreed",
                },
            ),
            "review_conference": _typed(
                "review_conference",
                at="review_at",
                convened="convened",
                options="options",
                decided="decided",
                decided_on="decided_on",
            ),
            "unspecified": _typed("unspecified", period="renewal_period"),
        },
    ),
    Part(
        "clauses.notice",
        "renewal",
        dict.fromkeys(("tacit", "tacit_indefinite", "unspecified"), _NOTICE),
    ),
)


def _ways(suffix: str) -> tuple[Part, ...]:
    """The parts of one way out, its fields told apart by `suffix`."""

    def of(kind: str, besides: tuple[str, ...] = (), /, **keys: str) -> Rule:
        named = {key: f"{name}{suffix}" for key, name in keys.items()}
        return _typed(kind, tuple(f"{name}{suffix}" for name in besides), **named)

    def more(**keys: str) -> Rule:
        return Rule(keys={k.replace("__", "."): f"{name}{suffix}" for k, name in keys.items()})

    place = f"way{suffix}"
    return (
        Part(
            place,
            f"leave{suffix}",
            {
                "notice": of(
                    "notice",
                    ("gate",),
                    period="leave_notice",
                    basis="leave_basis",
                    deemed_receipt__after="deemed",
                    deemed_receipt__from="deemed_from",
                    effect="effect",
                    condition="condition",
                ),
                "window": of(
                    "window",
                    opens_after="opens",
                    window="window",
                    cycle="cycle",
                    effect="leave_notice",
                    basis="leave_basis",
                    condition="condition",
                ),
                "supreme_interests": of(
                    "supreme_interests",
                    period="leave_notice",
                    basis="leave_basis",
                    condition="condition",
                ),
                "automatic": of(
                    "automatic",
                    event="event",
                    event_date="event_day",
                    offset="event_away",
                    below="below",
                    leaves="leaves",
                    condition="condition",
                ),
                "agreement": of("agreement"),
                "decision": of("decision", by="organ"),
                "suspension": of("suspension", on="suspended_on"),
                "unstated": of("unstated"),
            },
        ),
        Part(
            place,
            f"effect{suffix}",
            {
                "first_day_of_month": more(nth="effect_nth"),
                "fixed_day": more(
                    on="effect_on", notice_by="effect_by", notice_year_offset="effect_year"
                ),
            },
        ),
        Part(
            place,
            f"gate{suffix}",
            {
                gate: more(**{f"{gate}__after": "gate_period", f"{gate}__from": "gate_from"})
                for gate in ("earliest_notice", "earliest_effect", "earliest_year_end")
            },
        ),
    )


WAYS: Final = ("way", "way2")
"""Where the two ways out stand until they take their places among the modes."""

PARTS: Final = (
    *_BEGIN,
    *_LAST,
    *_ways(""),
    *_ways("2"),
    Part(
        "clauses.termination.survival",
        "",
        {"": Rule(keys={"period": "survival", "until": "surviving_until", "scope": "surviving"})},
    ),
    Part("counting", "", {"": Rule(keys={field.name: field.name for field in COUNTING})}),
)


GROUPS: Final[tuple[tuple[str, tuple[Field, ...]], ...]] = (
    ("The agreement", AGREEMENT),
    ("Entry into force", ENTRY),
    ("Duration and renewal", DURATION),
    (
        "Ending it early, and after the end",
        (*WAY, *again("2", "Another way of ending it early"), *AFTER),
    ),
    ("How time is counted, where the text or practice says so", COUNTING),
    ("Suppose", SUPPOSE),
)
BY_NAME: Final[Mapping[str, Field]] = {f.name: f for _, fields in GROUPS for f in fields}
FIELDS: Final = tuple(BY_NAME)
CHOICES: Final[Mapping[str, Choices]] = {n: f.choices for n, f in BY_NAME.items() if f.choices}
USUAL: Final = {name: choices[0][0] for name, choices in CHOICES.items()}


def _needs() -> dict[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for part in PARTS:
        for code, rule in part.rules.items():
            for name in (*rule.keys.values(), *rule.besides):
                if part.by:
                    _, codes = found.get(name, (part.by, frozenset()))
                    found[name] = (part.by, codes | {code})
    # Without another choice for the first way out there is none for a second.
    ways = frozenset(code for code, _ in CHOICES["leave"] if code)
    return {**found, "leave2": ("leave", ways)}


NEEDS: Final = _needs()
"""Which field is asked only under which choices of another."""
