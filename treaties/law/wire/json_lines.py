"""The codec between the law of time and its JSON lines: questions with facts and clauses in, dates
with reasons out.

One object a line, as in `questions.jsonl` and `answers.jsonl`; ANS-1 says what an answer may be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from treaties.law.clauses.codec import JSON
from treaties.law.clauses.provisions import EntryRule, Mode, Window, from_json, to_json
from treaties.law.projection import project
from treaties.law.record.facts import Act, Agreement, Claim, Clause
from treaties.law.rules.duration import cycle_chain
from treaties.law.rules.entry import entry_into_force
from treaties.law.rules.exits import (
    ExitContext,
    earliest_notice,
    earliest_termination,
    windows_of,
)
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Cycle
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError, ProvisionError
from treaties.law.values.periods import civil
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import ActionKind, ClauseKind, Composition, DateRole
from treaties.law.wire.notice_effects import (
    NoticeByMode,
    notice_effect,
    shown,
)

HORIZON: Final = date(2035, 12, 31)

FACTS: Final = {
    "signature": ActionKind.SIGNATURE,
    "exchange": ActionKind.EXCHANGE_OF_INSTRUMENTS,
    "notification": ActionKind.NOTIFICATION_OF_PROCEDURES,
    "threshold_met": ActionKind.THRESHOLD_MET,
    "entry_into_force": ActionKind.ENTRY_INTO_FORCE,
    "deposit": ActionKind.RATIFICATION,
}
KINDS: Final = {
    "entry_into_force_rule": ClauseKind.ENTRY_INTO_FORCE,
    "duration": ClauseKind.DURATION,
    "renewal": ClauseKind.RENEWAL,
    "notice": ClauseKind.NOTICE,
}
_MOST_NOTICES = 200


@dataclass(frozen=True, slots=True)
class Question:
    """An agreement, a horizon, and notices to suppose."""

    id: str
    agreement: Agreement
    horizon: date
    notices: tuple[NoticeByMode, ...]


def read_question(data: JSON) -> Question:
    """The question in one JSON object; LawError names the path of the first fault."""
    if not isinstance(data, Mapping):
        raise LawError("expected an object with `facts` and `clauses`")
    ident = data.get("id", "")
    if not isinstance(ident, str) or len(ident) > 200:
        raise LawError("expected a text of at most 200 characters", "id")
    wanted = data.get("composition") or Composition.BILATERAL.value
    composition = next((c for c in Composition if c.value == wanted), None)
    if composition is None:
        raise LawError("expected bilateral, plurilateral or multilateral", "composition")
    parties = data.get("parties") or []
    if (
        not isinstance(parties, list)
        or len(parties) > 400
        or not all(isinstance(p, str) for p in parties)
    ):
        raise LawError("expected a list of at most 400 codes", "parties")
    horizon = _day(data["horizon"], "horizon") if data.get("horizon") else HORIZON
    clauses = clauses_from(data.get("clauses"), data.get("counting"))
    agreement = Agreement(
        ident,
        ident,
        composition,
        parties=tuple(cast("list[str]", parties)),
        acts=_acts(data.get("facts"), clauses),
        clauses=clauses,
    )
    notices = data.get("notices") or []
    if not isinstance(notices, list) or len(notices) > _MOST_NOTICES:
        raise LawError(f"expected a list of at most {_MOST_NOTICES} notices", "notices")
    modes = sum(clause.kind is ClauseKind.TERMINATION for clause in clauses)
    supposed = tuple(_notice(item, f"notices[{i}]", modes) for i, item in enumerate(notices))
    return Question(ident, agreement, horizon, supposed)


def clauses_from(data: JSON, counting: JSON = None, path: str = "clauses") -> tuple[Clause, ...]:
    """The clauses of a `clauses` object: one for each kind, one for each way out."""
    if not isinstance(data, Mapping):
        raise ProvisionError(path, "expected an object with duration, renewal, notice …")
    found: list[Clause] = []
    for key, kind in KINDS.items():
        if data.get(key) is not None:
            found.append(Clause(kind, from_json(kind, data[key], f"{path}.{key}"), id=key))
    termination = data.get("termination")
    if termination is not None:
        if not isinstance(termination, Mapping):
            raise ProvisionError(f"{path}.termination", "expected an object with `modes`")
        modes = termination.get("modes") or []
        if not isinstance(modes, list) or len(modes) > 50:
            raise ProvisionError(f"{path}.termination.modes", "expected a list of at most 50 modes")
        for i, item in enumerate(modes):
            place = f"{path}.termination.modes[{i}]"
            provision = from_json(ClauseKind.TERMINATION, item, place)
            found.append(Clause(ClauseKind.TERMINATION, provision, id=f"mode-{i}"))
        survival = termination.get("survival")
        if survival is not None:
            place = f"{path}.termination.survival"
            provision = from_json(ClauseKind.SURVIVAL, survival, place)
            found.append(Clause(ClauseKind.SURVIVAL, provision, id="survival"))
    alternatives_to = counting if counting else data.get("counting")
    if alternatives_to:
        provision = from_json(ClauseKind.COUNTING, alternatives_to, "counting")
        found.append(Clause(ClauseKind.COUNTING, provision, id="counting"))
    return tuple(found)


def clauses_to(clauses: tuple[Clause, ...]) -> dict[str, JSON]:
    """The `clauses` object again, with modes, survival and counting in their places."""
    result: dict[str, Any] = dict.fromkeys(KINDS)
    modes: list[JSON] = []
    survival: JSON = None
    for clause in clauses:
        if clause.reading_of is not None:
            continue
        data = to_json(clause.provision)
        if clause.kind is ClauseKind.TERMINATION:
            modes.append(data)
        elif clause.kind is ClauseKind.SURVIVAL:
            survival = data
        elif clause.kind is ClauseKind.COUNTING:
            result["counting"] = data
        else:
            for key, kind in KINDS.items():
                if kind is clause.kind:
                    result[key] = data
    result["termination"] = {"modes": modes, "survival": survival}
    return result


def _anchors(value: JSON) -> frozenset[str]:
    """The anchors from which a clause counts, including events that it names (CON-3)."""
    if not isinstance(value, Mapping):
        return frozenset()
    own = frozenset(v for k, v in value.items() if k in ("from", "after") and isinstance(v, str))
    return own.union(*map(_anchors, value.values()))


def _acts(facts: JSON, clauses: tuple[Clause, ...]) -> tuple[Act, ...]:
    """The facts as acts; an unknown name is the name of an event that a clause counts from."""
    if facts is None:
        return ()
    if not isinstance(facts, Mapping):
        raise LawError('expected an object like {"signature": "2001-03-12"}', "facts")
    acts: list[Act] = []
    for name, value in facts.items():
        if name not in FACTS and not any(name in _anchors(to_json(c.provision)) for c in clauses):
            raise LawError(f"is not one of {', '.join(FACTS)}", f"facts.{str(name)[:40]}")
        if value is None:
            continue
        try:
            day = CivilDate.parse(cast("str", value))
        except LawError as wrong:
            raise LawError(wrong.text, f"facts.{name}") from None
        claims = (Claim(DateRole.ACTED, day, source="the question"),)
        kind = FACTS.get(name, ActionKind.DECLARATION)
        acts.append(Act(kind, None, claims, name, details={} if name in FACTS else {"event": name}))
    return tuple(acts)


def _notice(data: JSON, path: str, modes: int) -> NoticeByMode:
    if not isinstance(data, Mapping):
        raise LawError('expected an object like {"on": "2020-01-31", "mode_index": 0}', path)
    index = data.get("mode_index", 0)
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < max(modes, 1):
        raise LawError(
            f"expected the place of a mode, from 0 to {max(modes, 1) - 1}", f"{path}.mode_index"
        )
    own = data.get("party_entry_into_force")
    return NoticeByMode(
        _day(data.get("on"), f"{path}.on"),
        str(data.get("mode") or "")[:40],
        index,
        _day(own, f"{path}.party_entry_into_force") if own else None,
    )


def _day(value: JSON, path: str) -> date:
    try:
        return civil(cast("str", value))
    except LawError as wrong:
        raise LawError(wrong.text, path) from None


def write_answer(question: Question) -> dict[str, JSON]:
    """The answer to a question, as JSON."""
    context = ReadingContext.of(question.agreement)
    entry = entry_into_force(context)
    chain = cycle_chain(context, entry.outcome, question.horizon)
    exit_context = ExitContext(context, entry.outcome, entry.outcome, chain.cycles)
    answer: dict[str, Any] = {"id": question.id, "entry_into_force": shown(entry.outcome)}
    answer["entry_into_force_reason"] = f"{entry.reason} ({rule_named(entry.rule)})"
    if isinstance(context.provision(ClauseKind.ENTRY_INTO_FORCE), EntryRule) or chain.cycles:
        answer["certainty"] = entry.outcome.certainty.value
    if chain.initial is not None:
        answer["initial_term"] = _term(chain.initial, numbered=False)
    if chain.cycles:
        answer["terms"] = [_term(cycle) for cycle in chain.cycles]
    if chain.indefinite_from is not None:
        answer["indefinite_from"] = shown(chain.indefinite_from)
    if chain.review_at is not None:
        answer["review_at"] = shown(chain.review_at)
    for clause in context.modes:
        mode = cast("Mode", clause.provision)
        for key, day in (
            ("earliest_notice", earliest_notice(mode, exit_context)),
            ("earliest_termination", earliest_termination(mode, exit_context)),
        ):
            if day is not None and day.earliest is not None:
                answer.setdefault(key, shown(day))
        if isinstance(mode, Window):
            answer["denunciation_windows"] = [
                {"opens": shown(opens), "closes": shown(closes)}
                for opens, closes in windows_of(mode, exit_context, question.horizon)
            ]
    projection = project(question.agreement, question.horizon)
    if question.notices:
        reading = projection.principal
        reach = max(question.horizon, *(notice.on for notice in question.notices))
        if reach > question.horizon:
            exit_context = exit_context._replace(
                cycles=cycle_chain(context, entry.outcome, reach).cycles
            )
            reading = project(question.agreement, reach).principal
        answer["what_if"] = [
            notice_effect(context, exit_context, reading, n) for n in question.notices
        ]
    answer["warnings"] = [{"code": w.code, "text": w.text} for w in projection.warnings]
    return answer


def _term(cycle: Cycle, *, numbered: bool = True) -> dict[str, JSON]:
    result: dict[str, JSON] = {"n": cycle.ordinal} if numbered else {}
    result["start"] = shown(cycle.start)
    result["expires"] = shown(cycle.expires)
    result["last_day"] = shown(cycle.last_day)
    if cycle.last_notice is not None:
        result["last_notice"] = shown(cycle.last_notice)
    if cycle.first_notice is not None:
        result["first_notice"] = shown(cycle.first_notice)
    return result
