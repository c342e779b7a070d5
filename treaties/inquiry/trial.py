"""What follows from a clause that is not stored? A question in JSON, as `reckon` reads it, becomes
a projection with its other readings and the steps behind its dates. Nothing is stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, cast

from django.db.models import QuerySet

from treaties.inquiry.reach import reach_of_page
from treaties.law.asking.supposition import SupposedNotice, Supposition, suppose
from treaties.law.clauses.codec import JSON
from treaties.law.clauses.provisions import (
    EndOfTerm,
    FixedTerm,
    InitialThenIndefinite,
    NonRenewalNotice,
    Tacit,
)
from treaties.law.projection import project
from treaties.law.record.facts import Act, Agreement, Claim, Clause
from treaties.law.rules.entry import entry_into_force
from treaties.law.rules.reading_context import ReadingContext
from treaties.law.rules.results import Projection
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import LAST_YEAR, Period, add, civil, words
from treaties.law.values.vocabulary import ActionKind, ClauseKind, Composition, DateRole
from treaties.law.wire.json_lines import Question, read_question, write_answer
from treaties.law.wire.strange_keys import refuse_strange_keys
from treaties.models import Party

AHEAD: Final = Period.parse("P20Y")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a notice on `on` does by one way out: the day it takes effect (the first it may be, with
    `latest` the last, where a day it is counted from is not exact), or why it does not.
    """

    on: date
    party: str
    way: str
    effective: date | None
    end_of_day: bool
    survival_until: date | None
    text: str
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A question with its results. If it supposes one notice, the projection includes it; notices
    on several days are each reported in `effects`, and `notice` is None.
    """

    question: Question
    projection: Projection
    effects: tuple[Effect, ...]
    notice: Effect | None
    names: Mapping[str, str]
    cut: bool = False
    """Whether it ends before the horizon that was asked for, because of its many terms."""

    @property
    def party(self) -> str:
        """Whose notice is counted with; "" if nobody's."""
        return self.notice.party if self.notice else ""


def trial(data: JSON, day: date, known: QuerySet[Party]) -> Trial:
    """What follows from the question `data` over the twenty years from `day`, or from its entry
    into force where that is later, unless it names a `horizon`. Parties are named as those in
    `known`, which the reader may know of.

    Raises LawError with the path in the JSON of the first fault; a key that is not read is one.
    """
    refuse_strange_keys(data)
    question = read_question(data)
    plain = replace(question.agreement, title=question.id or "The clause")
    agreement = replace(plain, clauses=(*plain.clauses, *_doubts(plain, data)))
    if not cast("Mapping[str, JSON]", data).get("horizon"):
        question = replace(question, horizon=_horizon(agreement, day))
    reach = reach_of_page(agreement, question.horizon, day)
    question = replace(question, horizon=reach.until)
    parties = _parties(data)
    effects = _effects(question, parties)
    days = {(effect.on, effect.party) for effect in effects}
    supposed = len(days) == 1
    if supposed:
        agreement = _with_notice(agreement, question, parties[0])
    return Trial(
        question,
        project(agreement, question.horizon),
        effects,
        min(effects, key=lambda e: e.effective or date.max) if supposed else None,
        names_of(agreement, known),
        reach.cut,
    )


def effects_on(tried: Trial, day: date) -> tuple[Effect, ...]:
    """What a notice of `day` would do by each way out that a notice opens."""
    question = tried.question
    modes = [c for c in question.agreement.clauses if c.kind is ClauseKind.TERMINATION]
    asked = tuple(_asked(day, index) for index, _ in enumerate(modes))
    found = _effects(replace(question, notices=asked), [""] * len(asked))
    return tuple(e for e in found if e.effective is not None)


def names_of(agreement: Agreement, known: QuerySet[Party]) -> dict[str, str]:
    """The short names of those parties that are among `known` by their code: one query."""
    codes = {*agreement.parties, *(act.party for act in agreement.acts if act.party)}
    short = [code for code in codes if len(code) <= 40]
    if not short:
        return {}
    return dict(known.filter(code__in=short).values_list("code", "short_name"))


def _doubts(agreement: Agreement, data: JSON) -> list[Clause]:
    """The other readings of what the clauses leave open (REA-4), to be followed too."""
    found: list[Clause] = []
    # Before its entry into force, nothing is counted from its signature either.
    begun = entry_into_force(ReadingContext.of(agreement)).outcome.earliest is not None
    signed = begun and any(act.kind is ActionKind.SIGNATURE for act in agreement.acts)
    for clause in agreement.clauses:
        rule = clause.provision
        if isinstance(rule, FixedTerm | InitialThenIndefinite) and signed:
            if "from" not in _part(data, "clauses", "duration"):
                other = replace(rule, from_="signature")
                named = _other(clause, other, "counted from signature")
                found.append(replace(named, held=False))
        elif isinstance(rule, NonRenewalNotice) and rule.form == "within":
            other_form = replace(rule, form="at_least")
            found.append(_other(clause, other_form, "“within” read as a last day"))
        elif isinstance(rule, Tacit) and rule.max_times == 1:
            again = replace(rule, max_times=None)
            found.append(_other(clause, again, "renewed repeatedly"))
    return found


