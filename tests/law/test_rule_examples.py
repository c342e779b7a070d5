"""Each atomic example of the rules PER, EIF, DUR, REN, NOT, TER and SUR, by its number."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest

from treaties.law.clauses.exit_modes import Mode
from treaties.law.clauses.provisions import from_json
from treaties.law.rules.duration import cycle_chain
from treaties.law.rules.entry import entry_into_force
from treaties.law.rules.exits import ExitContext, effect_of
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.values.outcomes import Fixed
from treaties.law.values.periods import Period, add, civil, forward_max, subtract
from treaties.law.values.vocabulary import ClauseKind
from treaties.law.wire.json_lines import read_question

EXAMPLES = json.loads((Path(__file__).parent / "data" / "rule_examples.json").read_text())


def context_of(counting=None, facts=None, **clauses):
    question = read_question({"facts": facts or {}, "counting": counting or {}, "clauses": clauses})
    return ReadingContext.of(question.agreement)


def terms(start, duration, renewal, notice, counting=None, most=60):
    context = context_of(counting, duration=duration, renewal=renewal, notice=notice)
    chain = cycle_chain(context, Fixed(civil(start)), date(2100, 1, 1))
    return chain.cycles[:most]


def rows(cycles):
    return [
        [
            c.start.day.isoformat(),
            c.expires.day.isoformat(),
            c.last_day.day.isoformat(),
            c.last_notice.day.isoformat() if c.last_notice else None,
        ]
        for c in cycles
    ]


def evaluate(fn, args, expect):
    if fn == "add":
        return add(civil(args[0]), Period.parse(args[1]), *args[2:]).isoformat()
    if fn == "sub":
        return subtract(civil(args[0]), Period.parse(args[1])).isoformat()
    if fn == "forward_max":
        return forward_max(civil(args[0]), Period.parse(args[1])).isoformat()
    if fn == "clear":
        return (subtract(civil(args[0]), Period.parse(args[1])) - timedelta(1)).isoformat()
    if fn == "eif":
        outcome = entry_into_force(context_of(facts=args[1], entry_into_force_rule=args[0])).outcome
        return outcome.earliest and outcome.earliest.isoformat()
    if fn in ("terms", "terms_inclusive"):
        counting = {"term_end": "inclusive"} if fn == "terms_inclusive" else None
        most = len(expect) if args[2].get("period") else 60
        return rows(terms(args[0], args[1], args[2], args[3], counting, most))
    assert fn == "effect"
    mode, notice, context = args
    cycles = terms(*context["terms_of"]) if "terms_of" in context else ()
    eif = Fixed(civil(context["eif"]))
    context = context_of()
    provision = cast(Mode, from_json(ClauseKind.TERMINATION, mode))
    effect = effect_of(provision, civil(notice), ExitContext(context, eif, eif, cycles))
    assert effect is not None
    return effect.effective and effect.effective.isoformat()


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e['rule']}.{e['n']}" for e in EXAMPLES])
def test_the_example_of_the_rule_comes_out(example):
    assert evaluate(example["fn"], example["args"], example["expect"]) == example["expect"]


def test_every_example_of_the_model_is_here():
    assert len(EXAMPLES) == 92
