"""Why this date? The steps from fact and clause to the day, in words that name parties and sources
(ANS-5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from treaties.inquiry.live import until
from treaties.law.asking.explain import Explanation, explain
from treaties.law.record.facts import Agreement
from treaties.law.values.vocabulary import KeyDateKind
from treaties.models import Party, Treaty, with_names
from treaties.schedule.facts import agreement


def why(
    treaty: Treaty,
    kind: KeyDateKind,
    ordinal: int = 0,
    party: str | None = None,
    reading: str = "",
    as_of: date | None = None,
    drafts: bool = False,
    clause: str | None = None,
) -> Explanation:
    """Why the key date `kind` of cycle `ordinal` (from 0) falls when it does, under one reading.

    `party` is a code; `clause` names one of several ways out that give such a date. Raises LawError
    where the reading, or the date in it, does not exist.
    """
    facts = agreement(treaty, drafts, as_of)
    found = explain(facts, kind, ordinal, party, reading, until(as_of), clause)
    return named(found, _names(facts))


def named(found: Explanation, names: Mapping[str, str]) -> Explanation:
    """The explanation with the names of the parties in place of their codes."""

    def spoken(text: str) -> str:
        return with_names(text, names)

    return replace(
        found,
        steps=tuple(replace(step, text=spoken(step.text)) for step in found.steps),
        alternatives=tuple(
            replace(one, label=spoken(one.label), text=spoken(one.text))
            for one in found.alternatives
        ),
    )


def _names(facts: Agreement) -> dict[str, str]:
    codes: Iterable[str] = {
        *facts.parties,
        *(code for act in facts.acts for code in (act.party, act.to_party) if code),
    }
    return dict(Party.objects.filter(code__in=codes).values_list("code", "short_name"))
