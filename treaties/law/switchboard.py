"""The same date with one convention of counting changed: how much hangs on each switch of
MODEL 9.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from treaties.law.facts import Agreement, Clause
from treaties.law.frame import Frame
from treaties.law.outcomes import Outcome
from treaties.law.projection import project
from treaties.law.provisions import Counting
from treaties.law.results import KeyDate, Reading
from treaties.law.vocabulary import ClauseKind, KeyDateKind, Rank

_CONVENTIONS: Final = (
    (
        "leap_policy",
        "roll",
        "29 February taken to 1 March",
        "English and Commonwealth practice",
    ),
    (
        "deadline_method",
        "forward_max",
        "deadline counted forwards",
        "the latest day that still leaves the whole period",
    ),
    ("notice_counting", "clear", "clear days", "neither end of the period is counted"),
    (
        "nth_day",
        "include_first",
        "the day itself counted as the first",
        "where a text says “including”",
    ),
    (
        "year_rule",
        "begins_after",
        "calendar years that begin after the minimum",
        "full years only",
    ),
)


def key_of(reading: Reading, kind: KeyDateKind, ordinal: int, party: str | None) -> KeyDate | None:
    """The key date of a kind, ordinal and party in a reading."""
    return next(
        (
            k
            for k in reading.key_dates
            if (k.kind, k.ordinal) == (kind, ordinal) and (party is None or k.party == party)
        ),
        None,
    )


def switches(
    agreement: Agreement, wanted: KeyDate, horizon: date
) -> list[tuple[str, Outcome, str]]:
    """The same date with one convention of the switchboard changed (MODEL 9), where that changes
    it.
    """
    frame = Frame.of(agreement)
    found: list[tuple[str, Outcome, str]] = []
    for name, value, label, text in _CONVENTIONS:
        if getattr(frame.counting, name) == value:
            continue
        counting = Clause(
            ClauseKind.COUNTING,
            _switched(frame.counting, name, value),
            id="",
            rank=Rank.PREFERRED,
        )
        kept = tuple(c for c in agreement.clauses if c.kind is not ClauseKind.COUNTING)
        changed = replace(agreement, clauses=(*kept, counting))
        same = key_of(
            project(changed, horizon).principal, wanted.kind, wanted.ordinal, wanted.party
        )
        if same is not None and same.outcome.words != wanted.outcome.words:
            found.append((label, same.outcome, text))
    return found


def _switched(counting: Counting, name: str, value: str) -> Counting:
    return Counting.read({**counting.write(), name: value}, "counting")