def _other(clause: Clause, rule: Any, label: str) -> Clause:
    return replace(
        clause, provision=rule, id=f"{clause.id}-other", reading_of=clause.id, reading=label
    )


def _part(data: JSON, *path: str) -> Mapping[str, JSON]:
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else {}


def _horizon(agreement: Agreement, day: date) -> date:
    begins = entry_into_force(ReadingContext.of(agreement)).outcome.earliest
    first = max(day, begins) if begins else day
    return add(first, AHEAD) if first.year + 20 <= LAST_YEAR else date(LAST_YEAR, 12, 31)


def _parties(data: JSON) -> list[str]:
    """Who gives each notice; "" if unstated."""
    notices = data.get("notices") if isinstance(data, Mapping) else None
    found: list[str] = []
    for index, notice in enumerate(cast("list[Mapping[str, JSON]]", notices or [])):
        party = notice.get("party") or ""
        if not isinstance(party, str) or len(party) > 200:
            raise LawError("expected the code or name of a party", f"notices[{index}].party")
        found.append(party)
    return found


def _asked(day: date, index: int) -> Any:
    """A supposed notice as the codec holds it."""
    question: dict[str, Any] = {
        "clauses": {"termination": {"modes": [{"type": "agreement"}] * (index + 1)}},
        "notices": [{"on": day.isoformat(), "mode_index": index}],
    }
    return read_question(question).notices[0]


def _effects(question: Question, parties: list[str]) -> tuple[Effect, ...]:
    told = cast("list[dict[str, Any]]", write_answer(question).get("what_if") or [])
    return tuple(
        Effect(
            date.fromisoformat(one["notice"]),
            party,
            one.get("mode", ""),
            _first_of(one.get("effective")),
            one.get("effective_at") == "end_of_day",
            _first_of(one.get("survival_until")),
            _with_days(one.get("why") or one.get("problem") or ""),
            _last_of(one.get("effective")),
        )
        for one, party in zip(told, parties, strict=True)
    )


def _with_days(text: str) -> str:
    """Days written out, as everywhere else on the page: `1 May 2001` for `2001-05-01`."""
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda day: words(civil(day[0])), text)


def _first_of(told: Any) -> date | None:
    """The given day, or the first of the days between which it lies."""
    day = told["earliest"] if isinstance(told, dict) else told
    return date.fromisoformat(day) if day else None


def _last_of(told: Any) -> date | None:
    """The last of the days between which it lies; None if one day is given."""
    day = told["latest"] if isinstance(told, dict) else None
    return date.fromisoformat(day) if day else None


def _with_notice(agreement: Agreement, question: Question, party: str) -> Agreement:
    """The agreement with the one notice that the question supposes. Several ways out on one day are
    one notice, and the earliest admissible effect wins (TER-15).
    """
    notices = question.notices
    modes = [c for c in agreement.clauses if c.kind is ClauseKind.TERMINATION]
    clause = modes[notices[0].index] if len(notices) == 1 and modes else None
    by_term = clause is not None and isinstance(clause.provision, EndOfTerm)
    kind = ActionKind.NOTICE_OF_NON_RENEWAL if by_term or not modes else ActionKind.DENUNCIATION
    if agreement.composition is not Composition.BILATERAL and party:
        agreement = _joined(agreement, party, notices[0].party_eif)
    notice = SupposedNotice(notices[0].on, party or None, kind, clause.id if clause else None)
    return suppose(agreement, Supposition((notice,)))


def _joined(agreement: Agreement, party: str, since: date | None) -> Agreement:
    """`party` bound from its own entry, or from that of the treaty, so that it can leave."""
    first = CivilDate.of(since) if since else _general(agreement)
    if first is None:
        return agreement
    entry = Act(
        ActionKind.ENTRY_INTO_FORCE,
        party,
        (Claim(DateRole.EFFECTIVE, first, source="the question"),),
        id=f"entry-{party}"[:80],
    )
    return replace(agreement, acts=(*agreement.acts, entry))


def _general(agreement: Agreement) -> CivilDate | None:
    outcome = entry_into_force(ReadingContext.of(agreement)).outcome
    if outcome.earliest is None or outcome.latest is None:
        return None
    if outcome.earliest == outcome.latest:
        return CivilDate.of(outcome.earliest)
    return CivilDate.parse(f"{outcome.earliest}/{outcome.latest}")
