"""Why is each date of a tried clause what it is? The steps of many dates at once, for the page and
for machines.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from treaties.inquiry.reach import reach_of_list
from treaties.inquiry.trial import Trial
from treaties.inquiry.why import named
from treaties.law.asking.explain import Explanation, Reasons, Step
from treaties.law.clauses.codec import JSON
from treaties.law.projection import project
from treaties.law.rules.results import KeyDate, Reading
from treaties.law.values.outcomes import Outcome
from treaties.law.values.periods import words
from treaties.law.wire.json_lines import read_question, write_answer
from treaties.law.wire.strange_keys import refuse_strange_keys, unread

MOST_EXPLAINED: Final = 100
MOST_PROJECTED: Final = 2_000
_OTHERWISE: Final = 20_000
"""The limit for counting dates by other conventions: dates to explain × dates projected. It is some
tenths of a second of work, because each date is looked up in a projection for each switch of the
law. Of more than two thousand dates none is: those projections would take seconds.
"""


class Reason(NamedTuple):
    """Why a date is what it is. `otherwise` says whether it was also counted by other conventions:
    if so, an empty list of alternatives means that there are none.
    """

    explanation: Explanation
    otherwise: bool


def reasons(
    tried: Trial, wanted: Sequence[tuple[Reading, KeyDate]], day: date | None = None
) -> tuple[Reason, ...]:
    """Why each of these dates is what it is, in their order, with names for codes.

    Of a question with many dates only those next ahead of `day` are also counted otherwise.
    """
    projection = tried.projection
    most = sum(len(reading.key_dates) for reading in projection.readings)
    nearest = sorted(wanted, key=lambda pair: _distance(pair[1], day))
    few = _OTHERWISE // max(most, 1) if most <= MOST_PROJECTED else 0
    whole = {(r.key, id(key)) for r, key in nearest[:few]}
    reasons_of = Reasons(projection)
    found: list[Reason] = []
    for reading, key in wanted:
        otherwise = (reading.key, id(key)) in whole
        one = reasons_of.of(reading, key) if otherwise else reasons_of.brief(reading, key)
        if not any(step.day == key.outcome.earliest for step in one.steps):
            last = Step(key.rule, key.reason, key.clause, "", key.outcome.earliest)
            one = replace(one, steps=(*one.steps, last))
        found.append(Reason(named(one, tried.names), otherwise))
    return tuple(found)


def _distance(key: KeyDate, day: date | None) -> tuple[bool, int]:
    """What lies ahead first, the nearest before the others."""
    at = key.outcome.latest or key.outcome.earliest
    if at is None:
        return True, date.max.toordinal()
    away = at.toordinal() - (day.toordinal() if day else 0)
    return away < 0, abs(away)


def answer(
    data: JSON,
    *,
    explained: bool = False,
    strict: bool = True,
    most: int | None = None,
    after: int = 0,
) -> dict[str, JSON]:
    """The answer as `reckon` writes it; with `explained`, `explanations` of the first hundred dates
    of the principal reading. Raises LawError with the path in the JSON; a key that is not read is
    a warning unless `strict`.

    With `most`, so many terms after the first `after`; if there are more, `cut` says how to go on.
    """
    if strict:
        refuse_strange_keys(data)
    question = read_question(data)
    until = question.horizon
    if most is not None:
        reach = reach_of_list(question.agreement, until, after + most)
        question = replace(question, horizon=reach.until)
    found: dict[str, Any] = dict(write_answer(question))
    found["warnings"] += [
        {"code": "unknown_key", "text": f"`{one.path}` is not in the vocabulary; it is not read"}
        for one in unread(data)
    ]
    if after and "terms" in found:
        found["terms"] = found["terms"][after:]
    if question.horizon != until:
        found["cut"] = _cut(after + (most or 0), question.horizon)
    if explained:
        tried = Trial(question, project(question.agreement, question.horizon), (), None, {})
        reading = tried.projection.principal
        keys = reading.key_dates[:MOST_EXPLAINED]
        because = reasons(tried, [(reading, key) for key in keys])
        found["explanations"] = [
            _as_json(key, reason) for key, reason in zip(keys, because, strict=True)
        ]
    return found


def _cut(terms: int, until: date) -> dict[str, JSON]:
    return {
        "until": until.isoformat(),
        "after": terms,
        "text": (
            f"cut after {terms} terms, at {words(until)}: ask again with ?after={terms} for the "
            "terms that follow; `manage.py reckon` gives all at once"
        ),
    }


def _as_json(key: KeyDate, because: Reason) -> dict[str, JSON]:
    reason = because.explanation

    def day(outcome: Outcome) -> dict[str, JSON]:
        return {
            "words": outcome.words,
            "earliest": outcome.earliest.isoformat() if outcome.earliest else None,
            "latest": outcome.latest.isoformat() if outcome.latest else None,
        }

    return {
        "kind": key.kind.value,
        "n": key.ordinal,
        "party": key.party,
        "certainty": key.outcome.certainty.value,
        **day(reason.outcome),
        "safe": reason.safe.isoformat() if reason.safe else None,
        "steps": [
            {
                "rule": step.rule,
                "text": step.text,
                "clause": step.clause_id,
                "day": step.day.isoformat() if step.day else None,
            }
            for step in reason.steps
        ],
        "alternatives": [
            {
                "reading": one.label,
                "text": one.text,
                "weight": one.weight.value,
                **day(one.outcome),
            }
            for one in reason.alternatives
        ]
        if because.otherwise
        else None,
        "sentences": list(reason.sentences()),
    }
